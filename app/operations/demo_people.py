"""Invented people in every state, over two years, so that every page looks as on a busy Tuesday."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain import demo_accounts
from app.domain.case import CaseStatus
from app.domain.introduction import IntroductionStatus
from app.domain.places import AreaKind
from app.domain.referral import ReferralStatus
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import SYSTEM
from app.models.case_papers import CaseMessage, SafeguardingNote
from app.models.cases import Case, Cover, Workload
from app.models.directory import Service, ServiceTerm, TaxonomyTerm
from app.models.introductions import SharingAgreement
from app.models.people import Account, RoleGrant, Team
from app.models.persons import Practice, RoutingRule
from app.models.places import Area, Deprivation, Postcode
from app.models.referrals import Referral
from app.operations import audit, demo_doors
from app.operations.demo_accounts import some_organizations
from app.operations.demo_cases import add_appointment, add_case, add_task
from app.operations.demo_introductions import add_introduction
from app.operations.demo_lives import Crew, Life, Stage
from app.operations.demo_openings import open_case, waiting
from app.operations.demo_referrals import add_referral
from app.operations.demo_rows import Rows
from app.queries import accounts as account_queries

Toml = Mapping[str, Any]
FIRST_CASE = 1001
HOMES_A_TEAM = 240
CAP = 35
SEED = 2026
BEYOND = 300
"""Keeps the phone numbers of those of today apart from all others."""

S, C = ReferralStatus, CaseStatus

ENDED_BEFORE: tuple[tuple[ReferralStatus, int, int, int], ...] = (
    (S.RECEIVED, 9, 0, 3),
    (S.IN_TRIAGE, 6, 1, 4),
    (S.INFO_NEEDED, 4, 2, 9),
    (S.AWAITING_LEAD, 2, 2, 5),
    (S.NOT_ACCEPTED, 34, 10, 730),
    (S.DECLINED_BY_PERSON, 40, 10, 730),
    (S.COULD_NOT_CONTACT, 26, 20, 730),
    (S.WITHDRAWN, 6, 10, 730),
    (S.REDIRECTED, 10, 10, 730),
    (S.IN_ERROR, 2, 10, 700),
)
"""State -> how many referrals, and from how many days ago to how many."""
CASES: tuple[tuple[CaseStatus, int, int, int], ...] = (
    (C.WAITING, 24, 3, 38),
    (C.ALLOCATED, 20, 9, 16),
    (C.ACTIVE, 206, 20, 190),
    (C.ON_HOLD, 14, 60, 200),
    (C.CLOSING, 9, 120, 220),
    (C.AWAITING_LEAD, 4, 120, 220),
    (C.CLOSED, 186, 130, 730),
)


def is_there() -> bool:
    """Is anybody helped, or was anybody ever?"""
    return bool(db.session.scalar(select(func.count()).select_from(Referral)))


def load(file: Toml) -> int:
    """Put everybody in; how many referrals there are."""
    dice, rows = random.Random(SEED), Rows()  # noqa: S311 - invents people, guards nothing
    listings = invented_listings()
    signed = agreements(rows, listings)
    stage = Stage(clock.today(), file, listings, slugs_by_need(listings), signed, rows, dice)
    crews = [crew_of(team) for team in file["team"]]
    lives = invented_lives(stage, crews)
    numbers = iter(range(FIRST_CASE, FIRST_CASE + 2000))
    many = 0
    for status, count, newest, oldest in ENDED_BEFORE:
        for _ in range(count):
            waiting(next_life(lives, dice, newest, oldest), status)
            many += 1
    for case_status, count, newest, oldest in CASES:
        for at in range(count):
            life = next_life(lives, dice, newest, oldest)
            open_case(life, case_status, at, next(numbers))
            many += 1
    for row in file["today"]:
        somebody_today(stage, crews[0], row, next(numbers))
        many += 1
    many += demo_doors.add(stage, crews[0], lives, numbers)
    rows.write()
    finish(crews)
    audit.record(SYSTEM, "demo.people-made", count=many)
    db.session.flush()
    return many


def next_life(lives: Iterator[Life], dice: random.Random, newest: int, oldest: int) -> Life:
    life = next(lives)
    life.days_ago = dice.randrange(newest, oldest + 1)
    return life


def invented_lives(stage: Stage, crews: Sequence[Crew]) -> Iterator[Life]:
    """One after another, of every team in turn."""
    names, dice, number = stage.file["names"], stage.dice, 0
    while True:
        number += 1
        story = stage.file["story"][number * 7 % len(stage.file["story"])]
        yield Life(
            stage=stage,
            crew=crews[number % len(crews)],
            number=number,
            story=story,
            given=dice.choice(names["given"]),
            family=dice.choice(names["family"]),
            age=dice.randrange(*story["ages"]),
            days_ago=0,
        )


def somebody_today(stage: Stage, crew: Crew, row: Toml, number: int) -> None:
    """One of those who stand on the day of the first link worker."""
    kind, worker = TaskKind(row["task"]), crew.workers[0]
    status = C.ALLOCATED if kind in {TaskKind.NEW_TO_ME, TaskKind.FIRST_CONTACT} else C.ACTIVE
    life = Life(
        stage=stage,
        crew=crew,
        number=number + BEYOND,
        story=stage.file["story"][row["story"]],
        given=row["given"],
        family=row["family"],
        age=row["age"],
        reached=row["reaching"],
        days_ago=9 if status is C.ALLOCATED else 60,
        took=8 if kind is TaskKind.NEW_TO_ME else 0,
    )
    document = life.document()
    life.add_person(document)
    add_referral(life, S.ACCEPTED, document)
    add_case(life, status, worker, number)
    about = None
    if kind is TaskKind.WROTE_BACK:
        about = stage.rows.add(
            CaseMessage,
            case_id=life.case_id,
            from_person=True,
            words=life.story["message"][0],
            sent_at=life.at(59, 8),
        )
    if "slug" in row and row["slug"] in stage.listings:
        silent = kind is TaskKind.PROVIDER_SILENT
        outcome = IntroductionStatus.SENT if silent else IntroductionStatus.ACCEPTED
        about = add_introduction(life, row["slug"], outcome, 44 if silent else 55, worker)
    if kind is TaskKind.SAFEGUARDING:
        about = worry(life, crew, worker)
    add_task(life, kind, worker, -row.get("late", 0), words=row["words"], about=about)
    if kind in {TaskKind.WROTE_BACK, TaskKind.PROVIDER_ANSWERED}:
        alone = kind is TaskKind.WROTE_BACK
        add_appointment(
            life,
            worker,
            day=0,
            hour=11 if alone else 14,
            what="What matters" if alone else "Going along to the first visit",
            place="At the café by the lake" if alone else "At the gate",
        )


def worry(life: Life, crew: Crew, worker: uuid.UUID) -> uuid.UUID:
    """A worry about somebody's safety that a lead has read."""
    life_case = next(row for row in life.rows.held[Case] if row["id"] == life.case_id)
    life_case["is_safeguarding_open"] = True
    return life.rows.add(
        SafeguardingNote,
        case_id=life.case_id,
        words="She says that he has found the bag. She will be at her sister's tonight.",
        concern="domestic-abuse",
        raised_by=worker,
        raised_at=life.at(life.days_ago - 1, 16),
        lead_id=crew.lead_id,
        read_at=life.at(life.days_ago - 1, 16),
        answer="Ring me before noon. The specialist line knows.",
        person_told="yes",
        version=1,
    )


