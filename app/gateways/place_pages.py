"""Reads the plain pages of a place: `places/<name>/pages/<slug>.<lang>.md`, else the shared `places/pages/`.

A page begins with `# Its title`. Before that, a line `reviewed: WHO, WHEN` says that somebody who speaks the
language has read a translation.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class PageText:
    title: str
    body: str
    """Markdown with gaps such as `{helpline}`."""
    lang: str
    reviewed: str
    """Who read the translation and when; empty where nobody has."""


class NoPageError(LookupError):
    """Not even an English text."""


@functools.cache
def page_text(root: Path, place: str, slug: str, lang: str) -> PageText:
    """The page in that language, else in English; the place's own before the shared one.

    Raises: NoPageError.
    """
    for language in dict.fromkeys((lang, ENGLISH)):
        for folder in (root / "places" / place / "pages", root / "places" / "pages"):
            path = folder / f"{slug}.{language}.md"
            if path.is_file():
                return parse(path.read_text(encoding="utf-8"), language)
    raise NoPageError(slug)


def parse(text: str, lang: str) -> PageText:
    before, _, rest = text.partition("# ")
    title, _, body = rest.partition("\n")
    reviewed = next((line[9:].strip() for line in before.splitlines() if line.startswith("reviewed:")), "")
    return PageText(title.strip(), body.strip(), lang, reviewed)
