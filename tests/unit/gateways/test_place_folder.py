import csv
import datetime as dt
import itertools
import math
from pathlib import Path

import pytest
from dateutil.easter import easter

from app.domain.errors import PlaceFolderError
from app.domain.places import AreaKind, Box
from app.gateways import place_folder
from config import ROOT

ROOT_PATH = Path(ROOT)
NAMES = sorted(path.parent.name for path in (ROOT_PATH / "places").glob("*/settings.toml"))
PLACES = [place_folder.place(ROOT_PATH, name) for name in NAMES]
LEEDS = place_folder.place(ROOT_PATH, "leeds")
DRAMA = ("0113 496 0", "0116 496 0")
YORKSHIRE_TOWNS = Box(53.5, -2.2, 54.2, -1.0)


def test_leeds_and_a_second_place_are_there():
    assert {"leeds", "llr"} <= set(NAMES)


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_every_fact_of_a_place_has_a_source(place):
    facts = (
        *place.areas,
        *place.memberships,
        *place.localities,
        *itertools.chain(*place.vocabularies.values()),
    )
    assert all(fact.source for fact in facts)
    assert len({area.code for area in place.areas}) == len(place.areas)
    codes = {area.code for area in place.areas}
    assert all({one.member, one.group} <= codes for one in place.memberships)


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_words_for_people_are_there_in_every_complete_language(place):
    complete = {language.code for language in place.languages if language.complete}
    texts = [place.name, place.region, place.help_line.hours]
    texts += [text for number in place.emergency_numbers for text in (number.name, number.when)]
    assert all(complete <= set(text) and all(text.values()) for text in texts)


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_the_help_line_is_from_the_range_for_drama(place):
    assert place.help_line.number.startswith(DRAMA)
    assert place.help_line.relay == f"18001 {place.help_line.number}"
    assert place.box.holds(place.centre)


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_a_place_says_who_may_have_a_link_worker_and_by_when_they_hear(place):
    assert 0 < place.social_prescribing.min_age <= 18
    assert 1 <= place.social_prescribing.answer_days <= 10


def test_the_ambition_stands_where_it_is_published_and_nowhere_else():
    assert LEEDS.social_prescribing.ambition == 5500
    assert place_folder.place(ROOT_PATH, "llr").social_prescribing.ambition is None


def test_the_wards_are_those_of_the_published_list():
    with (ROOT_PATH / "places/leeds/wards.csv").open(newline="") as lines:
        listed = [row["code"] for row in csv.DictReader(lines)]
    assert sorted(ward.code for ward in LEEDS.wards) == sorted(listed)
    assert all(ward.point and YORKSHIRE_TOWNS.holds(ward.point) for ward in LEEDS.wards)
    assert all(LEEDS.groups_of(ward.code, dt.date(2026, 11, 24), AreaKind.COUNCIL) for ward in LEEDS.wards)


def test_every_leeds_name_has_a_ward_and_a_point_near_that_wards_middle():
    wards = {ward.code: ward for ward in LEEDS.wards}
    ours = [locality for locality in LEEDS.localities if locality.point]
    assert len(ours) > 120
    for locality in ours:
        assert locality.point.miles_to(wards[locality.ward].point) < 6, locality.name


def test_no_name_is_in_the_table_twice():
    keys = [key for locality in LEEDS.localities for key in locality.keys]
    assert len(keys) == len(set(keys))


def test_every_postcode_of_the_table_is_in_a_known_ward_and_neighbourhood():
    facts = place_folder.postcode_facts(ROOT_PATH, "leeds")
    neighbourhoods = {row["lsoa21"] for row in place_folder.deprivation_facts(ROOT_PATH, "leeds")}
    assert {ward for ward, _ in facts.values()} == {ward.code for ward in LEEDS.wards}
    assert {lsoa for _, lsoa in facts.values()} <= neighbourhoods
    assert facts["LS97UF"] == ("E05011388", "E01011677")


def test_a_place_without_tables_has_no_figures():
    assert place_folder.postcode_facts(ROOT_PATH, "llr") == {}
    assert place_folder.deprivation_facts(ROOT_PATH, "llr") == []


