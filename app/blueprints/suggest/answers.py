"""The answers in words, each with the way back to its question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.listing import Channel, Kind
from app.domain.schedule_records import rules_of
from app.domain.suggestion import Step, steps
from app.models.stewardship import ListingChange
from app.queries.suggestions import document_of
from app.web.filters import money
from app.web.labels import label
from app.web.times_form import read_back


@dataclass(frozen=True, slots=True)
class Row:
    words: str
    lines: tuple[str, ...]
    url: str


def rows(change: ListingChange, url_of: Callable[[Step], str]) -> list[Row]:
    said = {step: (words, tuple(line for line in lines if line)) for step, words, lines in _said(change)}
    return [Row(*said[step], url_of(step)) for step in steps(document_of(change)) if step in said]


def _said(change: ListingChange) -> list[tuple[Step, str, list[str]]]:
    document = document_of(change)
    places = [
        ", ".join(text for text in (place["name"], place["address_1"], place["postcode"]) if text)
        for place in document["places"]
    ]
    times = read_back(rules_of(document["schedules"]))
    price = "" if document["pence"] is None else money(document["pence"])
    phones = [phone["number"] for phone in document["phones"]]
    return [
        (Step.KIND, _("What it is"), [label(Kind(document["kind"]))]),
        (Step.NAME, _("Name"), [document["name"], document["summary"]]),
        (
            Step.WHERE,
            _("Where"),
            [*places, ", ".join(label(Channel(way)) for way in document["ways"])],
        ),
        (Step.AREA, _("Part of town"), places),
        (Step.WHEN, _("When"), [*times.sentences, *[words for _door, words in times.dates[:2]]]),
        (Step.WHEN_WORDS, _("When"), [document["when_text"]]),
        (Step.COST, _("Cost"), [price, document["cost_text"]]),
        (Step.WHO, _("For"), [document["for_whom"]]),
        (
            Step.CONTACT,
            _("How to get in touch"),
            [*phones, document["email"], document["website"], document["join"]],
        ),
        (Step.YOU, _("How we can reach you"), [change.contact or "", change.answer or ""]),
    ]
