import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.places import AreaKind, Membership, Point, fold
from app.gateways.place_folder import place
from config import ROOT

LEEDS = place(Path(ROOT), "leeds")
LLR = place(Path(ROOT), "llr")
DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Cross Gates", "cross gates"),
        ("Gipton & Harehills", "gipton and harehills"),
        ("Pool-in-Wharfedale", "pool in wharfedale"),
        ("St. Mary’s", "st marys"),
        ("  Café  Zürich ", "cafe zurich"),
        ("STRASSE", fold("straße")),
    ],
)
def test_names_are_compared_without_marks(name, folded):
    assert fold(name) == folded


def test_words_fall_back_to_english():
    assert LEEDS.words(LEEDS.name, "ar") == "ليدز"
    assert LEEDS.words({"en": "only"}, "ur") == "only"
    assert LEEDS.words({}, "ur") == ""


def test_a_county_counts_its_districts_as_its_own():
    assert LLR.council_name("E07000130") == "Leicestershire"
    assert "E07000130" in LLR.council_codes
    assert len(LLR.councils) == 3


def test_a_council_next_door_has_a_name_and_a_far_one_none():
    assert LEEDS.council_name("E08000032") == "Bradford"
    assert LEEDS.council_name("E09000001") == ""


def test_an_area_belongs_to_several_others():
    wards = {"Burmantofts & Richmond Hill", "Little London & Woodhouse"}
    assert {area.name for area in LEEDS.groups_of("leeds-lincoln-green", DAY)} == {"Leeds", *wards}
    assert {area.name for area in LEEDS.groups_of("leeds-lincoln-green", DAY, AreaKind.WARD)} == wards
    assert LEEDS.groups_of("leeds-lincoln-green", dt.date(2019, 8, 31)) == ()


def test_a_membership_holds_between_its_dates_both_included():
    held = Membership("a", "b", "us", valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2020, 12, 31))
    days = [dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 12, 31), dt.date(2021, 1, 1)]
    assert [held.holds_on(day) for day in days] == [False, True, True, False]
    assert replace(held, valid_from=None, valid_to=None).holds_on(DAY)


def test_distance_in_miles():
    leeds, york = Point(53.7976, -1.5437), Point(53.9600, -1.0873)
    assert leeds.miles_to(york) == pytest.approx(21.8, abs=0.3)
    assert leeds.miles_to(leeds) == 0


def test_points_keep_a_hundred_thousandth_of_a_degree():
    point = Point(53.805731, -1.518959)
    assert (point.lat_e5, point.lon_e5) == (5380573, -151896)
    assert Point.from_parts(5380573, -151896) == Point(53.80573, -1.51896)


def test_the_pin_falls_in_the_drawing():
    assert LEEDS.ward_map
    x, y = LEEDS.ward_map.drawn(LEEDS.centre)
    assert 0 < x < LEEDS.ward_map.width
    assert 0 < y < LEEDS.ward_map.height
    assert LLR.ward_map is None
