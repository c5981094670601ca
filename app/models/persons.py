"""People we help: who they are, how to reach them safely, what they need, who is around them."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.matching import MatchKey
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
    secret,
    special,
)
from app.models.sealed import Sealed, SealedJSON


class Person(Dated, Model):
    """Somebody we help or have helped. One row a person; what was merged into another keeps its row."""

    __tablename__ = "person"

    id: Mapped[Id] = open_()
    given_name: Mapped[str] = person(Sealed("person.given_name"))
    family_name: Mapped[str] = person(Sealed("person.family_name"))
    preferred_name: Mapped[str | None] = person(Sealed("person.preferred_name"))
    pronouns: Mapped[str | None] = person(Sealed("person.pronouns"))
    born_on: Mapped[str | None] = person(Sealed("person.born_on"))
    """ISO date; empty where it is not known."""
    nhs_number: Mapped[str | None] = person(Sealed("person.nhs_number"))
    """Ten digits. Shown masked; opened with a reason."""
    nhs_number_status: Mapped[str] = open_(String(2), default="")
    """01 to 08 of the NHS Data Dictionary; empty where nobody has said."""
    address: Mapped[str | None] = person(Sealed("person.address"))
    postcode: Mapped[str | None] = person(Sealed("person.postcode"))
    """Whole, outward part only, or empty: no fixed abode or withheld."""
    home: Mapped[Short] = person()
    """`given`, `no-fixed-abode`, `withheld` or empty."""
    ward_code: Mapped[str] = person(String(9), default="", index=True)
    lsoa21: Mapped[str] = person(String(9), default="")
    imd_decile: Mapped[int | None] = person(Integer)
    """1 is the most deprived tenth. Worked out from the postcode when it is stored."""
    is_address_protected: Mapped[bool] = person(Boolean, default=False)
    """Where they live is seen by their link worker and one named lead only."""
    protected_lead_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    phone: Mapped[str | None] = person(Sealed("person.phone"))
    """As typed. `phone_e164` beside it is for links."""
    phone_e164: Mapped[str | None] = person(Sealed("person.phone_e164"))
    email: Mapped[str | None] = person(Sealed("person.email"))
    language: Mapped[Language] = person()
    """The one they read our words in."""
    reaching: Mapped[dict[str, object]] = special(SealedJSON("person.reaching"))
    """How to reach and talk with them. Shape: domain/reaching.py: Reaching."""
    needs_agreed_on: Mapped[dt.date | None] = person(Date)
    needs_review_on: Mapped[dt.date | None] = person(Date, index=True)
    """At most twelve months after they were agreed."""
    about: Mapped[dict[str, object]] = special(SealedJSON("person.about"))
    """Social context, PRSB headings: household, occupation, what else is known. Field -> words."""
    groups: Mapped[list[str]] = special(SealedJSON("person.groups"), default=list)
    """Values of domain/referral.py: PopulationGroup."""
    practice_id: Mapped[uuid.UUID | None] = person(ForeignKey("practice.id", ondelete="SET NULL"), index=True)
    health_check_on: Mapped[dt.date | None] = person(Date)
    """The last yearly health check they remember."""
    died_on: Mapped[dt.date | None] = person(Date)
    """From then on nothing is sent to or about them."""
    merged_into_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class PersonKey(Model):
    """A keyed hash by which a person, or somebody in a referral that waits, can be compared with others."""

    __tablename__ = "person_key"

    id: Mapped[Id] = open_()
    person_id: Mapped[uuid.UUID | None] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[uuid.UUID | None] = person(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MatchKey] = open_(one_of(MatchKey))
    hash: Mapped[str] = person(String(64))

    __table_args__ = (Index("ix_person_key_hash", "kind", "hash"),)


class PersonMerge(Model):
    """Two records that were one person. It can be undone."""

    __tablename__ = "person_merge"

    id: Mapped[Id] = open_()
    kept_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = person(Sealed("person_merge.reason"))
    before: Mapped[dict[str, object]] = special(SealedJSON("person_merge.before"))
    """What undoing needs: table -> ids that moved; fields of the kept person as they were."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    undone_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    undone_at: Mapped[OptionalMoment] = open_()


class NotSamePerson(Model):
    """Two records somebody looked at: they are two people. The pair is not offered again."""

    __tablename__ = "not_same_person"

    first_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    """The larger id of the two."""
    said_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    said_at: Mapped[Moment] = open_()


class EqualityAnswer(Model):
    """One answer to one equality question. Optional, apart from the notes, never shown to providers."""

    __tablename__ = "equality_answer"

    id: Mapped[Id] = open_()
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = open_(String(40))
    """A key of domain/equality.py: ITEMS."""
    value: Mapped[str] = special(Sealed("equality_answer.value"))
    """A value of the item's list, `not-said` or `not-asked`."""
    own_words: Mapped[str | None] = special(Sealed("equality_answer.own_words"))
    said_by: Mapped[Short] = open_()
    """`person` or `proxy`."""
    said_on: Mapped[dt.date] = open_(Date)

    __table_args__ = (UniqueConstraint("person_id", "item"),)


