"""Listings: every table of Open Referral HSDS 3.0 and what Ginnel adds to it.

Source: Human Services Data Specification 3.0 (names and meanings of the standard's columns).
Real feeds repeat names and ids and leave out much, so only what cannot be missing is required.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import JSONType, Model
from app.domain.listing import (
    Answer,
    Capacity,
    CheckedBy,
    Kind,
    LocationType,
    Referral,
    ReportReason,
    SaidBy,
    Status,
    TranslationMethod,
    VenueFact,
)
from app.domain.stewardship import ReportOutcome, ReportStatus
from app.models.base import (
    Dated,
    Id,
    Language,
    Moment,
    OptionalMoment,
    Short,
    Words,
    one_of,
    open_,
    person,
)
from app.models.sealed import Sealed


def _service() -> Mapped[uuid.UUID | None]:
    return mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True, nullable=True)


class Organization(Dated, Model):
    __tablename__ = "organization"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(Text)
    alternate_name: Mapped[Words]
    description: Mapped[Words]
    email: Mapped[Short]
    website: Mapped[Words]
    tax_status: Mapped[Short]
    tax_id: Mapped[Short]
    year_incorporated: Mapped[int | None]
    legal_status: Mapped[Short]
    logo: Mapped[Words]
    uri: Mapped[Words]
    parent_organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    feed: Mapped[Short] = mapped_column(index=True)
    """Where it was imported from; empty when made here."""
    feed_id: Mapped[Short]
    """Its identifier in that feed, as published."""

    identifiers: Mapped[list[OrganizationIdentifier]] = relationship(
        back_populates="organization", cascade="all, delete-orphan", passive_deletes=True
    )
    services: Mapped[list[Service]] = relationship(back_populates="organization")
    phones: Mapped[list[Phone]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class OrganizationIdentifier(Model):
    __tablename__ = "organization_identifier"

    id: Mapped[Id]
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    identifier_scheme: Mapped[Short]
    identifier_type: Mapped[Short]
    identifier: Mapped[Short]

    organization: Mapped[Organization] = relationship(back_populates="identifiers")


class Program(Model):
    __tablename__ = "program"

    id: Mapped[Id]
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[Words]
    alternate_name: Mapped[Words]
    description: Mapped[Words]


class Service(Dated, Model):
    """One listing: an activity, group, service, place, room, fund, chance to volunteer, app or skill."""

    __tablename__ = "service"

    id: Mapped[Id]
    number: Mapped[int] = mapped_column(Integer, unique=True)
    """Small dense integer: the bit of the search bitmaps. Given at insert, never reused."""
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """Short name for printed addresses, such as `puff-and-natter`; else the id's first characters."""
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    program_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("program.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(Text)
    alternate_name: Mapped[Words]
    description: Mapped[Words]
    """Clean text; blank lines part paragraphs."""
    url: Mapped[Words]
    email: Mapped[Short]
    status: Mapped[Status] = mapped_column(one_of(Status), default=Status.ACTIVE)
    interpretation_services: Mapped[Words]
    application_process: Mapped[Words]
    """How to join, in words."""
    fees_description: Mapped[Words]
    """What it costs, in words."""
    fees: Mapped[Words]
    """The UK profile's older wording of fees, as published."""
    wait_time: Mapped[Words]
    accreditations: Mapped[Words]
    licenses: Mapped[Words]
    eligibility_description: Mapped[Words]
    """Who it is for, in words."""
    minimum_age: Mapped[float | None] = mapped_column(Float)
    maximum_age: Mapped[float | None] = mapped_column(Float)
    assured_date: Mapped[dt.date | None] = mapped_column(Date)
    assurer_email: Mapped[Short]
    alert: Mapped[Words]
    last_modified: Mapped[OptionalMoment]

    kind: Mapped[Kind] = mapped_column(one_of(Kind), default=Kind.SERVICE)
    summary: Mapped[Words]
    """What it is in at most 30 words."""
    quote: Mapped[Words]
    quote_by: Mapped[Words]
    not_for: Mapped[Words]
    referral: Mapped[Referral] = mapped_column(one_of(Referral), default=Referral.UNKNOWN)
    referral_note: Mapped[Words]
    pence: Mapped[int | None]
    """The usual price of one time. Units: pence. 0 is free, empty is not known."""
    capacity: Mapped[Capacity] = mapped_column(one_of(Capacity), default=Capacity.UNKNOWN)
    waiting_weeks: Mapped[int | None]
    capacity_on: Mapped[dt.date | None] = open_(Date)
    """When somebody said whether there is room; it grows old sooner than the rest."""
    when_text: Mapped[Words]
    """When it happens, where no schedule says it."""
    in_person: Mapped[bool] = mapped_column(Boolean, default=False)
    online: Mapped[bool] = mapped_column(Boolean, default=False)
    by_phone: Mapped[bool] = mapped_column(Boolean, default=False)
    at_home: Mapped[bool] = mapped_column(Boolean, default=False)
    citywide: Mapped[bool] = mapped_column(Boolean, default=False)
    sensitive: Mapped[bool] = mapped_column(Boolean, default=False)
    """Shown with a button to leave the page quickly; never kept offline."""
    keywords: Mapped[Words]
    drawing: Mapped[Short]
    text_language: Mapped[Language]
    checked_on: Mapped[dt.date | None] = mapped_column(Date)
    checked_by: Mapped[CheckedBy] = mapped_column(one_of(CheckedBy), default=CheckedBy.NOBODY)
    closed_note: Mapped[Words]
    back_on: Mapped[dt.date | None] = mapped_column(Date)
    feed: Mapped[Short] = mapped_column(index=True)
    feed_id: Mapped[Short]
    deleted_at: Mapped[OptionalMoment]
    version: Mapped[int] = mapped_column(Integer, default=1)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)

    organization: Mapped[Organization | None] = relationship(back_populates="services")
    texts: Mapped[list[ServiceText]] = relationship(
        back_populates="service", cascade="all, delete-orphan", passive_deletes=True
    )
    at_locations: Mapped[list[ServiceAtLocation]] = relationship(
        back_populates="service",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="ServiceAtLocation.position, ServiceAtLocation.id",
    )
    schedules: Mapped[list[Schedule]] = relationship(
        back_populates="service",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="Schedule.position, Schedule.id",
    )
    phones: Mapped[list[Phone]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Phone.position, Phone.id"
    )
    contacts: Mapped[list[Contact]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Contact.id"
    )
    languages: Mapped[list[SpokenLanguage]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="SpokenLanguage.code, SpokenLanguage.id"
    )
    cost_options: Mapped[list[CostOption]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="CostOption.amount, CostOption.id"
    )
    areas: Mapped[list[ServiceArea]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ServiceArea.id"
    )
    funding: Mapped[list[Funding]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Funding.id"
    )
    required_documents: Mapped[list[RequiredDocument]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="RequiredDocument.id"
    )
    terms: Mapped[list[ServiceTerm]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ServiceTerm.term_id"
    )

    __table_args__ = (
        Index("ix_service_feed_feed_id", "feed", "feed_id"),
        CheckConstraint("pence IS NULL OR pence >= 0", name="pence_not_negative"),
    )


