from pathlib import Path

from app.domain.places import GroupKind, Point
from app.domain.postcode_groups import Unit, fill_from_nearest, groups_of, named_points
from app.gateways.place_folder import place
from config import ROOT

LEEDS = place(Path(ROOT), "leeds")
OWN = frozenset({"E08000035"})


def unit(lat, lon, ward="E05011388", council="E08000035", lsoa21="E01011677"):
    return Unit(Point(lat, lon), council, ward, lsoa21)


def test_a_new_postcode_takes_the_ward_of_the_nearest_in_its_sector():
    units = {
        "LS97AA": unit(53.80, -1.52, "far", lsoa21="A"),
        "LS97AB": unit(53.81, -1.52, "near", lsoa21="B"),
        "LS97ZZ": unit(53.811, -1.52, "", lsoa21=""),
    }
    assert fill_from_nearest(units, OWN) == 1
    assert (units["LS97ZZ"].ward, units["LS97ZZ"].lsoa21, units["LS97ZZ"].nearest) == ("near", "B", True)
    assert not units["LS97AB"].nearest


def test_nobody_near_and_nobody_outside_is_given_a_ward():
    units = {
        "LS97AA": unit(53.80, -1.52),
        "LS97ZZ": unit(53.90, -1.52, "", lsoa21=""),
        "LS97ZY": unit(53.80, -1.52, "", "E08000032", ""),
    }
    assert fill_from_nearest(units, OWN) == 0
    assert units["LS97ZY"].ward == ""


def test_filling_again_after_the_wards_were_redrawn_asks_the_published_ones_only():
    units = {"LS97AA": unit(53.80, -1.52, "old"), "LS97ZZ": unit(53.801, -1.52, "", lsoa21="")}
    fill_from_nearest(units, OWN)
    units["LS97AA"].ward = "new"
    assert fill_from_nearest(units, OWN) == 1
    assert units["LS97ZZ"].ward == "new"


def test_a_ward_published_without_a_neighbourhood_is_kept():
    units = {
        "LS97AA": unit(53.80, -1.52, "one"),
        "LS97AB": unit(53.82, -1.52, "two"),
        "LS97ZZ": unit(53.801, -1.52, "two", lsoa21=""),
    }
    fill_from_nearest(units, OWN)
    assert (units["LS97ZZ"].ward, units["LS97ZZ"].lsoa21) == ("two", "E01011677")


def test_the_middle_of_a_group_is_not_pulled_away_by_a_sorting_office():
    units = {f"LS97A{letter}": unit(53.80, -1.52) for letter in "ABD"} | {"LS97XX": unit(53.70, -1.60)}
    groups = {group.key: group for group in groups_of(units, OWN)}
    assert set(groups) == {"LS9", "LS9 7"}
    assert groups["LS9 7"].kind is GroupKind.SECTOR
    assert groups["LS9"].point == Point(53.80, -1.52)
    assert (groups["LS9"].postcodes, groups["LS9"].inside, groups["LS9"].ward) == (4, 4, "E05011388")


def test_a_group_over_two_councils_says_so_and_has_no_ward():
    units = {
        "LS296AA": unit(53.9, -1.7),
        "LS296AB": unit(53.9, -1.8, "", "E08000032", ""),
        "LS296AD": unit(53.9, -1.8, "", "E08000032", ""),
    }
    group = next(group for group in groups_of(units, OWN) if group.key == "LS29")
    assert (group.council, group.council_share, group.inside, group.ward) == ("E08000032", 2, 1, "")


def test_a_name_has_the_point_of_its_postcodes_unless_its_table_says_one():
    units = {"BD11AA": unit(53.79, -1.75, "", "E08000032", ""), "LS85BA": unit(53.0, -1.0)}
    points, missing = named_points(LEEDS, units)
    found = {one.key: one for one in points}
    assert found["bradford"].point == Point(53.79, -1.75)
    assert found["bradford"].council == "E08000032"
    assert found["harehills"].point == next(x.point for x in LEEDS.localities if x.name == "Harehills")
    assert "Otley" in missing
