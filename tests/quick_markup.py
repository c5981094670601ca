"""Reads a page in which nothing is left to guess: several times faster than html5lib, with the same tree.

Of a page that leaves out an end tag, puts one thing into another that may not hold it, or uses what our
pages do not use, it says nothing: html5lib reads that one, and says what is wrong.
tests/unit/test_quick_markup.py holds the two against each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element, SubElement

from html5lib.constants import adjustSVGAttributes, namespaces, specialElements

SPACE = " \t\n\f"
TAG = re.compile(
    r"""
    ([^<]*)
    <(/?)([a-zA-Z][a-zA-Z0-9]*)
    ((?:[ \t\n]+[a-zA-Z][-a-zA-Z0-9:]*(?:="[^"]*")?)*)[ \t\n]*
    (/?)>
    """,
    re.VERBOSE,
)
ATTRIBUTE = re.compile(r'([a-zA-Z][-a-zA-Z0-9:]*)(?:="([^"]*)")?')
START = re.compile(r"<!doctype html>[ \t\n]*", re.IGNORECASE)
UNUSUAL = re.compile(
    r"""
    [^\t\n\ -~\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0001fffd]
    | &(?!(?:[a-zA-Z]+|\#34|\#39);)
    """,
    re.VERBOSE,
)
"""Characters and references that may be a fault."""
NAMED = re.compile("&([a-zA-Z]+;)")

VOID = frozenset(("area", "br", "embed", "hr", "img", "input", "source", "track", "wbr"))
MAY_CLOSE = VOID | {"meta", "link", "svg"}
RAW = frozenset(("title", "script", "textarea"))
"""What stands in them is text alone."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | {
    *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p"),
    *("pre", "section", "summary", "table", "ul"),
}
"""What may not stand in a paragraph."""
FORMATTING = frozenset(("a", "b", "code", "em", "i", "s", "small", "strong", "u"))
PLAIN = {
    *("abbr", "audio", "bdi", "bdo", "button", "canvas", "cite", "data", "datalist", "del", "dfn", "ins"),
    *("kbd", "label", "legend", "mark", "meter", "output", "picture", "progress", "q", "samp", "select"),
    *("span", "sub", "sup", "template", "time", "var", "video"),
}
INSIDE = {
    "html": frozenset(("head", "body")),
    "head": frozenset(("meta", "link", "title", "script")),
    "table": frozenset(("caption", "thead", "tbody", "tfoot")),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset(("tr",))),
    "tr": frozenset(("td", "th")),
    "select": frozenset(("option", "optgroup")),
    "optgroup": frozenset(("option",)),
    "datalist": frozenset(("option",)),
    "option": frozenset[str](),
}
"""What may stand in those that do not hold whatever a body holds."""
FLOW = BLOCKS | FORMATTING | PLAIN | VOID | {"textarea", "script", "svg"}
WORDLESS = frozenset(("html", "head", "table", "thead", "tbody", "tfoot", "tr"))
NOT_TWICE = frozenset(("a", "button", "form"))
ITEMS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
SPECIAL = frozenset(name for _, name in specialElements) - {"address", "div", "p"}
SVG = f"{{{namespaces['svg']}}}"
DRAWN = {
    *("a", "circle", "clippath", "defs", "ellipse", "g", "image", "line", "path", "pattern", "polygon"),
    *("polyline", "rect", "text", "title", "tspan", "use"),
}
DRAWN_AS = {"clippath": "clipPath"}
DRAWN_WITH = {**adjustSVGAttributes, "xmlns": f"{{{namespaces['xmlns']}}}xmlns"}


class UnsureError(Exception):
    """Only html5lib can tell."""


def tree(markup: str) -> Element | None:
    """The tree html5lib would make without a fault to tell of; None where only html5lib can say."""
    try:
        return read(markup)
    except UnsureError:
        return None


def read(markup: str) -> Element:
    begun = START.match(markup)
    if not begun or UNUSUAL.search(markup) or not html5.keys() >= set(NAMED.findall(markup)):
        raise UnsureError
    at, page = begun.end(), Page()
    while not page.is_over:
        found = TAG.match(markup, at)
        if not found:
            raise UnsureError
        words, slash, name, attributes, closed = found.groups()
        if words:
            page.say(words)
        at, name = found.end(), name.lower()
        if slash:
            if attributes or closed:
                raise UnsureError
            page.end(name)
            continue
        page.start(name, attributes, bool(closed))
        if name in RAW and not page.drawing:
            end = markup.find(f"</{name}", at)
            page.hold(markup[at:end])
            at = end
    if markup[at:].strip(SPACE):
        raise UnsureError
    page.add(page.body, markup[at:])
    return page.html


class Page:
    """What was read so far."""

    def __init__(self) -> None:
        self.html = Element("html")
        self.body = self.html
        self.open: list[tuple[str, Element]] = []
        self.many: dict[str, int] = {}
        """Name -> how many are open."""
        self.drawing = 0
        """Of the open ones, how many stand in a drawing."""
        self.is_over = False

    def start(self, name: str, written: str, closed: bool) -> None:
        if self.drawing:
            self.draw(name, written, closed)
            return
        attributes = read_attributes(written)
        if not self.open:
            if name != "html" or self.body is not self.html or closed:
                raise UnsureError
            self.html.attrib.update(attributes)
            self.push(name, self.html)
            return
        above, parent = self.open[-1]
        if name not in INSIDE.get(above, FLOW) or (closed and name not in MAY_CLOSE):
            raise UnsureError
        self.allow(name, above)
        made = SubElement(parent, SVG + name if name == "svg" else name, attributes)
        if name == "svg":
            made.attrib.clear()
            made.attrib.update(drawn_attributes(written))
            self.drawing = 0 if closed else 1
            if not closed:
                self.push(name, made)
        elif name not in MAY_CLOSE:
            self.push(name, made)

    def allow(self, name: str, above: str) -> None:
        """Raises: UnsureError where this one ends another, or may not stand here."""
        many = self.many
        if (
            (name in BLOCKS and many.get("p"))
            or (name in NOT_TWICE and many.get(name))
            or (name in HEADINGS and above in HEADINGS)
            or (name in FORMATTING and many.get(name, 0) > 2)
            or (name == "head" and len(self.html))
        ):
            raise UnsureError
        if name == "body" and [child.tag for child in self.html] != ["head"]:
            raise UnsureError
        if name in ITEMS:
            for other, _ in reversed(self.open):
                if other in ITEMS[name]:
                    raise UnsureError
                if other in SPECIAL:
                    break

    def draw(self, name: str, written: str, closed: bool) -> None:
        above, parent = self.open[-1]
        if name not in DRAWN or above == "title":
            raise UnsureError
        made = SubElement(parent, SVG + DRAWN_AS.get(name, name), drawn_attributes(written))
        if not closed:
            self.drawing += 1
            self.push(name, made)

    def push(self, name: str, made: Element) -> None:
        self.open.append((name, made))
        self.many[name] = self.many.get(name, 0) + 1

    def end(self, name: str) -> None:
        if not self.open or self.open[-1][0] != name:
            raise UnsureError
        _, ended = self.open.pop()
        self.many[name] -= 1
        self.drawing -= bool(self.drawing)
        if name == "body":
            self.body = ended
        elif name == "html":
            if self.body is self.html:
                raise UnsureError
            self.is_over = True

    def say(self, words: str) -> None:
        """Words between two tags."""
        above, parent = self.open[-1] if self.open else ("", self.html)
        if above in WORDLESS or not above:
            if words.strip(SPACE):
                raise UnsureError
            if not above:
                return
            if above == "html":
                if not len(parent):
                    return
                if self.body is not self.html:
                    parent = self.body
        elif above == "pre" and not len(parent) and words[0] == "\n":
            words = words[1:]
        self.add(parent, unescape(words) if "&" in words else words)

    def hold(self, words: str) -> None:
        """What stands in an element of text alone, whose end tag comes next."""
        name, element = self.open[-1]
        if "</" in words or "<!" in words:
            raise UnsureError
        if name == "textarea" and words[:1] == "\n":
            words = words[1:]
        self.add(element, words if name == "script" else unescape(words))

    def add(self, parent: Element, words: str) -> None:
        if not words:
            return
        if len(parent):
            last = parent[-1]
            last.tail = (last.tail or "") + words
        else:
            parent.text = (parent.text or "") + words


@lru_cache(maxsize=20_000)
def read_attributes(written: str) -> dict[str, str]:
    """Raises: UnsureError where one is there twice."""
    found = ATTRIBUTE.findall(written)
    made = {name.lower(): unescape(value) if "&" in value else value for name, value in found}
    if len(made) < len(found):
        raise UnsureError
    return made


def drawn_attributes(written: str) -> dict[str, str]:
    made = read_attributes(written)
    if any(":" in name for name in made):
        raise UnsureError
    return {DRAWN_WITH.get(name, name): value for name, value in made.items()}
