"""The listings somebody looks after, and what to do next with each."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.domain.listing import Status
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.queries import changes, stewardship
from app.queries.stewardship import A_PAGE, MOST_TYPED, ListingRow, State
from app.web.access import requires
from app.web.filters import ago, full_date
from app.web.labels import label, shape
from app.web.listing_words import CHECKED
from app.web.viewer import viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """A listing in the list: its state, how old it is, and the next step."""

    row: ListingRow
    shape: str
    state: str
    age: str
    next: str
    """What to do next; empty where there is nothing."""
    url: str
    """Of the next step."""


@bp.get("/listings")
@requires(Permission.LISTING_EDIT)
def listings() -> ResponseReturnValue:
    typed = clean_line(request.args.get("q", ""))[:MOST_TYPED]
    state, page = asked.choice_of("state", State.ALL), asked.page_number()
    organization = asked.id_of("organisation")
    found = stewardship.listings(viewer(), typed=typed, state=state, organization=organization, page=page)
    return render_template(
        "stewardship/listings.html",
        found=found,
        rows=[shown(row) for row in found.rows],
        typed=typed,
        state=state,
        states=list(State),
        organization=organization,
        organization_name=found.rows[0].organization if organization and found.rows else "",
        pages=asked.pages_of(page, found.total, A_PAGE),
        reviews=viewer().may(Permission.LISTING_REVIEW),
        sent=changes.new_ones_of(viewer()) if page == 1 else (),
    )


def shown(row: ListingRow) -> Shown:
    shape_, state = state_of(row)
    words, url = next_step(row)
    return Shown(row, shape_, state, age_of(row), words, url)


def state_of(row: ListingRow) -> tuple[str, str]:
    if row.hidden_at:
        return "late", _("Hidden: readers say it has closed")
    if row.status is not Status.ACTIVE:
        return shape(row.status), label(row.status)
    if row.unchecked_since:
        return "unknown", _("Not checked in time")
    return "yes", label(row.status)


def age_of(row: ListingRow) -> str:
    if row.checked_on is None:
        return _("Never checked")
    return str(CHECKED[row.checked_by]) % {"ago": ago(row.checked_on)}


def next_step(row: ListingRow) -> tuple[str, str]:
    """The one thing that is most in need of doing, and where it is done."""
    edit = url_for("editing.sections", listing_id=row.id)
    history = url_for(".history", listing_id=row.id)
    if row.asked:
        return _("We asked a question about a change"), history
    if row.drafts:
        return _("You began a change and have not sent it"), edit
    if row.waiting:
        words = ngettext("%(num)s change is waiting", "%(num)s changes are waiting", row.waiting)
        return str(words), history
    due = row.check_due_on
    if due is not None and due <= clock.today() and row.status in (Status.ACTIVE, Status.TEMPORARILY_CLOSED):
        return _("Say whether it is still right: due %(day)s", day=full_date(due)), edit
    return "", edit
