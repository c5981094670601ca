"""What readers tell us about a listing, and what we answer."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain import reports as rules
from app.domain.errors import StaleError
from app.domain.listing import CheckedBy, ReportReason, Status
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.reports import Doubt
from app.domain.stewardship import ChangeSource, ReportOutcome, ReportStatus
from app.domain.typed_text import clean_lines
from app.domain.viewer import SYSTEM, Viewer
from app.models.directory import ListingReport, Organization, Service
from app.models.sealed import keyed_hash
from app.models.stewardship import ListingCare
from app.operations import access_links, audit, checks, forgetting, index, listings, outbox
from app.operations.index import Ground
from app.queries.care import email_of

MOST_WORDS = 1000
"""Units: characters. Longer words are cut there."""

FIRST_IN_QUEUE = 100.0
"""A priority above what age and readers alone give: see domain/freshness.py."""


def report(
    listing: uuid.UUID,
    *,
    reason: ReportReason,
    words: str = "",
    language: str,
    ground: Ground,
    source: str = "",
    email: str = "",
) -> ListingReport:
    """Keep what somebody says about a listing, for the editors. Who says it is not asked.

    `source` says roughly where it comes from, so that one reader counts once. Words or an address that follow
    a tap within the hour belong to it.
    """
    now = clock.now()
    said = clean_lines(words)[:MOST_WORDS]
    known = keyed_hash(source, of="listing_report.source") if source else ""
    made = _just_tapped(listing, reason, known, now)
    is_new_source = known == "" or not _has_said_closed(listing, known)
    if made is None:
        made = ListingReport(
            service_id=listing,
            reason=reason,
            language=language,
            reported_at=now,
            source_hash=known,
            # Nobody has anything to put right, and nobody waits for an answer.
            status=ReportStatus.DONE if reason is ReportReason.RIGHT and not said else ReportStatus.OPEN,
        )
        db.session.add(made)
        if reason is ReportReason.CLOSED and is_new_source:
            _count_closed(listing, ground)
        if reason is not ReportReason.RIGHT:
            _tell_organiser(listing, reason)
    made.words = said or made.words or ""
    if email and made.status is ReportStatus.OPEN:
        made.email = email
        _thank(made)
    db.session.flush()
    return made


def _just_tapped(
    listing: uuid.UUID, reason: ReportReason, source: str, now: dt.datetime
) -> ListingReport | None:
    """The tap of the same reader that has no words and no address yet."""
    if not source:
        return None
    return db.session.scalars(
        select(ListingReport)
        .where(
            ListingReport.service_id == listing,
            ListingReport.reason == reason,
            ListingReport.source_hash == source,
            ListingReport.status == ReportStatus.OPEN,
            ListingReport.words == "",
            ListingReport.email.is_(None),
            ListingReport.reported_at > now - rules.SAME_VISIT,
        )
        .limit(1)
    ).one_or_none()


def _has_said_closed(listing: uuid.UUID, source: str) -> bool:
    """Did the same reader say so before, and nobody has answered since?"""
    return (
        db.session.scalar(
            select(ListingReport.id)
            .where(
                ListingReport.service_id == listing,
                ListingReport.reason == ReportReason.CLOSED,
                ListingReport.source_hash == source,
                ListingReport.status == ReportStatus.OPEN,
            )
            .limit(1)
        )
        is not None
    )


def _count_closed(listing: uuid.UUID, ground: Ground) -> None:
    """One more reader says that it has closed: enough of them warn others and go first in the queue."""
    care = listings.care_of(listing)
    db.session.refresh(care, with_for_update=True)
    care.closed_reports += 1
    if care.closed_reports < rules.WARNS_FROM:
        return
    care.warned_at = care.warned_at or clock.now()
    care.priority = max(care.priority, FIRST_IN_QUEUE)
    db.session.flush()
    index.index([listing], ground)


def _tell_organiser(listing: uuid.UUID, reason: ReportReason) -> None:
    """At most once a day, with a link to say whether the page is right."""
    row = db.session.execute(
        select(Service.text_language, email_of.label("email"))
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .where(Service.id == listing)
    ).one_or_none()
    key = f"listing-reported:{listing}:{clock.today().isoformat()}"
    if row is None or not row.email or outbox.is_told(key):
        return
    link = access_links.make(LinkPurpose.STILL_RIGHT, service=listing, arguments={"listings": [str(listing)]})
    outbox.tell(
        MessageKind.LISTING_REPORTED,
        key=key,
        to=row.email,
        language=row.text_language,
        service=listing,
        reason=reason.value,
        token=link.token,
    )


def _thank(made: ListingReport) -> None:
    """Once a day for an address, however many forms somebody fills in with it."""
    address = made.email or ""
    who = keyed_hash(address.lower(), of="listing_report.email")[:32]
    outbox.tell(
        MessageKind.REPORT_RECEIVED,
        key=f"report-received:{who}:{clock.today().isoformat()}",
        to=address,
        language=made.language,
        service=made.service_id,
        reason=made.reason.value,
    )


def answer(
    service: Service,
    outcome: ReportOutcome,
    *,
    seen: dt.datetime,
    words: str,
    checked: bool = False,
    by: Viewer,
    ground: Ground,
) -> int:
    """Answer every report about a listing that was there when the page was opened; how many.

    Readers who want to hear are told. Where it has closed, its page says so; `checked`: the people who run it
    say that the page is right as it is now. Raises: StaleError where somebody else answered them.
    """
    said = clean_lines(words)[:MOST_WORDS]
    waiting = db.session.scalars(
        select(ListingReport)
        .where(
            ListingReport.service_id == service.id,
            ListingReport.status == ReportStatus.OPEN,
            ListingReport.reported_at <= seen,
        )
        .order_by(ListingReport.reported_at, ListingReport.id)
        .with_for_update()
    ).all()
    if not waiting:
        raise StaleError
    if outcome is ReportOutcome.CLOSED and service.status is not Status.DEFUNCT:
        listings.stop(service, by=by, ground=ground, source=ChangeSource.EDITOR)
    for one in waiting:
        one.status, one.outcome, one.answer = ReportStatus.DONE, outcome, said
        one.answered_at, one.answered_by = clock.now(), by.account_id
        audit.record(by, "report.answered", of=("report", one.id))
        if one.email:
            outbox.tell(
                MessageKind.REPORT_ANSWERED,
                key=f"report-answered:{one.id}",
                to=one.email,
                language=one.language,
                service=service.id,
                reason=one.reason.value,
                outcome=outcome.value,
                answer=said,
            )
    _trust_again(service, ground)
    if checked:
        checks.mark(service.id, by=by, checked_by=CheckedBy.ORGANISER, ground=ground)
    db.session.flush()
    return len(waiting)


def _trust_again(service: Service, ground: Ground) -> None:
    """No reader's word stands against the listing any more."""
    care = listings.care_of(service.id)
    if not care.closed_reports and care.hidden_at is None:
        return
    care.closed_reports, care.warned_at, care.hidden_at = 0, None, None
    db.session.flush()
    index.index([service.id], ground)


