"""The invented conversations: as many as said, with what was planted, true to the rules of the real ones.

Making them takes a second, so that few tests ask much of each making.
"""

import collections
import re
import tomllib

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.demo_accounts import email_of
from app.domain.engagement import (
    AgeBand,
    AlertState,
    CaptureWay,
    ConversationState,
    EventKind,
    EventStatus,
    QuestionKind,
    SetStatus,
)
from app.domain.harm_words import kinds_in
from app.domain.roles import Role
from app.gateways import event_keys
from app.models.conversations import (
    CaptureDevice,
    CaptureRecord,
    CardBlock,
    Conversation,
    HarmAlert,
    KeyedCard,
    Point,
    Reflection,
    ReplyRequest,
    TearOffCode,
)
from app.models.engagement import Activity, Event, EventMember, Question, QuestionSet, QuestionSetVersion
from app.models.places import Area, Deprivation, Postcode
from app.operations import demo_said
from app.queries.keyed_cards import box_of
from config import ROOT
from tests.factories import AccountFactory
from tests.factories_engagement import pair

FOLDER = ROOT / "places" / "leeds" / "demo" / "said"
FEW, MANY = 240, 1200
ASKING = ("change-in-leeds", "happier-healthier-area", "better")


def files():
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}


@pytest.fixture
def make(app, clock, monkeypatch):
    """A part of the demonstration, with one pair of keys for all events."""
    held = pair()
    monkeypatch.setattr(event_keys, "make", lambda: held)

    def making(conversations):
        made = demo_said.load(files(), conversations=conversations)
        db.session.commit()
        return made

    return making


def count(table, *conditions):
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions))


def counted(column):
    return dict(db.session.execute(select(column, func.count()).group_by(column)).all())


