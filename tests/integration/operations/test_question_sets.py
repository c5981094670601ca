"""Ready sets of questions come in with the place, once; other words make the next version."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.engagement import QuestionKind, SetStatus
from app.domain.errors import NotAllowedError, StaleError
from app.domain.question_sets import Choice, ReadySet, Written
from app.domain.viewer import Viewer
from app.gateways.question_set_files import ready_sets
from app.models.engagement import QuestionSet
from app.operations import question_sets
from config import ROOT
from tests.factories import AccountFactory

READY = ReadySet(
    key="tea",
    name="Tea",
    about="About tea",
    source="Invented",
    questions=(
        Written(kind=QuestionKind.OPEN, key="with", words={"en": {"text": "What goes with tea?"}}),
        Written(
            kind=QuestionKind.CHOICE,
            key="milk",
            words={"en": {"text": "Milk?"}, "pl": {"text": "Mleko?", "not-read": "yes"}},
            choices=(Choice({"en": "Yes"}, "yes"), Choice({"en": "No"}, "no")),
        ),
    ),
)


def held() -> QuestionSet:
    db.session.expire_all()
    return db.session.scalars(select(QuestionSet).where(QuestionSet.key == "tea")).one()


def loaded(*sets: ReadySet) -> tuple[int, int, int]:
    done = question_sets.load_ready(sets)
    db.session.flush()
    return done.new, done.changed, done.unchanged


def test_the_sets_of_the_place_are_there_after_it_was_loaded_and_once_only(app: Flask) -> None:
    sets = ready_sets(ROOT, app.config["PLACE"])
    rows = {one.key: one for one in db.session.scalars(select(QuestionSet))}
    assert {one.key for one in sets} <= set(rows)
    first = rows["big-leeds-chat-2018"].versions[0]
    assert first.status is SetStatus.PUBLISHED
    assert first.questions[0].words["en"]["text"] == "What do you love about living in Leeds?"
    assert loaded(*sets) == (0, 0, len(sets))


def test_every_ready_question_has_words_in_each_language_marked_as_read_by_nobody(app: Flask) -> None:
    others = {one.code for one in app.config["PLACE_DATA"].languages} - {"en"}
    for one in ready_sets(ROOT, app.config["PLACE"]):
        for question in one.questions:
            assert set(question.words) == {"en", *others}
            assert all(question.words[code]["not-read"] for code in others)
            assert all(set(choice.words) == {"en", *others} for choice in question.choices)
        assert one.source


def test_other_words_in_the_folder_make_the_next_version(app: Flask) -> None:
    assert loaded(READY) == (1, 0, 0)
    first = held().versions[0]
    changed = replace(READY, name="Tea and cake", questions=READY.questions[:1])
    assert loaded(changed) == (0, 1, 0)
    versions = held().versions
    assert [len(one.questions) for one in versions] == [2, 1]
    assert held().name == "Tea and cake" and versions[0].id == first.id


def test_a_version_somebody_here_made_is_left_alone(app: Flask) -> None:
    loaded(READY)
    by = Viewer(account_id=AccountFactory().id)
    draft = question_sets.next_version(held(), by=by)
    written = Written(kind=QuestionKind.OPEN, words={"en": {"text": "And biscuits?"}})
    question_sets.save_question(draft, written, by=by, version=draft.version)
    question_sets.publish(draft, by=by, version=draft.version)
    assert loaded(READY) == (0, 0, 1)
    assert [one.number for one in held().versions] == [1, 2]


def test_a_question_taken_out_leaves_its_key_to_nobody_else(app: Flask) -> None:
    by = Viewer(account_id=AccountFactory().id)
    draft = question_sets.make("Biscuits", about="", source="", for_children=False, key=uuid4(), by=by)
    written = Written(kind=QuestionKind.OPEN, words={"en": {"text": "Which biscuit?"}})
    first = question_sets.save_question(draft, written, by=by, version=draft.version)
    second = question_sets.save_question(draft, written, by=by, version=draft.version)
    assert (first.key, second.key) == ("which-biscuit", "which-biscuit-2")


def test_an_empty_draft_cannot_be_published_nor_a_stale_one(app: Flask) -> None:
    by = Viewer(account_id=AccountFactory().id)
    draft = question_sets.make("Biscuits", about="", source="", for_children=False, key=uuid4(), by=by)
    with pytest.raises(NotAllowedError):
        question_sets.publish(draft, by=by, version=draft.version)
    with pytest.raises(StaleError):
        question_sets.publish(draft, by=by, version=draft.version + 1)
