"""One row of a file is read as it is meant, and what cannot be read is named by its column."""

import datetime as dt

import pytest

from app.domain.referral_faults import Terms, Wrong
from app.domain.referral_rows import COLUMNS, Row, columns_of, lacking, read

TERMS = Terms(dt.date(2026, 11, 24), 16)
CELLS = {
    "given_name": "Halina",
    "family_name": "Nowak",
    "born_on": "2.5.1944",
    "phone": "0113 496 0417",
    "postcode": "ls9 7uf",
    "channels": "Phone; letter",
    "address": "1 Chapel Lane",
    "concerns": "lonely, low mood",
    "reason": "Her husband died.",
    "agreed": "Best interests",
    "risks": "No known risks.",
    "referrer_name": "Sam Ali",
    "referrer_contact": "sam@surgery.example",
    "referred_on": "2026-11-20",
}


def row(**changed: str) -> Row:
    said = {COLUMNS[name]: value for name, value in {**CELLS, **changed}.items()}
    return read(2, said, columns_of(list(COLUMNS.values())), TERMS)


def test_a_row_is_read_as_it_is_meant() -> None:
    one = row()
    assert one.wrong == {}
    assert (one.document["born_on"], one.document["postcode"]) == ("1944-05-02", "LS9 7UF")
    assert one.document["reaching"]["channels"] == ["phone", "letter"]
    assert one.document["concerns"] == ["lonely", "low-mood"]
    assert one.document["consents"]["contact"]["given_by"] == "decision-maker"
    assert (one.referred_on, one.is_urgent) == ("2026-11-20", False)


@pytest.mark.parametrize(
    ("name", "typed", "wrong"),
    [
        ("born_on", "2/5/44", Wrong.NOT_A_DAY),
        ("born_on", "31/2/1944", Wrong.NOT_A_DAY),
        ("born_on", "2/5/2044", Wrong.FUTURE),
        ("referred_on", "", Wrong.MISSING),
        ("referred_on", "25/11/2026", Wrong.FUTURE_DAY),
        ("referred_on", "20/11/2024", Wrong.OLD_DAY),
        ("channels", "pigeon", Wrong.NOT_ON_LIST),
        ("concerns", "lonely, bored", Wrong.NOT_ON_LIST),
        ("agreed", "probably", Wrong.NO_HOW),
        ("agreed", "", Wrong.MISSING),
        ("is_urgent", "perhaps", Wrong.NOT_ON_LIST),
        ("leave_message", "perhaps", Wrong.NOT_ON_LIST),
        ("nhs_number", "none", Wrong.NHS_LENGTH),
        ("referrer_contact", "", Wrong.MISSING),
        ("phone", "ring Jan", Wrong.LETTERS_IN_PHONE),
    ],
)
def test_what_cannot_be_read_is_named_by_its_column(name, typed, wrong) -> None:
    assert row(**{name: typed}).wrong == {name: wrong}


def test_same_person_on_the_same_day_is_the_same_row_however_it_is_typed() -> None:
    assert row().identity == row(given_name="HALINA ", born_on="02/05/1944", reason="Other words.").identity
    assert row().identity != row(referred_on="2026-11-19").identity
    assert row().identity != row(postcode="LS8 1AA").identity


def test_risk_in_words_and_no_agreement_are_kept() -> None:
    one = row(risks="A dog that bites.", agreed="no", why_not="Not asked.")
    assert one.document["risks"] == {"answer": "some", "words": "A dog that bites."}
    assert one.document["consents"]["contact"]["why_not"] == "Not asked."


def test_headings_are_known_whatever_their_capitals_and_missing_ones_are_named() -> None:
    assert columns_of(["first  NAME", "Shoe size"]) == {"given_name": "first  NAME"}
    assert "Date of birth" in lacking(columns_of(["First name"]))
