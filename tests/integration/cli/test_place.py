from pathlib import Path

import pytest
from flask import Flask

from app.domain.near import Located
from app.queries.places import locate, term_times
from config import ROOT

GIVEN = "pcds,lad25cd,wd25cd,lsoa21cd,lat,long\nLS9 7ZZ,E08000035,E05011388,E01011677,53.8057,-1.519\n"


@pytest.fixture
def say(app: Flask):
    def run(*words: str):
        return app.test_cli_runner().invoke(args=["place", *words])

    return run


def file(folder: Path, text: str, name: str = "given.csv") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def test_newer_postcodes_are_loaded_from_a_file(say, app, tmp_path):
    result = say("load-postcodes", file(tmp_path, GIVEN))
    assert result.exit_code == 0, result.output
    assert "1 of them new" in result.output
    assert isinstance(locate("LS9 7ZZ", app.config["PLACE_DATA"]), Located)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,age\nAda,36\n", "there is no column for: postcode"),
        (GIVEN.replace("LS9 7ZZ", "M1 1AA"), "holds no postcode of LS, BD, WF, HG, YO"),
    ],
)
def test_another_file_is_refused_in_words_and_nothing_changes(say, tmp_path, text, said):
    result = say("load-postcodes", file(tmp_path, text))
    assert result.exit_code == 1
    assert "Nothing was loaded." in result.output
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_file_that_is_not_there_is_refused(say, tmp_path):
    result = say("load-postcodes", str(tmp_path / "none.csv"))
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_terms_are_loaded_from_a_file(say):
    result = say("load-terms", str(Path(ROOT, "places/leeds/demo/terms.toml")), "--demo")
    assert result.exit_code == 0, result.output
    assert "from 2025-09-08 to 2027-12-17" in result.output
    assert len(term_times()) == 14


@pytest.mark.parametrize(
    ("text", "said"),
    [("source = 'us'", "has no [[term]] in it"), ("[[term]]", "is missing"), ("<", "Invalid")],
)
def test_a_file_without_terms_is_refused_in_words(say, tmp_path, text, said):
    result = say("load-terms", file(tmp_path, text, "terms.toml"))
    assert result.exit_code == 1
    assert said in result.output
    assert term_times() == ()