def hide_unchecked(*, now: dt.datetime, ground: Ground) -> int:
    """Hide listings whose warning stood for 30 days while nobody checked; how many."""
    rows = db.session.scalars(
        select(ListingCare)
        .where(
            ListingCare.hidden_at.is_(None),
            ListingCare.warned_at <= now - rules.HIDDEN_AFTER,
            ListingCare.closed_reports >= rules.WARNS_FROM,
        )
        .order_by(ListingCare.service_id)
        .with_for_update()
    ).all()
    hidden = [row for row in rows if rules.doubt(row.closed_reports, row.warned_at, now) is Doubt.HIDES]
    for row in hidden:
        row.hidden_at = now
        audit.record(SYSTEM, "listing.hidden", of=("listing", row.service_id))
    if hidden:
        db.session.flush()
        index.index([row.service_id for row in hidden], ground)
    return len(hidden)


def forget(*, now: dt.datetime) -> int:
    """Forget where reports came from after 30 days, words after a year, and addresses 30 days after their
    answer; how many had words."""
    db.session.execute(
        update(ListingReport)
        .where(ListingReport.reported_at < now - rules.SOURCE_LASTS, ListingReport.source_hash != "")
        .values(source_hash="")
        .execution_options(synchronize_session=False)
    )
    return forgetting.forget(ListingReport, {"email": None}, now=now)
