"""Asks organisers whether their listings are still right: once a step, all theirs in one e-mail.

Each commits its own work, so that no long read holds up a change. Twice on a day is the same as once.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import begin_writing, db
from app.domain import freshness
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import SYSTEM, Viewer
from app.models.directory import Organization, Service
from app.models.sealed import keyed_hash
from app.models.stewardship import ListingCare
from app.operations import access_links, audit, listings, outbox
from app.queries import care
from app.queries.care import Cared

MOST_LETTERS_A_DAY = 200
"""Where thousands fall due at once, those that matter most are asked about first."""
MOST_TOGETHER = 50
"""Listings in one e-mail; the rest are asked about another day."""
BATCH = 500
ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]+")


def work_out(today: dt.date) -> list[Cared]:
    """Bring due dates and priorities up to date; the listings for which a reminder is to go."""
    known = care.around(today)
    wanted: list[Cared] = []
    for batch in care.every_listing(today, known):
        wanted += [one for one in batch if is_plausible(one.email) and may_be_asked(one, today)]
        changed = [row for one in batch if (row := _row(one, today))]
        db.session.rollback()  # the reading is over before the writing begins
        for start in range(0, len(changed), BATCH):
            begin_writing()
            _put(changed[start : start + BATCH])
            db.session.commit()
    db.session.rollback()
    return wanted


def is_plausible(address: str) -> bool:
    """Could a letter get there? No list of addresses, nothing that adds to a header."""
    return ADDRESS.fullmatch(address) is not None


def may_be_asked(one: Cared, today: dt.date) -> bool:
    """Is it time for its next reminder, or will it soon be for its first?"""
    if one.step == 0:
        return today >= one.due_on - dt.timedelta(days=freshness.TOGETHER_WITHIN)
    return is_time(one, today)


def is_time(one: Cared, today: dt.date) -> bool:
    day = freshness.next_reminder(one.due_on, one.step, one.reminded_on)
    return day is not None and today >= day


def remind(wanted: Sequence[Cared], today: dt.date) -> int:
    """Write to everybody whose listing's turn it is; how many letters that were.

    What of theirs falls due within two weeks is asked about too, so that they hear from us once.
    """
    theirs: dict[str, list[Cared]] = defaultdict(list)
    for one in wanted:
        theirs[one.email.lower()].append(one)
    letters = [group for group in theirs.values() if any(is_time(one, today) for one in group)]
    letters.sort(key=lambda group: -max(one.priority for one in group))
    written = 0
    for group in letters[:MOST_LETTERS_A_DAY]:
        begin_writing()
        group.sort(key=lambda one: (not is_time(one, today), one.due_on))
        written += _write(group[:MOST_TOGETHER], today)
        db.session.commit()
    return written


def _write(group: Sequence[Cared], today: dt.date) -> bool:
    """One letter about these listings; False where another worker wrote it meanwhile."""
    held = {
        row.service_id: row
        for row in db.session.scalars(
            select(ListingCare)
            .where(ListingCare.service_id.in_([one.id for one in group]))
            .order_by(ListingCare.service_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    still = [one for one in group if one.id in held and held[one.id].reminder_step == one.step]
    if not any(is_time(one, today) for one in still):
        return False
    address = still[0].email
    who = keyed_hash(address.lower(), of="check-listing")[:32]
    send(
        [one.id for one in still],
        names=[one.name for one in still],
        to=address,
        language=still[0].language,
        key=f"check-listing:{who}:{today.isoformat()}",
        step=max(one.step for one in still) + 1,
    )
    for one in still:
        held[one.id].reminder_step = one.step + 1
        held[one.id].reminded_at = clock.now()
    audit.record(SYSTEM, "listing.check-asked", count=len(still))
    db.session.flush()
    return True


def write_again(listing: uuid.UUID, *, by: Viewer) -> bool:
    """Ask once more about one listing, because somebody wants to; False where there is no address."""
    row = db.session.execute(
        select(Service.name, Service.text_language, care.email_of.label("email"))
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .where(Service.id == listing)
    ).one()
    if not is_plausible(row.email):
        return False
    kept = listings.care_of(listing)
    send(
        [listing],
        names=[row.name],
        to=row.email,
        language=row.text_language,
        key=f"check-listing:{listing}:{clock.today().isoformat()}",
        step=len(freshness.REMINDERS),
    )
    kept.reminder_step, kept.reminded_at = len(freshness.REMINDERS), clock.now()
    audit.record(by, "listing.check-asked", of=("listing", listing))
    db.session.flush()
    return True


def send(
    ids: Sequence[uuid.UUID], *, names: Sequence[str], to: str, language: str, key: str, step: int
) -> None:
    """The letter, with a link that answers for these listings and for nothing else."""
    link = access_links.make(
        LinkPurpose.STILL_RIGHT,
        service=ids[0] if len(ids) == 1 else None,
        arguments={"listings": [str(one) for one in ids]},
    )
    outbox.tell(
        MessageKind.CHECK_LISTING,
        key=key,
        to=to,
        language=language,
        service=ids[0],
        token=link.token,
        step=step,
        names="\n".join(names) if len(names) > 1 else "",
    )


def _row(one: Cared, today: dt.date) -> dict[str, object] | None:
    """What its row of care should hold; None where it does."""
    since = (one.held[2] or today) if one.is_unchecked else None
    if one.held == (one.due_on, one.priority, since):
        return None
    return {
        "service_id": one.id,
        "local_fields": [],
        "check_due_on": one.due_on,
        "priority": one.priority,
        "unchecked_since": since,
        "reminder_step": one.step,
        "closed_reports": 0,
    }


def _put(rows: Sequence[dict[str, object]]) -> None:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(ListingCare)
    kept = ("check_due_on", "priority", "unchecked_since", "reminder_step")
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=["service_id"], set_={name: insert.excluded[name] for name in kept}
        ),
        list(rows),
    )
