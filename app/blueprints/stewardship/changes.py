"""The queue of changes, and small ones taken together."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.domain.listing_document import clean, empty
from app.domain.roles import Permission
from app.domain.stewardship import ChangeStatus
from app.operations import many_changes
from app.queries import changes as queries
from app.queries.changes import A_PAGE, ChangeRow, Shelf
from app.web.access import requires
from app.web.ground import ground
from app.web.labels import label, shape
from app.web.listing_changes import Shown, shown
from app.web.listing_fields import name_of
from app.web.viewer import viewer

LATE_AFTER = 5
"""Units: days."""
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class QueueRow:
    row: ChangeRow
    shape: str
    state: str
    who: str
    what: str

    @property
    def can_be_ticked(self) -> bool:
        return not self.row.is_risky and self.row.status is ChangeStatus.WAITING


@bp.get("/listings/changes")
@requires(Permission.LISTING_REVIEW)
def changes() -> ResponseReturnValue:
    shelf, page = asked.choice_of("shelf", Shelf.WAITING), asked.page_number()
    queue = queries.queue(viewer(), shelf, page)
    return render_template(
        "stewardship/changes.html",
        shelf=shelf,
        shelves=[(one, queue.counts[one]) for one in Shelf],
        queue=queue,
        rows=[queue_row(row) for row in queue.rows],
        pages=asked.pages_of(page, queue.total, A_PAGE),
        done=said(),
    )


@bp.get("/listings/changes/together")
@requires(Permission.LISTING_REVIEW)
def together() -> ResponseReturnValue:
    """The small ones that were ticked, to look at once more before all of them are published."""
    ticked = asked.ids_of("change")
    rows = queries.mild_of(viewer(), ticked)
    return render_template(
        "stewardship/together.html",
        rows=[(queue_row(row), *differences(row.id)) for row in rows],
        left_out=len(ticked) - len(rows),
    )


@bp.post("/listings/changes/together")
@requires(Permission.LISTING_REVIEW)
def take_together() -> ResponseReturnValue:
    wanted = asked.ids_of("change")
    versions = {id_: asked.whole(f"version-{id_}") for id_ in wanted}
    allowed = {row.id for row in queries.mild_of(viewer(), wanted)}
    done = many_changes.accept_many(
        {id_: version for id_, version in versions.items() if id_ in allowed}, by=viewer(), ground=ground()
    )
    left = len(wanted) - len(done.done)
    return redirect(url_for(".changes", done=len(done.done), left=left or None), 303)


def differences(change_id: uuid.UUID) -> tuple[list[Shown], int]:
    """What a change would do, and its version."""
    change = queries.change_for(viewer(), change_id)
    before = clean(change.base) if change.base is not None else empty()
    return shown(before, clean(change.document), change.fields), change.version


def said() -> str:
    """What came of the changes that were taken together."""
    done, left = asked.whole("done"), asked.whole("left")
    words = []
    if "done" in request.args:
        words.append(
            ngettext("%(num)s change is on the page now.", "%(num)s changes are on their pages now.", done)
        )
    if left:
        words.append(
            ngettext(
                "%(num)s was left: somebody decided it, or the listing moved.",
                "%(num)s were left: somebody decided them, or the listings moved.",
                left,
            )
        )
    return " ".join(str(one) for one in words)


def queue_row(row: ChangeRow) -> QueueRow:
    return QueueRow(row, *state_of(row), who_of(row), fields_of(row.fields))


def state_of(row: ChangeRow) -> tuple[str, str]:
    if row.status is ChangeStatus.WAITING:
        days = (clock.now() - row.sent_at).days if row.sent_at else 0
        if row.has_answer:
            return "new", _("They answered")
        if days >= LATE_AFTER:
            return "late", str(ngettext("Waiting %(num)s day", "Waiting %(num)s days", days))
        return ("new", _("Look closely")) if row.is_risky else ("todo", _("Small change"))
    return shape(row.status), label(row.status)


def who_of(row: ChangeRow) -> str:
    """Shape: `From an organiser, Nadia Osei. Run by Beck Side Neighbours`."""
    who = _("From %(who)s", who=label(row.source))
    parts = [f"{who}, {row.made_by}" if row.made_by else who]
    if row.organization:
        # Translators: the organisation whose listing somebody would like to change.
        parts.append(_("Run by %(organisation)s", organisation=row.organization))
    return ". ".join(parts)


def fields_of(fields: Sequence[str]) -> str:
    """Shape: `Telephone, Where it is and 3 more`."""
    names = [name_of(key) for key in fields[:MOST_NAMED]]
    rest = len(fields) - len(names)
    if not rest:
        return ", ".join(names)
    return str(
        ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", rest, names=", ".join(names))
    )
