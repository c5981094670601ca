"""Rows of events, questions, conversations and the schedule. Everybody and everything is invented.

`EventFactory()` is open now, asks three questions, and has a pair of keys made once for all tests.
"""

from __future__ import annotations

import datetime as dt
import functools
import secrets
import uuid

import factory

from app import clock
from app.domain.engagement import (
    ActivityKind,
    CaptureWay,
    ConversationState,
    EventKind,
    EventPart,
    EventStatus,
    QuestionKind,
    SetStatus,
)
from app.domain.panel import PanelStatus
from app.domain.story import StoryTeller, StoryUse
from app.gateways import event_keys
from app.models.conversations import (
    CaptureDevice,
    CaptureRecord,
    CardBlock,
    Conversation,
    HarmAlert,
    KeyedCard,
    Point,
)
from app.models.engagement import (
    Activity,
    Event,
    EventMember,
    Question,
    QuestionSet,
    QuestionSetVersion,
    Series,
)
from app.models.panel import PanelDraw, PanelMember, Story, StoryAgreement
from app.queries.events import hash_of
from tests.factories import InSession


@functools.cache
def pair() -> event_keys.Pair:
    """One pair for all tests: making one takes up to a second."""
    return event_keys.make()


class QuestionSetFactory(InSession):
    class Meta:
        model = QuestionSet

    key = factory.Sequence(lambda n: f"three-questions-{n}")
    name = "Three questions"


class QuestionFactory(InSession):
    class Meta:
        model = Question

    key = factory.Sequence(lambda n: f"question-{n}")
    position = factory.Sequence(int)
    kind = QuestionKind.OPEN
    words = factory.LazyFunction(lambda: {"en": {"text": "What do you love about where you live?"}})
    choices = factory.LazyFunction(list)
    ends = factory.LazyFunction(dict)


class QuestionSetVersionFactory(InSession):
    """`questions__with="love better matter"` makes open questions with these keys."""

    class Meta:
        model = QuestionSetVersion

    question_set = factory.SubFactory(QuestionSetFactory)
    number = 1
    status = SetStatus.PUBLISHED
    made_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def keys(self, create: bool, given: str | None, **extra: object) -> None:
        for at, key in enumerate((given if given is not None else "love better matter").split()):
            QuestionFactory(
                in_version=self,
                key=key,
                position=at,
                words={"en": {"text": f"What do you say about {key}?"}, "ar": {"text": f"ماذا تقول؟ {key}"}},
            )


class SeriesFactory(InSession):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"big-chat-{n}")
    name = "Big Chat"


class EventFactory(InSession):
    class Meta:
        model = Event

    class Params:
        join = factory.LazyFunction(lambda: secrets.token_urlsafe(16))

    slug = factory.Sequence(lambda n: f"market-hall-{n}")
    name = factory.Sequence(lambda n: f"Market Hall {n}")
    kind = EventKind.LOCAL
    status = EventStatus.OPEN
    asks = factory.SubFactory(QuestionSetVersionFactory)
    venue = "Market Hall"
    starts_at = factory.LazyFunction(lambda: clock.now() - dt.timedelta(hours=1))
    ends_at = factory.LazyFunction(lambda: clock.now() + dt.timedelta(hours=5))
    languages = factory.LazyFunction(lambda: ["ar", "pl"])
    public_key = factory.LazyFunction(lambda: pair().public)
    private_key = factory.LazyFunction(lambda: pair().private)
    join_token = factory.SelfAttribute("join")
    join_hash = factory.LazyAttribute(lambda made: hash_of(made.join_token))


class EventMemberFactory(InSession):
    class Meta:
        model = EventMember

    event = factory.SubFactory(EventFactory)
    part = EventPart.FACILITATOR


class CaptureDeviceFactory(InSession):
    """`CaptureDeviceFactory(event_id=..., token="abc")`"""

    class Meta:
        model = CaptureDevice

    class Params:
        token = factory.LazyFunction(lambda: secrets.token_urlsafe(24))

    number = factory.Sequence(lambda n: n + 1)
    token_hash = factory.LazyAttribute(lambda made: hash_of(made.token))
    made_at = factory.LazyFunction(clock.now)


