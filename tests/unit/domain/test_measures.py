"""The standard questions stand word for word; what is no number is never counted as one."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain import measures
from app.domain.measures import Band, MeasureKind, MeasureMoment, Taken

ONS4, LONELINESS = (measures.QUESTIONS[kind] for kind in (MeasureKind.ONS4, MeasureKind.LONELINESS))
DAY = dt.date(2026, 9, 1)


def taken(weeks: int, **scores: int) -> Taken:
    return Taken(DAY + dt.timedelta(weeks=weeks), MeasureMoment.REVIEW, scores)


def test_the_questions_of_the_standard_are_word_for_word() -> None:
    assert [one.words for one in ONS4] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        "Overall, how anxious did you feel yesterday?",
    ]
    assert [one.words for one in LONELINESS] == [
        "How often do you feel that you lack companionship?",
        "How often do you feel left out?",
        "How often do you feel isolated from others?",
        "How often do you feel lonely?",
    ]
    assert measures.ONS4_INTRO.endswith(
        'on a scale of 0 to 10, where 0 is "not at all" and 10 is "completely".'
    )


def test_answers_keep_what_is_no_number_apart_from_numbers_and_from_silence() -> None:
    typed = {"satisfied": "0", "worthwhile": "dont-know", "happy": "not-said", "anxious": "11", "colour": "3"}
    answers = measures.clean_answers(ONS4, typed)
    assert answers == {"satisfied": 0, "worthwhile": "dont-know", "happy": "not-said"}
    assert measures.scores(MeasureKind.ONS4, answers) == {"satisfied": 0}


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        (("hardly-ever", "hardly-ever", "hardly-ever"), 3),
        (("often", "often", "often"), 9),
        (("hardly-ever", "some", "often"), 6),
        (("hardly-ever", "some", "dont-know"), None),
        (("hardly-ever", "some"), None),
    ],
)
def test_the_loneliness_score_needs_all_three_answers(answers: tuple[str, ...], score: int | None) -> None:
    given = dict(zip(measures.UCLA_ITEMS, answers, strict=False)) | {"lonely": "never"}
    assert measures.ucla_score(given) == score
    wanted = {} if score is None else {measures.UCLA: score}
    assert measures.scores(MeasureKind.LONELINESS, given) == wanted


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("happy", [(0, 4, Band.LOW), (5, 6, Band.MEDIUM), (7, 8, Band.HIGH), (9, 10, Band.VERY_HIGH)]),
        ("anxious", [(0, 1, Band.VERY_LOW), (2, 3, Band.LOW), (4, 5, Band.MEDIUM), (6, 10, Band.HIGH)]),
    ],
)
def test_bands_are_those_of_the_ons_and_anxiety_runs_the_other_way(
    key: str, values: list[tuple[int, int, Band]]
) -> None:
    for least, most, band in values:
        assert {measures.band(key, number) for number in range(least, most + 1)} == {band}


def test_a_pair_is_the_first_and_the_latest_number_and_never_the_best() -> None:
    found = measures.pairs([taken(24, happy=5), taken(0, happy=4, anxious=7), taken(12, happy=9)])
    assert set(found) == {"happy"}
    assert (found["happy"].first, found["happy"].latest, found["happy"].change) == (4, 5, 1)


@pytest.mark.parametrize(
    ("text", "is_one"), [("23", True), ("23.21", True), ("-2", True), ("", False), ("twenty", False)]
)
def test_a_score_of_a_licensed_measure_is_a_number(text: str, is_one: bool) -> None:
    assert measures.is_score(text) is is_one
