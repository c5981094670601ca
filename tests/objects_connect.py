"""Cases, referrals and what hangs on them, in every relation to somebody, for the walk.

`own`: of the link worker of the walk. `other-team` and `other-organisation`: of a colleague elsewhere.
`protected`: of another worker in the own team, at an address only that worker and one named lead may see.
"""

from __future__ import annotations

import uuid

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.models.cases import Case
from app.models.persons import Person
from app.operations import access_links, sessions
from tests import factories_connect as factories
from tests.factories import AccountFactory
from tests.objects import NOBODY, World, colleague, listing, makes, thing

PEOPLE = ("own", "other-team", "other-organisation", "protected", "deleted")


def case(world: World, which: str) -> Case:
    if ("case", which) not in world.made:
        worker = world.accounts[Role.LINK_WORKER].id if which == "own" else worker_of(world, which)
        hidden = which == "protected"
        person = factories.PersonFactory(
            is_address_protected=hidden,
            protected_lead_id=world.accounts[Role.TEAM_LEAD].id if hidden else None,
        )
        world.made["case", which] = factories.CaseFactory(
            team_id=world.team(which), worker_id=worker, person=person
        )
        db.session.flush()
    found: Case = world.made["case", which]  # type: ignore[assignment]  # a drawer of all kinds
    return found


def worker_of(world: World, which: str) -> uuid.UUID:
    """Somebody else's."""
    if which == "protected":
        return AccountFactory(role=Role.LINK_WORKER, role__team_id=world.team("own")).id
    if which == "other-organisation":
        return AccountFactory(role=Role.LINK_WORKER, role__team_id=world.team(which)).id
    return colleague(world, which).id


def person(world: World, which: str) -> Person:
    return case(world, which).person


def my_session(world: World) -> str:
    """The token of a session of the person of the own case."""
    link = access_links.make(LinkPurpose.MY, person=person(world, "own").id)
    return sessions.start_for_link(link.link.id)


def of_case(maker: object, **values: object) -> object:
    """Makes a row of the case in each relation."""

    def made(world: World, which: str) -> object:
        if which == "deleted":
            return NOBODY
        return maker(case=case(world, which), **values).id  # type: ignore[operator]  # a factory

    return made


@makes("case_id")
def case_id(world: World, which: str) -> object:
    return NOBODY if which == "deleted" else case(world, which).id


@makes("person_id")
def person_id(world: World, which: str) -> object:
    return NOBODY if which == "deleted" else person(world, which).id


@makes("other_id")
def other_id(world: World, which: str) -> object:
    """Another person in the same relation, to merge with."""
    if which == "deleted":
        return NOBODY
    return factories.CaseFactory(team_id=world.team(which), worker_id=case(world, which).worker_id).person_id


@makes("referral_id")
def referral_id(world: World, which: str) -> object:
    """Routed to the team of the relation; the own one was made by the referrer's organisation too."""
    if which == "deleted":
        return NOBODY
    return factories.ReferralFactory(
        team_id=world.team(which),
        referrer_organization_id=world.organization(which if which == "other-organisation" else "own")
        if which in {"own", "other-organisation"}
        else None,
        source="professional",
    ).id


@makes("introduction_id")
def introduction_id(world: World, which: str) -> object:
    if which == "deleted":
        return NOBODY
    return factories.IntroductionFactory(
        case=case(world, which),
        organization_id=world.organization("own" if which == "own" else "other-organisation"),
        service_id=listing(world, "own").id,
    ).id


for name, factory in (
    ("contact_id", factories.ContactFactory),
    ("task_id", factories.TaskFactory),
    ("message_id", factories.CaseMessageFactory),
):
    makes(f"cases.{name}" if name == "message_id" else name)(of_case(factory))


@makes("measure_id")
def measure_id(world: World, which: str) -> object:
    return NOBODY if which == "deleted" else factories.MeasureFactory(case=case(world, which)).id


@makes("appointment_id")
def appointment_id(world: World, which: str) -> object:
    if which == "deleted":
        return NOBODY
    held = case(world, which)
    return factories.AppointmentFactory(case_id=held.id, worker_id=held.worker_id).id


@makes("transfer_id")
def transfer_id(world: World, which: str) -> object:
    if which == "deleted":
        return NOBODY
    held = case(world, which)
    return factories.TransferFactory(
        case_id=held.id, from_worker_id=held.worker_id, to_team_id=world.team("other-team")
    ).id


@makes("note_id")
def note_id(world: World, which: str) -> object:
    """A worry about safety, raised by the case's worker."""
    if which == "deleted":
        return NOBODY
    held = case(world, which)
    return factories.SafeguardingNoteFactory(case=held, raised_by=held.worker_id).id


@makes("relation_id")
def relation_id(world: World, which: str) -> object:
    return NOBODY if which == "deleted" else factories.RelationFactory(person_id=person(world, which).id).id


@makes("consent_id")
def consent_id(world: World, which: str) -> object:
    return NOBODY if which == "deleted" else factories.ConsentFactory(person_id=person(world, which).id).id


@makes("agreement_id")
def agreement_id(world: World, which: str) -> object:
    if which in {"other-team", "protected"}:
        return None
    if which == "deleted":
        return NOBODY
    return factories.AgreementFactory(organization_id=world.organization(which)).id


@makes("practice_id")
def practice_id(world: World, which: str) -> object:
    return {"own": lambda: factories.PracticeFactory().id, "deleted": lambda: NOBODY}.get(
        which, lambda: None
    )()


@makes("rule_id")
def rule_id(world: World, which: str) -> object:
    if which != "own":
        return NOBODY if which == "deleted" else None
    return factories.RoutingRuleFactory(
        from_practice_id=thing(world, "practice_id", "own"), to_team_id=world.team("own")
    ).id


@makes("cover_id")
def cover_id(world: World, which: str) -> object:
    if which == "deleted":
        return NOBODY
    held = case(world, which)
    by = AccountFactory(role=Role.LINK_WORKER, role__team_id=world.team(which))
    return factories.CoverFactory(away_id=held.worker_id, by_id=by.id, team_id=held.team_id).id


@makes("document_id")
def document_id(world: World, which: str) -> object:
    if which == "deleted":
        return NOBODY
    return factories.DocumentFactory(case=case(world, which)).id


@makes("import_id")
def import_id(world: World, which: str) -> object:
    """A file of many that a lead of the team has read in."""
    if which in {"protected", "deleted"}:
        return NOBODY if which == "deleted" else None
    return factories.ReferralImportFactory(team_id=world.team(which)).id


@makes("draft_id")
def draft_id(world: World, which: str) -> object:
    """Answers the referrer of the walk has begun; somebody else's elsewhere."""
    if which == "deleted":
        return NOBODY
    owner = world.accounts[Role.REFERRER].id if which == "own" else worker_of(world, "other-team")
    return factories.JourneyDraftFactory(journey="refer", account_id=owner).id
