"""What a reader of a language is given, and in how many statements."""

import datetime as dt
from pathlib import Path

import pytest

from app import clock as now
from app.database import db
from app.domain.plain_pages import PageVersionState
from app.models.plain_pages import PageVersion, PlainPage
from app.queries.plain_pages import Pages, guides, text_of
from app.queries.plain_pages_desk import every, late_files

pytestmark = pytest.mark.usefixtures("db_session", "clock")

ENGLISH = (
    "owner: Directory team\ngroup: families\norder: {order}\nsummary: {slug}.\n"
    "review: 2026-11-20\n\n# {slug}\n"
)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "places" / "pages"
    folder.mkdir(parents=True)
    for order, slug in enumerate(("tea", "baby")):
        (folder / f"{slug}.en.md").write_text(ENGLISH.format(order=order, slug=slug), encoding="utf-8")
    (folder / "tea.pl.md").write_text("# Herbata\n\nPij.", encoding="utf-8")
    return Pages(Path(tmp_path), "leeds")


def publish(slug, language, title, state=PageVersionState.PUBLISHED, **values):
    page = db.session.query(PlainPage).filter_by(slug=slug).one_or_none() or PlainPage(
        slug=slug, group="living-well", order=5, owner="Helpline team"
    )
    page.versions.append(
        PageVersion(
            language=language, number=1, title=title, body="b", state=state, made_at=now.now(), **values
        )
    )
    db.session.add(page)
    db.session.flush()


def test_the_language_comes_before_the_database(pages):
    publish("tea", "en", "Brew")
    assert text_of(pages, "tea", "pl").title == "Herbata"
    assert text_of(pages, "tea", "ar").title == "Brew"
    publish("tea", "pl", "Napar", of_words="Brew\n\nb")
    assert text_of(pages, "tea", "pl").title == "Napar"


def test_a_translation_in_a_file_is_behind_once_the_english_is_changed_here(pages):
    assert not text_of(pages, "tea", "pl").is_behind
    publish("tea", "en", "Brew")
    assert text_of(pages, "tea", "pl").is_behind


def test_a_draft_is_read_by_nobody(pages):
    publish("tea", "en", "Brew", PageVersionState.DRAFT)
    assert text_of(pages, "tea", "en").title == "tea"


def test_what_is_held_here_about_a_page_comes_before_what_its_file_says(pages):
    assert text_of(pages, "tea", "pl").owner == "Directory team"
    publish("tea", "en", "Brew", PageVersionState.DRAFT)
    assert text_of(pages, "tea", "pl").owner == "Helpline team"
    assert text_of(pages, "tea", "pl").checked is None


def test_guides_stand_in_the_order_of_their_groups(pages):
    assert [one.slug for one in guides(pages, "en")] == ["tea", "baby"]
    publish("walks", "en", "Walks")
    publish("snow", "en", "Snow", PageVersionState.DRAFT)
    assert [(one.slug, one.lang) for one in guides(pages, "pl")] == [
        ("walks", "en"),
        ("tea", "pl"),
        ("baby", "en"),
    ]


def test_a_page_and_the_list_of_guides_take_one_statement_each(pages, count_statements):
    publish("tea", "en", "Brew")
    with count_statements() as asked:
        text_of(pages, "tea", "pl")
    assert len(asked) == 1
    with count_statements() as asked:
        guides(pages, "pl")
    assert len(asked) == 1
    db.session.expunge_all()
    with count_statements() as asked:
        [one.standing("pl") for one in every(pages)]
    assert len(asked) == 2


def test_files_that_are_late_are_counted_until_somebody_has_edited_them(pages):
    today = dt.date(2026, 11, 24)
    assert late_files(pages, dt.date(2026, 11, 1)) == 0
    assert late_files(pages, today) == 2
    publish("tea", "en", "Brew")
    assert late_files(pages, today) == 1
