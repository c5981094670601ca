"""One change: what it would do beside what is there, and the decision."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.blueprints.stewardship.changes import queue_row
from app.blueprints.stewardship.forms import AcceptForm, QuestionForm, RefuseForm
from app.domain.errors import NotAllowedError, StaleError
from app.domain.listing_change import ChangeAction, ListingConflictError, open_actions
from app.domain.roles import Permission
from app.domain.stewardship import ChangeKind
from app.domain.typed_text import clean_lines
from app.operations import audit, trusted_organisers
from app.operations import changes as operations
from app.queries import changes as queries
from app.queries.change_review import Review, review_of
from app.web.access import requires
from app.web.ground import ground
from app.web.listing_changes import Shown, shown
from app.web.listing_fields import Words, lines
from app.web.viewer import viewer

TYPED = ("word", "question", "reason")


@dataclass(frozen=True, slots=True)
class Row:
    """A field to decide. `began`: how it was for them, where somebody else changed it since."""

    shown: Shown
    began: tuple[Words, ...]
    moved: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the page is shown again instead of the decision being taken."""

    heading: str
    words: str


@bp.get("/listings/changes/<uuid:change_id>")
@requires(Permission.LISTING_REVIEW)
def review(change_id: uuid.UUID) -> ResponseReturnValue:
    return page(change_id)


@bp.post("/listings/changes/<uuid:change_id>/accept")
@requires(Permission.LISTING_REVIEW)
def accept(change_id: uuid.UUID) -> ResponseReturnValue:
    change, form = queries.change_for(viewer(), change_id), AcceptForm()
    chosen = frozenset(request.form.getlist("field"))
    if not form.validate() or not chosen:
        return page(change_id, chosen=chosen, accept=form, status=422, none_chosen=not chosen)
    try:
        operations.accept(
            change,
            by=viewer(),
            ground=ground(),
            fields=chosen,
            reason=clean_lines(form.word.data or ""),
            version=asked.whole("version"),
            over=chosen & frozenset(request.form.getlist("moved")),
            seen=asked.whole("listing_version"),
        )
    except (StaleError, NotAllowedError) as error:
        return page(change_id, chosen=chosen, accept=form, status=409, trouble=trouble_of(error))
    return decided(change_id)


@bp.post("/listings/changes/<uuid:change_id>/ask")
@requires(Permission.LISTING_REVIEW)
def ask(change_id: uuid.UUID) -> ResponseReturnValue:
    change, form = queries.change_for(viewer(), change_id), QuestionForm()
    if not form.validate():
        return page(change_id, ask=form, status=422)
    try:
        operations.ask(
            change, clean_lines(form.question.data or ""), by=viewer(), version=asked.whole("version")
        )
    except (StaleError, NotAllowedError) as error:
        return page(change_id, ask=form, status=409, trouble=trouble_of(error))
    return decided(change_id)


@bp.post("/listings/changes/<uuid:change_id>/refuse")
@requires(Permission.LISTING_REVIEW)
def refuse(change_id: uuid.UUID) -> ResponseReturnValue:
    change, form = queries.change_for(viewer(), change_id), RefuseForm()
    if not form.validate():
        return page(change_id, refuse=form, status=422)
    try:
        operations.refuse(
            change, by=viewer(), reason=clean_lines(form.reason.data or ""), version=asked.whole("version")
        )
    except (StaleError, NotAllowedError) as error:
        return page(change_id, refuse=form, status=409, trouble=trouble_of(error))
    return decided(change_id)


@bp.post("/listings/changes/<uuid:change_id>/looked-at")
@requires(Permission.LISTING_REVIEW)
def looked_at(change_id: uuid.UUID) -> ResponseReturnValue:
    """It was published at once, somebody looked, and it is right."""
    trusted_organisers.looked_at(queries.change_for(viewer(), change_id), by=viewer())
    return decided(change_id)


def decided(change_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for(".review", change_id=change_id, said="done"), 303)


def trouble_of(error: Exception) -> Trouble:
    if isinstance(error, ListingConflictError):
        return Trouble(
            _("Somebody changed the listing while you had this open"),
            _("Nothing was saved over theirs. What moved is marked below: look, and choose again."),
        )
    return Trouble(
        _("Somebody was quicker"),
        _(
            "It was decided or answered while you had it open. Here is how it stands now. "
            "What you typed is still here."
        ),
    )


def page(
    change_id: uuid.UUID,
    *,
    chosen: Collection[str] | None = None,
    accept: AcceptForm | None = None,
    ask: QuestionForm | None = None,
    refuse: RefuseForm | None = None,
    trouble: Trouble | None = None,
    none_chosen: bool = False,
    status: int = 200,
) -> Response:
    found = review_of(viewer(), change_id)
    if found.shows_secrets:
        audit.seen(viewer(), "listing.secret-seen", of=("listing_change", change_id))
    change = found.change
    actions = open_actions(change.status)
    row = queries.row_of(viewer(), change_id)
    return make_response(
        render_template(
            "stewardship/review.html",
            change=change,
            row=queue_row(row),
            rows=rows_of(found, chosen),
            found=found,
            is_new=change.kind is ChangeKind.NEW,
            can_accept=ChangeAction.ACCEPT in actions,
            can_ask=ChangeAction.ASK in actions and operations.can_be_asked(change),
            can_refuse=ChangeAction.REFUSE in actions,
            accept=accept or AcceptForm(formdata=None),
            ask=ask or QuestionForm(formdata=None),
            refuse=refuse or RefuseForm(formdata=None),
            asking=ask is not None,
            refusing=refuse is not None,
            trouble=trouble,
            none_chosen=none_chosen,
            has_errors=status == 422,
            said=request.args.get("said", ""),
            typed=clean_lines("\n".join(request.form.get(name, "") for name in TYPED)),
        ),
        status,
    )


def rows_of(found: Review, chosen: Collection[str] | None) -> list[Row]:
    """A field that somebody moved since is not ticked until an editor ticks it."""
    return [
        Row(
            shown=one,
            began=tuple(lines(one.key, found.base)) if one.key in found.moved else (),
            moved=one.key in found.moved,
            ticked=one.key in chosen if chosen is not None else one.key not in found.moved,
        )
        for one in shown(found.now, found.document, found.change.fields)
    ]
