"""What is out of the ordinary in the invented conversations, so that every page has something to show.

Words of harm with their alerts, what waits to be read, other versions, what was taken back, a box of cards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.domain.conversation_document import Answer, Document, digest_of, plain
from app.domain.engagement import (
    AgeBand,
    AlertState,
    CaptureWay,
    ConversationState,
    EventKind,
    QuestionKind,
    to_the_hour,
)
from app.domain.equality import ITEMS, NOT_SAID
from app.domain.keying import FIRST, SECOND, drawn, submission_of
from app.domain.viewer import SYSTEM
from app.models.conversations import EqualityProfile, HarmAlert, KeyedCard, ReplyRequest
from app.operations import cards
from app.operations.demo_said_events import Staged
from app.operations.demo_said_speaker import Voice
from app.operations.demo_said_stage import Stage
from app.operations.demo_said_talk import Talk, talk, write

S = ConversationState
VERSIONS, MENDED, TAKEN_BACK, UNFINISHED = 3, 5, 8, 12
BOX, KEYED, KEYED_TWICE, SLIPS = 60, 34, 3, 2
"""Cards of the box, how many are typed in, how many of those twice, and how many of those differ."""
CARDS_READY = 100
"""Printed for next week's event."""


def add(stage: Stage, held: Sequence[Staged]) -> int:
    """How many conversations these are."""
    over = [one for one in held if one.is_over and one.event.kind is not EventKind.CHILDREN]
    named = {one.part: one for one in held}
    many = sum(harm(stage, held, row) for row in stage.files["planted"]["harm"])
    many += from_the_internet(stage, named["online"])
    many += sent_again(stage, [one for one in over if one.devices][-9:])
    for at in range(TAKEN_BACK + UNFINISHED):
        one = over[-1 - at % 20]
        back = at < TAKEN_BACK
        write(stage, talk(stage, one), state=S.TAKEN_BACK if back else S.KEPT, unfinished=not back)
    many += TAKEN_BACK + UNFINISHED + box(stage, named["box"])
    cards.print_block(named["next"].event, CARDS_READY, by=SYSTEM)
    replies(stage, [one for one in over if one.event.loop_closed_at is None])
    equality(stage, [one for one in held if one.event.kind is EventKind.ONLINE])
    return many


def with_words(stage: Stage, made: Talk, words: str) -> Talk:
    """The same conversation, with only these words, to the question they fit best."""
    asked = [one for one in made.staged.event.asks.questions if one.kind is QuestionKind.OPEN]
    roles = {one.key: stage.files["questions"].get(one.key, {}).get("roles", ()) for one in asked}
    fits = [one for one in asked if {"been", "ask"} & set(roles[one.key])] or asked
    made.answers = {fits[0].key: (fits[0], {"words": words})}
    made.themes, made.voice = {}, Voice.PLAIN
    return made


def harm(stage: Stage, held: Sequence[Staged], row: Any) -> int:
    """Words of harm at the event nearest to that day, with their alert."""
    day = stage.now - dt.timedelta(days=row["days_ago"])
    grown = [one for one in held if one.devices and one.event.kind is not EventKind.CHILDREN]
    staged = min(grown, key=lambda one: abs(min(one.event.ends_at, stage.now) - day))
    grown_up = replace(talk(stage, staged), language=row["language"], age=AgeBand.ADULT)
    made = with_words(stage, grown_up, row["words"])
    conversation_id = write(stage, made)
    state = AlertState(row["state"])
    seen = None if state is AlertState.OPEN else min(made.spoke_at + dt.timedelta(hours=1), stage.now)
    done = min(made.spoke_at + dt.timedelta(hours=3), stage.now) if state is AlertState.DONE else None
    stage.rows.add(
        HarmAlert,
        id=stage.new_id(),
        event_id=staged.event.id,
        conversation_id=conversation_id,
        kinds=list(row["kinds"]),
        state=state,
        raised_at=made.spoke_at,
        for_id=stage.officer_id,
        seen_at=seen,
        seen_by=stage.officer_id if seen else None,
        done_at=done,
        note=row.get("note"),
        version=1,
    )
    return 1


def from_the_internet(stage: Stage, online: Staged) -> int:
    """What waits until somebody has read it, and what somebody has refused."""
    planted = stage.files["planted"]
    for name, state in (("waiting", S.WAITING), ("refused", S.REFUSED)):
        for words in planted[name]:
            made = replace(talk(stage, online), language="en", way=CaptureWay.ONLINE)
            write(stage, with_words(stage, made, words), state=state)
    return len(planted["waiting"]) + len(planted["refused"])


