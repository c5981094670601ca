"""What is wrong with the Markdown of a plain page, and what could be plainer, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from flask import current_app
from flask_babel import gettext as _
from markdown_it.token import Token
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.domain.plain_pages import is_guide
from app.domain.reading_grade import HIGHEST, grade
from app.web.accessibility_statement import PARTS
from app.web.filters import number
from app.web.plain_pages import guide_slugs
from app.web.plain_words_hints import hint_words
from app.web.prose import GAP, UnknownGapError, filled, markdown

BRACES = re.compile(r"\{[^{}\n]*\}|\{[^{}\n]{0,60}|\}")
PART = re.compile(r"(?:^|\n\n)\{(?P<name>[a-z_]+)\}(?=\n\n|$)")
"""A paragraph that is worked out."""
LEFT_OVER = re.compile(r"\]\s?\(")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKS = re.compile(r"^\s*(?:#+|[*+-]|\d+\.|>)\s+", re.MULTILINE)
OUTSIDE = ("https://", "http://", "mailto:", "tel:", "sms:")
MOST = 10


def faults(body: str) -> list[str]:
    """What has to be put right before the page can be kept, in the order of reading; at most `MOST`."""
    tokens = markdown("en").parse(body)
    found = [*gap_faults(body), *heading_faults(tokens), *link_faults(tokens)]
    return list(dict.fromkeys(found))[:MOST]


def gap_faults(body: str) -> Iterator[str]:
    for words in empty_gaps(body):
        yield _("We do not know the gap %(gap)s. Look at the list of gaps.", gap=words)


def empty_gaps(body: str) -> Iterator[str]:
    """What looks like a gap and nothing fills, as it is written."""
    for found in BRACES.finditer(PART.sub(_without_known, body)):
        words, gap = found[0], GAP.fullmatch(found[0])
        try:
            if gap is None:
                raise UnknownGapError(words)
            filled(gap)
        except UnknownGapError:
            yield words


def _without_known(part: re.Match[str]) -> str:
    return "\n\n" if part["name"] in PARTS else part[0]


def heading_faults(tokens: list[Token]) -> Iterator[str]:
    level = 1
    for token, words in pairwise(tokens):
        if token.type == "heading_open":
            now = int(token.tag[1])
            if now == 1:
                yield _("Begin the heading “%(words)s” with ##. One # is for the title.", words=words.content)
            elif now > level + 1:
                yield _("The heading “%(words)s” has too many #. Use one less.", words=words.content)
            level = max(now, 1)


def link_faults(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        yield from link_faults(token.children or [])
        if token.type == "link_open" and (wrong := address_fault(str(token.attrGet("href") or ""))):
            yield wrong
        elif token.type == "image":
            yield _("A picture cannot stand in the text. Choose a drawing for the page instead.")
        elif token.type == "text" and LEFT_OVER.search(token.content):
            yield _("The link “%(words)s” is broken. Write [words](/address).", words=token.content[:60])


def address_fault(address: str) -> str:
    if address.startswith(OUTSIDE) or (address.startswith("#") and len(address) > 1):
        return ""
    if not address.startswith("/") or address.startswith("//"):
        return _(
            "The link to “%(address)s” leads nowhere. Begin with / for a page of ours, or with https://",
            address=address,
        )
    return "" if is_ours(address) else _("There is no page of ours at “%(address)s”.", address=address)


def is_ours(address: str) -> bool:
    """Is there a page of ours at this address?"""
    path = address.partition("?")[0].partition("#")[0]
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    slug = values.get("slug", "")
    return endpoint != "pages.guide" or (is_guide(slug) and slug in guide_slugs())


def plain(body: str) -> str:
    """The words as they would be read aloud."""
    return MARKS.sub("", GAP.sub("this", LINK.sub(r"\1", body)))


def hints(body: str, language: str) -> list[str]:
    """Advice only: long sentences, words people do not say, and how hard it is to read."""
    said = hint_words(plain(body), language=language)
    read = grade(plain(body)) if language == "en" else None
    if read is not None and read > HIGHEST:
        said.append(
            _(
                "Reading grade %(grade)s. Aim for %(most)s or less: shorter words, shorter sentences.",
                grade=number(round(read)),
                most=number(int(HIGHEST)),
            )
        )
    return said
