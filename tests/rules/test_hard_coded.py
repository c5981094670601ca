"""No visible words that a translator never saw, and no link that leads nowhere.

Every page a reader can reach in one language is fetched in a made-up one. What is left outside its brackets
must be data of the place or of a listing (which says its own language), a number, a date or a name.
"""

import functools
import re
import sys
import tomllib
from collections import Counter
from urllib.parse import parse_qsl, urldefrag, urlsplit

import html5lib
import pytest
from babel import Locale

from app import create_app
from app.web import kept_words
from config import ROOT, TestConfig
from tests import templates
from tests.conftest import Client
from tests.kept import KEPT
from tools import catalogues, pseudo_locale

LANGUAGE = "pl"
MOST_PAGES = 200
MOST_OF_A_KIND = 3
SHOWN = ("alt", "title", "placeholder", "aria-label")
LEAVE_OUT = 5
"""One string of so many has no words in the made-up language: it must say that it is English."""
BREAK = "\x1f"
SEPARATORS = re.compile(r"[\x1f·,;:()–/|]|\n| - ")
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
NOT_WORDS = re.compile(r"[\W\d_]+")
NAMES = {
    *("ginnel", "am", "pm", "a5", "a4", "qr", "km", "en", "pl", "ro", "ur", "ar"),
    *("english", "polski", "română", "اردو", "العربية"),
}
OUR_DATA = "gin-prose"
"""Running words of a place's own Markdown pages."""


def visible(markup, language=LANGUAGE, *, names=True, running=True):
    """The words a reader of the language meets, in order; parts that say another language left out.

    `names`: those in attributes and titles, where no element can say a language; `running`: all others.
    """
    root = html5lib.parse(markup, namespaceHTMLElements=False)
    yield from spoken(root, language, names, running)


def spoken(item, language, names, running):
    if not isinstance(item.tag, str) or item.tag in ("script", "style", "template", "code"):
        return
    other = (item.get("lang") or language).partition("-")[0] != language
    if other or item.get("translate") == "no" or OUR_DATA in (item.get("class") or "").split():
        return
    if names:
        yield from (name + BREAK for name in named(item))
    if names if item.tag == "title" else running:
        yield item.text or ""
    for inner in item:
        yield from spoken(inner, language, names, running)
        yield BREAK + (inner.tail or "" if running else "")


def named(item):
    """The words of an element's attributes that somebody meets."""
    if item.tag == "meta" and item.get("name") == "description":
        yield item.get("content") or ""
    if item.tag == "input" and item.get("type") in ("submit", "button"):
        yield item.get("value") or ""
    yield from (item.get(name) for name in SHOWN if item.get(name))


def hard_coded(markup, known, *, names=True, running=True):
    """Words outside the brackets that nobody knows as data."""
    text = "".join(visible(markup, names=names, running=running))
    while INNERMOST.search(text):
        text = INNERMOST.sub(BREAK, text)
    for part in SEPARATORS.split(text):
        words = " ".join(part.split()).strip(" .!?-+")
        bare = NOT_WORDS.sub(" ", words.lower()).split()
        if words.lower() not in known and any(len(word) > 1 and word not in known for word in bare):
            yield words


def locale_words():
    """Names of languages, days, months and the like, which come from the locale's own data."""
    locale = Locale.parse(LANGUAGE)
    for name in locale.languages.values():
        yield from name.lower().split()
    for table in (locale.days, locale.months):
        for width in table.values():
            for names in width.values():
                for name in names.values():
                    yield name.strip(".").lower()


