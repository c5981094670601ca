"""Sets of questions from the pages: written, put in order, published, made anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.engagement import QuestionKind, SetStatus
from app.domain.question_sets import NOT_READ
from app.domain.roles import Role
from app.models.engagement import QuestionSet, QuestionSetVersion
from tests.factories_engagement import EventFactory, QuestionSetVersionFactory
from tests.people import post


@pytest.fixture
def officer(as_role: Callable[..., FlaskClient]) -> Any:
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def draft(officer: Any) -> QuestionSetVersion:
    made = QuestionSetVersionFactory(status=SetStatus.DRAFT)
    db.session.commit()
    return made


def address(version: QuestionSetVersion) -> str:
    return f"/question-sets/{version.question_set_id}/versions/{version.id}"


def keys(version: QuestionSetVersion) -> list[str]:
    db.session.expire_all()
    return [one.key for one in version.questions]


def test_a_set_is_begun_with_an_empty_draft(officer: Any) -> None:
    fields = {"key": uuid.uuid4(), "name": "Buses after six", "about": "", "source": ""}
    for _ in range(2):
        answer = post(officer, "/question-sets/new", **fields)
        assert answer.status_code == 303
    made = db.session.scalars(select(QuestionSet).where(QuestionSet.name == "Buses after six")).one()
    assert made.key == "buses-after-six" and [one.status for one in made.versions] == ["draft"]
    assert "There is no question in it yet" in officer.get(answer.location).text
    assert "Buses after six" in officer.get("/question-sets").text
    assert post(officer, "/question-sets/new", name=" ").status_code == 422


def test_each_kind_of_question_is_written_in_two_languages(officer: Any, draft: QuestionSetVersion) -> None:
    where = f"{address(draft)}/question"
    for kind, fields in (
        ("open", {}),
        ("choice", {"rows": "4", "choice_0_en": "Yes", "choice_1_en": "No", "choice_1_pl": "Nie"}),
        ("scale", {"lowest": "1", "highest": "5", "lowest_en": "Hard", "highest_en": "Easy"}),
    ):
        assert officer.get(f"{where}?kind={kind}").status_code == 200
        words = {"text_en": f"How is it ({kind})?", "text_pl": "Jak jest?", "version": draft.version}
        assert post(officer, f"{where}?kind={kind}", do="keep", **words, **fields).status_code == 303
        db.session.expire_all()
    _, _, _, one, choice, scale = draft.questions
    assert one.key == "how-is-it-open" and one.words["pl"] == {"text": "Jak jest?"}
    assert choice.kind is QuestionKind.CHOICE
    assert choice.choices[1] == {"key": "no", "words": {"en": "No", "pl": "Nie"}}
    assert (scale.lowest, scale.highest, scale.ends) == (1, 5, {"en": {"lowest": "Hard", "highest": "Easy"}})


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("open", {"text_pl": "Jak jest?"}, "Write the question in English"),
        ("choice", {"text_en": "How?", "choice_0_en": "Yes"}, "Write at least two answers"),
        ("choice", {"text_en": "How?", "choice_0_pl": "Tak"}, "Write this answer in English too"),
        ("scale", {"text_en": "How?", "lowest": "5", "highest": "1"}, "Choose a highest number 1 to 10"),
        ("scale", {"text_en": "How?", "lowest": "x", "highest": "5"}, "Write a whole number"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    officer: Any, draft: QuestionSetVersion, kind: str, fields: dict[str, str], said: str
) -> None:
    answer = post(officer, f"{address(draft)}/question?kind={kind}", version=draft.version, **fields)
    assert answer.status_code == 422 and said in answer.text
    assert next(iter(fields.values())) in answer.text


def test_more_room_for_answers_keeps_what_was_typed(officer: Any, draft: QuestionSetVersion) -> None:
    fields = {"rows": "4", "choice_0_en": "Yes", "do": "more", "version": draft.version}
    answer = post(officer, f"{address(draft)}/question?kind=choice", **fields)
    assert answer.status_code == 200
    assert 'value="Yes"' in answer.text and 'name="choice_6_en"' in answer.text


def test_a_question_changes_its_words_and_keeps_its_key(officer: Any, draft: QuestionSetVersion) -> None:
    where = f"{address(draft)}/question"
    assert "What do you say about love?" in officer.get(f"{where}?key=love").text
    fields = {"key": "love", "text_en": "What do you love?", "text_ar": "", "version": draft.version}
    assert post(officer, where, **fields).status_code == 303
    assert keys(draft)[0] == "love" and draft.questions[0].words == {"en": {"text": "What do you love?"}}
    assert post(officer, where, **fields).status_code == 303, "sent twice, it is kept once"
    fields["text_en"] = "What else do you love?"
    assert post(officer, where, **fields).status_code == 409, "the form was opened before"
    assert officer.get(f"{where}?key=no-such").status_code == 404


def test_words_in_easy_read_stay_while_the_question_stays_as_it_is(
    officer: Any, draft: QuestionSetVersion
) -> None:
    draft.questions[0].words = {"en": {"text": "What do you love?", "easy": "What is good?", NOT_READ: "x"}}
    db.session.commit()
    where = f"{address(draft)}/question"
    fields = {"key": "love", "text_en": "What do you love?", "text_ar": "ماذا تحب؟", "version": draft.version}
    assert post(officer, where, **fields).status_code == 303
    db.session.expire_all()
    assert draft.questions[0].words == {
        "en": {"text": "What do you love?", "easy": "What is good?", NOT_READ: "x"},
        "ar": {"text": "ماذا تحب؟"},
    }
    fields |= {"text_en": "What do you miss?", "version": draft.version}
    assert post(officer, where, **fields).status_code == 303
    db.session.expire_all()
    assert draft.questions[0].words["en"] == {"text": "What do you miss?"}


def test_questions_go_up_down_and_out(officer: Any, draft: QuestionSetVersion) -> None:
    for key, way, then in (
        ("better", "up", ["better", "love", "matter"]),
        ("better", "up", ["better", "love", "matter"]),
        ("love", "down", ["better", "matter", "love"]),
        ("better", "out", ["matter", "love"]),
    ):
        fields = {"key": key, "do": way, "version": draft.version}
        assert post(officer, f"{address(draft)}/order", **fields).status_code == 303
        assert keys(draft) == then
    stale = post(officer, f"{address(draft)}/order", key="love", do="up", version=1)
    assert stale.status_code == 409 and keys(draft) == ["matter", "love"]


def test_a_published_version_never_changes(officer: Any, draft: QuestionSetVersion) -> None:
    assert post(officer, f"{address(draft)}/publish", version=draft.version).status_code == 303
    db.session.expire_all()
    assert draft.status is SetStatus.PUBLISHED
    for where, fields in (
        ("order", {"key": "love", "do": "out"}),
        ("question", {"key": "love", "text_en": "Other words"}),
    ):
        answer = post(officer, f"{address(draft)}/{where}", version=draft.version, **fields)
        assert answer.status_code == 409
    assert keys(draft) == ["love", "better", "matter"]
    page = officer.get(address(draft)).text
    assert "Take out" not in page and "It is ready to ask" not in page


def test_the_next_version_starts_with_the_last_ones_questions_and_their_keys(officer: Any) -> None:
    first = QuestionSetVersionFactory()
    EventFactory(asks=first)
    db.session.commit()
    answers = [post(officer, f"/question-sets/{first.question_set_id}/next") for _ in range(2)]
    assert answers[0].location == answers[1].location, "a double click makes one draft"
    db.session.expire_all()
    second = first.question_set.versions[-1]
    assert (second.number, second.status, keys(second)) == (2, SetStatus.DRAFT, keys(first))
    assert {one.id for one in second.questions}.isdisjoint(one.id for one in first.questions)
    page = officer.get(f"/question-sets/{first.question_set_id}").text
    assert "Go on writing" in page and "Events that ask it: 1" in page


def test_questions_that_are_no_longer_asked_cannot_be_chosen(officer: Any) -> None:
    held = QuestionSetVersionFactory(question_set__name="Old questions")
    db.session.commit()
    assert "Old questions" in officer.get("/events/new").text
    assert post(officer, f"/question-sets/{held.question_set_id}/retire").status_code == 303
    assert "Old questions" not in officer.get("/events/new").text


def test_the_notes_of_a_ready_set_stand_in_its_file(officer: Any) -> None:
    held = QuestionSetVersionFactory()
    ready = QuestionSetVersionFactory(question_set__is_ready=True)
    db.session.commit()
    where = f"/question-sets/{held.question_set_id}/change"
    assert post(officer, where, name="New name", about="x", source="").status_code == 303
    db.session.expire_all()
    assert held.question_set.name == "New name"
    assert post(officer, f"/question-sets/{ready.question_set_id}/change", name="x").status_code == 409
