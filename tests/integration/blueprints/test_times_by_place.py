"""A listing in several places, each with days of its own: nobody may be sent to the wrong one.

Second Verse: Spindle Hall in Morley on first Tuesdays, the Rose Room in Oakwood on second ones.
"""

from __future__ import annotations

import html
import re
from typing import Any

import icalendar
import pytest
from flask.testing import FlaskClient

from app.web import tokens

SONG = "/activities/second-verse"


@pytest.fixture(autouse=True)
def _stopped(clock: Any) -> None:
    clock.set("2026-11-24T09:30")


def text(words: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


def test_a_card_says_where_the_next_time_is_when_another_place_is_nearer(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=second+verse&near=LS8+2").text
    card = text(next(one for one in page.split('<li class="gin-card">') if SONG in one))
    assert "Tuesday 1 December, 10:30am to noon (Morley)" in card
    assert "Oakwood" in card


def test_a_card_says_the_place_once_when_the_next_time_is_at_the_nearest(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities?q=second+verse&near=Morley").text
    card = text(next(one for one in page.split('<li class="gin-card">') if SONG in one))
    assert "Tuesday 1 December, 10:30am to noon" in card and "(Morley)" not in card


def test_each_of_the_next_dates_names_its_place(demo_client: FlaskClient) -> None:
    page = text(demo_client.get(SONG).text)
    assert "Spindle Hall: First Tuesday of the month, 10:30am to noon" in page
    assert "Tuesday 8 December, 10:30am to noon The Rose Room" in page


def test_the_sheet_names_the_place_of_each_date(demo_client: FlaskClient) -> None:
    page = text(demo_client.get(SONG + "/print").text)
    assert "The Rose Room: Second Tuesday of the month" in page
    assert "1 December (Spindle Hall), 8 December (The Rose Room)" in page


def test_the_message_to_copy_holds_every_address(demo_client: FlaskClient) -> None:
    page = text(demo_client.get(SONG + "/share").text)
    assert "Spindle Hall: First Tuesday" in page and "Treadle Street" in page and "Pergola Road" in page


def test_the_calendar_puts_each_time_at_its_own_place(demo_client: FlaskClient) -> None:
    events = icalendar.Calendar.from_ical(demo_client.get(SONG + "/calendar.ics").data).walk("VEVENT")
    places = {str(one["dtstart"].dt.date()): str(one["location"]) for one in events}
    assert places["2026-12-01"].startswith("Spindle Hall")
    assert places["2026-12-08"].startswith("The Rose Room")


def test_places_that_share_their_times_keep_the_row_of_doors(demo_client: FlaskClient) -> None:
    assert "gin-dates" in demo_client.get("/activities/puff-and-natter").text


def test_a_saved_list_names_the_days_of_each_address(demo_client: FlaskClient) -> None:
    demo_client.post("/my-list/add", data={"form_token": tokens.form_token(), "listing": "second-verse"})
    page = text(demo_client.get("/my-list").text)
    assert "Pergola Road, Oakwood, LS8 2XX. Second Tuesday of the month" in page


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("steady-on-beeston", "Free for twelve weeks"),
        ("awake-again", "£30 for the course"),
        ("dads-on-wheels", "Free"),
    ],
)
def test_a_card_never_says_less_than_it_costs(demo_client: FlaskClient, slug: str, said: str) -> None:
    page = demo_client.get("/activities", query_string={"q": slug.replace("-", " ")}).text
    card = next(one for one in page.split('<li class="gin-card">') if f"/activities/{slug}" in one)
    assert f"<li>{said}</li>" in card