class ServiceText(Model):
    """A listing's words in another language. The original stays on the service."""

    __tablename__ = "service_text"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(String(12))
    name: Mapped[Words]
    summary: Mapped[Words]
    description: Mapped[Words]
    method: Mapped[TranslationMethod] = mapped_column(one_of(TranslationMethod))
    translated_by: Mapped[Short]
    translated_on: Mapped[dt.date | None] = mapped_column(Date)
    checked_by: Mapped[Short]
    checked_on: Mapped[dt.date | None] = mapped_column(Date)

    service: Mapped[Service] = relationship(back_populates="texts")

    __table_args__ = (UniqueConstraint("service_id", "language"),)


class Location(Dated, Model):
    __tablename__ = "location"

    id: Mapped[Id]
    location_type: Mapped[LocationType] = mapped_column(one_of(LocationType), default=LocationType.PHYSICAL)
    url: Mapped[Words]
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[Words]
    alternate_name: Mapped[Words]
    description: Mapped[Words]
    transportation: Mapped[Words]
    """How to get there, in words."""
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    external_identifier: Mapped[Short]
    external_identifier_type: Mapped[Short]
    ward_code: Mapped[Short] = mapped_column(index=True)
    """Ward of the place, worked out from the postcode; empty when not known."""
    locality: Mapped[Short]
    """The neighbourhood people would name, such as Harehills."""
    undisclosed: Mapped[bool] = mapped_column(Boolean, default=False)
    """A refuge or the like: no address, no point, no map, anywhere."""
    feed: Mapped[Short]
    feed_id: Mapped[Short]

    addresses: Mapped[list[Address]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Address.id"
    )
    facts: Mapped[list[VenueFactRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="VenueFactRow.fact"
    )
    accessibilities: Mapped[list[Accessibility]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Accessibility.id"
    )

    __table_args__ = (Index("ix_location_feed_feed_id", "feed", "feed_id"),)


class VenueFactRow(Model):
    """What a building has, who says so and when. No row means nobody knows."""

    __tablename__ = "venue_fact"

    id: Mapped[Id]
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    fact: Mapped[VenueFact] = mapped_column(one_of(VenueFact))
    answer: Mapped[Answer] = mapped_column(one_of(Answer))
    detail: Mapped[Words]
    said_by: Mapped[SaidBy] = mapped_column(one_of(SaidBy))
    said_on: Mapped[dt.date | None] = mapped_column(Date)

    __table_args__ = (UniqueConstraint("location_id", "fact"),)


class ServiceAtLocation(Model):
    __tablename__ = "service_at_location"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    description: Mapped[Words]
    position: Mapped[int] = mapped_column(Integer, default=0)

    service: Mapped[Service] = relationship(back_populates="at_locations")
    location: Mapped[Location] = relationship()

    __table_args__ = (UniqueConstraint("service_id", "location_id"),)


class Address(Model):
    __tablename__ = "address"

    id: Mapped[Id]
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    attention: Mapped[Words]
    address_1: Mapped[Words]
    address_2: Mapped[Words]
    city: Mapped[Short]
    region: Mapped[Short]
    state_province: Mapped[Short]
    postal_code: Mapped[Short]
    country: Mapped[str] = mapped_column(String(2), default="GB")
    address_type: Mapped[Short] = mapped_column(default="physical")


class Phone(Model):
    __tablename__ = "phone"

    id: Mapped[Id]
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    service_id: Mapped[uuid.UUID | None] = _service()
    location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[Short]
    extension: Mapped[Short]
    type: Mapped[Short]
    description: Mapped[Words]
    """When somebody answers, and anything else to know before ringing."""
    position: Mapped[int] = mapped_column(Integer, default=0)


class Contact(Model):
    __tablename__ = "contact"

    id: Mapped[Id] = open_()
    organization_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    service_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("service.id", ondelete="CASCADE"), index=True, nullable=True
    )
    service_at_location_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("service_at_location.id", ondelete="CASCADE"), index=True
    )
    location_id: Mapped[uuid.UUID | None] = open_(ForeignKey("location.id", ondelete="CASCADE"), index=True)
    name: Mapped[Words] = person()
    title: Mapped[Words] = person()
    department: Mapped[Words] = open_()
    email: Mapped[Short] = person()


