"""How listings are kept true: changes, versions, checks, feeds, duplicates, our vocabulary."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.domain.stewardship import (
    ChangeKind,
    ChangeSource,
    ChangeStatus,
    HowOften,
    PairStatus,
    PlanStatus,
)
from app.models.base import Id, Language, Moment, OptionalMoment, Short, Words, one_of, open_, person, special
from app.models.sealed import Sealed, SealedJSON


class ListingCare(Model):
    """What we keep about a listing besides what it says. No row means nothing is known yet."""

    __tablename__ = "listing_care"

    service_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    local_fields: Mapped[list[str]] = open_(JSONType, default=list)
    """Fields changed here since the import: an import leaves them as they are."""
    staff_note: Mapped[str | None] = special(Sealed("listing_care.staff_note"))
    """What staff should know before they send somebody: a safeguarding caveat, who to ask for."""
    check_due_on: Mapped[dt.date | None] = open_(Date, index=True)
    """When somebody should say again that it is right."""
    reminder_step: Mapped[int] = open_(Integer, default=0)
    """How many reminders have gone since the last check."""
    reminded_at: Mapped[OptionalMoment] = open_()
    unchecked_since: Mapped[dt.date | None] = open_(Date)
    """From then the page says that we have not been able to check this."""
    closed_reports: Mapped[int] = open_(Integer, default=0)
    """How many different readers said since the last check that it has closed."""
    warned_at: Mapped[OptionalMoment] = open_()
    """When they became enough to warn others."""
    hidden_at: Mapped[OptionalMoment] = open_()
    """Hidden because readers said it has closed and nobody checked it."""
    priority: Mapped[float] = open_(Float, default=0.0, index=True)
    """Age x views x risk: who is looked at first."""
    merged_into_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("service.id", ondelete="SET NULL"), index=True
    )
    """The listing it was merged into; its address leads there."""


class OrganizationCare(Model):
    """What we keep about an organisation: whether its changes are published at once."""

    __tablename__ = "organization_care"

    organization_id: Mapped[uuid.UUID] = open_(
        ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True
    )
    trusted_at: Mapped[OptionalMoment] = open_()
    trusted_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    unseen_since_sample: Mapped[int] = open_(Integer, default=0)
    """Changes published at once since one was last looked at."""


class ListingChange(Model):
    """A change somebody would like, and what became of it."""

    __tablename__ = "listing_change"

    id: Mapped[Id] = open_()
    service_id: Mapped[uuid.UUID | None] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    """Empty for a new listing until it is published."""
    organization_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[ChangeKind] = open_(one_of(ChangeKind))
    source: Mapped[ChangeSource] = open_(one_of(ChangeSource))
    status: Mapped[ChangeStatus] = open_(one_of(ChangeStatus))
    document: Mapped[dict[str, object]] = special(SealedJSON("listing_change.document"))
    """The listing as it would be. Shape: domain/listing_document.py."""
    base: Mapped[dict[str, object] | None] = special(SealedJSON("listing_change.base"))
    """The listing as the form was opened."""
    fields: Mapped[list[str]] = open_(JSONType, default=list)
    """Names of the fields that differ."""
    risk: Mapped[int] = open_(Integer, default=0)
    name: Mapped[Words] = open_()
    """What it is called, for lists."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    link_id: Mapped[uuid.UUID | None] = person(ForeignKey("access_link.id", ondelete="SET NULL"))
    contact: Mapped[str | None] = person(Sealed("listing_change.contact"))
    """Where to answer to, if they want to hear. Forgotten 90 days after the decision."""
    language: Mapped[Language] = open_()
    made_at: Mapped[Moment] = open_(index=True)
    sent_at: Mapped[OptionalMoment] = open_()
    question: Mapped[Words] = open_()
    answer: Mapped[str | None] = person(Sealed("listing_change.answer"))
    decided_at: Mapped[OptionalMoment] = open_()
    decided_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    reason: Mapped[Words] = open_()
    sampled: Mapped[bool] = open_(Boolean, default=False)
    """Published at once, and picked for somebody to look at afterwards."""
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_listing_change_queue", "status", "risk", "sent_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class ListingVersion(Model):
    """A listing as it was after each change. Never changed."""

    __tablename__ = "listing_version"

    id: Mapped[Id] = open_()
    service_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = open_(Integer)
    """Counts from 1 for each listing."""
    document: Mapped[dict[str, object]] = special(SealedJSON("listing_version.document"))
    fields: Mapped[list[str]] = open_(JSONType, default=list)
    source: Mapped[ChangeSource] = open_(one_of(ChangeSource))
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    change_id: Mapped[uuid.UUID | None] = open_(ForeignKey("listing_change.id", ondelete="SET NULL"))
    note: Mapped[Words] = open_()
    made_at: Mapped[Moment] = open_()

    __table_args__ = (UniqueConstraint("service_id", "number"),)


