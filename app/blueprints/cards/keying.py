"""A box of cards is typed in, with the keyboard only: the number first, then the answers as they stand."""

from __future__ import annotations

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.cards.blueprint import bp
from app.blueprints.cards.compared import compared
from app.blueprints.cards.keying_forms import CardForm, opened
from app.blueprints.cards.sheets import language_asked, languages_of
from app.domain.conversation_document import digest_of
from app.domain.errors import GoneError, StaleError
from app.domain.roles import Permission
from app.models.engagement import Event
from app.operations import keying as operations
from app.operations.keying import AlreadyKeyedError, NotPrintedError
from app.queries import keyed_cards as queries
from app.queries.events import asked
from app.web.access import requires
from app.web.i18n import current_language
from app.web.keep_it import Looked, look_at
from app.web.opening import opened_event
from app.web.viewer import viewer

P = Permission
OPENED = "cards"
"""The part of an event that is written to the trace when what people wrote is shown."""


@bp.get("/cards")
@requires(P.CARD_KEY)
def boxes() -> ResponseReturnValue:
    return render_template("cards/boxes.html", boxes=queries.boxes(viewer()), me=viewer().account_id)


@bp.route("/events/<uuid:event_id>/keying", methods=["GET", "POST"])
@requires(P.CARD_KEY)
def keying(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, P.CARD_KEY)
    language = language_asked(request.args.get("language", ""), languages_of(event))
    form = form_of(event, language=language)
    if request.method != "POST":
        return page(event, form, last=number_in("last"))
    fine, looked = whole(form)
    if not fine or looked.is_asking:
        return page(event, form, looked=looked, status=200 if fine else 422)
    try:
        operations.key(event, form.card, form.document(looked.kept), by=viewer())
    except NotPrintedError:
        form.number.errors = (_("No card with this number was printed for this event. Look at it again."),)
        return page(event, form, looked=looked, status=422)
    except AlreadyKeyedError as error:
        opened_event(event_id, P.CARD_KEY, part=OPENED)
        return page(event, form, looked=looked, held=error, status=409)
    except GoneError:
        return page(event, form, looked=looked, gone=True, status=410)
    return redirect(url_for(".keying", event_id=event.id, language=form.language.data, last=form.card), 303)


def page(
    event: Event,
    form: CardForm,
    *,
    looked: Looked | None = None,
    last: int = 0,
    held: AlreadyKeyedError | None = None,
    gone: bool = False,
    status: int = 200,
) -> Response:
    """`last`: the card that was saved a moment ago. `held`: this card is typed in already."""
    words = render_template(
        "cards/keying.html",
        event=event,
        form=form,
        looked=looked,
        last=last,
        box=queries.box_of(event),
        me=viewer().account_id,
        is_held=held is not None,
        apart=compared(event, held.held, form.document()) if held else [],
        gone=gone,
        has_errors=status == 422,
    )
    return make_response(words, status)


@bp.route("/events/<uuid:event_id>/keying/card", methods=["GET", "POST"])
@requires(P.CARD_KEY)
def mend(event_id: uuid.UUID) -> ResponseReturnValue:
    """A card that is typed in: seen, and put right."""
    event = opened_event(event_id, P.CARD_KEY, part=OPENED)
    card = number_in("number")
    now = queries.said(queries.current(queries.keyed(event, card)))
    form = form_of(event, language=now.language, with_number=False)
    if request.method != "POST":
        form.fill(now)
        form.seen.data = digest_of(now)
        return mending(event, card, form)
    fine, looked = whole(form)
    if not fine or looked.is_asking:
        return mending(event, card, form, looked=looked, status=200 if fine else 422)
    try:
        operations.mend(event, card, form.document(looked.kept), by=viewer(), seen=form.seen.data or "")
    except StaleError:
        apart = compared(event, now, form.document())
        form.seen.data = digest_of(now)
        return mending(event, card, form, looked=looked, apart=apart, is_stale=True, status=409)
    return redirect(url_for(".keying", event_id=event.id, language=form.language.data, last=card), 303)


def mending(
    event: Event,
    card: int,
    form: CardForm,
    *,
    looked: Looked | None = None,
    apart: object = (),
    is_stale: bool = False,
    status: int = 200,
) -> Response:
    words = render_template(
        "cards/mend.html",
        event=event,
        card=card,
        form=form,
        looked=looked,
        apart=apart,
        is_stale=is_stale,
        has_errors=status == 422,
    )
    return make_response(words, status)


@bp.post("/events/<uuid:event_id>/keying/take-back")
@requires(P.CARD_KEY)
def take_back(event_id: uuid.UUID) -> ResponseReturnValue:
    """It was typed under a wrong number."""
    event = opened_event(event_id, P.CARD_KEY, part=OPENED)
    card = number_in("number")
    operations.take_back(event, card, by=viewer(), seen=request.form.get("seen", ""))
    return redirect(url_for(".keying", event_id=event.id), 303)


def form_of(event: Event, *, language: str, with_number: bool = True) -> CardForm:
    return opened(event, asked(event, current_language()), language=language, with_number=with_number)


def whole(form: CardForm) -> tuple[bool, Looked]:
    """Is it as it must be, and what is to be asked about it? Says what is wrong beside its question."""
    fine = bool(form.validate())
    looked = look_at(form, form.texts())
    if fine and form.document().is_empty:
        first = next(form.said())
        first.errors = (_("Type at least one answer. Leave a card that says nothing in the box."),)
        fine = False
    return fine, looked


def number_in(name: str) -> int:
    """The number of a card that the address or the form names; 0 for none."""
    typed = request.values.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0
