"""My cases: where each stands, what is next, and how to reach them. A name is looked for by POST only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.cases.blueprint import bp
from app.blueprints.cases.forms import SearchForm
from app.domain.ages import age_on
from app.domain.case import CaseStatus
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.operations import audit
from app.queries import caseload as queries
from app.queries.caseload import Load, Row
from app.web.access import requires
from app.web.case_due import Due, due
from app.web.filters import ago, full_date, number
from app.web.labels import label, shape
from app.web.paging import Pages, pages
from app.web.reaching_words import one_line
from app.web.viewer import viewer

MOST_PAGES = 9999


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: state, who, what is next, how to reach them."""

    row: Row
    title: str
    shape: str
    state: str
    whose: str
    """Whose case it is, where it is not one's own."""
    last: str
    due: Due | None
    reach: str


@bp.get("/cases")
@requires(Permission.CASE_READ)
def listed() -> ResponseReturnValue:
    status = next((one for one in CaseStatus if one == request.args.get("status")), None)
    page = page_number()
    load = queries.caseload(viewer(), status, page)
    audit.seen(viewer(), "cases.listed", count=len(load.rows))
    last = max(1, -(-load.total // queries.PAGE))
    counted = pages(page, last, lambda at: url_for(".listed", status=status, page=at))
    return shown(load, SearchForm(formdata=None), status=status, counted=counted)


@bp.post("/cases")
@requires(Permission.CASE_READ)
def search() -> ResponseReturnValue:
    """By name or number, within one's own reach. No name stands in an address."""
    form = SearchForm()
    if not form.validate():
        return shown(queries.caseload(viewer()), form, code=422)
    load = queries.named(viewer(), clean_line(form.name.data or ""))
    audit.seen(viewer(), "cases.searched", count=len(load.rows))
    return shown(load, form, is_search=True)


def shown(
    load: Load,
    form: SearchForm,
    *,
    status: CaseStatus | None = None,
    counted: Pages | None = None,
    is_search: bool = False,
    code: int = 200,
) -> Response:
    is_open = sum(many for one, many in load.counts.items() if one is not CaseStatus.CLOSED)
    page = render_template(
        "cases/listed.html",
        rows=[row_of(one) for one in load.rows],
        total=load.total,
        form=form,
        status=status.value if status else "",
        filters=[("", _("Open"), is_open)]
        + [(one.value, label(one), load.counts[one]) for one in CaseStatus if load.counts.get(one)],
        pages=counted,
        is_search=is_search,
        too_many=is_search and load.total > len(load.rows),
        has_errors=code == 422,
    )
    return make_response(page, code)


def row_of(row: Row) -> Shown:
    age = age_on(row.born_on, row.died_on or clock.today())
    return Shown(
        row=row,
        title=row.name if age is None else _("%(name)s, %(age)s", name=row.name, age=number(age)),
        shape=shape(row.status),
        state=state_of(row),
        whose=whose(row),
        last=_("Last contact %(when)s.", when=ago(row.last_contact_at))
        if row.last_contact_at
        else _("Not in touch yet."),
        due=due(row.task) if row.task else None,
        reach=one_line(row.reaching),
    )


def state_of(row: Row) -> str:
    if row.status is CaseStatus.ON_HOLD and row.hold_until:
        return _("On hold until %(day)s", day=full_date(row.hold_until))
    return label(row.status)


def whose(row: Row) -> str:
    by = viewer()
    if row.worker_id == by.account_id:
        return ""
    if row.worker_id is None:
        return _("Nobody has taken it yet.")
    if by.reach(Permission.CASE_READ).teams:
        return _("With %(name)s.", name=row.worker)
    return _("You are covering for %(name)s.", name=row.worker)


def page_number() -> int:
    typed = request.args.get("page", "1")
    return min(max(1, int(typed)), MOST_PAGES) if typed.isdecimal() and len(typed) < 6 else 1
