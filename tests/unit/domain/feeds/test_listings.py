"""Published fields of any shape to our own columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.feeds.labels import Dictionary
from app.domain.feeds.languages import language
from app.domain.feeds.ledger import Healing, Ledger, Notice
from app.domain.feeds.phrases import referral, venue_facts
from app.domain.feeds.record import Listing
from app.domain.listing import Referral, Status, VenueFact

Heal = Callable[..., Listing]


def first(listing: Listing, table: str) -> dict[str, Any]:
    return next(listing.every(table)).columns


@pytest.mark.parametrize("value", ["", None, "N/A", "null", " - ", "undefined", [], {}])
def test_empty_fields_are_left_out(heal: Heal, value: object) -> None:
    assert heal(alert=value).columns["alert"] == ""


def test_bad_email_and_link_are_kept_as_words(heal: Heal, ledger: Ledger) -> None:
    made = heal(email="hello at example", url="see our page", application_process="Ring first")
    assert (made.columns["email"], made.columns["url"]) == ("", "")
    assert made.columns["application_process"] == "Ring first\n\nsee our page\nhello at example"
    assert ledger.counts[Healing.EMAIL_TO_WORDS] == ledger.counts[Healing.LINK_TO_WORDS] == 1


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ((65, 18), (18, 65)),
        ((-3, 999), (None, None)),
        (("18+", None), (18, None)),
        (("16 - 25", None), (16, 25)),
        ((None, "under 5"), (None, 5)),
        ((0, 120), (None, None)),
        ((18, 18), (18, 18)),
        (("adults", "none"), (None, None)),
    ],
)
def test_ages_are_made_sane(heal: Heal, given: tuple[object, object], meant: tuple[object, object]) -> None:
    made = heal(minimum_age=given[0], maximum_age=given[1])
    assert (made.columns["minimum_age"], made.columns["maximum_age"]) == meant


def test_date_of_checking_in_the_future_is_left_out(heal: Heal, ledger: Ledger) -> None:
    assert heal(assured_date="2027-01-01").columns["checked_on"] is None
    assert ledger.counts[Healing.DATE_AHEAD] == 1
    assert heal(assured_date="2026-11-24").columns["checked_on"] == dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *(("active", "active"), ("", "active"), ("OPEN", "active"), ("closed", "defunct"), (True, "active")),
        *(
            ("temporarily_closed", "temporarily closed"),
            ("Inactive", "inactive"),
            (False, "inactive"),
            ("what?", "active"),
        ),
    ],
)
def test_status_is_read_from_many_words(heal: Heal, word: object, status: str) -> None:
    assert heal(status=word).columns["status"] == Status(status)


@pytest.mark.parametrize(
    ("options", "pence"),
    [
        ([{"amount": 2.5}], 250),
        ([{"amount": "2.50"}], 250),
        ([{"amount": 0}], 0),
        ([{"amount": 2}, {"amount": 3}], None),
        ([{"amount": "three pounds"}], None),
        ([{"amount": 5, "currency": "USD"}], None),
        ([{"amount": 5, "valid_to": "2020-01-01"}], None),
        ({"amount": 4}, 400),
        ([], None),
    ],
)
def test_price_is_set_only_when_it_is_one_number(heal: Heal, options: object, pence: int | None) -> None:
    assert heal(cost_options=options).columns["pence"] == pence


def test_price_from_plain_words_and_words_kept(heal: Heal) -> None:
    made = heal(fees="£2 per session")
    assert (made.columns["pence"], made.columns["fees_description"]) == (200, "£2 per session")
    assert heal(fees="None").columns["pence"] == 0


@pytest.mark.parametrize(
    "raw",
    [
        {"attributes": [{"taxonomy_term": {"name": "Older people ", "taxonomy": "Target Audience"}}]},
        {"attributes": [{"name": "older  People", "link_type": "audience"}]},
        {"service_taxonomys": [{"taxonomy": {"name": "Older People", "vocabulary": "esdCircumstances"}}]},
        {"link_taxonomies": {"link_type": "eligibility", "taxonomy": {"name": "Over 60s"}}},
        {"eligibilitys": [{"eligibility": "Older people"}]},
        {"target_audience": "Older people; Adults"},
        {"target_audience": ["Older people"]},
    ],
)
def test_audience_is_understood_in_every_style(heal: Heal, raw: dict[str, Any]) -> None:
    assert "who:over-60s" in heal(**raw).terms


def test_women_only_is_not_guessed_when_men_are_named_too(dictionary: Dictionary) -> None:
    assert dictionary.audience_terms(["Women ", "Adults"]) == {"who:women-only"}
    assert dictionary.audience_terms(["women", "Men"]) == set()
    assert dictionary.audience_terms(["Women", "Everyone"]) == set()


@pytest.mark.parametrize(
    ("label", "terms"),
    [
        *(
            ("Mental Health", {"need:low-mood"}),
            ("Arts & Crafts", {"do:arts-crafts"}),
            ("Clubs and groups", set()),
        ),
        *(
            ("Debt advice", {"need:money", "support:advice"}),
            ("Food and drink", set()),
            ("Free things", set()),
        ),
    ],
)
def test_subjects_are_inferred_with_care(dictionary: Dictionary, label: str, terms: set[str]) -> None:
    assert dictionary.subject_terms(label) == terms


@pytest.mark.parametrize(
    ("words", "channels"),
    [
        *(
            ("online", ["online"]),
            ("home visit", ["at_home"]),
            ("phone", ["by_phone"]),
            ("venue", ["in_person"]),
        ),
        ("In person or by video call", ["in_person", "online"]),
    ],
)
def test_ways_to_take_part_are_read(heal: Heal, words: str, channels: list[str]) -> None:
    made = heal(attending_type=words)
    assert [name for name in ("in_person", "online", "by_phone", "at_home") if made.columns[name]] == channels


def test_place_without_a_way_means_in_person(heal: Heal) -> None:
    made = heal(
        service_at_locations=[{"location": {"name": "Hall"}}],
        schedules=[{"attending_type": "", "byday": "MO"}],
    )
    assert made.columns["in_person"]


@pytest.mark.parametrize(
    ("point", "meant"),
    [
        ((53.8, -1.5), (53.8, -1.5)),
        ((-1.5, 53.8), (53.8, -1.5)),
        (("53.8", "-1.5"), (53.8, -1.5)),
        ((0, 0), (None, None)),
        ((40.7, -74.0), (None, None)),
        ((53.8, None), (None, None)),
        (("north", "west"), (None, None)),
    ],
)
def test_point_is_inside_the_kingdom_or_none(heal: Heal, point: tuple[object, object], meant: object) -> None:
    made = heal(locations=[{"name": "Hall", "latitude": point[0], "longitude": point[1]}])
    assert (made.places[0].columns["latitude"], made.places[0].columns["longitude"]) == meant


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ({"postal_code": "ls97uf"}, "LS9 7UF"),
        ({"address_1": "1 Street, Leeds LS9 7UF"}, "LS9 7UF"),
        ({"postcode": " LS9  7UF "}, "LS9 7UF"),
        ({"postal_code": "somewhere"}, "SOMEWHERE"),
        ("1 Street, LS9 7UF", "LS9 7UF"),
    ],
)
def test_postcode_is_found_and_written_well(heal: Heal, address: object, postcode: str) -> None:
    made = heal(locations=[{"addresses": [address]}])
    assert made.places[0].parts["address"][0].columns["postal_code"] == postcode


def test_uk_1_shape_is_read(heal: Heal) -> None:
    made = heal(
        attending_access="referral",
        attending_type="venue",
        regular_schedules=[{"byday": "TU", "opens_at": "10:00", "freq": "WEEKLY"}],
        contacts=[{"name": "Bev", "phones": [{"number": "0113 496 0000", "language": "English"}]}],
        service_at_locations=[
            {
                "location": {
                    "name": "Hall",
                    "physical_addresses": [{"address_1": "1 Street", "postal_code": "LS9 7UF"}],
                    "accessibility_for_disabilities": [{"accessibility": "Hearing loop"}],
                }
            }
        ],
        languages=[{"language": "Urdu"}],
        fundings=[{"source": "The lottery"}],
        service_areas=[{"service_area": "Leeds"}],
    )
    assert made.columns["referral"] is Referral.NEEDED
    assert first(made, "schedule")["byday"] == "TU"
    assert first(made, "phone")["number"] == "0113 496 0000"
    assert next(made.every("phone")).contact == 0
    assert [part.columns["code"] for part in made.every("language")] == ["ur", "en"]
    assert first(made, "funding")["source"] == "The lottery"
    assert first(made, "service_area")["name"] == "Leeds"
    assert made.places[0].parts["venue_fact"][0].columns["fact"] is VenueFact.HEARING_LOOP


def test_words_and_single_objects_stand_for_lists(heal: Heal) -> None:
    made = heal(
        languages="Urdu, Polish", phones="0113 496 0000", contacts={"name": "Bev"}, organization="Beckside"
    )
    assert [part.columns["code"] for part in made.every("language")] == ["ur", "pl"]
    assert first(made, "phone")["number"] == "0113 496 0000"
    assert first(made, "contact")["name"] == "Bev"
    assert made.organization is not None and made.organization.columns["name"] == "Beckside"


def test_organization_is_made_from_a_contact_but_never_from_a_person(heal: Heal, ledger: Ledger) -> None:
    made = heal(contacts=[{"name": "Bev", "organisation": "Beckside Neighbours"}], organization={})
    assert made.organization is not None and made.organization.columns["name"] == "Beckside Neighbours"
    assert heal(contacts=[{"name": "Bev"}], organization=None).organization is None
    assert ledger.counts[Healing.ORGANIZATION_MADE] == ledger.counts[Healing.ORGANIZATION_MISSING] == 1


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ({"name": "", "description": "A warm room. Come in."}, "A warm room."),
        ({"name": None, "organization": {"name": "Beckside"}}, "Beckside"),
        ({"name": "<b>Bold</b> &amp; brave"}, "Bold & brave"),
        ({"name": " spaced   out , "}, "spaced out"),
        ({"name": "", "id": "7"}, "Unnamed listing"),
    ],
)
def test_every_listing_has_a_name(heal: Heal, raw: dict[str, Any], name: str) -> None:
    assert heal(**raw).name == name


def test_unnamed_listing_is_not_active(heal: Heal) -> None:
    assert heal(name="").columns["status"] is Status.INACTIVE


def test_long_name_is_cut_and_kept_in_the_description(heal: Heal) -> None:
    made = heal(name="word " * 100, description="Rest.")
    assert len(made.name) <= 200
    assert made.columns["description"].startswith("word word")


def test_mobile_number_in_words_stays_and_is_noticed(heal: Heal, ledger: Ledger) -> None:
    assert "07700 900123" in heal(description="Ring 07700 900123").columns["description"]
    assert ledger.counts[Notice.MOBILE_IN_WORDS] == 1


def test_unknown_fields_are_counted(heal: Heal, ledger: Ledger) -> None:
    heal(colour="blue")
    assert ledger.unknown_fields == {"colour": 1}


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("Wheelchair accessible", {VenueFact.STEP_FREE}),
        ("Accessible toilets", {VenueFact.TOILET}),
        ("Wheelchair accessible toilet", {VenueFact.TOILET}),
        ("Hearing loop and parking", {VenueFact.HEARING_LOOP, VenueFact.PARKING}),
        ("No wheelchair access", set()),
        ("Limited parking, ring first", set()),
        (
            "The parking is a long way off but we can fetch you from there if you let us know in good time",
            set(),
        ),
    ],
)
def test_venue_facts_are_taken_only_from_plain_words(words: str, facts: set[VenueFact]) -> None:
    assert venue_facts(words) == facts


@pytest.mark.parametrize(
    ("words", "state"),
    [
        *(
            ("referral", Referral.NEEDED),
            ("no", Referral.NONE),
            ("drop-in", Referral.NONE),
            ("appointment", None),
        ),
        *(("Self-referral", Referral.NONE), ("Self-referral or GP referral", Referral.EITHER)),
    ],
)
def test_need_for_a_referral_is_read(words: str, state: Referral | None) -> None:
    assert referral(words) is state


@pytest.mark.parametrize(
    ("given", "name", "code"),
    [
        ("Urdu", "Urdu", "ur"),
        ("urd", "Urdu", "ur"),
        ("pl", "Polish", "pl"),
        ("en-GB", "English", "en"),
        ("Klingon", "Klingon", ""),
    ],
)
def test_language_is_known_by_name_or_code(given: str, name: str, code: str) -> None:
    assert language(given) == (name, code)


@pytest.mark.parametrize(
    ("text", "expected"), [("domestic abuse support", True), ("Rape crisis", True), ("Grape growing", False)]
)
def test_sensitive_subjects_get_the_way_out(heal: Heal, text: str, expected: bool) -> None:
    assert heal(name=text).columns["sensitive"] is expected
