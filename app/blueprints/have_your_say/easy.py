"""What is said before each question in Easy Read: a drawing, and one idea in one short sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.domain.engagement import QuestionKind
from app.web.journey_pages import Page

Lines = tuple[tuple[str, Any], ...]
"""Drawings with their words, lazy."""

OWN: Mapping[str, Lines] = {
    "age": (("calendar", _l("Tell us how old you are.")), ("tick", _l("Choose one answer."))),
    "quote": (
        ("say", _l("We may show your words to others.")),
        ("lock", _l("We never show your name.")),
        ("tick", _l("You can say yes or no.")),
    ),
    "area": (
        ("street", _l("Tell us which part of the city you live in.")),
        ("stop", _l("You do not have to tell us.")),
    ),
    "community": (
        ("company", _l("A community is a group of people who share something.")),
        ("carer", _l("Some people look after somebody. Some people are Deaf.")),
        ("stop", _l("You can leave this empty.")),
    ),
}
"""By the name of the page."""
CHOOSE: Lines = (("tick", _l("Choose one answer.")),)
WRITE: Lines = (
    ("pen", _l("Write it in your own words.")),
    ("lock", _l("Do not write names.")),
)
SAID = _l("Tell us what you think.")


def easy_lines(pages: tuple[Page, ...]) -> dict[str, Lines]:
    """Of each page. A question of the event has the drawing of what it is about."""
    return {page.name: OWN.get(page.name) or of_question(page) for page in pages}


def of_question(page: Page) -> Lines:
    asked = page.form.asked
    return ((asked.drawing, SAID), *(WRITE if asked.kind is QuestionKind.OPEN else CHOOSE))
