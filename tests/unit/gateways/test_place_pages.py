"""Files of plain pages: what stands before the title, and which file is which page."""

import datetime as dt
from pathlib import Path

import pytest

from app.domain.plain_pages import FIXED, PageGroup
from app.gateways.place_pages import PageFaultError, files, languages_of, parse, unknown_lines

ROOT = Path(__file__).parents[3]
EVERY = sorted(ROOT.glob("places/pages/*.*.md")) + sorted(ROOT.glob("places/*/pages/*.*.md"))


def test_what_stands_before_the_title_is_read():
    text = parse(
        "group: families\norder: 20\nsummary: From the start.\nowner: Directory team\nreview: 2027-05-31\n"
        "drawing: baby\nmethod: person\ntranslator: Ewa\nreviewed: A reader, 2026\n"
        "\n# Having a baby\n\nWords: more.",
        "en",
    )
    assert (text.title, text.body, text.group, text.order) == (
        "Having a baby",
        "Words: more.",
        "families",
        20,
    )
    assert (text.owner, text.review, text.drawing) == ("Directory team", dt.date(2027, 5, 31), "baby")
    assert (text.method, text.translator, text.reviewed) == ("person", "Ewa", "A reader, 2026")


def test_a_page_with_nothing_before_its_title_says_nothing_of_itself():
    text = parse("# About\n\nWords.", "en")
    assert (text.owner, text.review, text.checked, text.order) == ("", None, None, 0)


@pytest.mark.parametrize("text", ["Words.", "review: soon\n# About\n", "order: first\n# About\n"])
def test_a_file_that_is_not_as_it_must_be_is_a_fault(text):
    with pytest.raises(PageFaultError):
        parse(text, "en")


def test_a_slip_before_the_title_is_found():
    assert unknown_lines("owner: A team\nreveiw: 2027-05-31\n\n# About\n") == ["reveiw: 2027-05-31"]


def test_easy_read_is_no_language_of_a_page(tmp_path):
    folder = tmp_path / "places" / "pages"
    folder.mkdir(parents=True)
    for name in ("baby.en.md", "baby.easy.en.md", "baby.pl.md", "notes.txt"):
        (folder / name).write_text("# Baby\n", encoding="utf-8")
    assert languages_of(tmp_path, "leeds") == {"baby": frozenset({"en", "pl"})}
    assert list(files(tmp_path, "leeds", easy=True)) == [("baby", "en")]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_every_file_is_read_whole(path):
    text = path.read_text(encoding="utf-8")
    slug, *_rest, lang = path.name.removesuffix(".md").split(".")
    assert unknown_lines(text) == []
    page = parse(text, lang)
    assert "{" not in page.title + page.summary
    if lang == "en" and slug not in FIXED:
        assert page.group in set(PageGroup)
        assert page.summary and page.owner and page.review
