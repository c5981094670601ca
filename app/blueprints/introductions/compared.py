"""Listings side by side: what each row of the table says, for one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _

from app.domain.choices import Choice, spoken_by
from app.domain.errors import GoneError, NotThereError
from app.domain.listing import Answer, VenueFact
from app.domain.reaching import Reaching, SupportNeed, clean_reaching
from app.models.cases import Case
from app.queries import directory
from app.queries.cases import sees_address_of
from app.queries.listings import ListingPage
from app.web import listing_page
from app.web.i18n import current_language
from app.web.labels import label, shape
from app.web.listing_words import (
    State,
    checked_words,
    closed_state,
    drawing,
    room_state,
    unchecked_state,
    where_words,
)
from app.web.place import place
from app.web.terms import spoken_language
from app.web.viewer import viewer

FACTS: dict[SupportNeed, VenueFact] = {
    SupportNeed.STEP_FREE: VenueFact.STEP_FREE,
    SupportNeed.HEARING_LOOP: VenueFact.HEARING_LOOP,
    SupportNeed.QUIET_ROOM: VenueFact.QUIET_SPACE,
}
"""What somebody needs -> what a building must have."""


class Cell(NamedTuple):
    """Words, and a state where they answer a question."""

    words: object
    shape: str = ""


@dataclass(frozen=True)
class Column:
    """One listing. Without a page where it has been taken down."""

    choice: Choice
    name: str
    url: str
    drawing: str
    page: ListingPage | None

    @property
    def id(self) -> str:
        return str(self.choice.service_id)


class Row(NamedTuple):
    heading: str
    cells: list[list[Cell]]
    """A list of cells for each column."""


def columns(case: Case, choices: list[Choice]) -> list[Column]:
    """The listings, as they are today, seen from their home where the viewer may know it."""
    near = (case.person.postcode or "") if sees_address_of(viewer(), case) else ""
    made = []
    for one in choices:
        try:
            page = directory.listing(str(one.service_id), place=place(), lang=current_language(), near=near)
        except (GoneError, NotThereError):
            made.append(Column(one, _("No longer listed"), "", "", None))
            continue
        made.append(Column(one, page.card.name, page.card.slug, drawing(page.card), page))
    return made


def rows(case: Case, held: list[Column]) -> list[Row]:
    """Everything but what they say and the choice itself."""
    reaching = clean_reaching(case.person.reaching)
    language = spoken_by(reaching, case.person.language)
    said: list[tuple[str, Callable[[ListingPage], list[Cell]]]] = [
        (_("What it is"), lambda page: [Cell(page.card.summary)]),
        (_("Next"), lambda page: [Cell(next_words(page))]),
        (_("How far"), lambda page: [Cell(where_words(page.card) or _("Not known"))]),
        (_("Can they get in?"), lambda page: access_cells(page, reaching)),
    ]
    if language:
        said.append((_("Language"), lambda page: [language_cell(page, language)]))
    said += [
        (_("Room now"), lambda page: [state_cell(room_state(page.card))]),
        (_("Cost"), lambda page: [Cell(", ".join(listing_page.cost_lines(page)) or _("Ask them"))]),
        (_("Checked"), checked_cells),
    ]
    return [Row(heading, [say(one.page) if one.page else [] for one in held]) for heading, say in said]


def next_words(page: ListingPage) -> str:
    words = listing_page.context(page)["next_words"]
    return str(words or _("Ask them"))


def access_cells(page: ListingPage, reaching: Reaching) -> list[Cell]:
    """What they need to get in and take part; whether there are steps, where they need nothing."""
    card = page.card
    if not card.in_person:
        return [Cell(_("Comes to them") if card.at_home else _("No need to go anywhere"), "yes")]
    needed = [FACTS[need] for need in FACTS if need.value in reaching["support"]]
    held = card.spot.access if card.spot else {}
    cells = []
    for fact in needed or [VenueFact.STEP_FREE]:
        answer = held.get(fact.value, Answer.UNKNOWN)
        said = label(fact) if answer is Answer.YES else f"{label(fact)}: {label(answer)}"
        cells.append(Cell(said, shape(answer)))
    return cells


def language_cell(page: ListingPage, code: str) -> Cell:
    if code in page.card.languages:
        return Cell(spoken_language(code), "yes")
    return Cell(_("Not known"), "unknown")


def checked_cells(page: ListingPage) -> list[Cell]:
    states = [state for state in (closed_state(page.card), unchecked_state(page.card)) if state]
    words = "" if page.card.is_unchecked else checked_words(page.card)
    return [*(Cell(one.words, one.shape) for one in states), *([Cell(words)] if words else [])]


def state_cell(state: State | None) -> Cell:
    return Cell(state.words, state.shape) if state else Cell(_("Ask them"), "unknown")
