"""Where a search for somebody begins, and up to four side by side."""

from __future__ import annotations

import uuid

from app.domain.choices import MOST, Choice, added, choices_from, goal_id, kept, said, spoken_by, starts
from app.domain.reaching import clean_reaching

ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


def test_search_begins_with_what_we_know_and_gives_up_the_language_first() -> None:
    reaching = clean_reaching({"support": ["step-free", "lipreads"]})
    assert starts(["lonely", "money", "benefits", "other", "no-such"], reaching, "pl") == [
        ("access:step-free", "lang:pl", "need:lonely", "need:money"),
        ("access:step-free", "need:lonely", "need:money"),
        ("need:lonely", "need:money"),
    ]
    assert starts([], clean_reaching({}), "en") == [()]


def test_language_they_would_rather_speak_is_the_interpreters() -> None:
    assert spoken_by(clean_reaching({"interpreter": "ur"}), "en") == "ur"
    assert spoken_by(clean_reaching({"interpreter": "Sylheti"}), "pl") == "pl"
    assert spoken_by(clean_reaching({}), "en") == ""


def test_a_fifth_is_not_put_beside_four_and_one_is_there_once() -> None:
    four = [Choice(uuid.UUID(int=at)) for at in range(MOST)]
    assert added(four, uuid.UUID(int=99)) is None
    assert added(four, uuid.UUID(int=0)) == four


def test_what_they_say_is_kept_and_read_back() -> None:
    held = said(
        [Choice(ONE), Choice(TWO, says="Not yet.")], {str(ONE): "ab12"}, {str(ONE): " I will try it once. "}
    )
    assert held == [Choice(ONE, "ab12", "I will try it once."), Choice(TWO, "", "Not yet.")]
    assert choices_from(kept(held)) == held


def test_goal_of_a_plan_is_kept_by_its_id() -> None:
    assert goal_id("ab12") == uuid.UUID("00000000-0000-0000-0000-00000000ab12")
    assert goal_id("") is None and goal_id("no id") is None