class ListingView(Model):
    """How often a listing was looked at in a week. No person, no time of day."""

    __tablename__ = "listing_view"

    service_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    week: Mapped[dt.date] = open_(Date, primary_key=True)
    """The Monday of the week."""
    times: Mapped[int] = open_(Integer, default=0)


class LinkCheck(Model):
    """A web address of a listing, and whether it answered when we last tried."""

    __tablename__ = "link_check"

    id: Mapped[Id] = open_()
    service_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = open_(Text)
    answered: Mapped[bool] = open_(Boolean, default=True)
    status: Mapped[Short] = open_()
    """HTTP status, or the kind of failure."""
    failing_since: Mapped[dt.date | None] = open_(Date)
    times_failed: Mapped[int] = open_(Integer, default=0)
    checked_at: Mapped[OptionalMoment] = open_(index=True)

    __table_args__ = (UniqueConstraint("service_id", "url"),)


class Feed(Model):
    """Somebody's published listings, read now and then."""

    __tablename__ = "feed"

    id: Mapped[Id] = open_()
    name: Mapped[str] = open_(String(255), unique=True)
    """What `service.feed` holds."""
    address: Mapped[Words] = open_()
    """Empty when files are uploaded instead."""
    how_often: Mapped[HowOften] = open_(one_of(HowOften), default=HowOften.NEVER)
    next_at: Mapped[OptionalMoment] = open_(index=True)
    applies_itself: Mapped[bool] = open_(Boolean, default=False)
    """Apply what a scheduled reading finds, without waiting for a person."""
    mapping: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Its column's name -> our field."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    stopped_at: Mapped[OptionalMoment] = open_()


class ColumnMapping(Model):
    """How the columns of a spreadsheet were read the last time one with the same headings came."""

    __tablename__ = "column_mapping"

    signature: Mapped[str] = open_(String(64), primary_key=True)
    """SHA-256 of the folded headings."""
    mapping: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    used_at: Mapped[Moment] = open_()


class ImportPlan(Model):
    """A dry run: what an import would do, kept until somebody does it or throws it away."""

    __tablename__ = "import_plan"

    id: Mapped[Id] = open_()
    feed_id: Mapped[uuid.UUID] = open_(ForeignKey("feed.id", ondelete="CASCADE"), index=True)
    status: Mapped[PlanStatus] = open_(one_of(PlanStatus))
    file: Mapped[Short] = open_()
    """Name under DATA/imports of what was uploaded; empty for an address."""
    file_name: Mapped[Short] = open_()
    """What the file was called where it came from."""
    doing: Mapped[Short] = open_()
    done: Mapped[int] = open_(Integer, default=0)
    out_of: Mapped[int | None] = open_(Integer, nullable=True)
    standing: Mapped[Short] = open_()
    """The mark of the listings the plan was made against."""
    mapping: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    choices: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Listing -> fields where theirs was chosen over ours."""
    report: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    error: Mapped[Short] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_(index=True)
    applied_at: Mapped[OptionalMoment] = open_()
    run_id: Mapped[uuid.UUID | None] = open_(ForeignKey("import_run.id", ondelete="SET NULL"))


class DuplicatePair(Model):
    """Two listings that may be one."""

    __tablename__ = "duplicate_pair"

    id: Mapped[Id] = open_()
    first_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    score: Mapped[float] = open_(Float)
    reasons: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    status: Mapped[PairStatus] = open_(one_of(PairStatus), default=PairStatus.OPEN)
    found_at: Mapped[Moment] = open_()
    decided_at: Mapped[OptionalMoment] = open_()
    decided_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_duplicate_pair_queue", "status", "score"),
    )


class ListingMerge(Model):
    """One listing made of two, with all that is needed to undo it."""

    __tablename__ = "listing_merge"

    id: Mapped[Id] = open_()
    kept_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    gone_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    before: Mapped[dict[str, object]] = special(SealedJSON("listing_merge.before"))
    """Both documents, and which rows were moved."""
    merged_at: Mapped[Moment] = open_()
    merged_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    undone_at: Mapped[OptionalMoment] = open_()
    undone_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))


class TermEdit(Model):
    """What editors changed in our vocabulary: it wins over the file."""

    __tablename__ = "term_edit"

    code: Mapped[str] = open_(String(80), primary_key=True)
    labels: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Language -> words."""
    synonyms: Mapped[dict[str, object]] = open_(JSONType, default=dict)
    """Language -> list of what people type."""
    hidden: Mapped[bool] = open_(Boolean, default=False)
    """No longer offered; what carries it keeps it."""
    edited_at: Mapped[Moment] = open_()
    edited_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    version: Mapped[int] = open_(Integer, default=1)
