"""Names that say what is inside, and modules that hold one idea."""

from config import ROOT

NOWHERE = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
OURS = ("app", "tests", "tools", "migrations", "benchmarks")
LONGEST_MODULE = 500
"""Units: lines. Tables of the standard are one subject, however long, and so is a list of words."""
MAY_BE_LONG = {"app/models/directory.py", "app/domain/english_words.py", "app/domain/more_names.py"}


def says_nothing(path):
    return bool({part.partition(".")[0].strip("_") for part in path.parts} & NOWHERE)


def test_a_name_that_says_nothing_is_seen(tmp_path):
    assert says_nothing((tmp_path / "web" / "utils.py").relative_to(tmp_path))
    assert not says_nothing((tmp_path / "web" / "labels.py").relative_to(tmp_path))


def test_every_module_has_a_name_that_says_something():
    paths = (path.relative_to(ROOT) for folder in OURS for path in (ROOT / folder).rglob("*.*"))
    assert [str(path) for path in paths if says_nothing(path)] == []


def test_modules_hold_one_idea():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "app").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    }
    assert {name: lines for name, lines in long.items() if name not in MAY_BE_LONG} == {}