def place_words(value):
    """Every value of the place folder, whole: names, addresses, labels in each language."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from place_words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from place_words(inner)
    elif isinstance(value, str):
        yield from pieces(value)


def pieces(text):
    for part in SEPARATORS.split(text):
        yield " ".join(part.split()).strip(" .!?-+").lower()


@pytest.fixture(scope="module")
def known():
    words = NAMES | set(locale_words())
    for path in (ROOT / "places").rglob("*.toml"):
        words |= set(place_words(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in (ROOT / "places").rglob("*.csv"):
        words |= {cell for line in path.read_text(encoding="utf-8").splitlines() for cell in pieces(line)}
    for path in (ROOT / "places").rglob("pages/*.md"):
        words |= {
            piece
            for line in path.read_text(encoding="utf-8").splitlines()
            for piece in pieces(line.lstrip("# "))
        }
    return words - {""}


def test_hard_coded_words_are_seen():
    page = (
        "<title>⟦x⟧</title><p>⟦See <a href=x>this</a> page⟧ Send <b lang=en>Kettle On</b> 12 wtorek ⟦a ⟦b⟧ c⟧"
    )
    assert list(hard_coded(page, {"wtorek"})) == ["Send"]
    assert list(hard_coded("<img alt='A tea cup'><input type=submit value=Go>", set())) == ["A tea cup", "Go"]
    assert list(strangers("<p title='Tea cup'>Tea <i lang=en>cup</i></p>", set(), {"tea", "cup"})) == ["Tea"]


def test_every_string_reaches_the_made_up_language():
    assert pseudo_locale.pseudo("Near %(place)s <b>now</b>") == "⟦Ńéáŕ %(place)s <b>ńów</b>⟧"


def forget_words():
    """Sentences that app.web remembers by language, said before in the real one."""
    kept_words.forget()
    for name, module in list(sys.modules.items()):
        if name.startswith("app.web"):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


@pytest.fixture
def reader(demo_ready, tmp_path):
    """A client of the demo in the made-up language."""
    pseudo_locale.write(tmp_path, leave_out=LEAVE_OUT)
    forget_words()
    config = TestConfig(demo_ready.database.url, KEPT / "data")
    config.BABEL_TRANSLATION_DIRECTORIES = str(tmp_path)
    app = create_app(config)
    app.test_client_class = Client
    yield app.test_client()
    forget_words()
    with app.app_context():
        templates.close(app)


@pytest.fixture(scope="module")
def left_out():
    """What may stand in a name as English: pieces of the strings without words."""
    found = set()
    for message in catalogues.extracted():
        if message.id and pseudo_locale.is_left_out(message, LEAVE_OUT):
            for text in message.id if isinstance(message.id, tuple) else (message.id,):
                for part in catalogues.PLACEHOLDER.split(text):
                    found |= set(pieces(part)) | set(NOT_WORDS.sub(" ", part.lower()).split())
    return found


def strangers(markup, known, left_out):
    """Running words that are neither the reader's nor marked, and names that nobody knows."""
    yield from hard_coded(markup, known, names=False)
    yield from hard_coded(markup, known | left_out, running=False)


def kind_of(app, address):
    """Pages that differ only in values are of one kind."""
    parts = urlsplit(address)
    adapter = app.url_map.bind("localhost")
    endpoint = adapter.match(parts.path, method="GET")[0]
    return endpoint, tuple(sorted({name for name, _ in parse_qsl(parts.query)}))


def links_of(markup):
    root = html5lib.parse(markup, namespaceHTMLElements=False)
    return [urldefrag(item.get("href"))[0] for item in root.iter("a") if item.get("href")]


@pytest.mark.sqlite
def test_every_page_speaks_the_readers_language_and_every_link_leads_somewhere(reader, known, left_out):
    app = reader.application
    rules = [
        rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.arguments == {"lang"}
    ]
    waiting = [rule.replace("<language:lang>", LANGUAGE) for rule in sorted(rules)]
    met, seen, faults, strange = Counter(), set(), [], {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or not (address + "/").startswith((f"/{LANGUAGE}/", f"/{LANGUAGE}?")):
            continue
        seen.add(address)
        try:
            kind = kind_of(app, address)
        except Exception:
            faults.append(f"no such page: {address}")
            continue
        met[kind] += 1
        if met[kind] > MOST_OF_A_KIND:
            continue
        answer = reader.get(address)
        if answer.status_code >= 400:
            faults.append(f"{answer.status_code}: {address}")
        if answer.mimetype == "text/html":
            for words in strangers(answer.data, known, left_out):
                strange.setdefault(words, address)
            waiting += links_of(answer.data)
    assert faults == []
    assert strange == {}
    assert len(met) >= len(rules)