def finish(crews: Sequence[Crew]) -> None:
    """What is left: room for each worker, somebody away, somebody who looks after their people."""
    today = clock.today()
    for crew in crews:
        for worker in crew.workers:
            db.session.add(Workload(account_id=worker, cap=CAP))
    first = crews[0]
    db.session.add(
        Cover(
            away_id=first.workers[1],
            by_id=first.workers[0],
            team_id=first.team_id,
            starts_on=today - dt.timedelta(days=2),
            ends_on=today + dt.timedelta(days=2),
            reason="On leave",
            made_by=first.lead_id,
            made_at=clock.now(),
        )
    )
    db.session.flush()


# Where it all happens


def crew_of(row: Toml) -> Crew:
    """The team with its people, practices and the rules that lead to it."""
    team = db.session.scalar(select(Team).where(Team.name == row["name"]))
    if team is None:
        team = Team(id=uuid.uuid4(), name=row["name"])
        db.session.add(team)
        db.session.flush()
    lead = account_of(row["lead"], Role.TEAM_LEAD, team.id)
    workers = [account_of(name, Role.LINK_WORKER, team.id) for name in row["workers"]]
    wards = list(
        db.session.scalars(select(Area.code).where(Area.kind == AreaKind.WARD, Area.name.in_(row["wards"])))
    )
    network = area(row["network"], AreaKind.PRIMARY_CARE_NETWORK)
    partnership = area(row["partnership"], AreaKind.LOCAL_CARE_PARTNERSHIP)
    practices = [
        practice(name, network, f"Z{len(row['name'])}{at}{name[:2].upper()}")
        for at, name in enumerate(row["practices"])
    ]
    rule(from_area=network, to_area=partnership)
    rule(from_area=partnership, to_team_id=team.id)
    for ward in wards:
        rule(from_area=ward, to_team_id=team.id)
    return Crew(team.id, lead, workers, homes_in(wards), practices)


