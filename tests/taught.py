"""Points that a team coded, made up, in numbers enough to learn from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from app import clock
from app.database import db
from app.domain.suggesting import Coded, Said
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, Point
from app.models.insight import PointRead
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, frame_with

PLACES = ("Armley", "Seacroft", "Beeston", "Otley", "Morley", "Garforth", "Bramley", "Kirkstall", "Horsforth")
ABOUT = {
    "Buses": (
        "The bus to {0} never comes on time",
        "More buses from {0} in the evening",
        "{0}: bus is late again",
    ),
    "Company": (
        "I see nobody all week in {0}",
        "Somebody to talk to in {0}, I am lonely",
        "Lonely since {0} club shut",
    ),
    "": ("Not sure about {0}", "Nothing to say of {0}", "{0} is where I live"),
}


def said_about(number: int) -> list[tuple[str, str]]:
    """So many comments, each with its code, or with none."""
    return [
        (ways[at // len(ABOUT) % len(ways)].format(PLACES[at // 2 % len(PLACES)]) + "!" * (at % 3), code)
        for at in range(number)
        for code, ways in [list(ABOUT.items())[at % len(ABOUT)]]
    ]


def comments(number: int) -> list[Coded]:
    return [
        Coded(Said(words, "change"), frozenset([code] if code else [])) for words, code in said_about(number)
    ]


@dataclass
class Taught:
    version: FrameVersion
    codes: dict[str, uuid.UUID]
    points: list[Point]
    event_id: uuid.UUID

    def new_point(self, words: str) -> Point:
        made: Conversation = ConversationFactory(event_id=self.event_id, said={"change": words})
        db.session.flush()
        return made.points[0]


def team_coded(number: int = 170) -> Taught:
    """An event whose points somebody coded or read; a third fits no code."""
    version = frame_with("Buses", "Company", "Dentists")
    codes = {entry.name: entry.code_id for entry in version.entries}
    event = EventFactory()
    db.session.flush()
    made: Conversation = ConversationFactory(event_id=event.id, said={"love": "A first word"})
    points = []
    for at, (words, _) in enumerate(said_about(number)):
        point = Point(
            id=uuid.uuid5(uuid.NAMESPACE_OID, f"taught {at}"),
            conversation_id=made.id,
            question_key="change",
            position=at + 1,
            words=words,
            doubts=[],
        )
        db.session.add(point)
        points.append(point)
    db.session.flush()
    for point, (_, code) in zip(points, said_about(number), strict=True):
        if code:
            db.session.add(CodingFactory.build(point_id=point.id, code_id=codes[code], version_id=version.id))
        else:
            db.session.add(PointRead(point_id=point.id, frame_id=version.frame_id, read_at=clock.now()))
    db.session.flush()
    return Taught(version, codes, points, event.id)
