"""One invented person's history, from asking for help to wherever it stands. Everything is made up.

The dice are of a fixed seed: the same demonstration comes out again. What stands is the sum of the history,
as everywhere.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.clock import LONDON
from app.domain.case import Subject
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.machine import Actor
from app.domain.matching import facts_of
from app.domain.nhs_number import FOR_TRAINING, check_digit
from app.domain.reaching import clean_reaching
from app.domain.referral_document import ReferralDocument
from app.domain.referral_document import clean as clean_document
from app.models.persons import Consent, EqualityAnswer, Person, PersonKey
from app.models.referrals import HistoryEvent
from app.operations.demo_rows import Rows
from app.operations.persons import phone_e164
from app.queries.matching import hashes

Toml = Mapping[str, Any]
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Crew:
    """A team: its people, where its cases come from."""

    team_id: uuid.UUID
    lead_id: uuid.UUID
    workers: Sequence[uuid.UUID]
    homes: Sequence[tuple[str, str, str, int | None]]
    """Postcode, ward, neighbourhood, decile."""
    practices: Sequence[uuid.UUID]


@dataclass(frozen=True)
class Stage:
    """What all lives share."""

    today: dt.date
    file: Toml
    listings: Mapping[str, tuple[uuid.UUID, uuid.UUID, str]]
    """Slug -> listing, organisation, name."""
    by_need: Mapping[str, Sequence[str]]
    """Need of our vocabulary -> slugs."""
    signed: frozenset[uuid.UUID]
    """Organisations with a sharing agreement."""
    rows: Rows
    dice: random.Random
    references: set[str] = field(default_factory=set)
    """Those that are taken."""


@dataclass
class Life:
    """Somebody, on their way through. `age` and `days_ago`: how old they are, and when they asked."""

    stage: Stage
    crew: Crew
    number: int
    story: Toml
    given: str
    family: str
    age: int
    days_ago: int
    reached: int | None = None
    """Which of the ways to be reached, where it is settled."""
    born: str = ""
    """Their date of birth, where it is settled."""
    took: int = 0
    """How many days until somebody has them, where it is settled."""
    person_id: uuid.UUID = field(default_factory=uuid.uuid4)
    referral_id: uuid.UUID = field(default_factory=uuid.uuid4)
    case_id: uuid.UUID = field(default_factory=uuid.uuid4)
    reaching: Mapping[str, Any] = field(default_factory=dict)
    moved: dict[uuid.UUID, dt.datetime] = field(default_factory=dict)
    """When each thing last moved."""

    @property
    def rows(self) -> Rows:
        return self.stage.rows

    @property
    def dice(self) -> random.Random:
        return self.stage.dice

    def at(self, days: float, hour: int | None = None) -> dt.datetime:
        """A moment so many days after they asked, in working hours."""
        day = self.stage.today - dt.timedelta(days=self.days_ago) + dt.timedelta(days=int(days))
        clock_time = dt.time(
            hour if hour is not None else self.dice.randrange(9, 17), self.dice.choice([0, 10, 30, 50])
        )
        return dt.datetime.combine(day, clock_time, LONDON).astimezone(dt.UTC)

    def pick(self, name: str) -> str:
        return str(self.dice.choice(self.story[name])).replace("{name}", self.given)

    def since(self, days: float) -> bool:
        """Is that so many days after they asked, and not still to come?"""
        return days < self.days_ago

    def event(
        self,
        subject: Subject,
        subject_id: uuid.UUID,
        move: tuple[str, str, str],
        *,
        at: dt.datetime,
        actor: Actor,
        actor_id: uuid.UUID | None = None,
        reason: str = "",
        with_case: bool = True,
    ) -> None:
        """One move of the history: action, start and end. Never before the one it follows."""
        if subject_id in self.moved:
            at = max(at, self.moved[subject_id] + dt.timedelta(minutes=10))
        self.moved[subject_id] = at
        self.rows.add_plain(
            HistoryEvent,
            subject=subject,
            subject_id=subject_id,
            case_id=self.case_id if with_case else None,
            action=str(move[0]),
            start=str(move[1]),
            end=str(move[2]),
            reason=str(reason),
            actor=actor.value,
            actor_id=actor_id,
            effective_at=at,
            recorded_at=at,
        )

    # Who they are

    def document(self) -> ReferralDocument:
        self.reaching = clean_reaching(self.profile())
        postcode, *_ = self.home
        street = self.dice.choice(self.stage.file["names"]["streets"])
        born = self.stage.today - dt.timedelta(
            days=self.age * 365 + self.age // 4 + self.dice.randrange(1, 360)
        )
        nine = FOR_TRAINING + f"{self.number * 7 % 1000000:06}"
        email = f"{self.given}.{self.family}{self.number}@somewhere.example".lower()
        return clean_document(
            {
                "given_name": self.given,
                "family_name": self.family,
                "born_on": self.born or born.isoformat(),
                "nhs_number": nine + check_digit(nine) if check_digit(nine) and self.number % 2 else "",
                "home": "given",
                "address": f"{self.dice.randrange(1, 90)} {street}",
                "postcode": postcode,
                "phone": f"07700 900{self.number % 1000:03}",
                "email": email if "email" in self.reaching["channels"] else "",
                "language": {"Arabic": "ar", "Polish": "pl"}.get(str(self.reaching["interpreter"]), "en"),
                "practice_id": str(self.dice.choice(self.crew.practices)),
                "reaching": self.reaching,
                "concerns": self.story["concerns"],
                "words": self.pick("words"),
                "reason": self.pick("reasons"),
                "groups": self.story.get("groups", []) if self.dice.random() < 0.6 else [],
                "equality": self.equality(),
                "risks": {"answer": "none-known", "words": ""},
                "consents": self.consents(),
                "hear_back": self.dice.random() < 0.7,
            }
        )

    def profile(self) -> Toml:
        """How they are reached: as their row says, or by the dice among those that fit their family."""
        known = self.stage.file["reaching"]
        if self.reached is not None:
            return dict(known[self.reached])
        fitting = [one for one in known if self.family in one.get("families", [self.family])]
        return dict(self.dice.choices(fitting, [one["share"] for one in fitting])[0])

    @property
    def home(self) -> tuple[str, str, str, int | None]:
        return self.crew.homes[self.number * 37 % len(self.crew.homes)]

    def equality(self) -> dict[str, str]:
        if self.dice.random() < 0.15:
            return {}
        return {
            "sex": self.dice.choices(["female", "male", "not-said"], [60, 37, 3])[0],
            "ethnicity": self.dice.choices(
                [
                    "white-british",
                    "asian-pakistani",
                    "asian-indian",
                    "black-caribbean",
                    "black-african",
                    "mixed-caribbean",
                    "white-other",
                    "other-arab",
                    "not-said",
                ],
                [60, 9, 4, 5, 6, 3, 6, 3, 4],
            )[0],
            "condition": self.dice.choices(["yes", "no", "not-said"], [55, 40, 5])[0],
            "condition-limits": self.dice.choice(["a-lot", "a-little", "not-at-all"]),
            "carer": self.dice.choices(["no", "up-to-9", "20-to-34", "50-or-more"], [70, 12, 8, 10])[0],
        }

    def consents(self) -> dict[str, Any]:
        yes = {"given": True, "how": "spoken", "given_by": "person", "language": "en"}
        return {
            purpose.value: {**yes, "wording": f"{purpose.value}/1"}
            for purpose in (ConsentPurpose.CONTACT, ConsentPurpose.RECORD, ConsentPurpose.TELL_REFERRER)
        }

    def add_person(self, document: ReferralDocument) -> None:
        asked = self.at(0).date()
        _postcode, ward, lsoa, decile = self.home
        self.rows.add(
            Person,
            id=self.person_id,
            given_name=self.given,
            family_name=self.family,
            born_on=document["born_on"],
            nhs_number=document["nhs_number"] or None,
            nhs_number_status="01" if document["nhs_number"] else "",
            address=document["address"],
            postcode=document["postcode"],
            home="given",
            ward_code=ward,
            lsoa21=lsoa,
            imd_decile=decile,
            phone=document["phone"],
            phone_e164=phone_e164(document["phone"]),
            email=document["email"] or None,
            language=document["language"],
            reaching=dict(document["reaching"]),
            needs_agreed_on=asked,
            needs_review_on=asked + dt.timedelta(days=365),
            about={},
            groups=list(document["groups"]),
            health_check_on=asked - dt.timedelta(days=self.number % 120) if self.number % 5 else None,
            practice_id=uuid.UUID(document["practice_id"]),
            is_address_protected=bool(self.story.get("restricted")),
            protected_lead_id=self.crew.lead_id if self.story.get("restricted") else None,
            is_demo=True,
            version=1,
        )
        for kind, values in hashes(facts_of(document)).items():
            for one in sorted(values):
                self.rows.add(PersonKey, person_id=self.person_id, kind=kind, hash=one)
        for item, value in document["equality"].items():
            self.rows.add(
                EqualityAnswer,
                person_id=self.person_id,
                item=item,
                value=value,
                said_by="person",
                said_on=asked,
            )
        for purpose in document["consents"]:
            self.consent(ConsentPurpose(purpose), self.at(0))

    def consent(self, purpose: ConsentPurpose, at: dt.datetime, **values: Any) -> uuid.UUID:
        return self.rows.add(
            Consent,
            person_id=self.person_id,
            purpose=purpose,
            given=True,
            data=values.pop("data", []),
            how=ConsentHow.SPOKEN,
            given_by="person",
            wording=f"{purpose.value}/1",
            language="en",
            starts_at=at,
            recorded_at=at,
            **values,
        )

    def reference(self) -> str:
        while True:
            drawn = "".join(self.dice.choices(LETTERS, k=6))
            made = f"{drawn[:3]}-{drawn[3:]}"
            if made not in self.stage.references:
                self.stage.references.add(made)
                return made
