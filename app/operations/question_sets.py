"""Sets of questions: written in drafts, published, then never changed: the next version is made instead."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.database import db, is_first
from app.domain.engagement import SetStatus
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.question_sets import MOST_QUESTIONS, ReadySet, Written, free_key
from app.domain.viewer import SYSTEM, Viewer
from app.models.engagement import Question, QuestionSet, QuestionSetVersion
from app.operations import audit

PARKED = -1
"""A place no question has, while two of them change theirs."""


class Way(StrEnum):
    """What is done with a question's place."""

    UP = "up"
    DOWN = "down"
    OUT = "out"


@dataclass(slots=True)
class Loaded:
    new: int = 0
    changed: int = 0
    unchanged: int = 0


def make(
    name: str, *, about: str, source: str, for_children: bool, key: uuid.UUID, by: Viewer
) -> QuestionSetVersion:
    """A set with an empty first version to write. `key` is the form's: sent twice, it is the same set."""
    if (there := db.session.get(QuestionSet, key)) is not None:
        return there.versions[0]
    taken = set(db.session.scalars(select(QuestionSet.key)))
    made = QuestionSet(
        id=key,
        key=free_key(name, taken),
        name=name,
        about=about,
        source=source,
        for_children=for_children,
    )
    first = new_version(made, 1, by=by)
    if not is_first(made):
        return db.session.get_one(QuestionSet, key).versions[0]
    audit.record(by, "question-set.made", of=("question-set", made.id))
    return first


def describe(one: QuestionSet, *, name: str, about: str, source: str, for_children: bool, by: Viewer) -> None:
    """Raises: NotAllowedError for a set of the place folder, whose words stand in its file."""
    if one.is_ready:
        raise NotAllowedError
    one.name, one.about, one.source, one.for_children = name, about, source, for_children
    db.session.flush()
    audit.record(by, "question-set.described", of=("question-set", one.id))


def save_question(draft: QuestionSetVersion, written: Written, *, by: Viewer, version: int) -> Question:
    """A new question at the end, or a question written anew in its place; its key stays.

    Raises: StaleError; NotAllowedError for a version that is no draft, or one that is full; NotThereError.
    """
    held = open_draft(draft, version)
    known = {question.key: question for question in held.questions}
    if written.key:
        if written.key not in known:
            raise NotThereError
        found = known[written.key]
    else:
        if len(known) >= MOST_QUESTIONS:
            raise NotAllowedError
        found = Question(
            id=uuid.uuid4(),
            key=free_key(written.words["en"]["text"], keys_of(held.question_set_id)),
            position=max((one.position for one in held.questions), default=-1) + 1,
        )
        held.questions.append(found)
    for name, value in written.columns().items():
        setattr(found, name, value)
    touch(held)
    audit.record(by, "question.written", of=("question-set-version", held.id))
    return found


def order(draft: QuestionSetVersion, key: str, way: Way, *, by: Viewer, version: int) -> None:
    """One up, one down, or out. Up from the top does nothing.

    Raises: StaleError, NotAllowedError, NotThereError.
    """
    held = open_draft(draft, version)
    keys = [question.key for question in held.questions]
    if key not in keys:
        raise NotThereError
    at = keys.index(key)
    if way is Way.OUT:
        held.questions.remove(held.questions[at])
    else:
        swap(held, at, at - 1 if way is Way.UP else at + 1)
    touch(held)
    audit.record(by, f"question.moved-{way}", of=("question-set-version", held.id))


def swap(held: QuestionSetVersion, at: int, to: int) -> None:
    """No two questions have the same place at any moment: the database sees to it."""
    if not 0 <= to < len(held.questions):
        return
    one, other = held.questions[at], held.questions[to]
    first, second = one.position, other.position
    one.position = PARKED
    db.session.flush()
    other.position = first
    db.session.flush()
    one.position = second


def publish(draft: QuestionSetVersion, *, by: Viewer, version: int) -> None:
    """From now on it can be asked, and is never changed.

    Raises: StaleError; NotAllowedError also for one without questions.
    """
    held = open_draft(draft, version)
    if not held.questions:
        raise NotAllowedError
    held.status, held.published_at = SetStatus.PUBLISHED, clock.now()
    db.session.flush()
    audit.record(by, "question-set.published", of=("question-set-version", held.id))


