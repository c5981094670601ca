"""`flask insight evaluate` prints the figures of suggestions, or says what is wrong with a file."""

import csv

import pytest

from tests.taught import said_about


def run(app, *words):
    return app.test_cli_runner().invoke(args=["insight", "evaluate", *map(str, words)])


@pytest.fixture
def files(tmp_path):
    rows = [(words, "change", code) for words, code in said_about(120)]
    made = []
    for name, part in (("train", rows[:70]), ("test", rows[70:])):
        path = tmp_path / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("text", "question", "labels"), *part])
        made.append(path)
    return made


def test_learning_from_one_file_and_measuring_on_another(app, files):
    told = run(app, "--train", files[0], "--test", files[1])
    lines = told.output.splitlines()
    assert told.exit_code == 0
    assert lines[0].startswith("micro-F1: ") and float(lines[0].split(": ")[1]) > 0.9
    assert lines[1].startswith("macro-F1: ")
    assert {"learned from: 70 comments", "measured on: 50 comments, 2 codes"} <= set(lines)
    assert any(line.startswith("recall at 3: ") for line in lines)
    assert any(line.endswith("  Buses") for line in lines)


def test_folds_and_a_cold_start(app, files):
    assert "macro-F1" in run(app, "--folds", "2", files[0]).output
    cold = run(app, "--cold", "--quotes", "5", files[0])
    assert "recall at 3" in cold.output and "micro-F1" not in cold.output


def test_a_bad_file_or_a_question_half_asked_is_refused(app, files, tmp_path):
    (tmp_path / "bad.csv").write_text("words\nlate\n")
    for words in (["--folds", "2", tmp_path / "bad.csv"], ["--train", files[0]], [tmp_path / "none.csv"], []):
        told = run(app, *words)
        assert told.exit_code == 2 and told.output
