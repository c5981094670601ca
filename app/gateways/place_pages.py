"""Reads the plain pages of a place: `places/<name>/pages/<slug>.<lang>.md`, else the shared `places/pages/`.

Lines `key: value` stand first: the keys of `FIELDS`. Then `# Its title`, and its words. A text in Easy Read
is called `<slug>.easy.<lang>.md`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

ENGLISH = "en"
FIELDS = frozenset(
    {"group", "order", "summary", "owner", "review", "drawing", "method", "translator", "reviewed"}
)
NAME = re.compile(
    r"(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?P<easy>\.easy)?\.(?P<lang>[a-z]{2,3}(?:-[A-Za-z]+)?)\.md"
)
TITLE = re.compile(r"^# +(?P<title>.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageText:
    title: str
    body: str
    """Markdown with gaps such as `{helpline}`."""
    lang: str
    reviewed: str = ""
    """Who read the translation and when; empty where nobody has."""
    group: str = ""
    order: int = 0
    summary: str = ""
    owner: str = ""
    """A team, never a person."""
    review: dt.date | None = None
    """By when somebody looks at the page again."""
    checked: dt.date | None = None
    """When somebody last read it and said that it is right; None where nobody has said so."""
    drawing: str = ""
    method: str = ""
    """How a translation was made: `person`, `machine-helped`; empty where nobody says."""
    translator: str = ""
    is_behind: bool = False
    """The English has changed since this was translated."""


class NoPageError(LookupError):
    """Not even an English text."""


class PageFaultError(ValueError):
    """A file of a page is not as it must be."""


@functools.cache
def page_text(root: Path, place: str, slug: str, lang: str) -> PageText:
    """The page in that language, else in English; the place's own before the shared one.

    Raises: NoPageError; PageFaultError.
    """
    held = files(root, place)
    for language in dict.fromkeys((lang, ENGLISH)):
        if path := held.get((slug, language)):
            return parse(path.read_text(encoding="utf-8"), language)
    raise NoPageError(slug)


@functools.cache
def easy_text(root: Path, place: str, slug: str, lang: str) -> PageText:
    """The page in Easy Read, in that language or in English. Raises: NoPageError; PageFaultError."""
    held = files(root, place, easy=True)
    for language in dict.fromkeys((lang, ENGLISH)):
        if path := held.get((slug, language)):
            return parse(path.read_text(encoding="utf-8"), language)
    raise NoPageError(slug)


@functools.cache
def files(root: Path, place: str, *, easy: bool = False) -> Mapping[tuple[str, str], Path]:
    """Every page there is a file for, by its name and language."""
    found: dict[tuple[str, str], Path] = {}
    for folder in (root / "places" / "pages", root / "places" / place / "pages"):
        for path in sorted(folder.glob("*.md")):
            name = NAME.fullmatch(path.name)
            if name and bool(name["easy"]) is easy:
                found[name["slug"], name["lang"]] = path
    return MappingProxyType(found)


def languages_of(root: Path, place: str) -> dict[str, frozenset[str]]:
    """Each page there is an English file for, with the languages of its files."""
    held = files(root, place)
    slugs = [slug for slug, lang in held if lang == ENGLISH]
    return {slug: frozenset(lang for name, lang in held if name == slug) for slug in slugs}


def parse(text: str, lang: str) -> PageText:
    """Raises: PageFaultError."""
    title = TITLE.search(text)
    if title is None:
        raise PageFaultError("There is no line `# Title`")
    said = fields_of(text[: title.start()])
    try:
        order = int(said.get("order", "0"))
        review = dt.date.fromisoformat(said["review"]) if said.get("review") else None
    except ValueError as error:
        raise PageFaultError(str(error)) from error
    return PageText(
        title=title["title"].strip(),
        body=text[title.end() :].strip(),
        lang=lang,
        reviewed=said.get("reviewed", ""),
        group=said.get("group", ""),
        order=order,
        summary=said.get("summary", ""),
        owner=said.get("owner", ""),
        review=review,
        drawing=said.get("drawing", ""),
        method=said.get("method", ""),
        translator=said.get("translator", ""),
    )


def fields_of(before: str) -> dict[str, str]:
    """What stands before the title."""
    lines = (line.partition(":") for line in before.splitlines())
    return {key.strip(): value.strip() for key, colon, value in lines if colon}


def unknown_lines(text: str) -> list[str]:
    """Lines before the title that nothing reads: a slip in a file of ours."""
    title = TITLE.search(text)
    before = text[: title.start()] if title else text
    return [
        line for line in before.splitlines() if line.strip() and line.partition(":")[0].strip() not in FIELDS
    ]