def next_version(one: QuestionSet, *, by: Viewer) -> QuestionSetVersion:
    """A draft with the questions of the last version, their keys kept; or the draft that is there."""
    db.session.refresh(one, with_for_update=True)
    last = one.versions[-1]
    if last.status is SetStatus.DRAFT:
        return last
    made = new_version(one, last.number + 1, by=by)
    made.questions = [copied(question) for question in last.questions]
    db.session.flush()
    audit.record(by, "question-set.next-version", of=("question-set-version", made.id))
    return made


def retire(one: QuestionSet, *, by: Viewer) -> None:
    """No event can choose it any more; events that ask it already go on. Twice is once."""
    published = [version for version in one.versions if version.status is SetStatus.PUBLISHED]
    for version in published:
        version.status = SetStatus.RETIRED
    db.session.flush()
    if published:
        audit.record(by, "question-set.retired", of=("question-set", one.id))


def load_ready(sets: Iterable[ReadySet]) -> Loaded:
    """Sets of the place folder. Loading them again changes nothing; other words make the next version."""
    loaded = Loaded()
    for ready in sets:
        held = db.session.scalar(select(QuestionSet).where(QuestionSet.key == ready.key))
        if held is None:
            held = QuestionSet(id=uuid.uuid4(), key=ready.key, is_ready=True, name=ready.name)
            db.session.add(held)
            loaded.new += 1
        elif not held.is_ready:  # somebody here had the name first
            loaded.unchanged += 1
            continue
        elif asked_by(held) == said_by(ready):
            loaded.unchanged += 1
        else:
            loaded.changed += 1
        held.name, held.about, held.source = ready.name, ready.about, ready.source
        held.for_children = ready.for_children
        if asked_by(held) != said_by(ready):
            write_ready(held, ready)
        db.session.flush()
    return loaded


def write_ready(held: QuestionSet, ready: ReadySet) -> None:
    number = max((version.number for version in held.versions), default=0) + 1
    made = new_version(held, number, by=SYSTEM)
    made.status, made.published_at = SetStatus.PUBLISHED, clock.now()
    made.questions = [
        Question(id=uuid.uuid4(), key=one.key, position=at, **one.columns())
        for at, one in enumerate(ready.questions)
    ]


def asked_by(held: QuestionSet) -> list[dict[str, object]]:
    """What the newest version that came from the folder asks; nothing where none did."""
    ours = [version for version in held.versions if version.made_by is None]
    questions = ours[-1].questions if ours else []
    return [{"key": one.key, **{name: getattr(one, name) for name in COPIED}} for one in questions]


def said_by(ready: ReadySet) -> list[dict[str, object]]:
    return [{"key": one.key, **one.columns()} for one in ready.questions]


COPIED = ("kind", "words", "choices", "lowest", "highest", "ends")


def copied(question: Question) -> Question:
    values = {name: getattr(question, name) for name in COPIED}
    return Question(id=uuid.uuid4(), key=question.key, position=question.position, **values)


def new_version(one: QuestionSet, number: int, *, by: Viewer) -> QuestionSetVersion:
    made = QuestionSetVersion(
        id=uuid.uuid4(),
        number=number,
        status=SetStatus.DRAFT,
        made_by=by.account_id,
        made_at=clock.now(),
        questions=[],
    )
    one.versions.append(made)
    return made


def has(draft: QuestionSetVersion, written: Written) -> bool:
    """Does one of its questions say all this already? Then the form was sent twice."""
    said = written.columns()
    return any(all(getattr(one, name) == said[name] for name in COPIED) for one in draft.questions)


def open_draft(draft: QuestionSetVersion, version: int) -> QuestionSetVersion:
    """The draft as it stands now, nobody else changing it. Raises: StaleError, NotAllowedError."""
    held = db.session.get(
        QuestionSetVersion,
        draft.id,
        with_for_update={"of": QuestionSetVersion},
        populate_existing=True,
    )
    if held is None or held.version != version:
        raise StaleError
    if held.status is not SetStatus.DRAFT:
        raise NotAllowedError
    return held


def touch(held: QuestionSetVersion) -> None:
    """Its questions changed, so a form that was opened before is stale."""
    flag_modified(held, "number")
    db.session.flush()


def keys_of(set_id: uuid.UUID) -> set[str]:
    """Every key any version of the set has: a new question never takes an old one's."""
    return set(
        db.session.scalars(
            select(Question.key)
            .join(QuestionSetVersion, QuestionSetVersion.id == Question.version_id)
            .where(QuestionSetVersion.question_set_id == set_id)
        )
    )
