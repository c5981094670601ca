"""A further language is a folder of files: what it lacks is said to be English."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import flask_babel
import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.domain import in_english
from app.web import marking
from config import ROOT, TestConfig
from tests import templates
from tests.conftest import Client
from tests.kept import KEPT

SETTINGS = """
name = "Xhexhe"
english_name = "Made up"
direction = "rtl"
locale = "he"
completeness = "resident"
method = "machine-helped"
translator = "a test"
translated_on = 2026-11-22
"""
WORDS = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"

msgid "All languages"
msgstr "⟦all⟧"

msgid "Is a life in danger now? Ring 999."
msgstr "⟦danger⟧"
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the repository, with one language more."""
    made = tmp_path_factory.mktemp("root")
    for folder in ("places/leeds", "translations/xx/LC_MESSAGES"):
        (made / folder).mkdir(parents=True)
    for folder in ("places", "places/leeds", "translations", "."):
        for path in (ROOT / folder).iterdir():
            if not (made / folder / path.name).exists() and path.name not in ("settings.toml", "var"):
                os.symlink(path, made / folder / path.name)
    settings = (ROOT / "places/leeds/settings.toml").read_text(encoding="utf-8")
    offered = re.sub(r"(?m)^languages = \[.*\]$", 'languages = ["en", "xx"]', settings)
    (made / "places/leeds/settings.toml").write_text(offered, encoding="utf-8")
    (made / "translations/xx/language.toml").write_text(SETTINGS, encoding="utf-8")
    (made / "translations/xx/LC_MESSAGES/messages.po").write_text(WORDS, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def made_app(root: Path, demo_ready) -> Iterator[Flask]:
    config = TestConfig(demo_ready.database.url, KEPT / "data")
    config.ROOT = root
    config.BABEL_TRANSLATION_DIRECTORIES = str(root / "translations")
    app = create_app(config)
    app.test_client_class = Client
    yield app
    with app.app_context():
        templates.close(app)


@pytest.fixture
def reader(made_app: Flask) -> FlaskClient:
    return made_app.test_client()


def test_a_language_is_a_folder_and_no_code(reader):
    page = reader.get("/xx/languages").text
    assert '<html lang="he" dir="rtl"' in page
    assert "⟦all⟧</h1>" in page
    assert ">Xhexhe</" in page
    assert reader.get("/pl/languages").status_code == 404


def test_words_it_lacks_say_that_they_are_english(reader):
    page = reader.get("/xx/languages").text
    assert '<span lang="en" dir="ltr">Your language is not here?</span></h2>' in page
    assert "\ufdd0" not in page


@pytest.mark.parametrize(
    "words",
    [
        "{{ _('x') }}",
        "{{ pgettext('a', 'x') }}",
        "{{ ngettext('%(num)s x', '%(num)s x', 2) }}",
        "{{ in_python(1) }}",
        "{{ in_python(2) }}",
        "{{ in_python(3) }}",
        "{% trans %}x{% endtrans %}",
    ],
)
def test_every_way_of_asking_for_words_marks_the_english(made_app, words):
    ways = {
        1: lambda: flask_babel.gettext("x"),
        2: lambda: flask_babel.lazy_pgettext("a", "x"),
        3: lambda: flask_babel.ngettext("%(num)s x", "%(num)s x", 1),
    }
    with made_app.test_request_context("/xx/"):
        made_app.preprocess_request()
        template = made_app.jinja_env.from_string(words)
        assert template.render(in_python=lambda way: ways[way]()).startswith(in_english.OPEN)


def test_where_no_element_may_stand_the_english_is_plain(reader, made_app):
    root = html5lib.parse(reader.get("/xx/activities").text, namespaceHTMLElements=False)
    labels = [item.get("aria-label") for item in root.iter() if item.get("aria-label")]
    assert "Language" in labels
    assert all("<" not in (item.text or "") for item in root.iter("title"))
    with made_app.test_request_context("/xx/"):
        made_app.preprocess_request()
        check_places()


def check_places():
    marks = f"{in_english.OPEN}Any{in_english.CLOSE}"
    assert marking.said(f"<option value='{marks}'>{marks}</option>").startswith('<option lang="en"')
    assert "<span" not in marking.said(f"<title>{marks}</title><svg><title>{marks}</title></svg>")
    assert '<tspan lang="en"' in marking.said(f"<svg><text>{marks}</text></svg>")


def test_a_page_with_english_parts_says_so_once(reader):
    assert reader.get("/xx/languages").text.count("Parts of this page are not in your language yet.") == 1
    assert "Parts of this page" not in reader.get("/languages").text


def test_english_pages_hold_no_marks(reader):
    reader.get("/xx/activities")
    assert 'lang="en" dir="ltr"' not in reader.get("/activities").text.partition("<main")[2]


def test_a_language_nobody_has_checked_says_so(reader):
    words = "Nobody from the community has checked this translation yet."
    assert words in reader.get("/xx/activities").text
    assert words not in reader.get("/activities").text


def test_words_of_danger_show_the_english_beside_unchecked_ones(reader, made_app):
    with made_app.test_request_context("/xx/"):
        made_app.preprocess_request()
        shown = made_app.jinja_env.from_string('{{ both("Is a life in danger now? Ring 999.") }}').render()
        assert "⟦danger⟧" in shown
        assert "Is a life in danger now? Ring 999." in shown


def test_a_card_in_another_language_on_an_english_page_marks_what_it_lacks(made_app):
    lacking = in_english.marked("Tell us")
    card = f'<html lang="en-GB"><p>Cards</p><div lang="ur" dir="rtl">{lacking}</div>'
    assert '<div lang="ur" dir="rtl"><span lang="en" dir="ltr">Tell us</span></div>' in marking.said(card)
    linked = f'<html lang="en-GB"><a href="/ur/" hreflang="ur" lang="ur">اردو</a>{lacking}'
    assert marking.said(linked).endswith("</a>Tell us")
