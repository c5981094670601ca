"""What people told us before, read from the place's folder, or refused in words that say what is wrong."""

import shutil

import pytest

from app.domain.errors import PlaceFolderError
from app.gateways import place_folder
from app.gateways.place_statements import statements
from config import ROOT

LEEDS = place_folder.place(ROOT, "leeds")
ROW = (
    'source = "P19"\nsaid_in = 2019\n[[statement]]\nnumber = 1\nfocus = "promoting-good-health"\n'
    'words = "Make it easier."\ntopics = ["cost"]\n'
    'answers = [{ words = "Yes", belongs_to = "strategies/best-start" }]\n'
)


@pytest.fixture
def read(tmp_path):
    folder = tmp_path / "places" / "leeds"
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "places" / "leeds" / "sources.toml", folder / "sources.toml")

    def reading(text):
        (folder / "statements.toml").write_text(text)
        return statements(tmp_path, LEEDS)

    return reading


def test_the_seventeen_statements_of_2019_stand_with_their_source_and_what_was_answered():
    told = statements(ROOT, LEEDS)
    assert [one.number for one in told] == list(range(1, 18))
    assert {one.source for one in told} == {"Draft Leeds Health and Care Plan 2019-2024, September 2019"}
    assert {one.said_in for one in told} == {2019}
    assert {one.focus for one in told} == {term.key for term in LEEDS.vocabularies["areas_of_focus"]}
    assert all(one.answers and one.topics for one in told)
    assert "GP" in told[12].topics


def test_a_place_without_statements_has_none():
    assert statements(ROOT, place_folder.place(ROOT, "llr")) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("number = 1\n", 'number = "one"\n', "statement 1: `number` must be a whole number"),
        ('words = "Make it easier."\n', "", "statement 1: `words` are missing"),
        ("said_in = 2019", "said_in = 19", "`said_in` must be a year"),
        ('"P19"', '"P99"', "the source 'P99' is not in sources.toml"),
        ('"promoting-good-health"', '"cats"', "'cats' is not one of areas_of_focus"),
        ('["cost"]', "[]", "`topics` must hold words"),
        ("best-start", "worst-start", "'strategies/worst-start' is not in vocabularies.toml"),
        ('words = "Yes", ', "", "an answer has no `words`"),
        ("[[statement]]", "[[remark]]", "'statement' is missing"),
        ("[[statement]]", "[[statement", "at line 3"),
    ],
)
def test_a_mistake_in_the_file_is_named(read, old, new, said):
    assert len(read(ROW)) == 1
    with pytest.raises(PlaceFolderError) as fault:
        read(ROW.replace(old, new))
    assert said in fault.value.reason


def test_a_number_that_stands_twice_is_named(read):
    with pytest.raises(PlaceFolderError, match="number 1 stands there twice"):
        read(ROW + ROW.partition("2019\n")[2])
