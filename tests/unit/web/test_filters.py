"""Values as a reader sees them."""

import datetime as dt

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from app.web import filters, paging

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def babel(monkeypatch):
    monkeypatch.setenv("GINNEL_NOW", "2026-11-24T12:00:00")
    app = Flask("app")
    Babel(app, default_locale="en_GB", default_timezone="Europe/London")
    with app.test_request_context():
        yield


def test_a_number_to_ring_cannot_be_turned_round():
    shown = filters.phone("0113 496 0123")
    assert shown == '<a class="govuk-link" href="tel:01134960123"><bdi dir="ltr">0113 496 0123</bdi></a>'


def test_a_number_that_holds_markup_is_escaped():
    assert "<script>" not in filters.phone("0113 <script>")


def test_email_opens_a_letter_to_that_address_and_says_nothing_else_in_it():
    shown = filters.email("ask+me@kettle-on.example")
    assert shown == (
        '<a class="govuk-link" href="mailto:ask+me@kettle-on.example">'
        '<bdi dir="ltr">ask+me@kettle-on.example</bdi></a>'
    )
    assert 'href="mailto:a%3Fbcc%3Db@c.example"' in filters.email("a?bcc=b@c.example")


@pytest.mark.parametrize(
    ("written", "shown"), [("ls97uf", "LS9 7UF"), (" LS9  7uf ", "LS9 7UF"), ("LS9", "LS9"), ("ls12", "LS12")]
)
def test_a_postcode_is_spaced_as_on_an_envelope(written, shown):
    assert filters.postcode(written) == f'<bdi dir="ltr">{shown}</bdi>'


@pytest.mark.parametrize(
    ("pence", "shown"), [(0, "Free"), (300, "£3"), (350, "£3.50"), (5, "£0.05"), (123400, "£1,234")]
)
def test_money_is_said_as_on_a_poster(pence, shown):
    assert filters.money(pence) == shown


@pytest.mark.parametrize(
    ("distance", "shown"),
    [
        (0.03, "Less than 0.1 miles"),
        (0.44, "0.4 miles"),
        (1.04, "1 mile"),
        (1.0, "1 mile"),
        (9.96, "10 miles"),
        (12.7, "13 miles"),
    ],
)
def test_miles_are_rounded_as_people_say_them(distance, shown):
    assert filters.miles(distance) == shown


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (6, "6 days ago"),
        (7, "last week"),
        (13, "last week"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "1 month ago"),
        (70, "2 months ago"),
        (729, "23 months ago"),
        (730, "2 years ago"),
    ],
)
def test_ago_uses_the_word_a_person_would(days, shown):
    assert filters.ago(TODAY - dt.timedelta(days=days)) == shown


def test_a_late_evening_in_summer_is_that_day_in_leeds():
    assert filters.ago(dt.datetime(2026, 11, 23, 23, 59, tzinfo=dt.UTC)) == "yesterday"


def test_a_date_names_its_year_only_when_it_is_another():
    assert filters.long_date(TODAY) == "Tuesday 24 November"
    assert filters.long_date(dt.date(2027, 1, 5)) == "Tuesday 5 January 2027"


def test_dates_follow_the_language():
    with force_locale("pl"):
        assert filters.long_date(TODAY) == "wtorek 24 listopada"
    with force_locale("ar"):
        assert filters.full_date(TODAY) == "24 نوفمبر 2026"


def test_paragraphs_escape_and_keep_line_breaks():
    assert filters.paragraphs("One\r\ntwo\n\n <b>three</b> ", "x") == (
        '<p class="x" dir="auto">One<br>two</p>\n<p class="x" dir="auto">&lt;b&gt;three&lt;/b&gt;</p>'
    )


@pytest.mark.parametrize(
    ("current", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_pages_show_the_ends_and_the_neighbours(current, last, shown):
    made = paging.pages(current, last, lambda number: f"?page={number}")
    assert [page.number if page else None for page in made.shown] == shown
    assert (made.previous_url == "") is (current == 1)
    assert (made.next_url == "") is (current == last)


def test_figures_in_groups_stay_in_order_in_a_sentence_that_runs_the_other_way():
    assert filters.forwards("رمز 123 456 <") == 'رمز <bdi dir="ltr">123 456</bdi> &lt;'
    assert filters.forwards("In 2026, at LS9 7BG") == "In 2026, at LS9 7BG"