def test_round_links_of_the_ward_map_do_not_overlap_and_stay_in_the_picture():
    ward_map = LEEDS.ward_map
    assert ward_map
    assert {shape.code for shape in ward_map.shapes} == {ward.code for ward in LEEDS.wards}
    for one, other in itertools.combinations(ward_map.shapes, 2):
        assert math.dist(one.label, other.label) > 121.5, (one.name, other.name)
    for shape in ward_map.shapes:
        assert 61 <= shape.label[0] <= ward_map.width - 61
        assert 61 <= shape.label[1] <= ward_map.height - 61
    assert (ROOT_PATH / "places/leeds/ward_shapes.json").stat().st_size < 25_000


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_bank_holidays_are_those_of_the_rule(year):
    day, week = dt.timedelta(days=1), dt.timedelta(days=7)

    def first_monday(month: int) -> dt.date:
        first = dt.date(year, month, 1)
        return first + day * (-first.weekday() % 7)

    new_year = dt.date(year, 1, 1)
    while new_year.weekday() > 4:
        new_year += day
    christmas = {dt.date(year, 12, 25), dt.date(year, 12, 26)}
    weekend = [date for date in sorted(christmas) if date.weekday() > 4]
    christmas -= set(weekend)
    for _ in weekend:
        substitute = dt.date(year, 12, 27)
        while substitute.weekday() > 4 or substitute in christmas:
            substitute += day
        christmas.add(substitute)
    last_of_may = max(first_monday(5) + week * n for n in range(5) if (first_monday(5) + week * n).month == 5)
    last_of_august = max(
        first_monday(8) + week * n for n in range(5) if (first_monday(8) + week * n).month == 8
    )
    expected = {
        new_year,
        easter(year) - 2 * day,
        easter(year) + day,
        first_monday(5),
        last_of_may,
        last_of_august,
        *christmas,
    }
    assert {date for date in LEEDS.bank_holidays if date.year == year} == expected
    assert LEEDS.bank_holidays_until >= dt.date(year, 12, 31)


def test_no_school_terms_are_invented_outside_the_demonstration():
    assert all(place.term_times == () for place in PLACES)
    made_up = place_folder.term_times(ROOT_PATH / "places/leeds/demo/terms.toml")
    assert made_up
    assert all(term.source == "Made up for the demonstration" for term in made_up)


@pytest.mark.parametrize("name", ["nowhere", "../leeds", "", "Leeds", "leeds/demo"])
def test_a_place_that_is_not_there_stops_the_start_with_the_ones_that_are(name):
    with pytest.raises(PlaceFolderError, match="no such place; there are: leeds, llr"):
        place_folder.place(ROOT_PATH, name)


def test_a_fault_in_a_folder_is_named(tmp_path):
    folder = tmp_path / "places" / "broken"
    folder.mkdir(parents=True)
    with pytest.raises(PlaceFolderError, match=r"settings\.toml: it cannot be read"):
        place_folder.place(tmp_path, "broken")
    (folder / "settings.toml").write_text('name = "unfinished')
    with pytest.raises(PlaceFolderError, match=r"settings\.toml"):
        place_folder.place(tmp_path, "broken")


TERM = '[[term]]\nname = "Autumn"\nstart = 2026-09-07\nend = 2026-10-23\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TERM, "'source' is missing"),
        ('source = " "\n' + TERM, "the source is empty"),
        ('source = "us"\n[[term]]\nstart = 2026-09-07\n', "'end' is missing"),
        ('source = "us"\n[[term]]\nstart = "soon"\nend = 2026-10-23\n', "is not a date"),
        ('source = "us"\n[[term]]\nstart = 2026-10-23\nend = 2026-09-07\n', "out of order"),
        ('source = "us"\n' + TERM + TERM, "out of order"),
        ("<html>", "Invalid"),
    ],
)
def test_a_file_of_terms_with_a_fault_is_refused(tmp_path, text, said):
    path = tmp_path / "terms.toml"
    path.write_text(text)
    with pytest.raises(PlaceFolderError, match=said):
        place_folder.term_times(path)
