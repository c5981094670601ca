"""Live links, as letters carry them, and pages in a state: what nobody comes to by following links."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from app.database import db
from app.domain.case import CaseStatus
from app.domain.engagement import EventStatus
from app.domain.errors import NotThereError
from app.domain.insight import StatementStatus, VersionStatus
from app.domain.measures import BY_LINK, MeasureMoment
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.models.directory import Service
from app.models.engagement import Statement
from app.models.persons import Person
from app.operations import access_links, saved_lists, sessions
from app.queries.accounts import email_hash
from tests import factories, factories_connect, factories_engagement, factories_insight
from tests.objects import World, listing
from tests.objects_connect import case
from tests.objects_engagement import event

EASY = "?read=easy"
OVER = dt.timedelta(seconds=-1)


@dataclass(frozen=True)
class Door:
    """An address that works, and the session it is opened with, if any."""

    address: str
    who: str = "anonymous"
    cookie: str = ""


Doors = Iterator[Door]
MADE: list[Callable[[World], Doors]] = []


def makes(doors: Callable[[World], Doors]) -> Callable[[World], Doors]:
    MADE.append(doors)
    return doors


def doors(world: World) -> tuple[Door, ...]:
    """Each made and kept; the walk of the permission matrix knows none of them."""
    made = [door for some in MADE for door in some(world)]
    db.session.commit()
    return tuple(made)


def over(purpose: LinkPurpose, **about: object) -> str:
    """The token of a link whose time is up."""
    return access_links.make(purpose, lasts=OVER, **about).token  # type: ignore[arg-type]  # as `make` takes it


@makes
def into_accounts(world: World) -> Doors:
    known = factories.AccountFactory(role=Role.ANALYST)
    said = {"language": "en", "role": Role.REFERRER.value, "team": ""}
    said["organization"] = str(world.organizations["own"])
    for email in ("nobody.yet@beckside.example", known.email):
        made = access_links.make(LinkPurpose.INVITATION, arguments={**said, "email": email})
        yield Door(f"/invitation/{made.token}")
    new = access_links.make(LinkPurpose.NEW_PASSWORD, account=known.id)
    yield Door(f"/sign-in/new-password/{new.token}")
    fresh = factories.AccountFactory(role=Role.ANALYST)
    wanted = frozenset({Role.ANALYST})
    yield Door("/sign-in/set-up", cookie=sessions.start_for_account(fresh.id, roles=wanted, pending=True))
    fitted = factories.AccountFactory(
        role=Role.ANALYST, totp_secret="JBSWY3DPEHPK3PXP", totp_confirmed_at=dt.datetime.now(dt.UTC)
    )
    yield Door("/sign-in/code", cookie=sessions.start_for_account(fitted.id, roles=wanted, pending=True))


@makes
def into_listings(world: World) -> Doors:
    service = listing(world, "own").id
    others = [factories.ServiceFactory().id for _ in range(2)]
    for ids in ([service], [service, *others]):
        made = access_links.make(
            LinkPurpose.STILL_RIGHT, service=service, arguments={"listings": [str(one) for one in ids]}
        )
        here = f"/still-right/{made.token}"
        yield from (Door(here), *(Door(f"{here}/{service}/{part}") for part in ("has-stopped", "stopped")))
        yield from (Door(f"{here}/{service}/thanks{asked}") for asked in ("", "?said=changed"))
    yield Door(f"/still-right/{over(LinkPurpose.STILL_RIGHT, service=service)}")
    code = access_links.make(LinkPurpose.CLAIM, service=service, with_code=True).token
    yield from (Door(f"/claim/code/{code}"), Door(f"/claim/code/{code}?wrong=1"))
    gone = factories.ServiceFactory(deleted_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    yield Door(f"/services/{gone.slug}")


@makes
def into_lists(world: World) -> Doors:
    key = saved_lists.start_for_somebody(key=None, language="en")
    public = sa.select(Service.slug).where(Service.deleted_at.is_(None)).order_by(Service.slug).limit(9)
    for slug in db.session.scalars(public):
        with contextlib.suppress(NotThereError):
            saved_lists.keep(slug, key=key, language="en")
    code = saved_lists.hand_over(key=key)
    for address in ("/l/{}", "/l/{}/print", "/my-list/ready/{}"):
        yield Door(address.format(code))


@makes
def into_events(world: World) -> Doors:
    held = event(world, "own")
    yield Door(f"/capture/join/{held.join_token}")
    soon = factories_engagement.EventFactory(
        starts_at=held.starts_at + dt.timedelta(days=9), ends_at=held.ends_at + dt.timedelta(days=9)
    )
    past = factories_engagement.EventFactory(status=EventStatus.CLOSED)
    for one in (soon, past):
        yield Door(f"/capture/join/{one.join_token}")
        yield from (Door(f"/have-your-say/{one.slug}"), Door(f"/capture/{one.slug}"))
    for one in (held, past):
        made = access_links.make(LinkPurpose.HOST, arguments={"event": str(one.id)})
        yield from (Door(f"/host/{made.token}{end}") for end in ("", EASY, "/pack"))
    yield Door(f"/host/{over(LinkPurpose.HOST, arguments={'event': str(held.id)})}")


@makes
def into_cases(world: World) -> Doors:
    held = case(world, "own")
    person = db.session.get_one(Person, held.person_id)
    yield Door(f"/my/in/{access_links.make(LinkPurpose.MY, person=person.id).token}")
    yield Door(f"/my/in/{over(LinkPurpose.MY, person=person.id)}")
    kinds = [kind.value for kind in BY_LINK]
    asked: dict[str, object] = {"case": str(held.id), "kinds": kinds, "moment": MeasureMoment.REVIEW.value}
    made = access_links.make(LinkPurpose.MEASURE, person=person.id, arguments=asked).token
    yield from (Door(f"/measure/{made}{end}") for end in ("", EASY, "/thanks"))
    yield Door(f"/measure/{over(LinkPurpose.MEASURE, person=person.id, arguments=asked)}")
    sent = factories_connect.IntroductionFactory(case=held, service_id=listing(world, "own").id)
    helped = access_links.make(LinkPurpose.HELPED, introduction=sent.id, person=person.id).token
    yield from (Door(f"/helped/{helped}"), Door(f"/helped/{helped}{EASY}"))
    yield Door(f"/helped/{over(LinkPurpose.HELPED, introduction=sent.id, person=person.id)}")
    let = access_links.make(LinkPurpose.INTRODUCTION, introduction=sent.id).token
    yield Door(f"/provider/{let}")
    answers = ("accept", "decline", "waiting-list", "started", "came", "done", "not-completed")
    yield from (Door(f"/provider/{let}/{answer}") for answer in answers)
    yield Door(f"/provider/{over(LinkPurpose.INTRODUCTION, introduction=sent.id)}")
    yield Door(f"/my/plan{EASY}", "person", world.tokens["person"])


@makes
def into_referrals(world: World) -> Doors:
    by = world.accounts[Role.REFERRER].id
    said = {"email": "door@surgery.example", "name": "Sam Ali", "service": "Oak Chemist"}
    asked = access_links.make(LinkPurpose.REFER, arguments=said, by=by, uses=5)  # type: ignore[arg-type]  # words only
    yield Door(f"/refer/by/{asked.token}")
    sent = factories_connect.ReferralFactory(team_id=world.teams["own"], source="professional").id
    yield Door(f"/referral/{access_links.make(LinkPurpose.REFERRAL, referral=sent).token}")
    yield Door(f"/referral/{over(LinkPurpose.REFERRAL, referral=sent)}")
    draft = factories_connect.JourneyDraftFactory(expires_at=dt.datetime(2027, 1, 4, tzinfo=dt.UTC))
    back = {"draft": str(draft.id)}
    yield Door(f"/come-back/{access_links.make(LinkPurpose.JOURNEY, arguments=back).token}")  # type: ignore[arg-type]
    yield Door(f"/come-back/{over(LinkPurpose.JOURNEY, arguments=back)}")


@makes
def into_stories_and_the_panel(world: World) -> Doors:
    member = factories_engagement.PanelMemberFactory()
    mine = {"member": str(member.id)}
    token = access_links.make(LinkPurpose.PANEL, arguments=mine, uses=9).token  # type: ignore[arg-type]
    yield from (Door(f"/panel/{token}{end}") for end in ("", EASY, "/leave"))
    yield Door(f"/panel/{over(LinkPurpose.PANEL, arguments=mine)}")
    made = access_links.make(LinkPurpose.STORY)
    story = factories_engagement.StoryFactory()
    story.link_id, made.link.arguments = made.link.id, {"token": made.token}
    yield from (Door(f"/story/{made.token}{end}") for end in ("", EASY, "/take-back"))


@makes
def into_answers(world: World) -> Doors:
    public = sa.select(Statement.id).where(Statement.status == StatementStatus.PUBLISHED)
    statement = db.session.scalars(public.order_by(Statement.id)).first()
    owed: list[uuid.UUID] = [factories_insight.AnswerFactory(statement_id=statement).id]
    said: dict[str, object] = {
        "answers": [str(one) for one in owed],
        "owner": email_hash("nadia@streets.example"),
    }
    yield Door(f"/answer/{access_links.make(LinkPurpose.ANSWER, arguments=said).token}")
    yield Door(f"/answer/{over(LinkPurpose.ANSWER, arguments=said)}")
    follower = {"follower": str(factories_insight.FollowerFactory().id)}
    yield Door(f"/follow/{access_links.make(LinkPurpose.FOLLOW, arguments=follower, uses=9).token}")  # type: ignore[arg-type]


@makes
def of_staff(world: World) -> Doors:
    draft = factories_insight.frame_with("Buses", "Company", is_default=False)
    draft.status, draft.published_at = VersionStatus.DRAFT, None
    here = f"/insight/codes/{draft.frame.id}/versions/{draft.number}"
    codes = [entry.code_id for entry in draft.entries]
    ends = ["", "/code", "/publish", *(f"/codes/{codes[0]}/{end}" for end in ("merge", "split", "retire"))]
    yield from (of_role(world, Role.ENGAGEMENT_OFFICER, f"{here}{end}") for end in ends)
    held = event(world, "own").id
    for action in ("close", "cancel"):
        yield of_role(world, Role.ENGAGEMENT_OFFICER, f"/events/{held}/move?action={action}")
    closing = factories_connect.CaseFactory(
        team_id=world.teams["own"], worker_id=world.accounts[Role.LINK_WORKER].id, status=CaseStatus.CLOSING
    )
    factories_connect.PlanFactory(case=closing)
    factories_connect.IntroductionFactory(case=closing)
    for part in ("outcomes", "introductions", "measure", "letter"):
        yield of_role(world, Role.LINK_WORKER, f"/cases/{closing.id}/closing/{part}")
    yield of_role(world, Role.LINK_WORKER, f"/cases/{closing.id}/plan/versions/1")
    homeless = factories_connect.ReferralFactory(team_id=None, source="professional")
    for role in (Role.LINK_WORKER, Role.TEAM_LEAD, Role.HELPLINE_WORKER):
        yield of_role(world, role, f"/referrals/{homeless.id}/accept")
    away = factories_connect.CoverFactory(
        away_id=factories.AccountFactory(role=Role.LINK_WORKER, role__team_id=world.teams["own"]).id,
        by_id=world.accounts[Role.LINK_WORKER].id,
        team_id=world.teams["own"],
    )
    yield of_role(world, Role.LINK_WORKER, f"/today/covering/{away.away_id}")
    yield of_role(world, Role.TEAM_LEAD, f"/team/discussion/print?case={case(world, 'own').id}")
    yield of_role(world, Role.LINK_WORKER, "/shared-computer/still-there?next=/today")


def of_role(world: World, role: Role, address: str) -> Door:
    return Door(address, role.value, world.tokens[role.value])