class CaptureRecordFactory(InSession):
    class Meta:
        model = CaptureRecord

    submission_id = factory.LazyFunction(uuid.uuid4)
    number = 1
    digest = factory.LazyFunction(lambda: secrets.token_hex(32))
    way = CaptureWay.FORM
    received_at = factory.LazyFunction(clock.now)


class ConversationFactory(InSession):
    """`ConversationFactory(event_id=..., said={"love": "The allotments"})`"""

    class Meta:
        model = Conversation

    submission_id = factory.LazyFunction(uuid.uuid4)
    state = ConversationState.KEPT
    way = CaptureWay.FORM
    spoke_at = factory.LazyFunction(lambda: clock.now().replace(minute=0, second=0, microsecond=0))

    @factory.post_generation
    def said(self, create: bool, given: dict[str, str] | None, **extra: object) -> None:
        for at, (key, words) in enumerate((given or {"love": "The allotments"}).items()):
            PointFactory(conversation=self, question_key=key, words=words, position=at)


class PointFactory(InSession):
    class Meta:
        model = Point

    question_key = "love"
    position = 0
    words = "The allotments"
    doubts = factory.LazyFunction(list)


class HarmAlertFactory(InSession):
    class Meta:
        model = HarmAlert

    kinds = factory.LazyFunction(lambda: ["self-harm"])
    raised_at = factory.LazyFunction(clock.now)


class CardBlockFactory(InSession):
    class Meta:
        model = CardBlock

    first = 1
    last = 50
    made_at = factory.LazyFunction(clock.now)


class KeyedCardFactory(InSession):
    class Meta:
        model = KeyedCard

    card = factory.Sequence(lambda n: str(n + 1))
    round = 1
    keyed_at = factory.LazyFunction(clock.now)
    document = factory.LazyFunction(dict)


class ActivityFactory(InSession):
    class Meta:
        model = Activity

    name = factory.Sequence(lambda n: f"Buses after six {n}")
    kind = ActivityKind.SURVEY
    led_by = "Invented Transport Forum"
    starts_on = factory.LazyFunction(clock.today)
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=14))


class StoryFactory(InSession):
    """A story its teller lets people who plan services read."""

    class Meta:
        model = Story

    told_by = StoryTeller.SELF
    title = "Four buses"
    parts = factory.LazyFunction(
        lambda: {"parts": [{"stage": "gp", "words": "Nobody told me"}], "change": "A bus"}
    )
    told_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def uses(self, create: bool, given: str | None, **extra: object) -> None:
        for at, use in enumerate((given if given is not None else "inside").split(), 1):
            self.agreements.append(
                StoryAgreement(
                    number=at,
                    use=StoryUse(use),
                    agrees=True,
                    given_by=StoryTeller.SELF,
                    wording="story/1",
                    at=clock.now(),
                )
            )


class PanelMemberFactory(InSession):
    """On the panel, to be asked by e-mail, twice a year."""

    class Meta:
        model = PanelMember

    name = factory.Sequence(lambda n: f"Member {n}")
    email = factory.Sequence(lambda n: f"member{n}@home.example")
    email_hash = factory.Sequence(lambda n: f"{n:064d}")
    ways = factory.LazyFunction(lambda: ["email"])
    interests = factory.LazyFunction(list)
    spoken = factory.LazyFunction(list)
    status = PanelStatus.ACTIVE
    confirmed_at = factory.LazyFunction(clock.now)


class PanelDrawFactory(InSession):
    class Meta:
        model = PanelDraw

    about = "Buses after six"
    seed = "spring"
    wanted = 5
    report = factory.LazyFunction(lambda: {"free": 5, "resting": 0, "chosen": 0, "filled": {}})
    made_at = factory.LazyFunction(clock.now)
