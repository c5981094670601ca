"""The linter of what we say to people."""

import pytest

from tools.plain_english import Rules, blocks, faults, grade, rules, syllables, text_faults

KNOWN = rules()


@pytest.mark.parametrize(
    "text",
    [
        "We facilitate change.",
        "Signposting to help",
        "You will be notified.",
        "Please SUBMIT it.",
        "I can't come.",
    ],
)
def test_words_to_avoid_are_found(text):
    assert text_faults(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Find something near home",
        "Free",
        "%(num)s miles",
        "Deliverance Church",
        "The hubbub",
        "Open today until 5pm",
    ],
)
def test_plain_words_pass(text):
    assert text_faults(text, KNOWN) == []


def test_a_fault_says_what_to_write_instead():
    assert text_faults("Utilise this", KNOWN) == ["“Utilise”: use"]


def test_a_sentence_of_26_words_is_too_long_and_25_are_not():
    words = ["go"] * 25
    assert not [fault for fault in text_faults(" ".join(words) + ".", KNOWN) if "one sentence" in fault]
    assert [fault for fault in text_faults(" ".join([*words, "go"]) + ".", KNOWN) if "one sentence" in fault]


def test_a_hard_text_of_twenty_words_is_refused_and_a_short_one_is_not_graded():
    hard = "Organisational personalisation necessitates interdisciplinary communication."
    assert text_faults(hard, KNOWN) == []
    assert any("reading grade" in fault for fault in text_faults(" ".join([hard] * 5), KNOWN))


def test_a_text_with_a_reason_may_keep_its_words():
    known = Rules({"utilise": "use"}, {"Utilise": "the standard's own words"})
    assert text_faults("Utilise this", known) == []


def test_gaps_and_addresses_are_not_words_to_count():
    assert text_faults("Ring %(phone)s or write to jo@utilise.example", KNOWN) == []


def test_tags_and_links_are_read_as_their_words():
    assert text_faults('<a href="/utilise">See</a> [the list](https://utilise.example/x)', KNOWN) == []


def test_grade_tells_easy_from_hard():
    assert grade("Come for a cup of tea. Stay as long as you like. Nobody sits alone.") < 4
    assert grade("Personalised interventions necessitate multidisciplinary communication.") > 15


@pytest.mark.parametrize(
    ("word", "beats"), [("tea", 1), ("little", 2), ("people", 2), ("idea", 2), ("organiser", 4)]
)
def test_syllables(word, beats):
    assert abs(syllables(word) - beats) <= 1


def test_blocks_keep_line_numbers_and_skip_tables_quotes_code_and_front_matter():
    page = "---\ntitle: x\n---\n# Head\n\nOne\ntwo.\n\n- item\n- next\n\n"
    page += "> The law\n| a | b |\n\n```\ncode\n```\nlast\n"
    assert list(blocks(page)) == [(4, "Head"), (6, "One two."), (9, "item"), (10, "next"), (18, "last")]


def test_everything_we_say_is_plain():
    assert faults() == []
