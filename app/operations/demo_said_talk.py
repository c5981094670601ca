"""The invented conversations of one event: who talks, in which language, what to each question."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.engagement import (
    AgeBand,
    CaptureWay,
    ConversationState,
    EventKind,
    QuestionKind,
    to_the_hour,
)
from app.domain.insight import QuotePermission
from app.domain.personal_data import find
from app.models.conversations import CaptureRecord, Conversation, Point, Reflection
from app.models.engagement import Question
from app.operations.demo_said_events import Staged, some_hour
from app.operations.demo_said_speaker import Said, Speaker, Voice, voices_of
from app.operations.demo_said_stage import Stage, Ward
from app.operations.demo_said_themes import Setting

REFLECTS = 0.085
PERSONAL = 0.022
"""How often somebody leaves a number, an address or a name in what they say."""
PEOPLE = ((1, 66), (2, 20), (3, 8), (4, 6))
SAY_YES, ASKED = 0.55, 0.7
"""How many let their words be shown, and how many are asked at all."""
SKIPS = 0.265
"""How often a question is passed over."""
WAYS: Mapping[EventKind, Sequence[tuple[CaptureWay, int]]] = {
    EventKind.ONLINE: ((CaptureWay.ONLINE, 1),),
    EventKind.HOSTED: ((CaptureWay.PAPER, 70), (CaptureWay.TABLET, 20), (CaptureWay.FORM, 10)),
}
OTHER_WAYS = ((CaptureWay.TABLET, 70), (CaptureWay.PAPER, 24), (CaptureWay.FORM, 6))


@dataclass(slots=True)
class Talk:
    """One conversation, before it is written down as rows."""

    staged: Staged
    voice: Voice
    ward: Ward | None
    language: str
    way: CaptureWay
    age: AgeBand
    spoke_at: dt.datetime
    people: int
    chat_maker: str
    answers: dict[str, tuple[Question, dict[str, Any]]] = field(default_factory=dict)
    themes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def talk(stage: Stage, staged: Staged) -> Talk:
    """Somebody answers most of what is asked; everybody answers something."""
    dice, event, names = stage.dice, staged.event, stage.files["planted"]
    ways = WAYS.get(event.kind, OTHER_WAYS)
    made = Talk(
        staged=staged,
        voice=voices_of(event.kind, dice),
        ward=stage.ward_of(event),
        language=language_of(stage, staged),
        way=dice.choices([way for way, _ in ways], [share for _, share in ways])[0],
        age=age_of(stage, staged),
        spoke_at=some_hour(stage, event),
        people=dice.choices([many for many, _ in PEOPLE], [share for _, share in PEOPLE])[0],
        chat_maker="" if event.kind is EventKind.ONLINE else dice.choice(names["chat_makers"]),
    )
    asked = [question for question in event.asks.questions if is_asked(question, made)]
    for question in [one for one in asked if dice.random() > SKIPS] or [dice.choice(asked)]:
        answer(stage, made, question)
    return made


def language_of(stage: Stage, staged: Staged) -> str:
    spoken = staged.row.get("spoken", ())
    often = staged.row.get("mother_tongue", 0.075)
    return str(stage.dice.choice(spoken)) if spoken and stage.dice.random() < often else "en"


def age_of(stage: Stage, staged: Staged) -> AgeBand:
    if staged.event.kind is EventKind.CHILDREN:
        return stage.dice.choice([AgeBand.UNDER_13, AgeBand.TEENAGER])
    return stage.dice.choices([AgeBand.ADULT, AgeBand.NOT_ASKED, AgeBand.TEENAGER], [62, 34, 4])[0]


def is_asked(question: Question, made: Talk) -> bool:
    """Free words of children under 13 are kept only where somebody switched that on."""
    young = made.age is AgeBand.UNDER_13 and not made.staged.event.words_under_13
    return question.kind is not QuestionKind.OPEN or not young


def answer(stage: Stage, made: Talk, question: Question) -> None:
    dice, how = stage.dice, stage.files["questions"].get(question.key, {})
    poor = made.ward is not None and setting_of(made).is_poor
    if question.kind is QuestionKind.CHOICE:
        listed = [str(one["key"]) for one in question.choices]
        shares = how.get("choices_poor" if poor and "choices_poor" in how else "choices", {})
        values = {"choice": dice.choices(listed, [shares.get(key, 1) for key in listed])[0]}
        made.answers[question.key] = (question, values)
    elif question.kind is QuestionKind.SCALE:
        lowest, highest = question.lowest or 0, question.highest or 5
        middle = how.get("scale_poor" if poor and "scale_poor" in how else "scale", (lowest + highest) / 2)
        number = min(highest, max(lowest, round(dice.gauss(middle, (highest - lowest) / 4))))
        made.answers[question.key] = (question, {"scale": number})
    else:
        said = in_words(stage, made, how)
        made.answers[question.key] = (question, {"words": said.words})
        made.themes[question.key] = said.themes


def in_words(stage: Stage, made: Talk, how: Mapping[str, Any]) -> Said:
    dice = stage.dice
    said = stage.speaker.said(
        dice.choice(how.get("roles", ("ask",))),
        setting_of(made),
        made.voice,
        made.ward.names if made.ward else ("town",),
        made.language,
        only=frozenset(how.get("themes", ())),
    )
    if made.language == "en" and made.voice is not Voice.CHILD and dice.random() < PERSONAL:
        return Said(f"{said.words} {personal(stage.speaker, stage.files['planted'])}", said.themes)
    return said


def setting_of(made: Talk) -> Setting:
    ward = made.ward
    return Setting(
        year=made.staged.year,
        kind=made.staged.event.kind,
        ward=ward.name if ward else "",
        decile=ward.decile if ward else None,
        community=made.staged.event.community,
    )


def personal(speaker: Speaker, planted: Mapping[str, Any]) -> str:
    """Somebody's number, address or name. Invented, and of the ranges that reach nobody."""
    dice = speaker.dice
    given, family = dice.choice(planted["given"]), dice.choice(planted["family"])
    words: str = dice.choice(dice.choice(planted["personal"])["words"])
    return words.format(
        given=given,
        family=family,
        given_low=given.lower(),
        family_low=family.lower(),
        digits3=f"{dice.randrange(1000):03}",
        digits2=f"{dice.randrange(100):02}",
    )


