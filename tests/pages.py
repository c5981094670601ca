"""What must be true of every HTML page, whoever fetches it."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

import brotli
import html5lib
from html5lib.constants import E as MESSAGES
from werkzeug.wrappers import Response

from tests import quick_markup

LABELLED = {"input", "select", "textarea"}
NEEDS_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
FORM_ONLY = {
    "required": {"input", "select", "textarea"},
    "placeholder": {"input", "textarea"},
    "autocomplete": {"input", "select", "textarea", "form"},
    "checked": {"input"},
    "disabled": {"input", "select", "textarea", "button", "fieldset", "option", "optgroup"},
    "maxlength": {"input", "textarea"},
    "value": {"input", "button", "option", "li", "data", "meter", "progress", "param"},
}
POINTERS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "for", "list", "form")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LOADED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href", "link": "href"}
NOT_LOADED = {"alternate", "canonical", "license", "author", "help", "search", "next", "prev"}
LEADING = {"href", "src", "action", "formaction"}
RUNS_SCRIPT = re.compile(r"\s*(javascript|vbscript):", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
SEEN: set[bytes] = set()
CHANGES = re.compile(
    rb"""
    (?P<token> name="form_token"\ value="[^"]*")
    | [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}
    | (?<![A-Za-z0-9<\#]) [0-9]+
    """,
    re.VERBOSE,
)
"""What differs from test to test in a page that is the same but for that: form tokens, ids and numbers."""


class BadPageError(AssertionError):
    """A page breaks a rule every page keeps."""


UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "identity": bytes,
}


def check(response: Response, *, cookieless: bool = True) -> None:
    """Raises: BadPageError with every fault of an HTML answer."""
    faults = list(answer_faults(response, cookieless))
    if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
        markup = UNPACK[response.headers.get("Content-Encoding", "identity")](response.get_data())
        faults += page_faults(markup) if markup else []
    if faults:
        raise BadPageError(f"status {response.status_code}: " + "; ".join(faults))


def answer_faults(response: Response, cookieless: bool) -> Iterator[str]:
    asked = getattr(response, "request", None)
    if (
        asked is not None
        and asked.method in ("GET", "HEAD")
        and cookieless
        and "Set-Cookie" in response.headers
    ):
        yield f"a GET without cookies sets one: {response.headers['Set-Cookie'].split('=')[0]}"
    if response.mimetype == "text/html" and "Content-Security-Policy" not in response.headers:
        yield "no Content-Security-Policy"


def page_faults(markup: bytes) -> list[str]:
    """Every fault of a whole page, in words. A page seen before has none."""
    text_of_it = markup.decode("utf-8")
    root = quick_markup.tree(text_of_it)
    if root is not None:
        return [fault for rule in RULES for fault in rule(root)]
    print_of_it = hashlib.sha1(but_for_names(markup)).digest()
    if print_of_it in SEEN:
        return []
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text_of_it)
    faults = [f"line {place[0]}: {MESSAGES.get(code, code) % data}" for place, code, data in parser.errors]
    for rule in RULES:
        faults += rule(root)
    if not faults:
        SEEN.add(print_of_it)
    return faults


def but_for_names(markup: bytes) -> bytes:
    """The page with its ids and numbers named anew, in the order they come: what was equal still is, and
    nothing else, so that a page has the faults of every other that comes out the same."""
    names: dict[bytes, bytes] = {}

    def anew(found: re.Match[bytes]) -> bytes:
        return b"" if found["token"] else names.setdefault(found[0], b"\0%d\0" % len(names))

    return CHANGES.sub(anew, markup)


def head(root: Element) -> Iterator[str]:
    if not root.get("lang"):
        yield "html has no lang"
    if root.get("dir") not in ("ltr", "rtl"):
        yield "html has no dir"
    titles = [text(title) for title in root.findall("head/title")]
    if len(titles) != 1 or not titles[0]:
        yield "no title"
    metas = {meta.get("name"): meta.get("content") for meta in root.iter("meta")}
    if "viewport" not in metas:
        yield "no viewport"
    elif re.search(r"user-scalable\s*=\s*no|maximum-scale", metas["viewport"] or ""):
        yield "zooming is forbidden"


def headings(root: Element) -> Iterator[str]:
    found = [(HEADINGS[item.tag], text(item)) for item in elements(root) if item.tag in HEADINGS]
    if sum(level == 1 for level, _ in found) != 1:
        yield f"{sum(level == 1 for level, _ in found)} h1"
    if len(list(root.iter("main"))) != 1:
        yield f"{len(list(root.iter('main')))} main"
    last = 0
    for level, words in found:
        if not words:
            yield f"empty h{level}"
        if level > last + 1 and last:
            yield f"h{level} after h{last}: {words[:40]}"
        last = level


def ids(root: Element) -> Iterator[str]:
    counted = Counter(item.get("id") for item in elements(root) if item.get("id") is not None)
    for name, times in counted.items():
        if times > 1:
            yield f"id {name} {times} times"
        if not name or re.search(r"\s", name):
            yield f"id {name!r}"
    for item in elements(root):
        for pointer in POINTERS:
            for name in (item.get(pointer) or "").split():
                if name not in counted:
                    yield f"{item.tag} {pointer} points at {name}, which is not there"
        target = item.get("href") or ""
        if item.tag == "a" and target.startswith("#") and target != "#" and target[1:] not in counted:
            yield f"link to {target}, which is not there"


def fields(root: Element) -> Iterator[str]:
    named = {label.get("for") for label in root.iter("label") if text(label)}
    wrapped = {id(inner) for label in root.iter("label") for inner in label.iter() if text(label)}
    for item in elements(root):
        if item.tag in LABELLED and item.get("type", "text") not in NEEDS_NO_LABEL:
            words = item.get("aria-label") or item.get("aria-labelledby")
            if not words and item.get("id") not in named and id(item) not in wrapped:
                yield f"{item.tag} {item.get('name')} has no label"
            if not item.get("name"):
                yield f"{item.tag} {item.get('id')} has no name"
        if item.tag == "fieldset" and item.find("legend") is None:
            yield "fieldset without legend"
        for attribute, tags in FORM_ONLY.items():
            if item.get(attribute) is not None and item.tag not in tags:
                yield f"{item.tag} may not have {attribute}"


def inline(root: Element) -> Iterator[str]:
    for item in elements(root):
        is_code = item.tag == "script" and item.get("type") != "application/json"
        if item.tag == "style" or (is_code and not item.get("src")):
            yield f"inline {item.tag}"
        for name, value in item.attrib.items():
            if name == "style":
                yield f"{item.tag} has a style attribute"
            if name[:2] == "on" and name.isalpha():
                yield f"{item.tag} has {name}"
            if name in LEADING and RUNS_SCRIPT.match(value):
                yield f"{item.tag} {name} runs script"
        loads = item.get(LOADED.get(item.tag, "")) or ""
        if item.tag == "link" and set((item.get("rel") or "").split()) <= NOT_LOADED:
            continue
        if loads and ELSEWHERE.match(loads):
            yield f"{item.tag} loads from elsewhere: {loads[:60]}"


def pictures(root: Element) -> Iterator[str]:
    for item in elements(root):
        if item.tag == "img" and item.get("alt") is None:
            yield f"img without alt: {item.get('src', '')[:60]}"
        if item.tag.endswith("svg") and item.get("aria-hidden") != "true" and not name_of(item):
            yield "svg neither hidden nor named"


def links(root: Element) -> Iterator[str]:
    for item in elements(root):
        if item.tag in ("a", "button") and (item.tag == "button" or item.get("href") is not None):
            if not name_of(item):
                yield f"empty {item.tag}: {item.get('href') or item.get('name') or ''}"
            if item.tag == "a" and not item.get("href"):
                yield f"link without address: {text(item)[:40]}"
        if item.tag == "th" and item.get("scope") is None:
            yield f"th without scope: {text(item)[:40]}"


def searches(root: Element) -> Iterator[str]:
    """The fields of a form that is fetched take the place of whatever its address asked."""
    for item in elements(root):
        if item.tag != "form" or (item.get("method") or "get").lower() != "get":
            continue
        if "?" in (item.get("action") or ""):
            yield f"a GET form loses the query of its action: {item.get('action')}"


RULES = (head, headings, ids, fields, inline, pictures, links, searches)


def elements(root: Element) -> Iterator[Element]:
    return (item for item in root.iter() if isinstance(item.tag, str))


def text(item: Element) -> str:
    return " ".join("".join(spoken(item)).split())


def spoken(item: Element) -> Iterator[str]:
    """What a screen reader would say of an element."""
    if not isinstance(item.tag, str) or item.get("aria-hidden") == "true":
        return
    yield item.get("alt") or "" if item.tag == "img" else item.text or ""
    for inner in item:
        yield from spoken(inner)
        yield inner.tail or ""


def name_of(item: Element) -> str:
    given: Iterable[str | None] = (
        item.get("aria-label"),
        item.get("aria-labelledby"),
        item.get("title"),
        text(item),
    )
    return next((words for words in given if words), "")
