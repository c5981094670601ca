"""Reads a listing's page from its projection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.listing import Answer, CheckedBy, Referral, SaidBy, TranslationMethod
from app.domain.places import Point
from app.domain.schedule import Calendar, Occurrence, Rule, skipped, upcoming
from app.queries.cards import FAR_AWAY, Card
from app.queries.listings import CostLine, Fact, ListingPage, PhoneLine, Spoken, Venue

TIMES_SHOWN = 6


def listing_page(
    shown: Card,
    detail: Mapping[str, Any],
    *,
    lang: str,
    now: dt.datetime,
    calendar: Calendar,
    here: Point | None,
) -> ListingPage:
    words: Mapping[str, str] = detail.get("texts", {}).get(lang) or {}
    coming = next_times(shown, now, calendar)
    own = detail.get("story", "")
    contacts: Sequence[Mapping[str, str]] = detail.get("contacts", ())
    return ListingPage(
        card=shown,
        story=words.get("story") or own,
        story_language=lang if words.get("story") else shown_language(detail, shown),
        written_in=shown_language(detail, shown),
        translation=TranslationMethod(words["method"]) if words.get("method") else None,
        translated_on=day(words.get("on")),
        quote=detail.get("quote", ""),
        quote_by=detail.get("quote_by", ""),
        for_whom=detail.get("for_whom", ""),
        not_for=detail.get("not_for", ""),
        minimum_age=detail.get("minimum_age"),
        maximum_age=detail.get("maximum_age"),
        join=detail.get("join", ""),
        referral=Referral(detail.get("referral", "unknown")),
        referral_note=detail.get("referral_note", ""),
        costs=tuple(CostLine(one.get("words", ""), one.get("pence")) for one in detail.get("costs", ())),
        coming=coming,
        off=days_off(shown.rules, coming, now, calendar),
        rules=shown.rules,
        venues=venues(detail, here),
        phones=tuple(
            PhoneLine(one["number"], one.get("extension", ""), one.get("note", ""), one.get("name", ""))
            for one in detail.get("phones", ())
        ),
        email=detail.get("email") or next((one["email"] for one in contacts if one.get("email")), ""),
        website=detail.get("website", ""),
        languages=tuple(
            Spoken(one.get("code", ""), one.get("name", ""), one.get("note", ""))
            for one in detail.get("spoken", ())
        ),
        interpretation=detail.get("interpretation", ""),
        documents=tuple(detail.get("documents", ())),
        areas=tuple(detail.get("areas", ())),
        accreditations=detail.get("accreditations", ""),
        alert=detail.get("alert", ""),
        organization=shown.organization,
        organization_about=detail.get("organization_about", ""),
        organization_website=detail.get("organization_website", ""),
        checked_by=CheckedBy(shown.checked_by),
        other_languages=tuple(sorted(code for code in detail.get("texts", {}) if code != lang)),
        is_demo=detail.get("is_demo", False),
        modified_on=day(detail.get("modified_on")),
        extra={"contacts": tuple(contacts)} if contacts else {},
    )


def shown_language(detail: Mapping[str, Any], shown: Card) -> str:
    return str(detail.get("language") or shown.language)


def next_times(shown: Card, now: dt.datetime, calendar: Calendar) -> tuple[Occurrence, ...]:
    """The next six; from the rules when fewer are held. Nothing while it is closed without a date."""
    held = shown.times.coming[:TIMES_SHOWN]
    if len(held) == TIMES_SHOWN or not shown.rules or shown.is_closed_now:
        return held
    return tuple(upcoming(shown.rules, calendar, now, TIMES_SHOWN))


def days_off(
    rules: Sequence[Rule], coming: Sequence[Occurrence], now: dt.datetime, calendar: Calendar
) -> tuple[dt.date, ...]:
    if not coming:
        return ()
    return tuple(skipped(rules, calendar, now.date(), coming[-1].day))


def venues(detail: Mapping[str, Any], here: Point | None) -> tuple[Venue, ...]:
    """Places in full, nearest first where there is somewhere to go from."""
    at_place: Sequence[int | None] = detail.get("rule_places", ())
    made = [venue(row, at, at_place, here) for at, row in enumerate(detail.get("venues", ()))]
    if here is not None:
        made.sort(key=lambda one: FAR_AWAY if one.miles is None else one.miles)
    return tuple(made)


def venue(row: Mapping[str, Any], at: int, at_place: Sequence[int | None], here: Point | None) -> Venue:
    point = Point(*row["point"]) if row.get("point") else None
    return Venue(
        name=row.get("name", ""),
        address=tuple(row.get("address", ())),
        postcode=row.get("postcode", ""),
        locality=row.get("locality", ""),
        ward=row.get("ward", ""),
        point=point,
        undisclosed=row.get("undisclosed", False),
        directions=row.get("directions", ""),
        description=" ".join(words for words in (row.get("description"), row.get("about")) if words),
        facts=tuple(
            Fact(
                one["fact"],
                Answer(one["answer"]),
                one.get("detail", ""),
                SaidBy(one["by"]),
                day(one.get("on")),
            )
            for one in row.get("facts", ())
        ),
        accessibility=tuple(row.get("accessibility", ())),
        miles=round(here.miles_to(point), 1) if here and point else None,
        rules=tuple(number for number, place in enumerate(at_place) if place is None or place == at),
    )


def day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
