"""What may be done with a story follows the last answer to each step, and nothing once it is taken back."""

from app.domain.story import StoryStatus, StoryUse, allowed

U = StoryUse


def test_a_step_means_nothing_without_the_one_it_builds_on():
    assert allowed([(U.PUBLISH, True), (U.NAME, True)], StoryStatus.NEW) == frozenset()
    assert allowed([(U.INSIDE, True), (U.PUBLISH, True)], StoryStatus.NEW) == {U.INSIDE}
    assert allowed([(use, True) for use in U], StoryStatus.READ) == set(U)


def test_the_last_answer_holds():
    answers = [(U.INSIDE, True), (U.QUOTE, True), (U.QUOTE, False)]
    assert allowed(answers, StoryStatus.NEW) == {U.INSIDE}
    assert allowed([*answers, (U.QUOTE, True)], StoryStatus.NEW) == {U.INSIDE, U.QUOTE}


def test_taken_back_nothing_is_allowed():
    assert allowed([(use, True) for use in U], StoryStatus.WITHDRAWN) == frozenset()
