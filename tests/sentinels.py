"""Words that give themselves away, planted wherever something personal is kept, and who may meet each.

Every relation of the walk (tests/objects.py) has its own: `planted(world)` gives name -> word.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator
from functools import partial

from app.database import db
from app.domain.referral import ReferralSource
from app.domain.roles import Role
from app.domain.viewer import ANONYMOUS
from app.models.case_papers import CaseDocument
from app.models.cases import Appointment, CaseContact, CaseTransfer, NoteDraft
from app.models.introductions import Introduction, UnmetNeed
from app.models.persons import Consent, EqualityAnswer, Relation
from app.models.plans import StoryOffer
from app.models.referrals import HistoryEvent, Referral
from app.operations.referrals import Referrer
from tests import factories_connect as factories
from tests.factories import AccountFactory
from tests.objects import WHEN, World, thing
from tests.objects_connect import case

RELATIONS = ("own", "protected", "other-team", "other-organisation")
POSTCODES = {
    "own": "LS9 9QA",
    "protected": "LS9 9QB",
    "other-team": "LS9 9QD",
    "other-organisation": "LS9 9QE",
}
PHONES = {"own": "0117", "protected": "0118", "other-team": "0119", "other-organisation": "0120"}
NHS = {
    "own": "9990000018",
    "protected": "9990000026",
    "other-team": "9990000034",
    "other-organisation": "9990000042",
}
WHERE = frozenset({"address", "postcode"})
WORRIES = frozenset({"worry", "worry-answer"})
DRAFTS = frozenset({"draft"})
THEIR_PAGE = frozenset(
    {
        "family-name",
        "address",
        "postcode",
        "phone",
        "email",
        "relation-name",
        "message",
        "goal",
        "need",
        "strength",
        "own-words",
    }
    | {"consent-named", "shared-words", "shared-contact", "visit", "visit-place", "first-place", "goes-along"}
    | {"helped-words", "story", "person-says", "visit-support", "consent-withdrawn"}
)
"""What somebody may meet on their own page."""
SHARED = frozenset(
    {"shared-words", "shared-contact", "provider-words", "output", "first-place", "goes-along"}
)
"""What the provider was told, and what they wrote themselves."""
REFERRED = frozenset(
    {
        "family-name",
        "referrer",
        "referrer-service",
        "referrer-contact",
        "referral-question",
        "referral-answer",
    }
    | {"referral-message"}
)
"""What whoever referred somebody may meet: what they wrote themselves, and what we asked and told them."""
OF_REFERRAL = frozenset(
    {
        "family-name",
        "phone",
        "email",
        "address",
        "postcode",
        "referral-words",
        "referral-reason",
        "referral-tried",
    }
    | {"referral-worry", "referral-risks", "on-behalf", "sent-on-to", *REFERRED}
)


@dataclasses.dataclass(frozen=True)
class Sentinel:
    name: str
    relation: str
    words: tuple[str, ...]
    """As it is kept, and other ways to write it."""

    def is_in(self, text: str) -> bool:
        return any(word in text for word in self.words)

    def is_for(self, who: str) -> bool:
        """May they meet it?"""
        if self.name == "nhs-number":
            return False  # masked for everybody until they say why
        if who == Role.LINK_WORKER:
            triages = self.relation == "protected" and self.name in OF_REFERRAL - WHERE
            return self.relation == "own" or triages
        if who == Role.TEAM_LEAD:
            if self.relation == "protected":  # they are the named lead
                return self.name not in WORRIES | DRAFTS
            return self.relation == "own" and self.name not in WHERE | WORRIES | DRAFTS
        theirs = {"person": THEIR_PAGE, Role.PROVIDER.value: SHARED, Role.REFERRER.value: REFERRED}
        return self.relation == "own" and self.name in theirs.get(who, ())


def word(relation: str, name: str) -> str:
    return f"Qx{relation.title().replace('-', '')}{name.title().replace('-', '')}"


def planted(world: World) -> list[Sentinel]:
    """Plant them all, and commit. The own case is protected too: from the lead of its own team."""
    return [one for relation in RELATIONS for one in plant(world, relation)]


def plant(world: World, relation: str) -> Iterator[Sentinel]:
    w = partial(word, relation)
    held = case(world, relation)
    person, team = held.person, world.team(relation)
    phone, digits = f"0113 496 {PHONES[relation]}", f"113496{PHONES[relation]}"
    person.family_name, person.address, person.postcode = w("family-name"), w("address"), POSTCODES[relation]
    person.phone, person.phone_e164 = phone, f"+44{digits}"
    person.email, person.nhs_number = f"{w('email')}@people.example", NHS[relation]
    if relation == "own":
        person.is_address_protected = True
        person.protected_lead_id = AccountFactory(role=Role.TEAM_LEAD, role__team_id=team).id
    held.risks = w("risks")
    refer(db.session.get_one(Referral, thing(world, "referral_id", relation)), held, w, person)
    contact = db.session.get_one(CaseContact, thing(world, "contact_id", relation))
    contact.note, contact.present, contact.next_step = w("note"), w("present"), w("next-step")
    contact.needs_unmet, contact.unsafe_why = w("needs-unmet"), w("unsafe-why")
    around = db.session.get_one(Relation, thing(world, "relation_id", relation))
    around.name, around.own_words, around.note = w("relation-name"), w("carer-words"), w("relation-note")
    consent = db.session.get_one(Consent, thing(world, "consent_id", relation))
    consent.named, consent.note, consent.withdrawn_why = w("consent-named"), w("consent-note"), None
    introduce(db.session.get_one(Introduction, thing(world, "introduction_id", relation)), w)
    visit = db.session.get_one(Appointment, thing(world, "appointment_id", relation))
    visit.what, visit.place, visit.support = w("visit"), w("visit-place"), w("visit-support")
    transfer = db.session.get_one(CaseTransfer, thing(world, "transfer_id", relation))
    transfer.note = w("handover")
    goal = {"id": "0000000a", "words": w("goal"), "need": w("need"), "status": "not-started", "actions": []}
    said = {"id": "0000000b", "words": w("own-words"), "on": "2026-11-20"}
    factories.PlanFactory(
        case=held, document={"strengths": [w("strength")], "goals": [goal], "own_words": [said]}
    )
    factories.SafeguardingNoteFactory(
        case=held, raised_by=held.worker_id, words=w("worry"), answer=w("worry-answer")
    )
    factories.CaseMessageFactory(case=held, words=w("message"))
    factories.TaskFactory(case=held, words=w("task"))
    db.session.add_all(
        [
            CaseDocument(
                case_id=held.id, title=w("document"), file_name=f"{w('file')}.pdf", stored_as="none",
                kind="pdf", bytes=1, sha256="0" * 64, made_at=WHEN,
            ),
            UnmetNeed(case_id=held.id, theme="lonely", why="none-here", words=w("unmet"), made_at=WHEN),
            NoteDraft(
                account_id=held.worker_id, form="contact", about_id=held.id, tab="a",
                fields={"note": [w("draft")]}, saved_at=WHEN,
            ),
            EqualityAnswer(
                person_id=person.id, item="ethnic-group", value="other", own_words=w("equality"),
                said_by="person", said_on=WHEN.date(),
            ),
            StoryOffer(case_id=held.id, agrees=True, words=w("story"), at=WHEN),
            HistoryEvent(
                subject="case", subject_id=held.id, case_id=held.id, action="hold", start="active",
                end="on-hold", note=w("history"), actor="link-worker", effective_at=WHEN, recorded_at=WHEN,
            ),
        ]
    )  # fmt: skip
    db.session.commit()
    for name in NAMES:
        yield Sentinel(name, relation, (w(name),))
    yield Sentinel("postcode", relation, (POSTCODES[relation], POSTCODES[relation].replace(" ", "")))
    yield Sentinel("phone", relation, (phone, digits))
    number = NHS[relation]
    yield Sentinel("nhs-number", relation, (number, f"{number[:3]} {number[3:6]} {number[6:]}"))


def refer(referral: Referral, held: object, w: partial[str], person: object) -> None:
    """What was asked for them says where they lived, too."""
    referral.person_id, referral.case_id = person.id, held.id  # type: ignore[attr-defined]
    referral.document = dict(
        factories.document(
            family_name=w("family-name"),
            address=w("address"),
            postcode=person.postcode,  # type: ignore[attr-defined]
            phone=person.phone,  # type: ignore[attr-defined]
            email=person.email,  # type: ignore[attr-defined]
            nhs_number=person.nhs_number,  # type: ignore[attr-defined]
            words=w("referral-words"),
            reason=w("referral-reason"),
            tried=w("referral-tried"),
            safeguarding=w("referral-worry"),
            risks={"answer": "known", "words": w("referral-risks")},
            on_behalf={
                "name": w("on-behalf"),
                "relation": "",
                "phone": "",
                "email": "",
                "person_agreed": True,
            },
        )
    )
    referral.name = f"Marek {w('family-name')}"
    referral.referrer_name, referral.referrer_service = w("referrer"), w("referrer-service")
    referral.referrer_contact = f"{w('referrer-contact')}@surgery.example"
    referral.question, referral.answer = w("referral-question"), w("referral-answer")
    referral.message, referral.sent_on_to = w("referral-message"), w("sent-on-to")


def introduce(made: Introduction, w: partial[str]) -> None:
    made.shared = {
        "first_name": "Marek",
        "channel": "link-worker",
        "contact": w("shared-contact"),
        "words": w("shared-words"),
    }
    made.shared_fields = ["first-name", "safe-contact", "own-words"]
    db.session.get_one(Consent, made.consent_id).data = made.shared_fields
    made.what_person_says, made.provider_words = w("person-says"), w("provider-words")
    made.first_place, made.goes_along = w("first-place"), w("goes-along")
    made.output, made.helped_words = w("output"), w("helped-words")


NAMES = (
    *(
        "family-name",
        "address",
        "email",
        "risks",
        "note",
        "present",
        "next-step",
        "needs-unmet",
        "unsafe-why",
    ),
    *("relation-name", "carer-words", "relation-note", "consent-named", "consent-note", "person-says"),
    *(
        "shared-words",
        "shared-contact",
        "provider-words",
        "first-place",
        "goes-along",
        "output",
        "helped-words",
    ),
    *("visit", "visit-place", "visit-support", "handover", "goal", "need", "strength", "own-words", "worry"),
    *(
        "worry-answer",
        "message",
        "task",
        "document",
        "file",
        "unmet",
        "draft",
        "equality",
        "story",
        "history",
    ),
    *("referral-words", "referral-reason", "referral-tried", "referral-worry", "referral-risks", "on-behalf"),
    *("referrer", "referrer-service", "referrer-contact", "referral-question", "referral-answer"),
    *("referral-message", "sent-on-to"),
)


def referral_told() -> dict[str, object]:
    """A referral by a professional, with every word planted, as `referrals.receive` takes it."""
    w = partial(word, "own")
    agreed = factories.document()["consents"]["contact"]
    return {
        "document": factories.document(
            family_name=w("family-name"),
            address=w("address"),
            email="marek@people.example",
            reaching=factories.reaching(channels=["email"]),
            words=w("referral-words"),
            reason=w("referral-reason"),
            safeguarding=w("referral-worry"),
            consents={"contact": agreed},
        ),
        "key": uuid.uuid4(),
        "source": ReferralSource.PROFESSIONAL,
        "by": ANONYMOUS,
        "hear_by": WHEN.date(),
        "referrer": Referrer(w("referrer"), w("referrer-service"), "doctor@surgery.example"),
    }


TABLES = (
    *(
        "person",
        "person_key",
        "referral",
        "case_record",
        "case_contact",
        "relation",
        "consent",
        "introduction",
    ),
    *(
        "appointment",
        "case_transfer",
        "plan",
        "safeguarding_note",
        "case_message",
        "case_task",
        "case_document",
    ),
    *(
        "unmet_need",
        "note_draft",
        "equality_answer",
        "story_offer",
        "history_event",
        "audit_event",
        "message",
    ),
)