def sent_again(stage: Stage, held: Sequence[Staged]) -> int:
    """The same submission twice: mended by its author, or with other words that wait for a choice."""
    for at in range(VERSIONS + MENDED):
        first = replace(talk(stage, held[at % len(held)]), way=CaptureWay.TABLET)
        submission_id = stage.new_id()
        mended = at >= VERSIONS
        write(stage, first, state=S.REPLACED if mended else S.KEPT, submission_id=submission_id)
        again = replace(first, answers=dict(first.answers), themes=dict(first.themes))
        for key, (question, values) in first.answers.items():
            if "words" in values:
                more = f"{values['words']} {stage.dice.choice(stage.files['voices']['after'])}"
                again.answers[key] = (question, {"words": more})
        write(
            stage, again, state=S.KEPT if mended else S.OTHER_VERSION, submission_id=submission_id, number=2
        )
    return 2 * (VERSIONS + MENDED)


def box(stage: Stage, staged: Staged) -> int:
    """Cards of one event: more than half are typed in, some of the sample twice, and two of those differ."""
    event = staged.event
    block = cards.print_block(event, BOX, by=SYSTEM)
    block.made_at = event.starts_at - dt.timedelta(days=10)
    again = drawn(event.id, range(1, KEYED + 1))[:KEYED_TWICE]
    for number in range(1, KEYED + 1):
        made = replace(
            talk(stage, staged),
            way=CaptureWay.PAPER,
            language="en",
            age=AgeBand.NOT_ASKED,
            ward=stage.wards[staged.row["ward"]],
            spoke_at=to_the_hour(event.starts_at),
        )
        document = document_of(made)
        submission_id = submission_of(event.id, number)
        write(stage, made, card=str(number), digest=digest_of(document), submission_id=submission_id)
        keyed(stage, staged, number, FIRST, document)
        if number in again:
            differs = again.index(number) < SLIPS
            second = with_a_slip(document) if differs else document
            keyed(stage, staged, number, SECOND, second, settled=not differs)
    return KEYED


def document_of(made: Talk) -> Document:
    return Document(
        answers={
            key: Answer(values.get("words", ""), values.get("choice", ""), values.get("scale"))
            for key, (_, values) in made.answers.items()
        },
        language=made.language,
        people=made.people,
        chat_maker=made.chat_maker,
        captured_at=made.staged.event.starts_at,
    )


def with_a_slip(document: Document) -> Document:
    """As a second person typed it, who passed over the last word."""
    key, first = next(iter(document.answers.items()))
    changed = replace(first, text=first.text.rpartition(" ")[0] or f"{first.text}s")
    return replace(document, answers={**document.answers, key: changed})


def keyed(
    stage: Stage, staged: Staged, card: int, number: int, document: Document, *, settled: bool = False
) -> None:
    at = to_the_hour(min(staged.event.ends_at + dt.timedelta(days=number, hours=card // 8), stage.now))
    stage.rows.add(
        KeyedCard,
        id=stage.new_id(),
        event_id=staged.event.id,
        card=str(card),
        round=number,
        keyed_by=stage.facilitator_id if number == FIRST else stage.officer_id,
        keyed_at=at,
        document=plain(document),
        settled_at=at if settled else None,
    )


def replies(stage: Stage, held: Sequence[Staged]) -> None:
    """Who wants to hear what became of it, apart from what they said."""
    planted, dice = stage.files["planted"], stage.dice
    for one in held:
        for _ in range(dice.randint(0, 4)):
            given, family = dice.choice(planted["given"]), dice.choice(planted["family"])
            ways = {
                "email": f"{given}.{family}@post.example".lower(),
                "phone": f"07700 900{dice.randrange(1000):03}",
                "post": f"{dice.randint(1, 80)} Larkspur Row",
            }
            way = dice.choices(list(ways), [6, 3, 1])[0]
            stage.rows.add(
                ReplyRequest,
                id=stage.new_id(),
                event_id=one.event.id,
                way=way,
                reach=ways[way],
                name=f"{given} {family}" if way == "post" or dice.random() < 0.5 else None,
                language="en",
            )


def equality(stage: Stage, held: Sequence[Staged]) -> None:
    """Answers about equality of some who wrote online, joined to nothing they said."""
    dice = stage.dice
    for one in held:
        for _ in range(one.row["share"] * 2):
            answers = {
                name: NOT_SAID if dice.random() < 0.12 else common_first(stage, item.values)
                for name, item in ITEMS.items()
                if dice.random() < 0.85
            }
            stage.rows.add(EqualityProfile, id=stage.new_id(), event_id=one.event.id, answers=answers)


def common_first(stage: Stage, values: Sequence[str]) -> str:
    """The first of a list is the commonest."""
    return stage.dice.choices(values, [1 / (at + 1) for at in range(len(values))])[0]
