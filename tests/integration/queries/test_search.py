"""Searching the invented listings of Leeds, on a stopped clock: Tuesday 24 November 2026, 10 o'clock."""

from __future__ import annotations

import datetime as dt
import json
import random
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.domain.errors import GoneError, NotThereError
from app.domain.search import FaultCode
from app.models.directory import Service
from app.models.search import ListingProjection, SearchDocument, SearchPoint
from app.operations import index
from app.queries import directory
from app.queries.directory import NoteKind

pytestmark = pytest.mark.usefixtures("clock", "demo_app")

LEEDS_9 = "LS9 7UF"


def slugs(found):
    return [card.slug for card in found.cards]


def notes(found, kind):
    return [note for note in found.notes if note.kind is kind]


def every_page(search, **given):
    first = search(**given)
    rest = [search(**given, page=page) for page in range(2, first.pages + 1)]
    return [card for found in (first, *rest) for card in found.cards]


# --- what is found ---


def test_everything_is_found_when_nothing_is_asked(search):
    found = search()
    listed = db.session.query(ListingProjection).filter_by(is_listed=True).count()
    assert found.total == listed
    assert len(every_page(search)) == listed
    assert len(found.cards) == 10


def test_pages_never_repeat_or_lose_a_listing(search):
    for given in (
        {},
        {"near": "LS9"},
        {"sort": "soonest"},
        {"near": "Otley", "sort": "nearest"},
        {"q": "company"},
    ):
        cards = every_page(search, **given)
        assert len({card.number for card in cards}) == len(cards) == search(**given).total, given


def test_words_of_a_topic_find_listings_that_do_not_say_them(search):
    found = search(q="skint")
    document = db.session.query(SearchDocument)
    saying = {row.number for row in document if "skint" in row.body.split() + row.summary.split()}
    assert any(card.number not in saying for card in found.cards)
    assert all("need:money" in card.terms or card.number in saying for card in found.cards)
    assert notes(found, NoteKind.ALSO)[0].keys == ("need:money",)


def test_taking_back_the_topic_leaves_the_word(search):
    also = notes(search(q="chess"), NoteKind.ALSO)[0]
    plain = directory.search(also.undo, **only_place())
    assert 0 < plain.total < search(q="chess").total
    assert not notes(plain, NoteKind.ALSO)


def only_place():
    from flask import current_app

    from app.gateways import vocabulary_file

    return {
        "place": current_app.config["PLACE_DATA"],
        "vocabulary": vocabulary_file.of_root(current_app.config["ROOT"]),
    }


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("walks", "walk"), ("choirs", "choir"), ("CAFÉ", "cafe"), ("pierogów", "pierogow"), ("Stół", "stol")],
)
def test_plurals_capitals_and_accents_do_not_matter(search, typed, plain):
    assert slugs(search(q=typed)) == slugs(search(q=plain))


@pytest.mark.parametrize(
    ("typed", "meant"), [("demensia", "dementia"), ("gardning", "gardening"), ("dominos", "dominoes")]
)
def test_a_slip_of_spelling_is_put_right_and_said(search, typed, meant):
    found = search(q=typed)
    assert found.total == search(q=meant).total > 0
    if spelt := notes(found, NoteKind.SPELLING):
        assert (spelt[0].typed, spelt[0].used) == (typed, meant)
        assert found.did_you_mean.words == meant


def test_taking_back_the_spelling_looks_for_the_word_as_typed(search):
    undo = notes(search(q="demensia"), NoteKind.SPELLING)[0].undo
    assert directory.search(undo, **only_place()).total == 0


def test_a_day_a_price_and_a_place_in_the_words_become_filters_that_are_said(search):
    found = search(q="something for my dad who uses a wheelchair near LS9 on Tuesdays, free")
    taken = {note.key for note in notes(found, NoteKind.TOOK)}
    assert taken == {"access:step-free", "day:tu", "cost:free"}
    assert notes(found, NoteKind.TOOK_NEAR)[0].used == "LS9"
    chosen = {value.key for facet in found.facets for value in facet.values if value.chosen}
    assert chosen == taken
    undo = next(note.undo for note in found.notes if note.key == "day:tu")
    assert directory.search(undo, **only_place()).total > found.total


def test_filters_from_the_words_are_let_go_when_nothing_fits_them_all(search):
    found = search(q="free sign language darts on Monday mornings in Pudsey")
    assert found.total
    if let_go := notes(found, NoteKind.NOT_KEPT):
        assert let_go[0].keys


def test_polish_and_arabic_words_find_by_topic(search):
    assert search(q="samotność").total == search(need="lonely").total
    assert search(q="الذاكرة").total >= search(need="memory").total


def test_who_it_is_not_for_is_not_searched(search):
    page = directory.listing("puff-and-natter", place=only_place()["place"])
    assert "heart attack" in page.not_for
    assert "puff-and-natter" not in slugs(search(q='"heart attack"'))[:3]


# --- where ---


