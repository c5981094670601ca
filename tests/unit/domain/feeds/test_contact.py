"""E-mail addresses, links and phone numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.feeds.contact import digits_of, email, email_within, link, mobile_in, phone_numbers


@pytest.mark.parametrize("text", ["bev@example.org", "a.b+c@sub.example.org.uk", "jö@exämple.org"])
def test_good_address_stays(text: str) -> None:
    assert email(text) == text


@pytest.mark.parametrize(
    "text", ["", "a@b", "a@b..org", "a b@example.org", "a@@example.org", "@example.org", "a@[127.0.0.1]"]
)
def test_bad_address_is_none(text: str) -> None:
    assert email(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "mailto:bev@example.org",
        "Bev <bev@example.org>",
        "bev@example.org; sam@example.org",
        " e: bev@example.org. ",
    ],
)
def test_address_inside_words_is_found(text: str) -> None:
    assert email_within(text) == "bev@example.org"


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("www.example.org", "https://www.example.org"),
        ("example.org.uk/page", "https://example.org.uk/page"),
        ("http//example.org", "http://example.org"),
        ("http:/example.org", "http://example.org"),
        ("http://http://example.org", "http://example.org"),
        ("HTTPS://Example.org/A", "https://Example.org/A"),
        *(
            (bad, "")
            for bad in (
                "see our page",
                "http://localhost",
                "http://a b.org",
                "http://x.org:99999",
                "https://[::1",
            )
        ),
        *(
            (bad, "")
            for bad in ("http://user@example.org", "info@example.org", "ftp://example.org", "", "https://")
        ),
    ],
)
def test_link_is_mended_or_left_to_words(written: str, opened: str) -> None:
    assert link(written).address == opened


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "java\tscript:x", "vbscript:x"]
)
def test_link_that_runs_code_is_dangerous(text: str) -> None:
    assert link(text).is_dangerous


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('"+44 1234 234567"', [("+44 1234 234567", "", "")]),
        ("0113 496 0000 (ask for Bev)", [("0113 496 0000", "", "ask for Bev")]),
        ("0113 496 0000 ext 12", [("0113 496 0000", "12", "")]),
        ("0113 496 0000 / 07700 900123", [("0113 496 0000", "", ""), ("07700 900123", "", "")]),
        (
            "0113 496 0000 or 0113 496 0001 (evenings)",
            [("0113 496 0000", "", ""), ("0113 496 0001", "", "evenings")],
        ),
        ("Tel: 0113 496 0000", [("0113 496 0000", "", "")]),
        ("text HELP to 85258", [("85258", "", "text HELP to")]),
        ("111", [("111", "", "")]),
        ("ring the bell", []),
        ("", []),
    ],
)
def test_numbers_are_taken_from_a_phone_field(text: str, numbers: list[tuple[str, str, str]]) -> None:
    assert [(one.number, one.extension, one.words) for one in phone_numbers(text)] == numbers


def test_the_same_number_written_two_ways_compares_equal() -> None:
    assert digits_of("+44 (0)113 496 0000") == digits_of("0113 496 0000") == digits_of("0044 113 4960000")


def test_mobile_number_in_words_is_noticed() -> None:
    assert mobile_in("ring Bev on 07700 900 123")
    assert not mobile_in("ring 0113 496 0000, order 1077009001234")


@given(st.text())
def test_nothing_makes_reading_a_contact_fail(text: str) -> None:
    email(text)
    email_within(text)
    link(text)
    phone_numbers(text)
