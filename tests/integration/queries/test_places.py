from pathlib import Path

import pytest

from app.database import db
from app.domain.near import Located, NearKind, NotLocated, NotLocatedReason
from app.domain.places import TermTime
from app.gateways import place_folder
from app.models.places import Postcode
from app.operations import places as operations
from app.queries.places import locate, term_times, with_terms
from config import ROOT

LEEDS = place_folder.place(Path(ROOT), "leeds")

pytestmark = pytest.mark.usefixtures("app")


def found(typed: str) -> Located:
    answer = locate(typed, LEEDS)
    assert isinstance(answer, Located), answer
    return answer


def not_found(typed: str) -> NotLocated:
    answer = locate(typed, LEEDS)
    assert isinstance(answer, NotLocated), answer
    return answer


def test_a_leeds_postcode_has_point_ward_neighbourhood_and_deprivation():
    at = found("ls97uf")
    assert (at.kind, at.label, at.district) == (NearKind.POSTCODE, "LS9 7UF", "LS9")
    assert (at.point.lat_e5, at.point.lon_e5) == (5380573, -151896)
    assert (at.ward_name, at.ward_code) == ("Burmantofts & Richmond Hill", "E05011388")
    assert (at.lsoa21, at.imd_year, at.imd_decile) == ("E01011677", 2025, 1)
    assert at.inside
    assert not at.approximate
    assert not at.nearest
    assert at.shared == "LS9"


def test_a_postcode_newer_than_our_table_says_its_ward_is_the_nearest_ones():
    at = found("LS14 3FX")
    assert at.nearest
    assert at.ward_name == "Harewood"


def test_every_leeds_postcode_has_ward_neighbourhood_and_deprivation():
    inside = db.session.query(Postcode).filter(Postcode.council_code == "E08000035")
    assert inside.count() > 30_000
    assert inside.filter((Postcode.ward_code == "") | (Postcode.lsoa21 == "")).count() == 0


@pytest.mark.parametrize(
    ("typed", "council"),
    [
        ("BD1 1AA", "Bradford"),
        ("WF1 2AB", "Wakefield"),
        ("HG1 1BB", "North Yorkshire"),
        ("YO1 7HH", "York"),
        ("LS29 9AA", "Bradford"),
        ("Ilkley", "Bradford"),
        ("BD1", "Bradford"),
        ("LS29", "Bradford"),
        ("LS24 9", "North Yorkshire"),
    ],
)
def test_next_door_has_a_point_and_the_name_of_its_council(typed, council):
    at = found(typed)
    assert not at.inside
    assert at.council_name == council
    assert at.ward_name == ""
    assert at.imd_decile is None


@pytest.mark.parametrize(
    ("typed", "kind", "label", "district"),
    [
        ("ls 9", NearKind.DISTRICT, "LS9", "LS9"),
        ("leeds 9", NearKind.DISTRICT, "LS9", "LS9"),
        ("LS9 7", NearKind.SECTOR, "LS9 7", "LS9"),
        ("LS97", NearKind.SECTOR, "LS9 7", "LS9"),
        ("LS12", NearKind.DISTRICT, "LS12", "LS12"),
        ("Harehills", NearKind.NAME, "Harehills", "LS8"),
        ("near seacroft, leeds", NearKind.NAME, "Seacroft", "LS14"),
        ("OTLEY", NearKind.NAME, "Otley", "LS21"),
        ("crossgates", NearKind.NAME, "Cross Gates", "LS15"),
        ("headingley and hyde park", NearKind.NAME, "Headingley & Hyde Park", "LS6"),
    ],
)
def test_districts_sectors_and_names_resolve(typed, kind, label, district):
    at = found(typed)
    assert (at.kind, at.label, at.district) == (kind, label, district)
    assert at.inside
    assert at.approximate


def test_every_name_of_the_place_resolves():
    for key, name in LEEDS.place_names.items():
        assert found(key).label == name


def test_a_name_of_a_neighbourhood_has_its_ward():
    assert found("Seacroft").ward_name == "Killingbeck & Seacroft"


@pytest.mark.parametrize("typed", ["Leeds", "leeds", "ليدز"])
def test_the_whole_place_is_its_centre(typed):
    at = found(typed)
    assert at.whole
    assert at.label == typed.title()
    assert at.point == LEEDS.centre


def test_an_unknown_postcode_of_a_known_sector_is_its_middle_with_suggestions():
    at = found("LS9 7FU")
    assert (at.kind, at.label) == (NearKind.SECTOR, "LS9 7")
    assert at.approximate
    assert at.suggestions[0] == "LS9 7UF"


@pytest.mark.parametrize(
    ("typed", "reason", "suggestion"),
    [
        ("L59 7UF", NotLocatedReason.BEYOND, "LS9 7UF"),
        ("S9 7UF", NotLocatedReason.BEYOND, "LS9 7UF"),
        ("LS30 1AA", NotLocatedReason.UNKNOWN_POSTCODE, "LS3 1AA"),
        ("LS40", NotLocatedReason.UNKNOWN_POSTCODE, "LS4"),
        ("Harehils", NotLocatedReason.UNKNOWN_NAME, "Harehills"),
        ("seacroft hospital", NotLocatedReason.UNKNOWN_NAME, "Seacroft"),
    ],
)
def test_a_mistyped_place_is_answered_with_what_was_meant(typed, reason, suggestion):
    answer = not_found(typed)
    assert (answer.reason, answer.typed) == (reason, typed)
    assert answer.suggestions[0] == suggestion


def test_one_character_too_many_is_the_district_with_the_postcode_meant():
    at = found("LS9 7UFF")
    assert (at.label, at.suggestions) == ("LS9", ("LS9 7UF",))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", NotLocatedReason.EMPTY),
        (None, NotLocatedReason.EMPTY),
        ("12345", NotLocatedReason.NOT_A_PLACE),
        ("x" * 10_000, NotLocatedReason.NOT_A_PLACE),
        ("banana", NotLocatedReason.UNKNOWN_NAME),
        ("'; DROP TABLE postcode; --", NotLocatedReason.UNKNOWN_NAME),
        ("<script>alert(1)</script>", NotLocatedReason.UNKNOWN_NAME),
        ("SW1A 1AA", NotLocatedReason.BEYOND),
    ],
)
def test_what_is_nowhere_has_a_reason_and_no_suggestion(typed, reason):
    answer = not_found(typed)
    assert (answer.reason, answer.suggestions) == (reason, ())


@pytest.mark.parametrize(
    ("typed", "most"),
    [("LS9 7UF", 1), ("LS9", 1), ("Harehills", 1), ("Leeds", 0), ("banana", 0), ("LS9 7FU", 2), ("LS40", 2)],
)
def test_an_answer_costs_at_most_two_statements(typed, most, count_statements):
    with count_statements() as statements:
        locate(typed, LEEDS)
    assert len(statements) == most


def test_the_calendar_has_the_terms_that_were_loaded():
    assert term_times() == ()
    terms = place_folder.term_times(Path(ROOT, "places/leeds/demo/terms.toml"))
    operations.load_terms(terms)
    assert with_terms(LEEDS).term_times == terms
    assert all(isinstance(term, TermTime) for term in term_times())