class Schedule(Model):
    """When something happens. Richer than HSDS 3.0, which it is published as."""

    __tablename__ = "schedule"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID | None] = _service()
    location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(Integer, default=0)
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    dtstart: Mapped[dt.date | None] = mapped_column(Date)
    timezone: Mapped[Short]
    until: Mapped[dt.date | None] = mapped_column(Date)
    count: Mapped[int | None]
    wkst: Mapped[Short]
    freq: Mapped[Short]
    """ONCE, DAILY, WEEKLY, MONTHLY or YEARLY; empty when the publisher gives only hours or words."""
    interval: Mapped[int | None]
    byday: Mapped[Short]
    """As in RFC 5545: `TU,TH`, `1TU`, `-1FR`."""
    byweekno: Mapped[Short]
    bymonthday: Mapped[Short]
    byyearday: Mapped[Short]
    description: Mapped[Words]
    opens_at: Mapped[Short]
    """Wall-clock time in the place, `HH:MM`."""
    closes_at: Mapped[Short]
    """Wall-clock time, `HH:MM`; earlier than opens_at means past midnight."""
    schedule_link: Mapped[Words]
    attending_type: Mapped[Short]
    notes: Mapped[Words]
    term_time_only: Mapped[bool] = mapped_column(Boolean, default=False)
    off_on_bank_holidays: Mapped[bool] = mapped_column(Boolean, default=False)

    service: Mapped[Service | None] = relationship(back_populates="schedules")
    exceptions: Mapped[list[ScheduleException]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ScheduleException.day"
    )


class ScheduleException(Model):
    """A day it does not happen, or a day added."""

    __tablename__ = "schedule_exception"

    id: Mapped[Id]
    schedule_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"), index=True)
    day: Mapped[dt.date] = mapped_column(Date)
    happens: Mapped[bool] = mapped_column(Boolean, default=False)
    opens_at: Mapped[Short]
    closes_at: Mapped[Short]
    note: Mapped[Words]

    __table_args__ = (UniqueConstraint("schedule_id", "day", "happens"),)


class ServiceArea(Model):
    __tablename__ = "service_area"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID | None] = _service()
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[Words]
    description: Mapped[Words]
    extent: Mapped[Words]
    extent_type: Mapped[Short]
    uri: Mapped[Words]


class SpokenLanguage(Model):
    """A language regularly spoken there. The table is named `language` as in the standard."""

    __tablename__ = "language"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID | None] = _service()
    location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )
    phone_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("phone.id", ondelete="CASCADE"), index=True)
    name: Mapped[Short]
    code: Mapped[Short]
    note: Mapped[Words]


class Funding(Model):
    __tablename__ = "funding"

    id: Mapped[Id]
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    service_id: Mapped[uuid.UUID | None] = _service()
    source: Mapped[Words]


