"""The contacts of a case, and how near it is to the rule of unreachable people."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.cases.blueprint import bp
from app.domain.attempts import LEAST_DAYS, LEAST_TIMES, LEAST_TRIES, Attempts, unreachable
from app.domain.case import OPEN
from app.domain.reaching import clean_reaching
from app.domain.roles import Permission
from app.models.cases import Case
from app.queries import case_contacts as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.contact_words import said_of
from app.web.filters import number
from app.web.opening import opened_case
from app.web.place import place
from app.web.seeking import asked, token_of
from app.web.viewer import viewer


@bp.get("/cases/<uuid:case_id>/contacts")
@requires(Permission.CASE_READ)
def contacts(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="contacts")
    shelf = queries.contacts_of(viewer(), case, asked(request.args.get("before", "")))
    return render_template(
        "cases/contacts.html",
        frame=frame(case, "contacts"),
        rows=[said_of(one, viewer()) for one in shelf.rows],
        older=url_for(".contacts", case_id=case_id, before=token_of(shelf.older)) if shelf.older else "",
        is_first="before" not in request.args,
        tried=tried(case),
    )


def tried(case: Case) -> list[str]:
    """How far we are in trying to reach them; nothing where we have heard from them, or it is over."""
    if case.status not in OPEN:
        return []
    made = unreachable(
        queries.tries(case),
        clean_reaching(case.person.reaching),
        today=clock.today(),
        holidays=place().bank_holidays,
    )
    return [words for words in attempt_words(made) if words] if made.tries or made.unsafe else []


def attempt_words(made: Attempts) -> list[str]:
    """Shape: `2 of 3 tries.` and so on, each count beside what it needs."""
    unsafe = ngettext(
        "%(n)s try was by a way that is not safe. It does not count.",
        "%(n)s tries were by ways that are not safe. They do not count.",
        made.unsafe,
        n=number(made.unsafe),
    )
    return [
        _("%(n)s of %(needed)s tries.", n=number(made.tries), needed=number(LEAST_TRIES)),
        _("%(n)s of %(needed)s ways.", n=number(made.ways), needed=number(made.ways_needed)),
        _("%(n)s of %(needed)s times of day.", n=number(made.times), needed=number(LEAST_TIMES)),
        _("%(n)s of %(needed)s working days.", n=number(made.days), needed=number(LEAST_DAYS)),
        unsafe if made.unsafe else "",
        _("That is enough: you may say that we could not reach them.") if made.is_met else "",
    ]
