"""Papers: decision records in order and whole, links that lead somewhere."""

import re

from config import ROOT

RECORDS = ROOT / "docs" / "adr"
NAME = re.compile(r"^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md$")
PARTS = ("Context", "Decision", "Rejected", "Consequences", "Guarded by")
LINK = re.compile(r"\]\((?!https?://|mailto:|tel:|#|/)([^)#\s]+)")


def record_faults(records):
    """What is wrong with decision records, given as name and text."""
    numbers = []
    for name, text in sorted(records.items()):
        if not (found := NAME.match(name)):
            yield f"{name}: not named 0001-words.md"
            continue
        numbers.append(int(found[1]))
        yield from (f"{name}: no part {part}" for part in PARTS if f"## {part}" not in text)
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"numbers are {numbers}"


def dead_links(path, text):
    return [target for target in LINK.findall(text) if not (path.parent / target).exists()]


def papers():
    for folder in (".", "docs", "docs/adr"):
        yield from (ROOT / folder).glob("*.md")


def test_bad_records_and_links_are_seen(tmp_path):
    whole = "".join(f"## {part}\n" for part in PARTS)
    assert list(record_faults({"0001-a.md": whole})) == []
    assert list(record_faults({"0002-a.md": whole})) == ["numbers are [2]"]
    assert list(record_faults({"0001-a.md": whole, "0001-b.md": whole})) == ["numbers are [1, 1]"]
    assert len(list(record_faults({"0001-a.md": "", "Two.md": whole}))) == 6
    assert dead_links(tmp_path / "a.md", "[x](gone.md) [y](https://x.example)") == ["gone.md"]


def test_decision_records_are_in_order_and_whole():
    assert list(record_faults({path.name: path.read_text() for path in RECORDS.glob("*.md")})) == []


def test_links_lead_somewhere():
    dead = {str(path.relative_to(ROOT)): dead_links(path, path.read_text()) for path in papers()}
    assert {name: links for name, links in dead.items() if links} == {}


PLACE_IN_CODE = re.compile(
    r"`(?P<path>[\w*./-]+\.(?:py|html|toml|md|scss|csv|txt|css|js|json)|(?:app|tests|places|docs|tools|styles)/[\w*./-]*/)"
    r"(?::{1,2} ?(?P<name>\w+))?(?:\(\))?`"
)
"""A file, a folder, or a file and a name in it: `app/clock.py: now`."""


def gone(text):
    """Files that are not there, and names that their file does not define."""
    for found in PLACE_IN_CODE.finditer(text):
        paths = list(ROOT.glob(found["path"]))
        if not paths:
            yield found["path"]
        elif found["name"] and not any(defines(path.read_text(), found["name"]) for path in paths):
            yield f"{found['path']}: {found['name']}"


def defines(source, name):
    return re.search(rf"^\s*(?:(?:async )?def|class) {name}\b|^\s*{name}\b.*=", source, re.MULTILINE)


def test_a_file_or_name_that_is_gone_is_seen():
    assert list(gone("`app/clock.py: now` `app/domain/` `places/pages/*.md` `flask jobs run`")) == []
    assert list(gone("`app/clock.py: then` and `app/clocks.py`")) == ["app/clock.py: then", "app/clocks.py"]
    assert list(gone("`tests/rules/test_docs.py::test_nothing`")) == [
        "tests/rules/test_docs.py: test_nothing"
    ]


def test_papers_name_what_is_there():
    papers_of_code = [ROOT / "docs" / "reading-the-code.md", *RECORDS.glob("*.md")]
    missing = {path.name: list(gone(path.read_text())) for path in papers_of_code if path.exists()}
    assert {name: names for name, names in missing.items() if names} == {}
