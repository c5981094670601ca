"""Fills in the forms that anybody may send, page after page to the end, and keeps the pages that come.

The same form is walked through several times: with the first answer to every question, with the second and
with the last, since other answers lead to other ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import etree

from access.checks.by_markup import title_of
from access.crawl import READER, Crawl, policy, unpacked, within
from access.demonstration import Demonstration
from access.forms import untouched
from access.found import Found

WAYS = (0, 1, -1)
"""Which answer of each question is taken: the first, the second, the last."""
LONGEST = 40
TOO_MANY, NOT_THERE = 429, 404
NEVER = ("sign-", "throw-away", "forget", "clear", "/my")
"""Words of addresses to which nothing is sent: they end a walk, or need what nobody here knows."""
SENDS = frozenset({"submit", "image"})
TYPED = (
    ("nhs", "943 476 5919"),
    ("interpreter", "Polish"),
    ("language", "Polish"),
    ("postcode", "LS9 8AA"),
    ("email", "made.up@example.org"),
    ("phone", "0113 496 0123"),
    ("mobile", "07700 900123"),
    ("number", "0113 496 0123"),
    ("day", "12"),
    ("month", "3"),
    ("year", "1980"),
    ("born", "1980"),
    ("name", "Made-up Person"),
)
"""What a name or a kind of box says -> what is typed there."""
WORDS = "We sing on Mondays, and it does us good."


@dataclass(frozen=True)
class Form:
    action: str
    fields: tuple[tuple[str, str], ...]
    questions: int


def pages_behind_forms(demonstration: Demonstration, found: Iterable[Found]) -> list[Found]:
    """Pages met on the walks, each once; whatever a walk changes is taken back."""
    crawl = Crawl(demonstration)
    kept: dict[tuple[str, str], Found] = {}
    begun: set[str] = set()
    starts = [
        one
        for one in found
        if one.status == 200 and one.is_public and not one.reader.cookie and not one.answer_to_form
    ]
    with untouched(demonstration), crawl.watched():
        for start in starts:
            forms = sum(1 for _ in forms_of(start, 0))
            if not forms or start.endpoint in begun:
                continue
            begun.add(start.endpoint)
            for which in range(forms):
                for way in WAYS:
                    for page in Walk(crawl, start, which, way).pages():
                        kept.setdefault((page.template, page.step), page)
    return list(kept.values())


@dataclass
class Walk:
    """One person's way from a page with forms to an end."""

    crawl: Crawl
    start: Found
    which: int
    """Of several forms on the first page, the one that is filled in."""
    way: int

    def __post_init__(self) -> None:
        self.client = FlaskClient(self.crawl.app, self.crawl.app.response_class)

    def pages(self) -> Iterator[Found]:
        page = self.asked(self.start, self.start.address)
        seen = {(page.address, page.step)}
        for _ in range(LONGEST):
            answers = list(self.sent(page))
            yield from answers
            page = answers[-1] if answers else page
            if not answers or page.status != 200 or (page.address, page.step) in seen:
                return
            seen.add((page.address, page.step))

    def sent(self, page: Found) -> Iterator[Found]:
        """What the form of the page leads to. Where this way of answering is refused, another is tried."""
        for way in (self.way, *(one for one in WAYS if one != self.way)):
            forms = list(forms_of(page, way))
            if not forms:
                return
            is_first = page.address == self.start.address
            form = forms[min(self.which, len(forms) - 1)] if is_first else max_by_questions(forms)
            come = replace(self.asked(page, form.action, form.fields), came_from=page.address)
            if not come.is_page or come.status in (TOO_MANY, NOT_THERE):
                return
            yield come
            if come.status == 200:
                return

    def asked(self, page: Found, address: str, fields: Iterable[tuple[str, str]] = ()) -> Found:
        """The page an address or a form leads to."""
        self.crawl.rendered.clear()
        typed_in: dict[str, list[str]] = {}
        for name, value in fields:
            typed_in.setdefault(name, []).append(value)
        answer: Any = self.client.post(address, data=typed_in) if typed_in else self.client.get(address)
        for _ in range(3):
            if not 300 <= answer.status_code < 400:
                break
            address = urldefrag(within(answer.location or "/").decode())[0]
            answer.close()
            self.crawl.rendered.clear()
            answer = self.client.get(address)
        is_page = answer.mimetype == "text/html"
        kind = self.crawl.kind_of(address)
        come = replace(
            page,
            address=address,
            endpoint=kind[0] if kind else page.endpoint,
            template=(self.crawl.rendered or [""])[-1],
            status=answer.status_code,
            kind=answer.mimetype or "",
            markup=unpacked(answer) if is_page else b"",
            answer_to_form=True,
            headers=policy(answer),
        )
        answer.close()
        return replace(come, step=title_of(come))


def max_by_questions(forms: list[Form]) -> Form:
    return max(forms, key=lambda one: one.questions)


def forms_of(page: Found, way: int) -> Iterator[Form]:
    """The forms of its main part that somebody sends, filled in."""
    if not page.markup:
        return
    root = etree.fromstring(page.markup.decode(), READER)
    main = root.find(".//main")
    for form in main.iter("form") if main is not None else ():
        if (form.get("method") or "get").lower() != "post":
            continue
        action = urljoin(page.address, form.get("action") or page.address)
        if may_send(action):
            yield Form(action, *filled(form, way))


def may_send(action: str) -> bool:
    return not urlsplit(action).netloc and not any(word in action for word in NEVER)


def filled(form: Any, way: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """What is sent, and how many questions were answered."""
    fields: list[tuple[str, str]] = []
    choices: dict[str, list[str]] = {}
    questions, button = 0, None
    for box in form.iter("input", "textarea", "select", "button"):
        name, kind = box.get("name"), box.get("type", "submit" if box.tag == "button" else "text")
        if kind in SENDS or box.tag == "button":
            if (box.get("class") or "").startswith("govuk-button") or button is None:
                button = box
        elif not name or kind == "file" or box.get("tabindex") == "-1":
            continue
        elif kind == "hidden":
            fields.append((name, box.get("value") or ""))
        elif kind in ("radio", "checkbox"):
            choices.setdefault(name, []).append(box.get("value") or "on")
        elif box.tag == "select":
            values = [one.get("value") or "" for one in box.iter("option")]
            choices.setdefault(name, []).extend(filter(None, values))
        else:
            questions += 1
            fields.append((name, typed(box)))
    if button is not None and button.get("name"):
        fields.append((button.get("name"), button.get("value") or ""))
    for name, values in choices.items():
        questions += 1
        if values:
            fields.append((name, values[min(way, len(values) - 1)]))
    return tuple(fields), questions


def typed(box: Any) -> str:
    kind = box.get("type", "text")
    if kind in ("date", "number"):
        return "2026-12-01" if kind == "date" else "3"
    said = f"{kind} {box.get('name')} {box.get('id')}".lower()
    otherwise = "18" if box.get("inputmode") == "numeric" else WORDS
    return next((value for word, value in TYPED if word in said), otherwise)
