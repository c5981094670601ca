"""Cards are given numbers and words, and printed, before an event."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.cards import sheets
from app.blueprints.cards.blueprint import bp
from app.blueprints.cards.forms import LookForm, PrintForm
from app.domain.cards import CardKind
from app.domain.roles import Permission
from app.operations import cards as operations
from app.queries import printed_cards as queries
from app.web.access import requires
from app.web.opening import opened_event
from app.web.viewer import viewer

P = Permission


@bp.route("/events/<uuid:event_id>/cards", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def listed(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, P.EVENT_EDIT)
    languages = sheets.languages_of(event)
    form = PrintForm(data={"kind": CardKind.STANDARD.value, "language": languages[0][0], "key": uuid.uuid4()})
    form.offer(languages)
    if form.validate_on_submit():
        block = operations.print_block(event, form.how_many.data or 0, by=viewer(), key=form.block_id)
        look = {"kind": form.kind.data, "language": form.language.data}
        return redirect(url_for(".sheet", event_id=event.id, block_id=block.id, **look), 303)
    page = render_template(
        "cards/listed.html",
        event=event,
        form=form,
        blocks=queries.blocks_of(event),
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


@bp.get("/events/<uuid:event_id>/cards/<uuid:block_id>")
@requires(P.EVENT_EDIT)
def sheet(event_id: uuid.UUID, block_id: uuid.UUID) -> ResponseReturnValue:
    """All cards of a block, one a sheet. A look that is not offered means the plainest."""
    event = opened_event(event_id, P.EVENT_EDIT)
    block = queries.block_for(viewer(), event, block_id)
    languages = sheets.languages_of(event)
    kind = sheets.kind_asked(request.args.get("kind", ""))
    language = sheets.language_asked(request.args.get("language", ""), languages)
    form = LookForm(formdata=None, data={"kind": kind.value, "language": language})
    form.offer(languages)
    return render_template(
        "cards/sheet.html",
        event=event,
        block=block,
        form=form,
        kind=kind,
        cards=sheets.drawn(event, queries.words_of(block), kind=kind, language=language),
    )