def account_of(name: str, role: Role, team_id: uuid.UUID) -> uuid.UUID:
    """The invented account of this name: one that signs in, where the demonstration has it."""
    known = next((one for one, called in demo_accounts.NAMES.items() if called == name), None)
    email = (
        demo_accounts.email_of(known) if known else f"{name.lower().replace(' ', '.')}@{demo_accounts.SITE}"
    )
    found = account_queries.by_email(email)
    if found is not None:
        return found.id
    made = Account(
        id=uuid.uuid4(),
        email=email,
        email_hash=account_queries.email_hash(email),
        name=name,
        language="en",
        is_demo=True,
    )
    db.session.add(made)
    db.session.flush()
    db.session.add(RoleGrant(account_id=made.id, role=role, team_id=team_id, granted_at=clock.now()))
    db.session.flush()
    return made.id


def area(name: str, kind: AreaKind) -> str:
    code = f"demo-{name.partition(' (')[0].lower().replace(' ', '-')}"
    if db.session.get(Area, code) is None:
        db.session.add(Area(code=code, kind=kind, name=name, source="Made up for the demonstration"))
        db.session.flush()
    return code


def practice(name: str, network: str, code: str) -> uuid.UUID:
    made = Practice(id=uuid.uuid4(), ods_code=code[:10], name=name, source="Made up", is_demo=True)
    db.session.add(made)
    db.session.flush()
    rule(from_practice_id=made.id, to_area=network)
    return made.id


def rule(**ends: Any) -> None:
    now = clock.now()
    starts = clock.today().replace(month=1, day=1) - dt.timedelta(days=800)
    db.session.add(RoutingRule(starts_on=starts, made_at=now, **ends))
    db.session.flush()


def homes_in(wards: Sequence[str]) -> list[tuple[str, str, str, int | None]]:
    """Postcodes of these wards, every so many of them."""
    found = db.session.execute(
        select(Postcode.key, Postcode.ward_code, Postcode.lsoa21, Deprivation.imd_decile)
        .outerjoin(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
        .where(Postcode.ward_code.in_(wards))
        .order_by(Postcode.key)
    ).all()
    every = max(1, len(found) // HOMES_A_TEAM)
    return [(f"{key[:-3]} {key[-3:]}", ward, lsoa, decile) for key, ward, lsoa, decile in found[::every]]


def invented_listings() -> dict[str, tuple[uuid.UUID, uuid.UUID, str]]:
    rows = db.session.execute(
        select(Service.slug, Service.id, Service.organization_id, Service.name)
        .where(Service.is_demo, Service.deleted_at.is_(None), Service.organization_id.is_not(None))
        .order_by(Service.slug)
    )
    return {row.slug: (row.id, row.organization_id, row.name) for row in rows}


def slugs_by_need(listings: Mapping[str, object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = db.session.execute(
        select(TaxonomyTerm.code, Service.slug)
        .join(ServiceTerm, ServiceTerm.term_id == TaxonomyTerm.id)
        .join(Service, Service.id == ServiceTerm.service_id)
        .where(TaxonomyTerm.code.startswith("need:"), Service.slug.in_(list(listings)))
        .order_by(TaxonomyTerm.code, Service.slug)
    )
    for code, slug in rows:
        found.setdefault(code.partition(":")[2], []).append(slug)
    return found


def agreements(rows: Rows, listings: Mapping[str, tuple[uuid.UUID, uuid.UUID, str]]) -> frozenset[uuid.UUID]:
    """Two organisations in three have signed; one of them runs out soon."""
    today = clock.today()
    signed = [one for at, one in enumerate(sorted({row[1] for row in listings.values()}, key=str)) if at % 3]
    always = [listings[slug][1] for slug in ("puff-and-natter", "two-chairs") if slug in listings]
    always += some_organizations()[:1]
    for at, organization in enumerate(dict.fromkeys([*signed, *always])):
        rows.add(
            SharingAgreement,
            organization_id=organization,
            reference=f"Agreement {at + 1}",
            starts_on=today - dt.timedelta(days=300),
            ends_on=today + dt.timedelta(days=20 if at == 3 else 400),
            made_at=clock.now(),
            version=1,
        )
    return frozenset([*signed, *always])
