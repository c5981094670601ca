"""For link workers: a letter with a code that opens somebody's own page."""

from __future__ import annotations

import uuid

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import PaperForm
from app.domain.contact_log import ContactChannel
from app.domain.errors import NotAllowedError
from app.domain.paper import Paper, chosen, first_for
from app.domain.roles import Permission
from app.models.cases import Case
from app.models.persons import Person
from app.operations import my_door
from app.queries.cases import sees_address_of
from app.web import reaching_words, sheets
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
    size = chosen(request.form.get("size"), first_letter(person))
    with speaking(person.language):
        end = sheets.leads_to(".code")
        return render_template(
            "letters/my.html",
            name=full_name(person),
            to=[part for part in (person.address, person.postcode) if part]
            if sees_address_of(viewer(), case)
            else [],
            code=made.code,
            until=made.until,
            address=end["address"],
            square=end["code"],
            back=url_for(".letter", case_id=case.id),
            size=size.value,
        )


def first_letter(person: Person) -> Paper:
    """As they need it; a code is easier to read in large print."""
    first = first_for(person.reaching)
    return Paper.LARGE if first is Paper.A4 else first


def asking(case: Case, status: int = 200) -> ResponseReturnValue:
    return make_response(
        render_template(
            "my/letter.html",
            frame=frame(case, tab=""),
            form=PaperForm(formdata=None, data={"size": first_letter(case.person).value}),
            warning=reaching_words.warning(case.person.reaching, ContactChannel.LETTER),
            lacks_born_on=not case.person.born_on,
            is_refused=status == 409,
        ),
        status,
    )
