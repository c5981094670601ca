"""Every fault of a referral made for another is found, and a sound one has none."""

import datetime as dt

import pytest

from app.domain.consent import ConsentHow
from app.domain.referral_document import clean
from app.domain.referral_faults import Terms, Wrong, faults
from app.domain.referring import given, postcode, refused

TERMS = Terms(dt.date(2026, 11, 24), 16)
SOUND = {
    "given_name": "Halina",
    "family_name": "Nowak",
    "born_on": "1944-05-02",
    "postcode": "LS9 7UF",
    "phone": "0113 496 0417",
    "reaching": {"channels": ["phone"]},
    "concerns": ["lonely"],
    "reason": "Her husband died.",
    "consents": given(ConsentHow.SPOKEN),
    "risks": {"answer": "none-known"},
}


def found(**changed: object) -> dict[str, Wrong]:
    return faults(clean({**SOUND, **changed}), TERMS)


def test_a_sound_referral_has_no_fault() -> None:
    assert found() == {}
    assert found(phone="", email="h@home.example", reaching={"channels": ["email"]}) == {}
    assert found(consents=refused("She has had a stroke.")) == {}
    assert found(postcode="", home="no-fixed-abode") == {}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"given_name": " "}, {"given_name": Wrong.MISSING}),
        ({"given_name": "x" * 101}, {"given_name": Wrong.TOO_LONG}),
        ({"born_on": ""}, {"born_on": Wrong.MISSING}),
        ({"born_on": "2026-11-25"}, {"born_on": Wrong.FUTURE}),
        ({"born_on": "1899-12-31"}, {"born_on": Wrong.TOO_LONG_AGO}),
        ({"born_on": "2010-11-25"}, {"born_on": Wrong.TOO_YOUNG}),
        ({"phone": "O113 496 0417"}, {"phone": Wrong.LETTERS_IN_PHONE}),
        ({"phone": "496 0417"}, {"phone": Wrong.NOT_PHONE}),
        ({"phone": ""}, {"phone": Wrong.MISSING}),
        ({"email": "h at home"}, {"email": Wrong.NOT_EMAIL}),
        ({"reaching": {"channels": ["letter"]}}, {"address": Wrong.MISSING}),
        ({"reaching": {"channels": ["email"]}}, {"email": Wrong.MISSING}),
        ({"reaching": {"channels": ["somebody-i-trust"]}}, {"trusted": Wrong.MISSING}),
        ({"reaching": {"channels": []}}, {"channels": Wrong.NO_SAFE_WAY}),
        ({"postcode": ""}, {"postcode": Wrong.MISSING}),
        ({"postcode": "LS9 7UFF"}, {"postcode": Wrong.NOT_POSTCODE}),
        ({"concerns": ["nonsense"]}, {"concerns": Wrong.MISSING}),
        ({"reason": ""}, {"reason": Wrong.MISSING}),
        ({"consents": {}}, {"agreed": Wrong.MISSING}),
        ({"consents": {"contact": {"given": True}}}, {"agreed": Wrong.NO_HOW}),
        ({"consents": refused("")}, {"why_not": Wrong.NO_WHY_NOT}),
        ({"risks": {}}, {"risks": Wrong.MISSING}),
        ({"risks": {"answer": "some"}}, {"risk_words": Wrong.NO_RISK_WORDS}),
        ({"nhs_number": "943 476 5918"}, {"nhs_number": Wrong.NHS_SUM}),
        ({"nhs_number": "0000000000"}, {"nhs_number": Wrong.NHS_NOT_ISSUED}),
        ({"nhs_number": "9990000018"}, {"nhs_number": Wrong.NHS_NOT_ISSUED}),
    ],
)
def test_one_thing_wrong_is_the_one_fault(changed, wrong) -> None:
    assert found(**changed) == wrong


def test_the_sixteenth_birthday_is_old_enough_and_invented_numbers_pass_in_training() -> None:
    assert found(born_on="2010-11-24") == {}
    training = Terms(TERMS.today, 16, training=True)
    assert faults(clean({**SOUND, "nhs_number": "9990000018"}), training) == {}


def test_postcode_is_written_as_it_should_be_and_junk_stays_as_typed() -> None:
    assert [postcode(typed) for typed in ("ls97uf", "ls9", "no idea", "")] == [
        "LS9 7UF",
        "LS9",
        "no idea",
        "",
    ]
