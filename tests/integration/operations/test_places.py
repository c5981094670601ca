import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.near import Located
from app.domain.places import Point, TermTime
from app.gateways import place_folder
from app.gateways.postcodes import PostcodeRow, Wanted, package_rows
from app.models import places as tables
from app.operations import places
from app.queries.places import locate, term_times
from config import ROOT

ROOT_PATH = Path(ROOT)
LEEDS = place_folder.place(ROOT_PATH, "leeds")
LLR = place_folder.place(ROOT_PATH, "llr")
EVERY = (
    tables.Postcode,
    tables.PostcodeGroup,
    tables.Area,
    tables.AreaMembership,
    tables.Deprivation,
    tables.Locality,
)
NEW = PostcodeRow("LS97ZZ", Point(53.8057, -1.5190), "E08000035")

pytestmark = pytest.mark.usefixtures("app")


def counts() -> list[int | None]:
    return [db.session.scalar(select(func.count()).select_from(table)) for table in EVERY]


def term(start: dt.date, source: str = "us") -> TermTime:
    return TermTime(start, start + dt.timedelta(days=40), "Autumn", source)


def test_loading_the_folder_twice_changes_nothing():
    before = counts()
    assert all(before)
    again = places.load_place(LEEDS, ROOT_PATH)
    assert counts() == before
    assert again.missing == ()
    assert again.areas == len(LEEDS.areas)


def test_newer_postcodes_are_added_and_the_others_stay():
    held = counts()[0] or 0
    loaded = places.load_postcodes([NEW], LEEDS, ROOT_PATH)
    assert (loaded.read, loaded.new, loaded.held) == (1, 1, held + 1)
    at = locate("LS9 7ZZ", LEEDS)
    assert isinstance(at, Located)
    assert at.nearest
    assert at.ward_name == "Burmantofts & Richmond Hill"


def test_a_ward_that_a_newer_file_gives_is_taken_as_published():
    places.load_postcodes([NEW._replace(ward="E05011394", lsoa21="E01011422")], LEEDS, ROOT_PATH)
    at = locate("LS9 7ZZ", LEEDS)
    assert isinstance(at, Located)
    assert (at.ward_name, at.nearest) == ("Gipton & Harehills", False)


def test_a_postcode_that_moved_over_the_border_loses_its_ward():
    places.load_postcodes([PostcodeRow("LS97UF", Point(53.8, -1.6), "E08000032")], LEEDS, ROOT_PATH)
    at = locate("LS9 7UF", LEEDS)
    assert isinstance(at, Located)
    assert (at.inside, at.council_name, at.ward_name, at.imd_decile) == (False, "Bradford", "", None)


def test_no_rows_change_nothing():
    before = counts()
    assert places.load_postcodes([], LEEDS, ROOT_PATH).read == 0
    assert counts() == before


def test_terms_take_the_place_of_those_held():
    places.load_terms([term(dt.date(2025, 9, 8))])
    places.load_terms([term(dt.date(2026, 9, 7))])
    assert [one.start for one in term_times()] == [dt.date(2026, 9, 7)]


def test_made_up_terms_give_way_to_true_ones_and_never_the_other_way():
    assert places.load_terms([term(dt.date(2025, 9, 8), "made up")], demo=True) == 1
    assert places.load_terms([term(dt.date(2026, 9, 7))]) == 1
    assert places.load_terms([term(dt.date(2025, 9, 8), "made up")], demo=True) == 0
    assert [one.source for one in term_times()] == ["us"]


def test_a_second_place_loads_with_three_councils_and_no_figures():
    for table in EVERY:
        db.session.execute(table.__table__.delete())
    places.load_postcodes(package_rows(Wanted(("LE", "NG"), LLR.box)), LLR, ROOT_PATH)
    loaded = places.load_place(LLR, ROOT_PATH)
    assert loaded.missing == ()
    assert loaded.neighbourhoods == 0
    city, county, rutland = (locate(typed, LLR) for typed in ("LE1 5WW", "Loughborough", "oakham"))
    assert isinstance(city, Located)
    assert isinstance(county, Located)
    assert isinstance(rutland, Located)
    assert [at.council_name for at in (city, county, rutland)] == ["Leicester", "Leicestershire", "Rutland"]
    assert all(at.inside and at.ward_name == "" and at.imd_decile is None for at in (city, county, rutland))
    next_door = locate("Nottingham", LLR)
    assert isinstance(next_door, Located)
    assert (next_door.inside, next_door.council_name) == (False, "Nottingham")
