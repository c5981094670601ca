"""`flask insight evaluate-pii FILE` says how much is found, how, and what it touched for nothing."""

import re

import pytest

from app.gateways import name_finder
from tests.invented_comments import INVENTED, needs_comments

ROWS = 'id,text,spans\n1,"Tel 07700 900518, ask for Dave",4:16:PHONE|26:30:NAME\n2,More benches please,\n'


def run(app, *words):
    return app.test_cli_runner().invoke(args=["insight", "evaluate-pii", *map(str, words)])


@pytest.fixture
def marked(tmp_path):
    path = tmp_path / "marked.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_it_prints_recall_by_kind_and_the_finder(app, marked):
    told = run(app, "--without", marked)
    assert told.exit_code == 0
    assert told.output.splitlines()[0] == "recall: 1.00"
    assert re.search(r"phone +recall 1.00  1 of 1", told.output)
    assert "false alarms: 0" in told.output and "clean texts touched: 0 of 1" in told.output
    assert "rules alone" in told.output


@pytest.mark.parametrize("content", [b"text\nDave\n", b"\xff\xfe\x00", b"", b"text,spans\nDave,0:9:NAME\n"])
def test_a_bad_file_is_refused_with_a_reason(app, tmp_path, content):
    (tmp_path / "bad.csv").write_bytes(content)
    told = run(app, tmp_path / "bad.csv")
    assert told.exit_code == 2 and "cannot be read" in told.output


def test_a_missing_file_is_refused(app, tmp_path):
    told = run(app, tmp_path / "none.csv")
    assert told.exit_code == 2 and "There is no file" in told.output


def test_the_model_is_refused_where_it_is_not_installed(app, marked, monkeypatch):
    monkeypatch.setattr(name_finder, "is_there", lambda: False)
    told = run(app, "--with-model", marked)
    assert told.exit_code == 2 and "requirements/names.txt" in told.output


def test_the_model_is_used_where_it_is(app, marked, monkeypatch):
    monkeypatch.setattr(name_finder, "is_there", lambda: True)
    monkeypatch.setattr(name_finder, "people", lambda text: [(0, 3)] if text.startswith("Tel") else [])
    assert "rules and language model" in run(app, marked).output


@needs_comments
def test_on_the_tune_file_enough_is_found_by_the_rules_alone(app):
    told = run(app, "--without", INVENTED).output
    assert float(re.match(r"recall: ([0-9.]+)", told).group(1)) >= 0.95
    assert int(re.search(r"clean texts touched: (\d+) of 14", told).group(1)) <= 2
