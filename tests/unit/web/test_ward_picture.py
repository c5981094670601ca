from __future__ import annotations

import math

import pytest

from app.domain.places import Point, WardMap, WardShape
from app.gateways import place_folder
from app.web import ward_picture
from app.web.ward_picture import WardCount, picture
from config import ROOT

SQUARE = WardMap(
    width=1000,
    height=800,
    shapes=(
        WardShape("A", "Ash", "M0 0h10v10z", (200.0, 200.0), (150.0, 120.0)),
        WardShape("B", "Beck", "M0 0h10v10z", (230.0, 210.0), (330.0, 260.0)),
        WardShape("C", "Croft", "M0 0h10v10z", (900.0, 700.0), (900.0, 700.0)),
    ),
    source="",
    licence="",
    west=-2.0,
    north=54.0,
    across=1000.0,
    down=1000.0,
)


def ward(code: str, count: int = 3) -> WardCount:
    return WardCount(code, code, count, f"/activities?ward={code}")


def test_a_ward_with_nothing_has_no_number() -> None:
    drawn = picture(SQUARE, [ward("A"), ward("B", 0)])
    assert [spot.ward.code for spot in drawn.spots] == ["A"]


def test_a_ward_the_map_does_not_know_is_left_to_the_list() -> None:
    assert picture(SQUARE, [ward("Z")], whole=True).spots == ()


def test_numbers_stand_in_their_wards_where_there_is_room() -> None:
    drawn = picture(SQUARE, [ward("A"), ward("C")], whole=True)
    assert [(spot.x, spot.y) for spot in drawn.spots] == [(200, 200), (900, 700)]
    assert drawn.threads == ""


def test_numbers_that_would_touch_are_parted_and_a_thread_leads_home() -> None:
    drawn = picture(SQUARE, [ward("A"), ward("B")], whole=True)
    (one, other) = drawn.spots
    assert math.dist((one.x, one.y), (other.x, other.y)) >= 2 * drawn.radius
    assert drawn.threads == "" or drawn.threads.startswith("M")
    crowded = picture(SQUARE, [ward("A"), ward("B")], Point(53.8, -1.79), whole=True)
    assert all(
        math.dist((spot.x, spot.y), (210, 200 - crowded.radius)) > crowded.radius for spot in crowded.spots
    )


def test_the_same_wards_stand_where_they_stood() -> None:
    once, again = (picture(SQUARE, [ward("A"), ward("B")]).spots for _ in range(2))
    assert once == again


def test_a_name_with_marks_in_it_is_escaped() -> None:
    drawn = picture(SQUARE, [WardCount("A", 'Ash "& <Elm>"', 3, "/activities?q=a&ward=A")])
    links = str(ward_picture.ward_links(drawn))
    assert 'aria-label="Ash &#34;&amp; &lt;Elm&gt;&#34;: 3"' in links and "q=a&amp;ward=A" in links


def test_the_crop_holds_every_number_and_stays_on_the_map() -> None:
    drawn = picture(SQUARE, [ward("A"), ward("B")])
    left, top, width, height = (float(side) for side in drawn.box.split())
    assert width < 1000 and left >= 0 and top >= 0
    for spot in drawn.spots:
        assert left <= spot.x <= left + width and top <= spot.y <= top + height


def test_a_place_off_the_map_has_no_pin() -> None:
    assert picture(SQUARE, [ward("A")], Point(51.5, -0.1)).pin is None
    assert picture(SQUARE, [ward("A")], Point(53.9, -1.9)).pin == (100.0, 100.0)


@pytest.mark.parametrize("look", ward_picture.LOOKS)
def test_the_wards_are_one_file_without_style_or_script(look: str) -> None:
    drawn = ward_picture.drawn(SQUARE, look)
    assert drawn.count("<path") == 4 and "style" not in drawn and "<script" not in drawn


def test_no_two_numbers_of_all_wards_touch() -> None:
    drawing = place_folder.place(ROOT, "leeds").ward_map
    assert drawing is not None
    drawn = picture(drawing, [WardCount(shape.code, "", 1, "/") for shape in drawing.shapes], whole=True)
    spots = [(spot.x, spot.y) for spot in drawn.spots]
    gaps = [math.dist(one, two) for at, one in enumerate(spots) for two in spots[:at]]
    assert len(spots) == 33 and min(gaps) > 2 * drawn.radius * 0.9