def test_nearest_first_is_by_distance_with_city_wide_ones_after(search):
    cards = every_page(search, near=LEEDS_9, sort="nearest")
    near = [card.miles for card in cards if card.miles is not None and card.miles < 14]
    assert near == sorted(near) or max(b - a for a, b in zip(near[1:], near, strict=False)) <= 0.11


def test_city_wide_and_online_listings_are_kept_and_said(search):
    found = search(near="Otley", within=1)
    kept = notes(found, NoteKind.KEPT_ANYWHERE)[0].count
    cards = every_page(search, near="Otley", within=1)
    close = [card for card in cards if card.miles is not None and card.miles <= 1.05]
    assert len(cards) == found.total
    assert kept >= len(cards) - len(close) > 0
    assert {card.slug for card in cards} >= {"night-line"}


def test_a_service_in_several_places_shows_the_nearest(search):
    for near in ("Pudsey", "Rothwell"):
        card = next(
            one
            for one in every_page(search, q="health walks", near=near)
            if one.slug == "bench-to-bench-walks"
        )
        assert card.spot.locality == near
        assert len(card.spots) == 5


def test_a_distance_without_a_place_is_dropped_and_said(search):
    found = search(within="3", sort="nearest")
    assert found.criteria.within is None
    assert FaultCode.NEAR_WANTED in {fault.code for fault in found.faults}


def test_the_whole_city_is_no_centre(search):
    assert search(near="Leeds").total == search().total
    assert not search(near="Leeds").can_be_nearest


# --- filters and their counts ---


def brute(chosen):
    """Listing numbers that have one of each group's terms, from the rows."""
    from app.models.search import SearchTerm

    numbers = None
    for keys in chosen.values():
        having = set(db.session.scalars(select(SearchTerm.number).where(SearchTerm.term.in_(keys))))
        numbers = having if numbers is None else numbers & having
    return numbers


def test_filters_are_or_within_a_group_and_and_between_groups(search):
    chosen = {"need": ["need:lonely", "need:money"], "cost": ["cost:free"], "access": ["access:step-free"]}
    found = search(need=["lonely", "money"], cost="free", access="step-free")
    assert found.total == len(brute(chosen))


def test_every_offered_filter_gives_what_its_count_says(search):
    for given in (
        {},
        {"need": "lonely"},
        {"day": "tu", "cost": "free"},
        {"q": "walking", "near": "LS9", "within": 5},
    ):
        found = search(**given)
        for facet in found.facets:
            assert all(value.count for value in facet.values if not value.chosen)
            for value in random.Random(7).sample(facet.values, min(3, len(facet.values))):
                only = found.criteria.without_group(facet.group).adding(value.key)
                assert directory.search(only, **only_place()).total == value.count, (given, value.key)


def test_wards_of_the_map_agree_with_the_list(search):
    found = search(need="lonely")
    for ward in [ward for ward in found.wards if ward.count][:6]:
        assert directory.search(ward.choose, **only_place()).total == ward.count


def test_a_day_means_a_time_that_really_comes(search):
    for (day, weekday), part in product((("tu", 1), ("su", 6)), ("morning", "evening")):
        for card in every_page(search, day=day, part=part):
            days = [time.day for time in card.times.coming]
            too_few_to_tell = days[-1] < dt.date(2026, 12, 1)
            assert any(one.weekday() == weekday for one in days) or too_few_to_tell, card.slug


def test_what_is_over_today_is_not_on_today(search, clock):
    clock.set("2026-11-24T16:00")
    cards = every_page(search, day="today")
    assert cards
    assert all(card.times.next.day == dt.date(2026, 11, 24) for card in cards)
    assert "puff-and-natter" not in {card.slug for card in cards}


def test_soonest_is_in_the_order_of_the_next_times(search):
    starts = [card.times.next.starts for card in every_page(search, sort="soonest") if card.times.next]
    running = [moment for moment in starts if moment < dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)]
    later = starts[len(running) :]
    held = [moment for moment in later if moment.date() <= dt.date(2027, 1, 10)]
    assert held == sorted(held)
    assert later[: len(held)] == held


# --- freshness and state ---


def test_what_was_not_checked_for_a_year_never_comes_first(search):
    for given in ({}, {"near": "LS12"}, {"need": "lonely"}, {"do": "walking", "near": "Pudsey"}):
        found = search(**given)
        assert found.cards[0].checked_on >= dt.date(2025, 11, 24), given


def test_closed_for_now_is_found_marked_and_has_no_time_before_it_opens(search):
    closed = [card for card in every_page(search) if card.is_closed_now]
    assert len(closed) >= 4
    for card in closed:
        assert all(card.back_on and time.day >= card.back_on for time in card.times.coming)


# --- nothing found ---


def test_nothing_found_offers_a_wider_distance(search):
    found = search(q="chess", day="mo", part="morning", near="LS9", within=0.5)
    assert found.total == 0
    assert found.looser.dropped
    assert directory.search(found.looser.search, **only_place()).total == found.looser.total > 0


