"""The order of questions, as the answers have it."""

from app.domain.journey import Step, after, asked, before, number_of, shown_code, step_named, typed_code


def for_another(answers):
    return answers.get("who", {}).get("who") == "another"


YOU, NAME, LAST, MORE = (
    Step("you", asked_if=for_another),
    Step("name"),
    Step("last"),
    Step("more", is_optional=True),
)
STEPS = (YOU, NAME, LAST, MORE)
ANOTHER = {"who": {"who": "another"}}


def test_question_for_some_is_asked_of_them_alone():
    assert asked(STEPS, {}) == [NAME, LAST]
    assert asked(STEPS, ANOTHER) == [YOU, NAME, LAST]


def test_walk_forth_and_back_keeps_the_order():
    assert [after(STEPS, one, ANOTHER) for one in (YOU, NAME, LAST)] == [NAME, LAST, None]
    assert [before(STEPS, one, ANOTHER) for one in (LAST, NAME, YOU)] == [NAME, YOU, None]
    assert before(STEPS, NAME, {}) is None


def test_numbers_count_what_is_asked():
    assert number_of(STEPS, NAME, {}) == (1, 2)
    assert number_of(STEPS, NAME, ANOTHER) == (2, 3)
    assert number_of(STEPS, MORE, {}) is None


def test_question_nobody_asks_is_not_there():
    assert step_named(STEPS, "you", {}) is None
    assert step_named(STEPS, "you", ANOTHER) is YOU
    assert step_named(STEPS, "more", {}) is MORE
    assert step_named(STEPS, "none", {}) is None


def test_optional_page_leads_to_the_answers():
    assert after(STEPS, MORE, {}) is None


def test_code_is_read_as_people_copy_it():
    assert typed_code(" k7mp - 4qxr ") == "K7MP4QXR"
    assert shown_code("K7MP4QXR") == "K7MP-4QXR"
