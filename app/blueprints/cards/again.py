"""A sample of a box is typed a second time, and what differs is settled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field, RadioField
from wtforms.validators import InputRequired

from app.blueprints.cards.blueprint import bp
from app.blueprints.cards.compared import Apart, compared
from app.blueprints.cards.keying import OPENED, P, form_of, number_in, whole
from app.blueprints.cards.keying_forms import CardForm
from app.domain.conversation_document import Document
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.keying import FIRST, SAMPLE_LEAST, SAMPLE_PERCENT, SECOND, taking
from app.models.conversations import KeyedCard
from app.models.engagement import Event
from app.operations import keying as operations
from app.queries import keyed_cards as queries
from app.web import keep_it
from app.web.access import requires
from app.web.forms import Form, choice
from app.web.keep_it import Looked
from app.web.opening import opened_event
from app.web.viewer import viewer

ONE, OTHER, NEITHER = "first", "second", "neither"
PICK = "pick-"


@bp.route("/events/<uuid:event_id>/keying/again", methods=["GET", "POST"])
@requires(P.CARD_KEY)
def again(event_id: uuid.UUID) -> ResponseReturnValue:
    """The next card of the sample, or one that is asked for. What was typed first is not shown."""
    event = opened_event(event_id, P.CARD_KEY)
    me, box = viewer().account_id, queries.box_of(event)
    card = number_in("number") or next(iter(box.for_second(me)), 0)
    form = form_of(event, language=request.args.get("language", ""), with_number=False)
    last, apart = number_in("last"), number_in("apart")
    if not card:
        return typing(event, 0, form, last=last, apart=apart)
    if not box.may_type_again(card, me):
        raise NotThereError
    if request.method != "POST":
        return typing(event, card, form, last=last, apart=apart)
    fine, looked = whole(form)
    if not fine or looked.is_asking:
        return typing(event, card, form, looked=looked, status=200 if fine else 422)
    try:
        fields = operations.key_again(event, card, form.document(looked.kept), by=viewer())
    except NotAllowedError:
        return typing(event, card, form, looked=looked, was_quicker=True, status=409)
    said = {"language": form.language.data, "last": card, "apart": len(fields)}
    return redirect(url_for(".again", event_id=event.id, **said), 303)


def typing(
    event: Event,
    card: int,
    form: CardForm,
    *,
    looked: Looked | None = None,
    last: int = 0,
    apart: int = 0,
    was_quicker: bool = False,
    status: int = 200,
) -> Response:
    """`last`: the card typed a moment ago; `apart`: in how many fields it differs."""
    box = queries.box_of(event)
    words = render_template(
        "cards/again.html",
        event=event,
        card=card,
        form=form,
        looked=looked,
        last=last,
        apart=apart,
        was_quicker=was_quicker,
        box=box,
        is_alone=box.is_alone(viewer().account_id),
        has_errors=status == 422,
    )
    return make_response(words, status)


@bp.get("/events/<uuid:event_id>/keying/differences")
@requires(P.CARD_KEY)
def differences(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, P.CARD_KEY)
    box = queries.box_of(event)
    return render_template(
        "cards/differences.html",
        event=event,
        box=box,
        mine=box.for_second(viewer().account_id),
        quality=queries.quality_of(event),
        percent=SAMPLE_PERCENT,
        least=SAMPLE_LEAST,
    )


@bp.route("/events/<uuid:event_id>/keying/differences/card", methods=["GET", "POST"])
@requires(P.CARD_KEY)
def settle(event_id: uuid.UUID) -> ResponseReturnValue:
    """Only what differs, side by side; somebody who looks at the card says which is right."""
    event = opened_event(event_id, P.CARD_KEY, part=OPENED)
    card = number_in("number")
    rounds = queries.keyed(event, card)
    if SECOND not in rounds:
        raise NotThereError
    one, other = queries.said(queries.current(rounds)), queries.said(rounds[SECOND])
    found = compared(event, one, other)
    own = form_of(event, language=one.language, with_number=False)
    form = picks(found)
    if request.method != "POST":
        return settling(event, card, rounds, found, form=form, own=own)
    looked = keep_it.look_at(own, own.texts())
    fine = form.validate() and not wrong_in(own, form, found)
    if not fine or looked.is_asking:
        return settling(
            event, card, rounds, found, form=form, own=own, looked=looked, status=200 if fine else 422
        )
    try:
        operations.settle(
            event, card, chosen(form, found, one, other, own), by=viewer(), seen=request.form.get("seen", "")
        )
    except StaleError:
        return settling(event, card, rounds, found, form=form, own=own, is_stale=True, status=409)
    return redirect(url_for(".differences", event_id=event.id), 303)


def picks(found: Sequence[Apart]) -> Form:
    """For each field that differs: which typing is right."""
    fields: dict[str, Any] = {
        PICK + one.field: RadioField(
            _("What does the card say?"),
            choices=[
                choice(ONE, _("The first is right")),
                choice(OTHER, _("The second is right")),
                choice(NEITHER, _("Neither: I type it here")),
            ],
            validators=[InputRequired(_("Choose what the card says: %(field)s", field=one.name))],
        )
        for one in found
    }
    form: Form = type("PickForm", (Form,), fields)()
    return form


def wrong_in(own: CardForm, form: Form, found: Sequence[Apart]) -> bool:
    """Is something that was typed anew not as it must be? Its field says what."""
    own.validate()
    typed = {one.field for one in found if form[PICK + one.field].data == NEITHER}
    wrong = [field for field in own if field.name in typed and field.errors]
    for field in own:
        if field not in wrong:
            field.errors = ()
    return bool(wrong)


def chosen(form: Form, found: Sequence[Apart], one: Document, other: Document, own: CardForm) -> Document:
    """The first typing, with what the second or neither got right."""
    picked = {field.field: form[PICK + field.field].data for field in found}
    document = taking(one, other, [name for name, said in picked.items() if said == OTHER])
    return taking(document, own.document(), [name for name, said in picked.items() if said == NEITHER])


def settling(
    event: Event,
    card: int,
    rounds: dict[int, KeyedCard],
    found: Sequence[Apart],
    *,
    form: Form,
    own: CardForm,
    looked: Looked | None = None,
    is_stale: bool = False,
    status: int = 200,
) -> Response:
    fields: dict[str, Field] = {field.name: field for field in own}
    words = render_template(
        "cards/settle.html",
        event=event,
        card=card,
        found=[(one, form[PICK + one.field], fields.get(one.field)) for one in found],
        form=form,
        own=own,
        looked=looked,
        seen=operations.print_of(rounds),
        is_settled=rounds[SECOND].settled_at is not None,
        is_same_person=rounds[SECOND].keyed_by is not None
        and rounds[FIRST].keyed_by == rounds[SECOND].keyed_by,
        is_stale=is_stale,
        has_errors=status == 422,
    )
    return make_response(words, status)
