"""Rows of people helped, referrals, cases and what hangs on them. Everybody is invented.

`CaseFactory(team_id=..., worker_id=...)` makes a person too. NHS numbers are of the 999 range, which is never
given to anybody.
"""

from __future__ import annotations

import datetime as dt
import uuid

import factory

from app.domain.case import CaseStatus
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.contact_log import ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.introduction import IntroductionKind, IntroductionStatus
from app.domain.reaching import empty_reaching
from app.domain.referral import Priority, ReferralSource, ReferralStatus
from app.domain.referral_document import ReferralDocument, empty
from app.domain.tasks import AppointmentKind, AppointmentStatus, TaskKind
from app.models.case_papers import CaseDocument, CaseMessage, SafeguardingNote
from app.models.cases import Appointment, Case, CaseContact, CaseTask, CaseTransfer, Cover, Workload
from app.models.introductions import Introduction, SharingAgreement
from app.models.persons import Consent, JourneyDraft, Person, Practice, Relation, RoutingRule
from app.models.plans import Measure, Plan
from app.models.referrals import Referral, ReferralImport
from tests.factories import InSession, OrganizationFactory

WHEN = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 20)


def reaching(**given: object) -> dict[str, object]:
    """By text and by letter, unless a test says otherwise."""
    return {**empty_reaching(), "channels": ["text", "letter"], **given}


def document(**given: object) -> ReferralDocument:
    """What somebody invented said when they asked for help."""
    return {  # type: ignore[typeddict-item]  # a test may give any field
        **empty(),
        "given_name": "Marek",
        "family_name": "Zielonka",
        "born_on": "1944-05-02",
        "home": "given",
        "address": "12 Chapel Lane",
        "postcode": "LS9 7UF",
        "phone": "07700 900417",
        "language": "en",
        "reaching": reaching(),
        "concerns": ["lonely"],
        "words": "I used to walk to the market.",
        "risks": {"answer": "none-known", "words": ""},
        "consents": {
            "contact": {
                "given": True,
                "how": "online",
                "given_by": "person",
                "wording": "contact/1",
                "language": "en",
                "why_not": "",
                "note": "",
            }
        },
        **given,
    }


class PracticeFactory(InSession):
    class Meta:
        model = Practice

    ods_code = factory.Sequence(lambda n: f"Z9{n:04}")
    name = factory.Sequence(lambda n: f"Beck Side Surgery {n}")
    source = "invented"


class RoutingRuleFactory(InSession):
    class Meta:
        model = RoutingRule

    starts_on = dt.date(2026, 1, 1)
    made_at = WHEN


class PersonFactory(InSession):
    """Somebody we help. Reached by text and letter."""

    class Meta:
        model = Person

    given_name = factory.Sequence(lambda n: f"Marek{n}")
    family_name = "Zielonka"
    preferred_name = None
    born_on = "1944-05-02"
    home = "given"
    address = factory.Sequence(lambda n: f"{n + 1} Chapel Lane")
    postcode = "LS9 7UF"
    ward_code = "E05011388"
    phone = "07700 900417"
    phone_e164 = "+447700900417"
    email = None
    language = "en"
    reaching = factory.LazyFunction(reaching)
    about = factory.LazyFunction(dict)
    groups = factory.LazyFunction(list)
    needs_agreed_on = TODAY
    needs_review_on = dt.date(2027, 11, 20)


class ConsentFactory(InSession):
    """Given by the person, spoken, since last week."""

    class Meta:
        model = Consent

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    purpose = ConsentPurpose.CONTACT
    given = True
    data = factory.LazyFunction(list)
    how = ConsentHow.SPOKEN
    given_by = "person"
    wording = "contact/1"
    language = "en"
    starts_at = WHEN
    recorded_at = WHEN


class RelationFactory(InSession):
    class Meta:
        model = Relation

    person_id = factory.LazyFunction(lambda: PersonFactory().id)
    name = "Kuba"
    relation = "grandson"


class ReferralFactory(InSession):
    """A referral that came in by itself and waits. Pass `document=document(...)` for what it says."""

    class Meta:
        model = Referral

    reference = factory.Sequence(lambda n: f"T{n:05}")
    status = ReferralStatus.RECEIVED
    source = ReferralSource.SELF
    priority = Priority.ROUTINE
    document = factory.LazyFunction(lambda: dict(document()))
    name = factory.LazyAttribute(lambda one: f"{one.document['given_name']} {one.document['family_name']}")
    concerns = factory.LazyAttribute(lambda one: list(one.document["concerns"]))
    language = "en"
    received_at = WHEN


class CaseFactory(InSession):
    """A case with a person of its own: allocated where `worker_id` is given, else waiting."""

    class Meta:
        model = Case

    number = factory.Sequence(lambda n: 2001 + n)
    person = factory.SubFactory(PersonFactory)
    team_id = None
    worker_id = None
    status = factory.LazyAttribute(lambda one: CaseStatus.ALLOCATED if one.worker_id else CaseStatus.WAITING)
    priority = Priority.ROUTINE
    waiting_since = WHEN
    opened_at = WHEN
    allocated_at = factory.LazyAttribute(lambda one: WHEN if one.worker_id else None)
    concerns = factory.LazyFunction(lambda: ["lonely"])