def test_nothing_found_offers_another_day(search):
    found = search(q="bleep", day="sa")
    assert found.total == 0
    assert found.looser.swapped_for
    assert directory.search(found.looser.search, **only_place()).total == found.looser.total > 0


def test_words_nobody_uses_find_nothing_and_say_so(search):
    found = search(q="xqzzyv")
    assert found.total == 0
    assert notes(found, NoteKind.NO_SUCH_WORD)[0].typed == "xqzzyv"
    assert found.looser.dropped == ("q",)


# --- bad input ---

NASTY = [
    "' OR 1=1 --",
    '"*" NEAR( ^ AND',
    "title:x OR NOT",
    "<script>alert(1)</script>",
    "\x00\x01\u202e\u2066abc",
    "\ud800",
    "😀😀",
    "%s %(x)s {0} \\",
    "a" * 10_000,
    "((((" * 500,
    "- - -",
    "ﷺ",
    "\u0301\u0301",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_junk_in_any_parameter_is_answered(search, nasty):
    names = ("q", "near", "within", "sort", "page", "need", "day", "ward", "spoken", "ignore")
    for name in names:
        found = search(**{name: nasty})
        assert found.total >= 0
        assert len(found.criteria.q) <= 200
    assert search(**dict.fromkeys(names, nasty)).pages >= 1


def test_an_unknown_filter_distance_order_and_page_are_said(search):
    found = search(within="banana", sort="upside-down", page="9999", need="nope")
    assert {fault.code for fault in found.faults} == {
        FaultCode.UNKNOWN_DISTANCE,
        FaultCode.UNKNOWN_SORT,
        FaultCode.UNKNOWN_FILTER,
        FaultCode.PAGE_PAST_END,
    }
    assert found.page == found.pages
    assert found.cards


# --- a listing ---


def test_a_hidden_address_stands_nowhere(demo_app):
    hidden = db.session.scalars(
        select(ListingProjection).where(ListingProjection.slug == "left-on-light")
    ).one()
    assert not db.session.query(SearchPoint).filter_by(number=hidden.number).count()
    held = json.dumps([hidden.card, hidden.detail])
    assert '"point"' not in held
    assert '"address"' not in held
    page = directory.listing("left-on-light", **{"place": only_place()["place"]})
    assert [venue.address for venue in page.venues] == [()]


def test_a_listing_is_found_by_its_name_or_its_id():
    place = only_place()["place"]
    page = directory.listing("puff-and-natter", place=place, near="LS9 7UF")
    assert directory.listing(page.card.id, place=place).card.slug == "puff-and-natter"
    assert len(page.coming) == 6
    assert page.off == (dt.date(2026, 12, 29),)
    assert page.venues[0].miles is not None


@pytest.mark.parametrize("name", ["nothing-here", "../etc/passwd", "%00", "x" * 300, "0" * 32])
def test_a_name_that_is_none_is_not_there(name):
    with pytest.raises(NotThereError):
        directory.listing(name, place=only_place()["place"])


def test_a_deleted_listing_has_gone_and_says_what_is_near(search, ground):
    service = db.session.scalars(select(Service).where(Service.slug == "the-long-table")).first()
    service = service or db.session.scalars(select(Service).where(Service.slug == "long-table")).one()
    service.deleted_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    index.index([service.id], ground())
    with pytest.raises(GoneError) as gone:
        directory.listing(service.slug, place=only_place()["place"])
    assert gone.value.subject.name == service.name
    assert len(gone.value.subject.near) == 6
    assert service.slug not in slugs(search(q="long table soup"))


def test_also_near_leaves_out_the_listing_itself():
    place = only_place()["place"]
    page = directory.listing("puff-and-natter", place=place)
    also = directory.also_near(page, place=place)
    assert len(also) == 3
    assert page.card.slug not in {card.slug for card in also}
    assert all(card.miles < 3.2 for card in also)


# --- how much it asks of the database ---


def test_a_search_takes_at_most_four_statements_warm_and_seven_cold(
    demo_app: Flask, search, count_statements
):
    asked = {"q": "memory café on Thursdays", "near": LEEDS_9, "within": 5, "need": "memory"}
    with count_statements() as cold:
        search(**asked)
    with count_statements() as warm:
        search(**asked)
    assert len(cold) <= 7, cold
    assert len(warm) <= 4, warm


@pytest.mark.parametrize("slug", ["puff-and-natter", "bench-to-bench-walks", "night-line"])
def test_a_listing_takes_the_same_few_statements_whatever_it_holds(count_statements, slug):
    place = only_place()["place"]
    directory.listing(slug, place=place, near=LEEDS_9)
    with count_statements() as seen:
        page = directory.listing(slug, place=place, near=LEEDS_9)
    with count_statements() as around:
        directory.also_near(page, place=place)
    assert len(seen) <= 4, seen
    assert len(around) <= 3, around
