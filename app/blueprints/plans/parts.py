"""Writing one part of the plan, a question a page: what is strong, what matters, what if."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.blueprints.plans.blueprint import bp
from app.blueprints.plans.forms import PartForm, StrengthsForm
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.plan_parts import mark, part_of
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import plans
from app.queries import plans as queries
from app.web import case_frame, reaching_words
from app.web.access import requires
from app.web.opening import opened_case
from app.web.plan_page import HEADINGS
from app.web.viewer import viewer

QUESTIONS: Mapping[str, tuple[str, str]] = {
    "strengths": (
        _l("What is strong?"),
        _l("What are you good at? Who is there for you? What is good near you? Write one thing a line."),
    ),
    "about.important": (_l("What matters most to you?"), _l("What makes a day a good one?")),
    "about.people": (
        _l("Who are the people who matter to you?"),
        _l("Family, friends, neighbours, animals. Say how often you see them."),
    ),
    "about.communicate": (
        _l("How should people talk with you?"),
        _l("What helps you to hear, read, understand and answer?"),
    ),
    "about.wellness": (
        _l("What are you like when you are well?"),
        _l("What keeps you well, and how can somebody tell that you are not?"),
    ),
    "about.do": (_l("What should people please do?"), ""),
    "about.do_not": (_l("What should people please not do?"), ""),
    "about.support": (
        _l("How and when would you like support?"),
        _l("What do you do by yourself, and where does a hand help?"),
    ),
    "about.also": (_l("What else is worth knowing about you?"), ""),
    "about.written_with": (_l("Who helped to write this?"), _l("Leave it empty if nobody did.")),
    "contingency": (
        _l("What if things get worse?"),
        _l("What would tell us? Whom do we ring? What helps, and what does not?"),
    ),
    "outcome": (_l("What came of it all?"), _l("In their words.")),
}
"""Part -> its question, as it is asked, and what helps to answer it."""

SLUGS = {part: part.rpartition(".")[2].replace("_", "-") for part in QUESTIONS}
"""Part -> how it is called in an address."""
PART_OF = {slug: part for part, slug in SLUGS.items()}
LATER = frozenset({"contingency", "outcome"})
"""Parts of the plan, not of what matters."""


@bp.get("/cases/<uuid:case_id>/plan/words/<string:part>")
@requires(Permission.CASE_WORK)
def words(case_id: uuid.UUID, part: str) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="plan")
    return asking(case, known(part))


@bp.post("/cases/<uuid:case_id>/plan/words/<string:part>")
@requires(Permission.CASE_WORK)
def write(case_id: uuid.UUID, part: str) -> ResponseReturnValue:
    case, name = opened_case(case_id, Permission.CASE_WORK, part="plan"), known(part)
    form = form_of(name)()
    if not form.validate():
        return asking(case, name, form, status=422)
    value = form.lines() if isinstance(form, StrengthsForm) else form.words.data or ""
    try:
        plans.write(case, name, value, by=viewer(), mark=form.mark.data or "")
    except (StaleError, NotAllowedError) as refused:
        return asking(case, name, form, status=409, refused=refused)
    return redirect(next_page(case_id, name), 303)


def next_page(case_id: uuid.UUID, name: str) -> str:
    """The next question, where they want to go on; the page of them all."""
    if name in LATER:
        return url_for(".plan", case_id=case_id)
    asked = [one for one in QUESTIONS if one not in LATER]
    if request.form.get("go_on") and name != asked[-1]:
        return url_for(".words", case_id=case_id, part=SLUGS[asked[asked.index(name) + 1]])
    return url_for(".what_matters", case_id=case_id)


def known(slug: str) -> str:
    try:
        return PART_OF[slug]
    except KeyError:
        raise NotThereError from None


def form_of(name: str) -> type[PartForm]:
    return StrengthsForm if name == "strengths" else PartForm


def asking(
    case: Case,
    name: str,
    form: PartForm | None = None,
    *,
    status: int = 200,
    refused: Exception | None = None,
) -> tuple[str, int]:
    """The question, with what was typed; where somebody was faster, what stands there now too."""
    now = part_of(queries.document_of(queries.latest(case.id)), name)
    text = "\n".join(now) if isinstance(now, list) else now
    shown = form or form_of(name)(data={"words": text})
    if status != 422:
        shown.mark.data = mark(now)
        shown.mark.raw_data = None
    question, hint = QUESTIONS[name]
    shown.words.description = hint
    page = render_template(
        "plans/words.html",
        form=shown,
        case_id=case.id,
        name=case_frame.full_name(case.person),
        reach=reaching_words.one_line(case.person.reaching),
        heading=HEADINGS[name],
        question=question,
        part=SLUGS[name],
        can_go_on=name not in LATER,
        now=text if isinstance(refused, StaleError) else "",
        is_stale=isinstance(refused, StaleError),
        is_over=isinstance(refused, NotAllowedError),
        has_errors=status == 422,
        back=url_for(".plan" if name in LATER else ".what_matters", case_id=case.id),
    )
    return page, status
