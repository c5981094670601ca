"""Cards as they are printed, in the language of those who will write on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.domain.cards import CardKind
from app.domain.engagement import EventKind
from app.domain.question_drawings import drawing_for
from app.models.engagement import Event
from app.queries.events import Asked, asked
from app.web.i18n import ENGLISH, current_language
from app.web.language_names import own_name
from app.web.other_language import known, speaking
from app.web.place import place
from app.web.qr import qr_code

LINE = {CardKind.STANDARD: 28, CardKind.LARGE: 48, CardKind.EASY_READ: 48}
"""From one line to write on to the next: 7 and 13 mm. Units: CSS pixels. A sheet shows as many as fit."""


@dataclass(frozen=True, slots=True)
class Card:
    """One numbered card. `square` leads to the same page as the words."""

    number: int
    words: str
    square: Markup


@dataclass(frozen=True, slots=True)
class Printed:
    """A question as a card asks it."""

    asked: Asked
    is_english: bool
    """It was not translated."""
    drawing: str

    @property
    def steps(self) -> range:
        return range(self.asked.lowest, self.asked.highest + 1)


def languages_of(event: Event) -> list[tuple[str, str]]:
    """Code and own name of each: the reader's first where the event is held in it, then English."""
    codes = dict.fromkeys([ENGLISH, *event.languages])
    first = [current_language()] if current_language() in codes else []
    return [(code, own_name(code)[0]) for code in dict.fromkeys([*first, *codes])]


def kind_asked(text: str) -> CardKind:
    return CardKind(text) if text in set(CardKind) else CardKind.STANDARD


def language_asked(text: str, languages: Sequence[tuple[str, str]]) -> str:
    return text if text in dict(languages) else languages[0][0]


def drawn(event: Event, words: Mapping[int, str], *, kind: CardKind, language: str) -> Markup:
    """The cards as markup. Our own words are English where we have none in that language."""
    ours = known(language)
    with speaking(ours):
        return Markup(  # noqa: S704 - the template escapes
            render_template(
                "cards/_cards.html",
                event=event,
                kind=kind,
                cards=[card(number, said, ours) for number, said in words.items()],
                questions=printed(event, language),
                line=LINE[kind],
                ours=ours,
                direction=own_name(ours)[1],
                written=language,
                written_direction=own_name(language)[1],
                address=bare(url_for("have_your_say.tear_off", lang=ours, _external=True)),
                is_for_children=event.kind is EventKind.CHILDREN,
                emergency=next((one.number for one in place().emergency_numbers), ""),
            )
        )


def card(number: int, words: str, language: str) -> Card:
    address = url_for("have_your_say.tear_off", code=words.replace(" ", "-"), lang=language, _external=True)
    return Card(number, words, qr_code(address, label=_("A square to point a phone at"), size=86))


def printed(event: Event, language: str) -> list[Printed]:
    english = {one.key: one.words for one in asked(event, ENGLISH)}
    return [
        Printed(one, one.language != language, drawing_for(english[one.key]))
        for one in asked(event, language)
    ]


def bare(address: str) -> str:
    """An address as somebody types it."""
    return address.partition("://")[2]
