"""What is shared with whom, and what they agree to: to see, to give, to take back."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import GiveForm
from app.blueprints.my.opening import own, own_case, own_person, page
from app.domain.consent import ConsentPurpose, ConsentState
from app.domain.errors import NotAllowedError
from app.domain.introduction import ENDED
from app.domain.roles import Permission
from app.domain.sharing import read
from app.models.cases import Case
from app.operations import my_wishes
from app.queries import consents as queries
from app.queries import my
from app.web import my_words
from app.web.access import requires
from app.web.contact_words import day_and_time
from app.web.i18n import current_language
from app.web.labels_consent import TEXTS
from app.web.viewer import viewer

P = Permission


@bp.get("/my/shared")
@requires(P.MY_OPEN)
def shared() -> ResponseReturnValue:
    """Whom we told what, word for word, since when and until when."""
    person = own_person("introductions")
    rows = my.introductions(viewer())
    return page(
        "my/shared.html",
        person,
        rows=rows,
        sentences=my_words.INTRODUCTION,
        told={one.id: read(one.shared) for one in rows if one.shared and not is_over(one.share_ends_at)},
        until=my.agreed_until(rows),
        ended=ENDED,
        when=day_and_time,
    )


def is_over(moment: dt.datetime | None) -> bool:
    """Does whoever it went to see nothing any more?"""
    return moment is not None and moment <= clock.now()


@bp.get("/my/consents")
@requires(P.MY_OPEN)
def consents() -> ResponseReturnValue:
    return agreed(own_case("consent"), GiveForm())


@bp.post("/my/consents")
@requires(P.MY_OPEN)
def give() -> ResponseReturnValue:
    """Yes to one thing. What it is stands above the button, word for word."""
    case, form = own_case("consent"), GiveForm()
    wanted = next((one for one in my.ASKABLE if one.value == form.purpose.data), None)
    if wanted is ConsentPurpose.TALK_WITH_FAMILY and not form.named.data:
        form.named.errors = (_("Write whom we may talk with."),)
        return agreed(case, form, 422)
    if wanted is None or not form.validate():
        return agreed(case, form, 422)
    named = (form.named.data or "") if wanted is ConsentPurpose.TALK_WITH_FAMILY else ""
    try:
        my_wishes.give(case, wanted, named=named, language=current_language(), by=viewer())
    except NotAllowedError:
        return agreed(case, form, 409)
    return redirect(url_for(".consents", said="given"), 303)


def agreed(case: Case, form: GiveForm, status: int = 200) -> ResponseReturnValue:
    said = queries.of_person(case.person_id)
    standing = queries.standing(said)
    live = [one for one in standing.values() if one.state is ConsentState.LIVE]
    held = {one.consent.purpose for one in live}
    return page(
        "my/consents.html",
        case.person,
        status,
        live=live,
        to_give=[one for one in my.ASKABLE if one not in held],
        purposes=my_words.PURPOSES,
        wording=my_words.wording,
        texts=TEXTS,
        form=form,
        is_refused=status == 409,
        has_errors=bool(form.errors),
    )


@bp.route("/my/consents/<uuid:consent_id>/take-back", methods=["GET"])
@requires(P.MY_OPEN)
def take_back(consent_id: uuid.UUID) -> ResponseReturnValue:
    """What stops, and a button. Raises: NotThereError."""
    held = own("consent", consent_id, lambda: my.consent(viewer(), consent_id), "consent")
    person = own_person("consent")
    return page(
        "my/take_back.html",
        person,
        consent=held,
        is_live=queries.state(held) is ConsentState.LIVE,
        purposes=my_words.PURPOSES,
        text=TEXTS.get(held.wording, ""),
    )


@bp.post("/my/consents/<uuid:consent_id>/take-back")
@requires(P.MY_OPEN)
def taken_back(consent_id: uuid.UUID) -> ResponseReturnValue:
    """Pressed twice it is one. Raises: NotThereError."""
    held = own("consent", consent_id, lambda: my.consent(viewer(), consent_id), "consent")
    case = own_case("consent")
    if held.given:
        my_wishes.take_back(case, held, by=viewer())
    return redirect(url_for(".consents", said="taken-back"), 303)