def permission(made: Talk, submission_id: uuid.UUID) -> QuotePermission:
    """May their words be shown? Children are not asked. Drawn apart, so that the words stay as they are."""
    drawn = random.Random(str(submission_id)).random()  # noqa: S311 - invents an answer, guards nothing
    if made.age in {AgeBand.UNDER_13, AgeBand.TEENAGER} or drawn > ASKED:
        return QuotePermission.NOT_ASKED
    return QuotePermission.YES if drawn < SAY_YES else QuotePermission.NO


def write(
    stage: Stage,
    made: Talk,
    *,
    state: ConversationState = ConversationState.KEPT,
    submission_id: uuid.UUID | None = None,
    number: int = 1,
    digest: str = "",
    unfinished: bool = False,
    card: str = "",
) -> uuid.UUID:
    """The rows of one conversation, with the record it came as; its id."""
    dice, event, rows = stage.dice, made.staged.event, stage.rows
    submission_id = submission_id or stage.new_id()
    by_staff = made.way is not CaptureWay.ONLINE
    reflects = by_staff and state is ConversationState.KEPT and dice.random() < REFLECTS
    conversation_id = rows.add(
        Conversation,
        id=stage.new_id(),
        event_id=event.id,
        submission_id=submission_id,
        state=state,
        way=made.way,
        language=made.language,
        people=made.people,
        area_code=made.ward.code if made.ward else event.area_code,
        community=event.community,
        age=made.age,
        is_helped=made.way is CaptureWay.ONLINE and dice.random() < 0.07,
        is_unfinished=unfinished,
        may_quote=permission(made, submission_id),
        card=card,
        chat_maker=made.chat_maker or None,
        decision_maker=dice.choice(stage.files["planted"]["decision_makers"]) if reflects else None,
        spoke_at=made.spoke_at,
        version=1,
    )
    tablets = made.staged.devices if made.way in {CaptureWay.TABLET, CaptureWay.FORM} else ()
    late = dt.timedelta(days=dice.randint(1, 4)) if made.way is CaptureWay.PAPER else dt.timedelta()
    rows.add(
        CaptureRecord,
        id=stage.new_id(),
        event_id=event.id,
        submission_id=submission_id,
        number=number,
        digest=digest or dice.randbytes(32).hex(),
        way=made.way,
        device_id=dice.choice(tablets) if tablets else None,
        is_unfinished=unfinished,
        received_at=to_the_hour(min(made.spoke_at + late, stage.now)),
        envelope=None,
        trouble=None,
        conversation_id=conversation_id,
    )
    write_points(stage, made, conversation_id)
    if reflects:
        rows.add(
            Reflection,
            id=stage.new_id(),
            event_id=event.id,
            conversation_id=conversation_id,
            words=stage.speaker.reflection(),
        )
    return conversation_id


def write_points(stage: Stage, made: Talk, conversation_id: uuid.UUID) -> None:
    for at, (key, (question, values)) in enumerate(made.answers.items()):
        point_id = stage.rows.add(
            Point,
            id=stage.new_id(),
            conversation_id=conversation_id,
            question_id=question.id,
            question_key=key,
            position=at,
            words=values.get("words"),
            choice=values.get("choice", ""),
            scale=values.get("scale"),
            language=made.language,
            doubts=sorted({found.kind.value for found in find(values.get("words") or "")}),
        )
        if key in made.themes:
            stage.themes[point_id] = made.themes[key]
