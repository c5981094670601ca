"""What the columns of somebody's table most likely mean."""

from __future__ import annotations

from app.domain.feeds.friendly import columns_of, guessed, signature


def test_columns_are_guessed_by_their_heading_then_by_what_is_in_them() -> None:
    made = guessed(
        ["Name of group", "Contact email address", "Ring us", "Web", "PC", "Colour"],
        {
            "Ring us": ["0113 496 0000", "(0113) 496 0001"],
            "PC": ["LS9 7UF", "ls97uf"],
            "Colour": ["green", "blue"],
        },
    )
    assert made == {
        "Name of group": "name",
        "Contact email address": "email",
        "Ring us": "phones",
        "Web": "url",
        "PC": "postcode",
        "Colour": "",
    }


def test_hours_under_from_are_hours_and_days_are_days() -> None:
    assert guessed(["From", "Until"], {"From": ["10:00", "2pm"], "Until": ["2026-01-06"]}) == {
        "From": "starts",
        "Until": "last_date",
    }


def test_no_field_is_guessed_twice() -> None:
    made = guessed(["Tel", "Mobile", "Fax"], {name: ["0113 496 0000"] for name in ("Tel", "Mobile", "Fax")})
    assert sorted(made.values()) == ["", "", "phones"]


def test_what_somebody_said_goes_before_what_we_know() -> None:
    known = columns_of(["Name", "Notes", "Cost"], {"Notes": "description", "Cost": ""})
    assert known.fields == {"Name": "name", "Notes": "description"}


def test_signature_is_that_of_the_headings_in_any_order_and_case() -> None:
    assert signature(["Name", "Post code"]) == signature(["post  code", "NAME", ""])
    assert signature(["Name"]) != signature(["Name", "Cost"])
