"""What changed, as Atom: for all statements, and for one with its answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from flask import Response, url_for
from flask_babel import gettext as _

from app.blueprints.you_said.blueprint import bp
from app.domain.typed_text import clean_lines
from app.models.answers import Answer
from app.queries import statements as queries
from app.web import statement_words as words
from app.web.access import public
from app.web.i18n import current_language

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    title: str
    summary: str
    url: str
    day: dt.date


@bp.get("/you-said/feed")
@public
def feed() -> Response:
    entries = [
        Entry(
            id=f"urn:uuid:{row.id}",
            title=row.words,
            summary=words.state_of_row(row).words,
            url=url_for(".shown", statement=row.slug, _external=True),
            day=row.changed_on,
        )
        for row in queries.listed()[:MOST]
    ]
    page, itself = url_for(".listed", _external=True), url_for(".feed", _external=True)
    return answered(atom(_("You said, we did"), itself, page, entries))


@bp.get("/you-said/<string:statement>/feed")
@public
def feed_of_one(statement: str) -> Response:
    """Raises: NotThereError."""
    found = queries.public(statement)
    page = url_for(".shown", statement=found.slug, _external=True)
    itself = url_for(".feed_of_one", statement=found.slug, _external=True)
    entries = [entry_of(one, page) for one in found.answers]
    entries.sort(key=lambda one: one.day, reverse=True)
    return answered(atom(found.words, itself, page, entries, queries.changed_on(found)))


def entry_of(answer: Answer, page: str) -> Entry:
    said = [words.state_of_answer(answer).words, answer.words]
    said += [step.words for step in queries.shown_steps(answer)]
    return Entry(
        id=f"urn:uuid:{answer.id}",
        title=answer.title,
        summary="\n".join(text for text in said if text),
        url=page,
        day=answer.changed_on,
    )


def atom(
    title: str, itself: str, page: str, entries: Iterable[Entry], changed_on: dt.date | None = None
) -> bytes:
    """A feed. Everything in it is written by the library, so that nothing typed can be markup."""
    held = list(entries)
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": current_language()})
    put(root, "id", itself)
    put(root, "title", title)
    put(root, "updated", moment(changed_on or max((one.day for one in held), default=dt.date(2019, 1, 1))))
    ElementTree.SubElement(root, f"{{{ATOM}}}link", {"rel": "self", "href": itself})
    ElementTree.SubElement(root, f"{{{ATOM}}}link", {"rel": "alternate", "type": "text/html", "href": page})
    put(ElementTree.SubElement(root, f"{{{ATOM}}}author"), "name", "Ginnel")
    for one in held:
        entry = ElementTree.SubElement(root, f"{{{ATOM}}}entry")
        put(entry, "id", one.id)
        put(entry, "title", one.title)
        put(entry, "updated", moment(one.day))
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": one.url})
        put(entry, "summary", one.summary)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = clean_lines(text)


def moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def answered(written: bytes) -> Response:
    return Response(written, content_type="application/atom+xml; charset=utf-8")
