"""A listing's card as markup, kept between requests: a page shows twenty, and rendering is what costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from app.queries.cards import Card
from app.web import saving
from app.web.assets import asset_url, has_asset
from app.web.i18n import current_language
from app.web.listing_words import (
    State,
    card_state,
    checked_words,
    door,
    doubted_state,
    drawing,
    facts,
    unchecked_state,
    when_words,
)
from app.web.schedule_words import Door

TEMPLATE = "macros/listing_card.html"
KEPT = "ginnel_cards"
MOST_KEPT = 6000
"""About 1.2 KB each."""


class CardView(NamedTuple):
    """What the card's macro shows, all of it words."""

    slug: str
    url: str
    name: str
    text_lang: str
    """Empty where the words are in the language of the page."""
    summary: str
    when: str
    when_lang: str
    """Language of the organiser's own words about when; empty for ours."""
    facts: list[str | Markup]
    states: list[State]
    checked: str
    door: Door | None
    drawing_url: str


def init_app(app: Flask) -> None:
    app.extensions[KEPT] = {}
    app.jinja_env.globals["listing_cards"] = listing_cards


def listing_cards(
    cards: Iterable[Card], today: dt.date, *, level: int = 2, version: int | None = None, save: bool = True
) -> Markup:
    """The cards one after the other; `version` of the search index lets them be kept."""
    kept: dict[Hashable, Markup] = current_app.extensions[KEPT]
    just_saved = request.args.get(saving.LISTING)
    alike = (version, current_language(), today, level, save)
    drawn = []
    for card in cards:
        key = None if version is None or card.slug == just_saved else (alike, *what_differs(card))
        found = kept.get(key) if key else None
        if found is None:
            found = rendered(card, today, level, save)
            if key:
                if len(kept) >= MOST_KEPT:
                    kept.clear()
                kept[key] = found
        drawn.append(found)
    return Markup("".join(drawn))  # noqa: S704 - each is what a template made


def what_differs(card: Card) -> tuple[Hashable, ...]:
    """What a card shows that is not the same in every search of a version of the index."""
    following, spot = card.times.next, card.spot
    return (
        card.id,
        following and following.starts,
        card.miles,
        spot and spot.point,
        card.name,
        card.summary,
    )


def rendered(card: Card, today: dt.date, level: int, save: bool) -> Markup:
    module = current_app.jinja_env.get_template(TEMPLATE).module
    markup: Markup = module.listing_card(view_of(card, today), level, save)  # type: ignore[attr-defined]
    return markup


def view_of(card: Card, today: dt.date) -> CardView:
    date, when = door(card, today), when_words(card, today)
    foreign = "" if card.language == current_language() else card.language
    return CardView(
        slug=card.slug,
        url=url_for("directory.listing", slug=card.slug),
        name=card.name,
        text_lang=foreign,
        summary=card.summary,
        when=when,
        when_lang=foreign if when and when == card.times.when_text else "",
        facts=facts(card),
        states=[state for state in (doubted_state(card), card_state(card), unchecked_state(card)) if state],
        checked="" if card.is_unchecked else checked_words(card),
        door=date,
        drawing_url="" if date else drawing_url(drawing(card)),
    )


def drawing_url(name: str) -> str:
    """The address of a drawing; that of two people where there is none of the name."""
    file = f"drawings/{name}.svg"
    return asset_url(file if has_asset(file) else "drawings/company.svg")