class Consent(Model):
    """One thing somebody agreed to, or did not. Never changed: it ends, and a new one follows."""

    __tablename__ = "consent"

    id: Mapped[Id] = open_()
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[ConsentPurpose] = open_(one_of(ConsentPurpose))
    given: Mapped[bool] = person(Boolean)
    """False: they said no, or nobody could ask; `why_not` says which."""
    organization_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    """Towards whom, where the purpose is sharing."""
    named: Mapped[str | None] = person(Sealed("consent.named"))
    """Towards whom in words: the organisation as it was called, a relative, the referrer."""
    data: Mapped[list[str]] = open_(JSONType, default=list)
    """What may be shared: values of domain/sharing.py: Share."""
    how: Mapped[ConsentHow | None] = open_(one_of(ConsentHow), nullable=True)
    given_by: Mapped[Short] = open_()
    """`person`, `carer`, `attorney` or `decision-maker`."""
    recorded_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Empty where the person did it themselves."""
    wording: Mapped[str] = open_(String(40), default="")
    """Which version of our words they agreed to: `<key>/<version>` of domain/consent.py: WORDINGS."""
    language: Mapped[Language] = open_()
    note: Mapped[str | None] = special(Sealed("consent.note"))
    why_not: Mapped[str | None] = special(Sealed("consent.why_not"))
    starts_at: Mapped[Moment] = open_()
    ends_on: Mapped[dt.date | None] = open_(Date, index=True)
    """The last day it holds, and when to ask again."""
    withdrawn_at: Mapped[OptionalMoment] = open_()
    withdrawn_why: Mapped[str | None] = special(Sealed("consent.withdrawn_why"))
    recorded_at: Mapped[Moment] = open_()


class Relation(Dated, Model):
    """Somebody around a person: household, family, a dependant, a carer. Each has consent of their own."""

    __tablename__ = "relation"

    id: Mapped[Id] = open_()
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = person(Sealed("relation.name"))
    relation: Mapped[str] = person(Sealed("relation.relation"))
    """In words: sister, neighbour, son."""
    phone: Mapped[str | None] = person(Sealed("relation.phone"))
    in_household: Mapped[bool] = person(Boolean, default=False)
    is_dependant: Mapped[bool] = person(Boolean, default=False)
    is_carer: Mapped[bool] = person(Boolean, default=False)
    is_emergency_contact: Mapped[bool] = person(Boolean, default=False)
    may_be_told: Mapped[bool] = person(Boolean, default=False)
    """The person agrees that we talk with them."""
    agrees: Mapped[bool] = person(Boolean, default=False)
    """They themselves agree that we keep their details."""
    own_words: Mapped[str | None] = special(Sealed("relation.own_words"))
    """A carer's words, marked as theirs."""
    note: Mapped[str | None] = special(Sealed("relation.note"))
    offered_own_referral_at: Mapped[OptionalMoment] = open_()
    referral_id: Mapped[uuid.UUID | None] = person(ForeignKey("referral.id", ondelete="SET NULL"))
    """A referral of their own that came of it."""
    ended_at: Mapped[OptionalMoment] = open_()


class NhsReveal(Model):
    """Somebody opened a whole NHS number, and said why."""

    __tablename__ = "nhs_reveal"

    id: Mapped[Id] = open_()
    person_id: Mapped[uuid.UUID] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = special(Sealed("nhs_reveal.reason"))
    at: Mapped[Moment] = open_()
    until: Mapped[Moment] = open_()


class Practice(Model):
    """A general practice people are registered with, loaded from a list or made up for the demonstration."""

    __tablename__ = "practice"

    id: Mapped[Id] = open_()
    ods_code: Mapped[str] = open_(String(10), unique=True)
    """As the Organisation Data Service codes it."""
    name: Mapped[str] = open_(Text)
    organization_id: Mapped[uuid.UUID | None] = open_(ForeignKey("organization.id", ondelete="SET NULL"))
    """Where its people sign in as referrers."""
    source: Mapped[Short] = open_()
    is_demo: Mapped[bool] = open_(Boolean, default=False)


class RoutingRule(Model):
    """Where referrals go on to, from a day on: practice -> network -> partnership -> team. Many to many."""

    __tablename__ = "routing_rule"

    id: Mapped[Id] = open_()
    from_practice_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("practice.id", ondelete="CASCADE"), index=True
    )
    from_area: Mapped[str | None] = open_(ForeignKey("area.code", ondelete="CASCADE"), index=True)
    """A network, a partnership or a ward."""
    to_area: Mapped[str | None] = open_(ForeignKey("area.code", ondelete="CASCADE"), index=True)
    to_team_id: Mapped[uuid.UUID | None] = open_(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[dt.date] = open_(Date)
    ends_on: Mapped[dt.date | None] = open_(Date)
    """The last day it holds; empty while it does."""
    note: Mapped[Words] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    version: Mapped[int] = open_(Integer, default=1)


class JourneyDraft(Model):
    """Answers to a journey that is not sent yet, kept 14 days. Its id is the key by which it is sent once."""

    __tablename__ = "journey_draft"

    id: Mapped[Id] = open_()
    journey: Mapped[str] = open_(String(40))
    """`get-help` or `refer`."""
    token_hash: Mapped[str] = secret(String(64), unique=True)
    """SHA-256 of what the journey's cookie or link carries."""
    code_hash: Mapped[str] = secret(String(64), default="", index=True)
    """Keyed hash of the code they come back with, where they asked for one."""
    account_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    answers: Mapped[dict[str, object] | None] = special(SealedJSON("journey_draft.answers"))
    """Empty once it is sent."""
    language: Mapped[Language] = open_()
    made_at: Mapped[Moment] = open_()
    saved_at: Mapped[Moment] = open_()
    expires_at: Mapped[Moment] = open_(index=True)
    body_hash: Mapped[str] = secret(String(64), default="")
    """What was sent: the same key with another body is refused."""
    referral_id: Mapped[uuid.UUID | None] = person(ForeignKey("referral.id", ondelete="SET NULL"))
    """What it became."""
    version: Mapped[int] = open_(Integer, default=1)
