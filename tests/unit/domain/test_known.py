"""What is known, ranked by the words it shares with what is asked."""

import datetime as dt

from app.domain.alike import Alike
from app.domain.known import Source, ranked

ALIKE = Alike([("transport", ("bus",))])


def told(title, words="", year=2019, topics=()):
    return Source(title, words, dt.date(year, 1, 1), "Somebody", topics)


def test_a_topic_comes_first_then_words_then_what_is_newer():
    found = ranked(
        "buses for older people",
        [
            told("Parks", "The older trees."),
            told("Fares", topics=("Transport",)),
            told("Old news", "A bus.", 2018),
            told("News", "A bus.", 2020),
            told("Teapots"),
        ],
        ALIKE,
    )
    assert [one.source.title for one in found] == ["Fares", "News", "Parks", "Old news"]
    assert found[0].topics == ("Transport",) and found[1].words == ("bus",)


def test_several_topics_are_asked_at_once_and_words_that_say_little_count_nothing():
    sources = [told("Food for all", topics=("food",)), told("What people want and need")]
    assert [one.source.title for one in ranked(["Buses", "Food"], sources, ALIKE)] == ["Food for all"]
    assert ranked("what do people want", sources, ALIKE) == []


def test_words_are_shown_as_they_were_written():
    (found,) = ranked("children by bus", [told("Children's buses, and a Bus")], ALIKE)
    assert found.words == ("Children's", "buses")
