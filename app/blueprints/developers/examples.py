"""Worked calls with the answers they really give, cut where they would go on for pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext as _

from app.domain.openreferral.asking import asked
from app.domain.openreferral.fields import Profile
from app.domain.places import Place
from app.queries.open_data import Writer

MOST_LINES, FEW_LINES = 24, 12
LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class Example:
    words: str
    address: str
    answer: str


def examples(place: Place, stubs: Mapping[str, str]) -> list[Example]:
    """Nothing while there are no listings."""
    uk, whole = Writer(Profile.UK, place), Writer(Profile.HSDS, place)
    question = {"per_page": "1"}
    page = uk.services(asked(listed(question)))
    if not page["contents"]:
        return []
    first = page["contents"][0]["id"]
    answer = next(iter(whole.services(asked(listed({**question, "full": "true"})))["contents"]))
    terms = {"search": "tea", **question}
    return [
        Example(
            _("A page of services, one on each page"),
            address(stubs["oruk"], "services", question),
            pretty(page),
        ),
        Example(
            _("One service with everything, phone numbers too"),
            f"{stubs['hsds']}/services/{first}",
            pretty(answer),
        ),
        Example(
            _("Services with the word tea"),
            address(stubs["oruk"], "services", terms),
            pretty(uk.services(asked(listed(terms))), most=FEW_LINES),
        ),
        Example(
            _("Everything that changed since your last visit"),
            address(
                stubs["oruk"], "services", {"modified_after": "2026-01-01T00:00:00Z", "format": "ndjson"}
            ),
            "",
        ),
    ]


def listed(question: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in question.items()}


def address(stub: str, path: str, question: Mapping[str, str]) -> str:
    return f"{stub}/{path}?{urlencode(question, safe=':')}"


def pretty(answer: Mapping[str, Any], most: int = MOST_LINES) -> str:
    """The beginning of it as JSON, as people read it."""
    lines = json.dumps(answer, ensure_ascii=False, indent=2).split("\n")
    shown = [line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in lines[:most]]
    return "\n".join([*shown, *(["…"] if len(lines) > most else [])])
