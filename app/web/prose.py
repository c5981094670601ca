"""Markdown of the plain pages as markup with our classes, its gaps filled with the place's own facts.

Gaps: `{place}`, `{councils}`, `{helpline}`, `{hours}`, `{relay}`, `{email}`, `{age}`; `{ring:KEY}` and
`{line:KEY}` for an emergency number by its key; `{number:0800 ...}` for any other telephone number;
`{en:words}` for English words inside another language. A paragraph that is a gap with an underscore, such as
`{known_issues}`, is a part that is worked out: web/accessibility_statement.py.

A gap that nothing fills any more, such as a number taken out of the place's settings, never breaks the page:
its reader is told whom to ask, and the list of pages tells staff (web/page_faults.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from flask_babel import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from app.domain.languages import QUOTES
from app.domain.places import EmergencyNumber
from app.gateways.place_pages import PageText
from app.web import filters
from app.web.accessibility_statement import PARTS
from app.web.i18n import ENGLISH, current_language, place_name
from app.web.place import place

CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
    "link_open": "govuk-link",
    "h2": "govuk-heading-l",
    "h3": "govuk-heading-m",
    "h4": "govuk-heading-s",
}
PART = re.compile(r'<p class="govuk-body">\{(?P<name>[a-z]+_[a-z]+)\}</p>')
GAP = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<value>[^{}]+))?\}")
ANCHOR = re.compile(r"</?a\b[^<>]*>")
TAG_OR_GAP = re.compile(rf"(?P<tag><[^<>]*>)|{GAP.pattern}")


class UnknownGapError(LookupError):
    """A page has a gap that nothing fills."""


def prose(page: PageText) -> Markup:
    """The page's body, ready to show."""
    reader = markdown(page.lang)
    tokens = reader.parse(page.body)
    dress(tokens)
    number_sections(tokens)
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(PART.sub(_part, _Filling().over(html)))  # noqa: S704 - Markdown escapes the text, html is off, gaps escape theirs


def sections(page: PageText) -> list[tuple[str, str]]:
    """The id and the words of each section."""
    tokens = markdown(page.lang).parse(page.body)
    number_sections(tokens)
    return [
        (str(token.attrGet("id")), words.content)
        for token, words in pairwise(tokens)
        if token.type == "heading_open" and token.attrGet("id")
    ]


@cache
def markdown(lang: str) -> MarkdownIt:
    """A reader that curls the quotation marks as the language does, and lets no HTML through."""
    quotes = next((one.quotes for one in place().languages if one.code == lang), QUOTES)
    options = {"html": False, "typographer": True, "quotes": quotes}
    return MarkdownIt("commonmark", options).enable("smartquotes")


def number_sections(tokens: Iterable[Token]) -> None:
    """Give each section an id, the same in every language."""
    headings = (token for token in tokens if token.type == "heading_open" and token.tag == "h2")
    for number, token in enumerate(headings, start=1):
        token.attrSet("id", f"part-{number}")


def dress(tokens: Iterable[Token]) -> None:
    """Give every element its class, and links within the site their language."""
    for token in tokens:
        if classes := CLASSES.get(token.tag if token.type == "heading_open" else token.type):
            token.attrSet("class", classes)
        if token.type == "link_open":
            token.attrSet("href", in_language(str(token.attrGet("href"))))
        dress(token.children or ())


def in_language(address: str) -> str:
    language = current_language()
    return f"/{language}{address}" if address.startswith("/") and language != ENGLISH else address


class _Filling:
    """One way through a page's markup: what stands in a link is no link itself."""

    in_link = False

    def over(self, html: str) -> str:
        return TAG_OR_GAP.sub(self._tag_or_gap, html)

    def _tag_or_gap(self, found: re.Match[str]) -> str:
        """A gap filled. In a tag, such as the title of a link, no element may stand: the words alone do."""
        if found["tag"] is None:
            said = shown(found)
            return ANCHOR.sub("", said) if self.in_link else said
        if ANCHOR.fullmatch(found["tag"]):
            self.in_link = not found["tag"].startswith("</")
        return GAP.sub(lambda gap: str(escape(Markup(shown(gap)).striptags())), found["tag"])  # noqa: S704


def _part(gap: re.Match[str]) -> str:
    return str(PARTS[gap["name"]]()) if gap["name"] in PARTS else ""


def shown(gap: re.Match[str]) -> str:
    """What stands in a gap; where nothing does any more, whom to ask instead."""
    try:
        return filled(gap)
    except UnknownGapError:
        return str(missing())


def missing() -> Markup:
    """Said in brackets: it stands in the middle of any sentence."""
    words = Markup(_("(Something is missing here. Our helpline can tell you: %(number)s)"))  # noqa: S704
    return words % {"number": helpline()}


def filled(gap: re.Match[str]) -> str:
    """What stands in a gap. Raises: UnknownGapError."""
    name, value = gap["name"], gap["value"]
    try:
        return str(escape(PLAIN[name]() if value is None else KEYED[name](value)))
    except (KeyError, StopIteration) as error:
        raise UnknownGapError(gap[0]) from error


def helpline() -> Markup:
    return filters.phone(place().help_line.number)


def hours() -> str:
    return place().words(place().help_line.hours, current_language())


def relay() -> Markup:
    return filters.ltr(place().help_line.relay)


def email() -> Markup:
    return filters.email(place().help_line.email)


def age() -> str:
    """From which birthday on somebody can have a link worker."""
    return filters.number(place().social_prescribing.min_age)


def councils() -> str:
    return ", ".join(council.full_name or council.name for council in place().councils)


def emergency(key: str) -> EmergencyNumber:
    return next(number for number in place().emergency_numbers if number.key == key)


def english(words: str) -> Markup:
    return Markup('<span lang="en" dir="ltr">{}</span>').format(Markup(words))  # noqa: S704 - escaped by Markdown


def ring(key: str) -> Markup:
    """One emergency number, large."""
    line = emergency(key)
    show = filters.text_number if line.by_text else filters.phone
    return show(line.number, "govuk-link gin-tel")


def line(key: str) -> Markup:
    """One emergency number in a line: who, the number, and when to use it."""
    found = emergency(key)
    name, when = (place().words(words, current_language()) for words in (found.name, found.when))
    return Markup("<strong>{}</strong>: {}<br>{}").format(name, ring(key), when)


PLAIN: dict[str, Callable[[], object]] = {
    "place": place_name,
    "councils": councils,
    "helpline": helpline,
    "hours": hours,
    "relay": relay,
    "email": email,
    "age": age,
}
KEYED: dict[str, Callable[[str], object]] = {
    "ring": ring,
    "line": line,
    "number": filters.phone,
    "en": english,
}