class Accessibility(Model):
    """What a publisher says of a venue in its own words; what we know as yes or no is a venue fact."""

    __tablename__ = "accessibility"

    id: Mapped[Id]
    location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )
    description: Mapped[Words]
    details: Mapped[Words]
    url: Mapped[Words]


class CostOption(Model):
    __tablename__ = "cost_option"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID | None] = _service()
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    option: Mapped[Words]
    currency: Mapped[Short]
    amount: Mapped[int | None]
    """Units: pence."""
    amount_description: Mapped[Words]


class RequiredDocument(Model):
    __tablename__ = "required_document"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID | None] = _service()
    document: Mapped[Words]
    uri: Mapped[Words]


class Taxonomy(Model):
    __tablename__ = "taxonomy"

    id: Mapped[Id]
    name: Mapped[Words]
    description: Mapped[Words]
    uri: Mapped[Words]
    version: Mapped[Short]


class TaxonomyTerm(Model):
    __tablename__ = "taxonomy_term"

    id: Mapped[Id]
    code: Mapped[Short] = mapped_column(index=True)
    """Our vocabulary's key, such as `need:lonely`; a publisher's own code otherwise."""
    name: Mapped[Words]
    description: Mapped[Words]
    parent_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("taxonomy_term.id", ondelete="SET NULL"), index=True
    )
    taxonomy_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("taxonomy.id", ondelete="CASCADE"), index=True
    )
    taxonomy: Mapped[Words]
    language: Mapped[Short]
    term_uri: Mapped[Words]


class Attribute(Model):
    """A term of somebody's taxonomy on anything, as published. Our own terms on a listing: ServiceTerm."""

    __tablename__ = "attribute"

    id: Mapped[Id]
    link_id: Mapped[uuid.UUID] = mapped_column(index=True)
    link_entity: Mapped[Short]
    link_type: Mapped[Short]
    taxonomy_term_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("taxonomy_term.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[Words]


class ServiceTerm(Model):
    """One of our vocabulary's terms on a listing: the facets a reader chooses from."""

    __tablename__ = "service_term"

    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), primary_key=True
    )
    term_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    term: Mapped[TaxonomyTerm] = relationship(lazy="joined", innerjoin=True)


class Metadata(Model):
    """Source: HSDS 3.0 `metadata`: one row a changed field, as published."""

    __tablename__ = "metadata"

    id: Mapped[Id]
    resource_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    resource_type: Mapped[Short]
    last_action_date: Mapped[dt.date | None] = mapped_column(Date)
    last_action_type: Mapped[Short]
    field_name: Mapped[Short]
    previous_value: Mapped[Words]
    replacement_value: Mapped[Words]
    updated_by: Mapped[Short]


class MetaTableDescription(Model):
    __tablename__ = "meta_table_description"

    id: Mapped[Id]
    name: Mapped[Short]
    language: Mapped[Short]
    character_set: Mapped[Short]


class ServiceCapacity(Model):
    """Source: HSDS 3.1 draft, `service_capacity`: places left, as published."""

    __tablename__ = "service_capacity"

    id: Mapped[Id]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    unit: Mapped[Short]
    available: Mapped[float | None] = mapped_column(Float)
    maximum: Mapped[float | None] = mapped_column(Float)
    description: Mapped[Words]
    updated: Mapped[OptionalMoment]


class ListingReport(Model):
    """What a reader told us with "Is this right?", and what came of it."""

    __tablename__ = "listing_report"

    id: Mapped[Id] = open_()
    service_id: Mapped[uuid.UUID] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    reason: Mapped[ReportReason] = open_(one_of(ReportReason))
    words: Mapped[str] = person(Text, default="")
    language: Mapped[Language] = open_()
    reported_at: Mapped[Moment] = open_()
    email: Mapped[str | None] = person(Sealed("listing_report.email"))
    """Where to tell them what happened, if they want to hear. Forgotten 30 days after the answer."""
    source_hash: Mapped[str] = person(String(64), default="", server_default="")
    """Keyed hash of where it came from, so that one reader counts once. Forgotten after 30 days."""
    status: Mapped[ReportStatus] = open_(
        one_of(ReportStatus), default=ReportStatus.OPEN, server_default="open", index=True
    )
    outcome: Mapped[ReportOutcome | None] = open_(one_of(ReportOutcome), nullable=True)
    answer: Mapped[str] = open_(Text, default="", server_default="")
    answered_at: Mapped[OptionalMoment] = open_()
    answered_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))


class ImportRun(Model):
    """One applied import: the sum of its parts, and the report in words."""

    __tablename__ = "import_run"

    id: Mapped[Id]
    feed: Mapped[Short] = mapped_column(index=True)
    started_at: Mapped[Moment]
    finished_at: Mapped[OptionalMoment]
    report: Mapped[dict[str, object]] = mapped_column(JSONType, default=dict)
