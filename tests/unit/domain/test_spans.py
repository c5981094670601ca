"""Some words of what is shown are found in code points, and nothing hidden ever is."""

from app.domain.insight import RedactionReason
from app.domain.redaction import Segment
from app.domain.spans import Part, found, marked, words_at

HIDING = (
    Segment(0, 5, "Ring "),
    Segment(5, 13, "", RedactionReason.NAME),
    Segment(13, 30, " about 🚌 the buses"),
)


def test_words_are_found_in_code_points_whatever_their_case_and_spaces():
    text = "🚌🚌 A  Bus after six"
    assert found([Segment(0, len(text), text)], " “a bus” ") == [(3, 9)]
    assert [text[start:end] for start, end in found([Segment(0, len(text), text)], "SIX")] == ["six"]


def test_words_across_what_is_hidden_are_not_found():
    assert found(HIDING, "Ring about") == [] == found(HIDING, "") == found(HIDING, "margaret")
    assert found(HIDING, "the buses") == [(22, 31)]


def test_marks_are_cut_to_what_is_coded_and_overlaps_are_one():
    parts = marked([Segment(0, 9, "abcdefghi")], [(1, 4), (3, 6)])
    assert [(part.words, part.is_marked) for part in parts] == [
        ("a", False),
        ("bc", True),
        ("d", True),
        ("ef", True),
        ("ghi", False),
    ]
    assert marked(HIDING, [(0, 30)])[1] == Part("", RedactionReason.NAME)


def test_the_words_of_a_span_say_where_some_are_hidden():
    assert words_at(HIDING, 0, 19) == "Ring … about"
