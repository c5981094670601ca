"""Easy Read that stands in templates and in Python: one short idea in a sentence, and drawings there are."""

import pytest

from config import ROOT
from tools import reading_grades

SAID = reading_grades.easy_strings()


def test_every_sentence_of_easy_read_is_short():
    long = [(one.where, one.words) for one in SAID if one.longest > reading_grades.LONGEST_EASY]
    assert long == []


def test_easy_read_is_easy_as_a_whole():
    assert len(SAID) > 100
    assert reading_grades.grade_of(SAID) <= 4


@pytest.mark.parametrize("name", sorted(reading_grades.easy_drawings()))
def test_every_drawing_of_easy_read_is_there(name):
    assert (ROOT / "app" / "static" / "drawings" / f"{name}.svg").is_file()