class ContactFactory(InSession):
    class Meta:
        model = CaseContact

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    person_id = factory.LazyAttribute(lambda one: one.case.person_id)
    direction = Direction.WE
    channel = ContactChannel.TEXT
    happened_at = WHEN
    result = ContactResult.TALKED
    needs_met = NeedsMet.YES
    note = "He would like to walk to the market."

    class Params:
        case = factory.LazyFunction(CaseFactory)


class TaskFactory(InSession):
    class Meta:
        model = CaseTask

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    team_id = factory.LazyAttribute(lambda one: one.case.team_id)
    worker_id = factory.LazyAttribute(lambda one: one.case.worker_id)
    kind = TaskKind.NEXT_STEP
    key = factory.LazyFunction(lambda: f"test:{uuid.uuid4()}")
    due_on = TODAY
    made_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class AppointmentFactory(InSession):
    class Meta:
        model = Appointment

    kind = AppointmentKind.MEETING
    status = AppointmentStatus.PLANNED
    starts_at = dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC)
    what = "What matters"


class TransferFactory(InSession):
    class Meta:
        model = CaseTransfer

    status = "requested"
    note = "She likes to be rung in the morning."
    asked_at = WHEN
    expires_on = dt.date(2026, 11, 30)


class CoverFactory(InSession):
    class Meta:
        model = Cover

    starts_on = dt.date(2026, 11, 1)
    ends_on = dt.date(2026, 12, 31)
    reason = "On leave"
    made_at = WHEN


class WorkloadFactory(InSession):
    class Meta:
        model = Workload

    cap = 35


class PlanFactory(InSession):
    class Meta:
        model = Plan

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    person_id = factory.LazyAttribute(lambda one: one.case.person_id)
    number = 1
    document = factory.LazyFunction(dict)
    made_at = WHEN
    changed_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class MeasureFactory(InSession):
    class Meta:
        model = Measure

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    person_id = factory.LazyAttribute(lambda one: one.case.person_id)
    kind = "ons4"
    moment = "start"
    answers = factory.LazyFunction(dict)
    how = "worker"
    language = "en"
    answered_on = TODAY
    recorded_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class IntroductionFactory(InSession):
    """Sent to an organisation of its own, with the person's agreement, and not answered yet."""

    class Meta:
        model = Introduction

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    person_id = factory.LazyAttribute(lambda one: one.case.person_id)
    kind = IntroductionKind.INTRODUCTION
    status = IntroductionStatus.SENT
    organization_id = factory.LazyFunction(lambda: OrganizationFactory().id)
    service_name = "Puff and Natter"
    shared = factory.LazyFunction(
        lambda: {"first_name": "Marek", "channel": "link-worker", "contact": "Nadia Osei, 0113 496 0150"}
    )
    shared_fields = factory.LazyFunction(lambda: ["first-name", "safe-contact"])
    consent_id = factory.LazyAttribute(
        lambda one: (
            ConsentFactory(
                person_id=one.person_id,
                purpose=ConsentPurpose.SHARE_WITH_PROVIDER,
                organization_id=one.organization_id,
                data=list(one.shared_fields),
            ).id
        )
    )
    sent_at = WHEN
    sent_to = "hello@beckside.example"

    class Params:
        case = factory.LazyFunction(CaseFactory)


class AgreementFactory(InSession):
    class Meta:
        model = SharingAgreement

    organization_id = factory.LazyFunction(lambda: OrganizationFactory().id)
    reference = "DSA 12"
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2027, 12, 31)
    made_at = WHEN


class CaseMessageFactory(InSession):
    class Meta:
        model = CaseMessage

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    from_person = True
    words = "Yes please to the running group."
    sent_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class SafeguardingNoteFactory(InSession):
    class Meta:
        model = SafeguardingNote

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    words = "She says that she is not safe at home."
    concern = "domestic-abuse"
    raised_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class JourneyDraftFactory(InSession):
    class Meta:
        model = JourneyDraft

    journey = "get-help"
    token_hash = factory.LazyFunction(lambda: uuid.uuid4().hex)
    answers = factory.LazyFunction(dict)
    language = "en"
    made_at = WHEN
    saved_at = WHEN
    expires_at = dt.datetime(2026, 12, 4, 9, tzinfo=dt.UTC)


class DocumentFactory(InSession):
    """A file that is not on the disk."""

    class Meta:
        model = CaseDocument

    case_id = factory.LazyAttribute(lambda one: one.case.id)
    title = "A letter from the council"
    file_name = "letter.pdf"
    stored_as = "none.sealed"
    kind = "pdf"
    bytes = 10
    sha256 = "0" * 64
    made_at = WHEN

    class Params:
        case = factory.LazyFunction(CaseFactory)


class ReferralImportFactory(InSession):
    class Meta:
        model = ReferralImport

    file_name = "many.csv"
    rows = factory.LazyFunction(lambda: {"rows": []})
    report = factory.LazyFunction(
        lambda: {"given": 0, "new": 0, "already_here": [], "refused": 0, "faults": []}
    )
    made_at = WHEN
