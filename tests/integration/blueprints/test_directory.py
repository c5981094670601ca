"""The pages of the directory, on the demo listings, on Tuesday 24 November 2026."""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import icalendar
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.listing import Capacity, ReportReason, Status
from app.extensions import limiter
from app.models.directory import ListingReport, Service
from app.models.search import ListingProjection
from app.models.work import UnmetSearch
from app.operations import index
from app.web import tokens
from app.web.place import place
from config import ROOT
from tests.factories import LocationFactory, ServiceFactory

Counter = Callable[[], AbstractContextManager[list[str]]]
PUFF = "/activities/puff-and-natter"


@pytest.fixture(autouse=True)
def _stopped(clock: Any) -> None:
    clock.set("2026-11-24T09:30")


def text(response: Any) -> str:
    """The words of a page, without markup."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def heading(response: Any) -> str:
    return text(type("One", (), {"text": re.search(r"<h1\b.*?</h1>", response.text, re.S)[0]}))


def card_of(slug: str, response: Any) -> str:
    """The words of one card on a page."""
    cards = response.text.split('<li class="gin-card">')
    return text(type("One", (), {"text": next(card for card in cards if f"/activities/{slug}" in card)}))


def change(slug: str, **values: Any) -> Service:
    service = db.session.scalar(select(Service).where(Service.slug == slug))
    for name, value in values.items():
        setattr(service, name, value)
    db.session.flush()
    index.index([service.id], index.ground(place(), ROOT))
    db.session.commit()
    return service


def form(**values: str) -> dict[str, str]:
    return {"form_token": tokens.form_token(), **values}


# The first page


def test_home_offers_a_search_twelve_needs_and_what_is_on_today(demo_client: FlaskClient) -> None:
    page = demo_client.get("/")
    assert page.status_code == 200
    assert page.text.count('class="gin-arch"') == 13
    assert "I feel lonely" in text(page) and "On today in Leeds" in text(page)
    assert "gin-date--today" in page.text and "116 123" in text(page)


def test_home_says_what_is_on_near_a_place_and_remembers_nothing(demo_client: FlaskClient) -> None:
    page = demo_client.get("/?near=LS9+7")
    assert "On today near LS9 7" in text(page) and " miles," in text(page)
    assert "Set-Cookie" not in page.headers
    assert "On today in Leeds" in text(demo_client.get("/"))


def test_home_keeps_what_was_typed_when_it_is_no_place(demo_client: FlaskClient) -> None:
    page = demo_client.get("/?near=banana")
    assert page.status_code == 200
    assert "We do not know where “banana” is" in text(page) and 'value="banana"' in page.text
    assert '<li><a href="#today-near">' in page.text.partition("data-error-summary")[2].partition("<h1")[0]
    assert "<title>Error: " in page.text, "and so the script that brings the reader to it"


# Search


def test_search_says_how_many_and_near_where(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=lonely&near=LS9+7")
    assert re.fullmatch(r"\d+ places for “lonely” near LS9 7", heading(page))
    assert re.search(r'role="status">Showing 1 to 10 of \d+\. Best match first\.', page.text)


def test_a_card_says_when_what_it_costs_where_and_who_checked_it(demo_client: FlaskClient) -> None:
    words = text(demo_client.get("/activities?q=puff+and+natter&near=LS9+7"))
    assert "Puff and Natter Gentle chair exercise" in words
    assert "Today, Tuesday 24 November, 2pm to 3:30pm Free 0.5 miles, Harehills" in words
    assert re.search(r"Checked \d weeks ago by the organiser Save", words)


def test_a_chosen_filter_can_be_taken_away_again(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=tea&cost=free&access=step-free")
    chips = re.findall(r'gin-chip--off" href="([^"]+)"><span[^>]*>Remove </span>([^<]+)<', page.text)
    assert {words for _, words in chips} == {"Free", "Step-free way in"}
    (without_free,) = (html.unescape(url) for url, words in chips if words == "Free")
    assert without_free == "/activities?q=tea&access=step-free"


def test_the_search_keeps_the_filters_and_the_filters_keep_the_search(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=tea&near=LS9&cost=free&ward=E05011394&sort=nearest")
    search, filters = (
        re.findall(r"<form .*?</form>", page.text, re.S)[:1],
        page.text.split('<form class="gin-panel"')[1],
    )
    assert 'name="cost" value="free"' in search[0] and 'name="ward" value="E05011394"' in search[0]
    assert 'name="q" value="tea"' in filters and 'name="sort" value="nearest"' in filters
    assert re.search(r'name="cost" value="free" checked', filters)


def test_a_filter_that_leads_to_nothing_is_not_offered(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=puff+and+natter&more=1")
    counts = re.findall(r'type="checkbox"[^>]*>[^<]+<small>\((\d+)\)', page.text)
    assert counts and "0" not in counts


def test_a_long_group_is_shortened_until_more_is_asked_for(demo_client: FlaskClient) -> None:
    few = demo_client.get("/activities").text.count('name="who"')
    many = demo_client.get("/activities?more=1").text.count('name="who"')
    assert few == 5 and many > 10


def test_pages_follow_by_number(demo_client: FlaskClient) -> None:
    first, second = demo_client.get("/activities?near=LS9"), demo_client.get("/activities?near=LS9&page=2")
    assert 'rel="next"' in first.text and 'aria-current="page">2<' in second.text
    slugs = [set(re.findall(r'href="/activities/([a-z0-9-]+)"', page.text)) for page in (first, second)]
    assert len(slugs[0]) == len(slugs[1]) == 10 and not slugs[0] & slugs[1]
    assert ", page 2 - Ginnel" in second.text


def test_the_map_and_its_list_agree(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=tea&near=LS9&within=3")
    drawn = dict(re.findall(r'aria-label="([^":]+): (\d+)"', page.text))
    listed = dict(re.findall(r'gin-big" href="[^"]+ward=[^"]+">([^:<]+): (\d+)<', page.text))
    assert drawn and drawn == listed


def test_the_whole_map_agrees_with_its_table(demo_client: FlaskClient) -> None:
    page = demo_client.get("/map?cost=free")
    drawn = dict(re.findall(r'aria-label="([^":]+): (\d+)"', page.text))
    table = dict(re.findall(r'ward=[^"]+">([^<]+)</a></th><td[^>]*>(\d+)<', page.text))
    assert len(table) > 25 and drawn == table and "cost=free&amp;ward=" in page.text


def test_the_wards_are_a_picture_that_browsers_keep(demo_client: FlaskClient) -> None:
    address = re.search(r'<image href="([^"]+)"', demo_client.get("/activities").text)[1]
    picture = demo_client.get(address)
    assert picture.mimetype == "image/svg+xml" and "immutable" in picture.headers["Cache-Control"]
    assert demo_client.get("/ward-picture/plain/0000000000.svg").status_code == 404


def test_nothing_found_offers_the_nearest_looser_search_and_a_person(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?need=breath&near=LS9&within=0.5&day=su&part=evening")
    words = text(page)
    assert page.status_code == 200 and heading(page).startswith("Nothing")
    assert "We looked for all of this at once:" in words and "0113 496 0123" in words
    link = html.unescape(re.search(r'class="govuk-button" href="([^"]+)">There (?:is|are) \d+', page.text)[1])
    assert "Showing 1 to" in text(demo_client.get(link))


def test_a_search_that_found_nothing_is_counted_without_its_words(demo_client: FlaskClient) -> None:
    demo_client.get("/activities?q=zzxxqq&near=LS9+7UF&need=breath&day=su&part=evening&within=0.5")
    (row,) = db.session.scalars(select(UnmetSearch))
    assert row.times == 1 and "zzxxqq" not in row.terms


def test_a_place_next_door_gets_a_true_answer(demo_client: FlaskClient) -> None:
    words = text(demo_client.get("/activities?near=BD1+1HX"))
    assert "is in Bradford. This is what there is in Leeds" in words


@pytest.mark.parametrize(("near", "is_said"), [("LS99 9ZZ", True), ("LS9 7UF", False), ("LS9", False)])
def test_a_postcode_we_do_not_hold_is_said(demo_client: FlaskClient, near: str, is_said: bool) -> None:
    page = demo_client.get("/activities", query_string={"near": near})
    assert ("We do not have that very postcode" in text(page)) is is_said


def test_a_mistyped_postcode_gets_a_suggestion(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?near=LS9+7UFF")
    assert "Did you mean:" in text(page) and 'value="LS9 7UFF"' in page.text


def test_statements_of_a_search(demo_client: FlaskClient, count_statements: Counter) -> None:
    address = "/activities?q=lonely&near=LS9+7&within=3&cost=free"
    demo_client.get("/activities?q=tea")  # whoever searches first in a process reads the index
    with count_statements() as cold:
        demo_client.get(address)
    demo_client.set_cookie("reading", "calm")  # so that no whole page is kept for this reader
    with count_statements() as warm:
        demo_client.get(address)
    assert len(cold) <= 7, cold
    assert len(warm) <= 4, warm


def test_a_page_of_results_is_light(demo_client: FlaskClient) -> None:
    import gzip

    for language, most in (("", 8 * 1024), ("/ar", 10 * 1024)):
        page = demo_client.get(f"{language}/activities?near=LS9+7").data
        assert len(gzip.compress(page, 6)) <= most


def test_a_changed_listing_is_shown_changed(demo_client: FlaskClient) -> None:
    address = "/activities?q=puff+and+natter"
    assert "Full now" not in card_of("puff-and-natter", demo_client.get(address))
    change("puff-and-natter", capacity=Capacity.WAITING, waiting_weeks=2)
    assert "Full now, with a waiting list of about 2 weeks" in card_of(
        "puff-and-natter", demo_client.get(address)
    )


def test_what_is_over_is_counted_no_more(demo_client: FlaskClient, clock: Any) -> None:
    box = re.compile(r'name="day" value="today">[^<]*<small>\((\d+)\)')
    (morning,) = box.findall(demo_client.get("/activities?more=1").text)
    clock.set("2026-11-24T19:30")
    (evening,) = box.findall(demo_client.get("/activities?more=1").text)
    assert int(evening) < int(morning)
    found = demo_client.get("/activities?day=today")
    assert heading(found).startswith(f"{evening} places")
    assert f'value="today" checked>Today <small>({evening})' in found.text


# Bad input

NASTY = [
    "x" * 10_000,
    "😀 👩‍👩‍👧",
    "\x00\x01",
    "%00",
    "\u202eevil\u2066",
    "' OR 1=1 --",
    '"; DROP TABLE service; --',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} ${7*7} %(q)s %s %d",
    "../../etc/passwd",
    "-1",
    "9999999999999999999999",
    "NaN",
    "1e309",
    "banana",
    " ",
    "*",
    '"',
    "AND OR NOT NEAR(",
    "ال" * 90,
]
PARAMETERS = ["q", "near", "within", "sort", "page", "ignore", "more"]
PARAMETERS += [
    "do",
    "need",
    "support",
    "who",
    "access",
    "cost",
    "day",
    "part",
    "how",
    "spoken",
    "kind",
    "ward",
]


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_no_junk_in_any_parameter_breaks_the_search(demo_client: FlaskClient, parameter: str) -> None:
    for junk in NASTY:
        page = demo_client.get("/activities", query_string={parameter: junk})
        assert page.status_code == 200, (parameter, junk[:30])
        assert "<script>alert" not in page.text and "onerror=alert(1)>" not in page.text


@pytest.mark.parametrize("address", ["/map", "/"])
def test_no_junk_breaks_the_map_or_the_first_page(demo_client: FlaskClient, address: str) -> None:
    for junk in NASTY:
        for parameter in ("near", "q", "cost"):
            assert demo_client.get(address, query_string={parameter: junk}).status_code == 200


@pytest.mark.parametrize(
    "raw", ["q=%ff%fe", "q=%ed%a0%80", "near=%00", "q=%E2%80%AE", "%ff=1", "q", "&&&", "q=a&q=b"]
)
def test_bytes_that_are_no_text_break_nothing(demo_client: FlaskClient, raw: str) -> None:
    assert demo_client.get(f"/activities?{raw}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("within=banana", "“banana” is not a distance we know"),
        ("near=LS9&page=9999", "This is the last one"),
        ("page=-1", "There is no page “-1”"),
        ("page=x", "There is no page “x”"),
        ("cost=gold", "We do not know the filter “gold”"),
        ("sort=loudest", "We cannot sort by “loudest”"),
        ("q=" + "tea+" * 100, "That was more than we can look for"),
        ("sort=nearest", "Say where you are"),
        ("near=zzzz", "We do not know where “zzzz” is"),
    ],
)
def test_what_was_wrong_is_said_kindly(demo_client: FlaskClient, query: str, said: str) -> None:
    page = demo_client.get(f"/activities?{query}")
    assert page.status_code == 200 and said in text(page)


def test_what_was_typed_is_still_there(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities", query_string={"q": '"tea" & <cake>', "near": "nowhere at all"})
    assert 'value="&#34;tea&#34; &amp; &lt;cake&gt;"' in page.text and 'value="nowhere at all"' in page.text


def test_nothing_typed_is_logged(demo_client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="ginnel"):
        demo_client.get("/activities?q=my+secret+worry&near=LS9+7UF")
        demo_client.get("/activities/my-secret-worry")
    said = json.dumps([vars(record) for record in caplog.records], default=str)
    assert caplog.records and "secret" not in said and "LS9" not in said


# One listing


def test_the_page_of_a_listing_leads_with_its_facts(demo_client: FlaskClient) -> None:
    words = text(demo_client.get(PUFF))
    for fact in (
        "Places free",
        "Next Today, Tuesday 24 November, 2pm to 3:30pm Then every Tuesday, not on bank holidays",
        "Where Tulip Hall, 14 Larkspur Row, Harehills, LS9 7XX",
        "Cost Free, tea and biscuits too",
        "Not for Anybody in the first 6 weeks after a heart attack",
        "How to join Just turn up",
        "Referral You do not need one",
        "Ring 0113 496 0177 Tuesday and Thursday mornings",
        "The next 6 times",
        "All at 2pm. No meeting on 29 December.",
        "Quiet space Not known Nobody yet. Do you know?",
        "Parking Partly Two bays, often full",
        "Larkspur Row stop, 120 metres",
        "Also near here",
    ):
        assert fact in words, fact


def test_what_can_be_tapped_is_a_link(demo_client: FlaskClient) -> None:
    page = demo_client.get(PUFF).text
    assert 'href="tel:01134960177"' in page and 'href="mailto:hello@larkspur-breathers.example"' in page
    assert re.search(r'href="geo:53\.\d{5},-1\.\d{5}\?q=', page)


def test_the_way_back_is_the_search_one_came_from(demo_client: FlaskClient) -> None:
    here = demo_client.get(PUFF, headers={"Referer": "http://localhost/activities?q=tea&near=LS9+7"})
    assert 'href="/activities?q=tea&amp;near=LS9+7">Back to the list' in here.text
    assert "miles from LS9 7" in text(here)
    elsewhere = demo_client.get(PUFF, headers={"Referer": "https://evil.example/activities?q=x"})
    assert 'href="/activities">Back to the list' in elsewhere.text


def test_an_id_leads_to_the_short_name_in_the_readers_language(demo_client: FlaskClient) -> None:
    identifier = db.session.scalar(select(Service.id).where(Service.slug == "puff-and-natter"))
    answer = demo_client.get(f"/pl/activities/{identifier}")
    assert answer.status_code == 301 and answer.location == "/pl/activities/puff-and-natter"


def test_a_printed_number_leads_to_the_listing(demo_client: FlaskClient) -> None:
    number = db.session.scalar(select(Service.number).where(Service.slug == "puff-and-natter"))
    answer = demo_client.get(f"/p/{number}")
    assert answer.status_code == 302 and answer.location == PUFF


@pytest.mark.parametrize(
    "address",
    [
        "/activities/no-such-thing",
        f"/activities/{uuid.UUID(int=7)}",
        "/activities/%00",
        "/activities/" + "x" * 5000,
        "/activities/Puff and Natter",
        "/activities/no-such-thing/share",
        "/activities/no-such-thing/print",
        "/activities/no-such-thing/calendar.ics",
        "/activities/no-such-thing/right",
        "/p/999999",
        "/p/99999999999999999999",
        f"{PUFF}/print?size=poster",
        "/a-to-z/%C3%A9",
        "/a-to-z/zz",
    ],
)
def test_what_is_not_there_is_a_404_that_helps(demo_client: FlaskClient, address: str) -> None:
    page = demo_client.get(address)
    assert page.status_code == 404 and "0113 496 0123" in text(page)


def test_a_listing_taken_away_says_so_and_what_is_near(demo_client: FlaskClient) -> None:
    change("puff-and-natter", deleted_at=app_clock.now())
    page = demo_client.get(PUFF)
    assert page.status_code == 410
    assert "“Puff and Natter” is not on the list any more" in text(page) and "Near where it was" in text(page)
    assert demo_client.get(f"{PUFF}/share").status_code == 410
    assert "puff-and-natter" not in demo_client.get("/activities?q=puff+and+natter").text


def test_one_closed_for_now_says_until_when_and_promises_no_date(demo_client: FlaskClient) -> None:
    change("puff-and-natter", status=Status.TEMPORARILY_CLOSED, back_on=app_clock.today().replace(year=2027))
    page = demo_client.get(PUFF)
    assert "Closed for now. Back on 24 November 2027" in text(page)
    assert "gin-date" not in page.text.replace("gin-dates", "")


def test_one_that_nobody_checked_says_so(demo_client: FlaskClient) -> None:
    change("puff-and-natter", checked_on=app_clock.today().replace(year=2025, month=5))
    assert "We have not been able to check this since May 2025" in text(demo_client.get(PUFF))


def test_words_in_another_language_are_marked(demo_client: FlaskClient) -> None:
    page = demo_client.get(f"/ar{PUFF}").text
    assert '<h1 class="govuk-heading-xl" lang="en" dir="auto">Puff and Natter</h1>' in page
    assert re.search(r'<strong dir="auto" lang="en">Free, tea and biscuits too', page)


def test_a_sensitive_page_can_be_left_quickly_and_is_not_kept(demo_client: FlaskClient) -> None:
    change("puff-and-natter", sensitive=True)
    page = demo_client.get(PUFF)
    assert "data-exit" in page.text and page.headers["Cache-Control"] == "no-store"
    assert "Puff" not in re.search(r"<title>(.*?)</title>", page.text)[1]


def test_an_address_kept_private_is_nowhere_on_the_page(demo_client: FlaskClient) -> None:
    rows = db.session.execute(select(ListingProjection.slug, ListingProjection.detail)).all()
    hidden = [
        slug for slug, detail in rows if any(venue.get("undisclosed") for venue in detail.get("venues", ()))
    ]
    assert hidden
    for slug in hidden:
        page = demo_client.get(f"/activities/{slug}")
        assert "The address is kept private" in text(page) and "geo:" not in page.text


def test_statements_of_a_listing(demo_client: FlaskClient, count_statements: Counter) -> None:
    counts = set()
    for slug in db.session.scalars(select(Service.slug)).all()[:60:12]:
        with count_statements() as cold:
            assert demo_client.get(f"/activities/{slug}").status_code == 200
        with count_statements() as warm:
            demo_client.get(f"/activities/{slug}")
        assert len(cold) <= 10, cold
        counts.add(len(warm))
    assert len(counts) == 1, counts


def test_every_listing_can_be_shown_printed_shared_and_kept(demo_app: Flask) -> None:
    client = demo_app.test_client()
    for slug in db.session.scalars(select(Service.slug)).all()[::9]:
        for address in ("", "/share", "/print", "/print?size=a5", "/print?size=large", "/calendar.ics"):
            assert client.get(f"/activities/{slug}{address}").status_code == 200, slug + address


def test_the_share_page_gives_a_short_address_a_square_and_words(demo_client: FlaskClient) -> None:
    page = demo_client.get(f"{PUFF}/share")
    number = db.session.scalar(select(Service.number).where(Service.slug == "puff-and-natter"))
    assert f"http://localhost/p/{number}" in text(page)
    assert 'href="mailto:?subject=Puff%20and%20Natter' in page.text and 'href="sms:?' in page.text
    assert "Ring 0113 496 0177" in text(page)


def test_the_sheet_has_the_facts_the_square_and_room_for_notes(demo_client: FlaskClient) -> None:
    words = text(demo_client.get(f"{PUFF}/print"))
    assert "Every Tuesday, 2pm to 3:30pm" in words and "My notes" in words and "localhost/p/" in words
    assert "Step-free way in: Yes" in words
    card = text(demo_client.get(f"{PUFF}/print?size=a5"))
    assert "My notes" not in card and "Step-free" not in card


def test_the_calendar_file_recurs_and_leaves_out_the_exception(demo_client: FlaskClient) -> None:
    answer = demo_client.get(f"{PUFF}/calendar.ics")
    assert answer.mimetype == "text/calendar"
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["RRULE"]["FREQ"] == ["WEEKLY"] and str(event["SUMMARY"]) == "Puff and Natter"
    assert "20261229T140000" in event["EXDATE"].to_ical().decode()


def test_the_calendar_file_of_what_is_closed_sends_nobody_there(demo_client: FlaskClient) -> None:
    change("puff-and-natter", status=Status.TEMPORARILY_CLOSED)
    file = icalendar.Calendar.from_ical(demo_client.get(f"{PUFF}/calendar.ics").data)
    assert not file.walk("VEVENT")


def test_the_calendar_file_of_a_sensitive_topic_is_not_kept(demo_client: FlaskClient) -> None:
    change("puff-and-natter", sensitive=True)
    assert demo_client.get(f"{PUFF}/calendar.ics").headers["Cache-Control"] == "no-store"


# Is this right?


def test_one_tap_is_kept_for_the_editors_and_thanked(demo_client: FlaskClient) -> None:
    answer = demo_client.post(f"{PUFF}/right", data=form(reason="time"))
    assert answer.status_code == 303
    words = text(demo_client.get(answer.location))
    assert "Thank you. We have it." in words and "The time is wrong" in words
    (kept,) = db.session.scalars(select(ListingReport))
    assert (kept.reason, kept.words, kept.language) == (ReportReason.TIME, "", "en")


def test_words_are_kept_with_the_reason(demo_client: FlaskClient) -> None:
    demo_client.post(f"/pl{PUFF}/right", data=form(reason="other", words="  It moved to the chapel. "))
    (kept,) = db.session.scalars(select(ListingReport))
    assert (kept.words, kept.language) == ("It moved to the chapel.", "pl")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Choose what you would like to tell us"),
        ({"reason": "other", "words": "x" * 1001}, "1,000 letters or fewer"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    demo_client: FlaskClient, values: dict[str, str], said: str
) -> None:
    answer = demo_client.post(f"{PUFF}/right", data=form(**values))
    assert answer.status_code == 422 and said in text(answer) and "<title>Error:" in answer.text
    assert db.session.scalar(select(ListingReport)) is None
    assert values.get("words", "") in answer.text


def test_a_thousand_letters_on_several_lines_fit(demo_client: FlaskClient) -> None:
    typed = "\r\n".join(["x" * 99] * 9 + ["e\u0301" + "x" * 98 + "\u202e"])
    assert demo_client.post(f"{PUFF}/right", data=form(reason="other", words=typed)).status_code == 303
    (kept,) = db.session.scalars(select(ListingReport))
    assert kept.words == "\n".join(["x" * 99] * 9 + ["\u00e9" + "x" * 98])


def test_an_unknown_reason_is_refused(demo_client: FlaskClient) -> None:
    assert demo_client.post(f"{PUFF}/right", data=form(reason="<script>")).status_code == 422


def test_too_many_reports_in_an_hour_are_held_back(demo_app: Flask, demo_client: FlaskClient) -> None:
    limiter.reset()
    answers = [demo_client.post(f"{PUFF}/right", data=form(reason="right")).status_code for _ in range(21)]
    limiter.reset()
    assert answers[:20] == [303] * 20 and answers[20] == 429


# Browsing


def test_needs_are_said_in_peoples_words_with_how_many(demo_client: FlaskClient) -> None:
    assert re.search(r"I feel lonely \(\d+\)", text(demo_client.get("/needs")))


def test_a_to_z_lists_every_listing_of_a_letter(demo_client: FlaskClient) -> None:
    assert "Puff and Natter" in text(demo_client.get("/a-to-z/p"))
    assert demo_client.get("/a-to-z").status_code == 200


def test_areas_count_what_is_in_each_ward(demo_client: FlaskClient) -> None:
    page = demo_client.get("/areas")
    ward, count = re.search(r'href="/activities\?ward=(\w+)">[^<]+\((\d+)\)', page.text).groups()
    assert f"{count} places in" in heading(demo_client.get(f"/activities?ward={ward}"))
    assert "near=Seacroft" in page.text


@pytest.mark.parametrize("address", ["/", "/activities", PUFF, "/needs", "/a-to-z", "/areas", "/map"])
@pytest.mark.parametrize("language", ["", "/pl", "/ar"])
def test_every_page_is_there_in_every_language_and_sets_no_cookie(
    demo_client: FlaskClient, language: str, address: str
) -> None:
    page = demo_client.get(language + address)
    assert page.status_code == 200 and "Set-Cookie" not in page.headers


def test_an_empty_directory_still_has_its_pages(client: FlaskClient) -> None:
    for address in ("/", "/activities", "/activities?q=tea&near=LS9", "/needs", "/a-to-z", "/areas", "/map"):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("hidden", [(True, False), (False, True), (True, True), (True, False, False)])
def test_listing_with_a_secret_place_among_others_opens(
    client: FlaskClient, hidden: tuple[bool, ...]
) -> None:
    places = [LocationFactory(name=f"Hall {at}", undisclosed=one) for at, one in enumerate(hidden)]
    made = ServiceFactory(at=places)
    index.index([made.id], index.ground(client.application.config["PLACE_DATA"], ROOT))
    text = client.get(f"/activities/{made.slug}").text
    assert text.count('href="#places"') == text.count('id="places"') == (0 if all(hidden) else 1)


@pytest.mark.parametrize("asked", ["q=food", "q=zzzqqq", "q=food+LS9+7UF"])
def test_a_whole_postcode_is_on_the_screen_and_not_on_paper(demo_client: FlaskClient, asked: str) -> None:
    page = demo_client.get(f"/activities?{asked}&near=LS9+7UF")
    named = re.search(r"<title>(.*?)</title>", page.text)[1]
    assert "near LS9 - " in named and "7UF" not in named
    on_paper = re.sub(r'<span class="gin-screen">.*?</span>', "", page.text)
    assert "near LS9</h1>" in on_paper and "LS9 7UF" in heading(page).replace("LS9  7UF", "LS9 7UF")