def asked_for(made):
    """What each point that asks for something is about: theme, year, tenth of its ward, community."""
    tenths = dict(
        db.session.execute(
            select(Area.name, func.avg(Deprivation.imd_decile))
            .join(Postcode, Postcode.ward_code == Area.code)
            .join(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
            .group_by(Area.name)
        ).all()
    )
    rows = db.session.execute(
        select(Point.id, Event.starts_at, Event.community, Area.name)
        .join(Conversation, Point.conversation_id == Conversation.id)
        .join(Event, Conversation.event_id == Event.id)
        .outerjoin(Area, Area.code == Conversation.area_code)
        .where(Point.question_key.in_(ASKING))
    )
    return [
        (made.themes[row.id][0], year_of(row.starts_at), float(tenths.get(row.name, 5)), row.community)
        for row in rows
        if made.themes.get(row.id)
    ]


def year_of(moment):
    """0 for the first of the three."""
    return 2 - min(2, (clock.now() - moment).days // 365)


def share(rows, theme):
    return sum(row[0] == theme for row in rows) / len(rows)


def test_all_of_it_hangs_together_is_marked_as_made_up_and_comes_once(make, app):
    officer, facilitator = (
        AccountFactory(email=email_of(role), role=role)
        for role in (Role.ENGAGEMENT_OFFICER, Role.FACILITATOR)
    )
    said = make(FEW)
    the_officer_runs_all_and_the_facilitator_listens_at_some(officer, facilitator)
    everything_hangs_together(said)
    one_event_is_open_one_online_and_one_to_come()
    every_state_there_is_can_be_seen()
    words_of_harm_are_found_where_an_alert_says_so_and_nowhere_else()
    each_answer_is_one_its_question_can_have(said)
    again = app.test_cli_runner().invoke(args=["demo", "said"])
    assert again.exit_code == 0 and "Nobody new has said anything." in again.output
    assert count(Conversation) == said.conversations


@pytest.mark.sqlite
def test_what_is_said_is_told_apart_names_nobody_and_holds_what_is_planted(make):
    said = make(MANY)
    nobody_who_could_be_reached_is_named()
    nobody_says_what_everybody_says()
    some_speak_another_of_eight_languages(said)
    what_is_planted_can_be_found_again(said)
    children_say_words_only_where_an_event_allows_it()


def the_officer_runs_all_and_the_facilitator_listens_at_some(officer, facilitator):
    assert count(Event, Event.organiser_id == officer.id, Event.alert_to_id == officer.id) == 60
    theirs = select(EventMember.event_id).where(EventMember.account_id == facilitator.id)
    listens = db.session.scalars(select(Event).where(Event.id.in_(theirs))).all()
    assert {event.status for event in listens} == {EventStatus.OPEN, EventStatus.CLOSED}
    assert 5 < len(listens) < 40 and not any(event.is_online for event in listens)
    assert count(HarmAlert, HarmAlert.for_id == officer.id) == 6


def everything_hangs_together(said):
    assert (said.events, count(Event), count(Activity)) == (60, 60, 26)
    assert count(Event, Event.is_demo.is_(False)) == count(Activity, Activity.is_demo.is_(False)) == 0
    assert count(Conversation) == said.conversations == FEW + 85
    assert said.points == count(Point) and 2.0 <= said.points / said.conversations <= 2.6
    held = db.session.execute(
        select(Conversation, CaptureRecord).outerjoin(
            CaptureRecord, CaptureRecord.conversation_id == Conversation.id
        )
    ).all()
    assert len(held) == said.conversations and all(record is not None for _, record in held)
    for conversation, record in held:
        assert (record.event_id, record.way) == (conversation.event_id, conversation.way)
        assert record.submission_id == conversation.submission_id and record.envelope is None
        for moment in (conversation.spoke_at, record.received_at):
            assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)
        assert conversation.spoke_at <= record.received_at
    assert count(Conversation, ~Conversation.points.any()) == 0
    assert count(Reflection) >= FEW * 0.04


def one_event_is_open_one_online_and_one_to_come():
    now = clock.now()
    events = db.session.scalars(select(Event)).all()
    still = {event.name: event for event in events if event.status is EventStatus.OPEN}
    assert {event.kind for event in still.values()} == {EventKind.LOCAL, EventKind.ONLINE}
    assert sum(event.starts_at <= now < event.ends_at for event in still.values()) == 2
    assert sum(event.starts_at > now for event in still.values()) == 1
    assert all(event.ends_at < now for event in events if event.name not in still)
    assert [event.is_online for event in still.values()].count(True) == 1
    assert (now - min(event.starts_at for event in events)).days >= 1000
    assert {event.kind for event in events} == set(EventKind) - {EventKind.ELSEWHERE}
    coming = next(event for event in still.values() if event.starts_at > now)
    assert count(TearOffCode, TearOffCode.event_id == coming.id) == 100
    assert counted(CaptureDevice.event_id).get(coming.id) is None
    assert db.session.scalar(select(func.sum(CaptureDevice.unsent))) == 15


def every_state_there_is_can_be_seen():
    assert set(counted(Conversation.state)) == set(ConversationState)
    assert set(counted(Conversation.way)) == set(CaptureWay) - {CaptureWay.FILE, CaptureWay.PHONE}
    assert counted(HarmAlert.state) == {AlertState.OPEN: 2, AlertState.DONE: 4}
    assert count(Conversation, Conversation.state == ConversationState.WAITING) == 6
    two = select(CaptureRecord.submission_id).where(CaptureRecord.number == 2)
    assert len(db.session.scalars(two).all()) == 8
    assert (count(KeyedCard, KeyedCard.round == 1), count(KeyedCard, KeyedCard.round == 2)) == (34, 3)
    assert count(CardBlock) == 2
    box = box_of(db.session.scalar(select(Event).join(KeyedCard, KeyedCard.event_id == Event.id).limit(1)))
    assert (box.printed, box.left, len(box.differing), len(box.to_type_again)) == (60, 26, 2, 2)
    assert count(ReplyRequest) > 0
    closed = select(Event.id).where(Event.loop_closed_at.is_not(None))
    assert count(ReplyRequest, ReplyRequest.event_id.in_(closed)) == 0


def words_of_harm_are_found_where_an_alert_says_so_and_nowhere_else():
    alerts = {row.conversation_id: set(row.kinds) for row in db.session.scalars(select(HarmAlert))}
    found = collections.defaultdict(set)
    for point in db.session.scalars(select(Point).where(Point.words.is_not(None))):
        if kinds := kinds_in(point.words):
            found[point.conversation_id] |= {kind.value for kind in kinds}
    assert found.keys() == alerts.keys()
    assert all(alerts[one] <= kinds for one, kinds in found.items())


def nobody_who_could_be_reached_is_named():
    words = " ".join(db.session.scalars(select(Point.words).where(Point.words.is_not(None))))
    numbers = re.findall(r"\b0[\d ]{9,13}\d\b", words)
    assert numbers and all(re.match(r"07700 ?900|0113 496 0", number) for number in numbers)
    assert {found.rpartition(".")[2] for found in re.findall(r"@[\w.-]+\w", words)} == {"example"}
    assert {kind for doubts in db.session.scalars(select(Point.doubts)) for kind in doubts} >= {
        "phone",
        "email",
        "name",
    }


def nobody_says_what_everybody_says():
    words = [
        one.casefold() for one in db.session.scalars(select(Point.words).where(Point.words.is_not(None)))
    ]
    again = sum(held for held in collections.Counter(words).values() if held > 1)
    assert again / len(words) < 0.03
    assert not [one for one in words if re.search(r"[{}|]|\(\)|  | [.,!?]", one)]


def some_speak_another_of_eight_languages(said):
    spoken = counted(Point.language)
    assert set(spoken) == {"en", "pl", "ro", "ur", "ar", "pa", "bn", "ckb", "fa"}
    assert 0.045 <= 1 - spoken["en"] / said.points <= 0.09


def what_is_planted_can_be_found_again(said):
    rows = asked_for(said)
    first, second, third = ([row for row in rows if row[1] == year] for year in range(3))
    poor, rich = [row for row in rows if row[2] <= 3.4], [row for row in rows if row[2] >= 6.5]
    assert share(second, "cost") > 1.3 * share(first, "cost")
    assert share(third, "dentist") > 1.25 * share(first, "dentist")
    assert share(first, "lonely") > 1.2 * share(third, "lonely")
    assert share(poor, "cost") > 1.5 * share(rich, "cost")
    assert share(poor, "damp") > 3 * share(rich, "damp")
    carers = [row for row in rows if row[3] == "Unpaid carers"]
    assert share(carers, "carers") > 3 * share(rows, "carers")


def children_say_words_only_where_an_event_allows_it():
    young = (
        select(func.count())
        .select_from(Point)
        .join(Conversation, Point.conversation_id == Conversation.id)
        .join(Event, Conversation.event_id == Event.id)
        .where(Conversation.age == AgeBand.UNDER_13, Point.words.is_not(None))
    )
    assert db.session.scalar(young.where(Event.words_under_13)) > 0
    assert db.session.scalar(young.where(Event.words_under_13.is_(False))) == 0


def each_answer_is_one_its_question_can_have(said):
    rows = db.session.execute(select(Point, Question).join(Question, Point.question_id == Question.id)).all()
    assert len(rows) == said.points
    for point, question in rows:
        assert point.question_key == question.key
        if question.kind is QuestionKind.OPEN:
            assert point.words and not point.choice and point.scale is None
        elif question.kind is QuestionKind.CHOICE:
            assert point.choice in {one["key"] for one in question.choices} and point.words is None
        else:
            assert question.lowest <= point.scale <= question.highest
    asked = (
        select(QuestionSet.key)
        .join(QuestionSetVersion)
        .join(Event, Event.version_id == QuestionSetVersion.id)
    )
    assert len(set(db.session.scalars(asked))) == 7
    assert count(QuestionSetVersion, QuestionSetVersion.status != SetStatus.PUBLISHED) == 0
