"""A place counts as found when nine tenths of it are, as its own kind."""

import pytest

from app.domain.finding_score import MarkedFileError, Score, marked_texts
from app.domain.likely_personal import Likely, Place


def read(*rows):
    return marked_texts(["id,text,spans\n", *(f"{row}\n" for row in rows)])


def test_recall_alarms_and_clean_texts_are_counted():
    score = Score()
    named, clean = read("a,Dave rang,0:4:NAME", "b,nothing here,")
    score.add(named, [Place(Likely.NAME, 0, 4), Place(Likely.PHONE, 5, 9)])
    score.add(clean, [Place(Likely.NAME, 0, 7)])
    assert (score.recall(), score.recall(Likely.NAME)) == (1, 1)
    assert (score.alarms, score.clean, score.touched) == ({Likely.PHONE: 1, Likely.NAME: 1}, 1, 1)


@pytest.mark.parametrize(
    ("found", "recall"),
    [
        ([Place(Likely.NAME, 0, 9)], 1),
        ([Place(Likely.NAME, 0, 4), Place(Likely.NAME, 5, 10)], 1),
        ([Place(Likely.NAME, 0, 8)], 0),
        ([Place(Likely.ADDRESS, 0, 10)], 0),
        ([], 0),
    ],
)
def test_nine_tenths_of_a_place_are_enough(found, recall):
    score = Score()
    score.add(read("a,Anna Smith,0:10:NAME")[0], found)
    assert score.recall() == recall


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["a,Dave,0:9:NAME"], "within its text"),
        (["a,Dave,0:4:NOBODY"], "start:end:KIND"),
        (["a,Dave,x:4:NAME"], "line 2"),
        ([], "no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_where(rows, says):
    with pytest.raises(MarkedFileError, match=says):
        read(*rows)


def test_columns_that_miss_are_named():
    with pytest.raises(MarkedFileError, match="spans"):
        marked_texts(["id,text\n", "1,a\n"])
