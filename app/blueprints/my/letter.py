"""For link workers: a letter with a code that opens somebody's own page."""

from __future__ import annotations

import uuid

from flask import current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.domain.contact_log import ContactChannel
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import my_door
from app.queries.cases import sees_address_of
from app.web import reaching_words
from app.web.access import requires
from app.web.case_frame import frame, full_name
from app.web.opening import opened_case
from app.web.other_language import speaking
from app.web.viewer import viewer


@bp.get("/cases/<uuid:case_id>/my-letter")
@requires(Permission.CASE_WORK)
def letter(case_id: uuid.UUID) -> ResponseReturnValue:
    return asking(opened_case(case_id, Permission.CASE_WORK, part="own-page"))


@bp.post("/cases/<uuid:case_id>/my-letter")
@requires(Permission.CASE_WORK)
def print_letter(case_id: uuid.UUID) -> ResponseReturnValue:
    """The letter with its code, on this sheet only: printing again makes a new one."""
    case = opened_case(case_id, Permission.CASE_WORK, part="own-page")
    try:
        made = my_door.make_letter(case, by=viewer())
    except NotAllowedError:
        return asking(case, 409)
    person = case.person
    with speaking(person.language):
        return render_template(
            "letters/my.html",
            name=full_name(person),
            to=[part for part in (person.address, person.postcode) if part]
            if sees_address_of(viewer(), case)
            else [],
            code=made.code,
            until=made.until,
            address=current_app.config["PUBLIC_ADDRESS"] + url_for(".code"),
            back=url_for(".letter", case_id=case.id),
            size="large",
        )


def asking(case: Case, status: int = 200) -> ResponseReturnValue:
    return make_response(
        render_template(
            "my/letter.html",
            frame=frame(case, tab=""),
            warning=reaching_words.warning(case.person.reaching, ContactChannel.LETTER),
            lacks_born_on=not case.person.born_on,
            is_refused=status == 409,
        ),
        status,
    )
