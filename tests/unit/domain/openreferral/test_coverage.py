"""Which postcodes a service area covers."""

import json
from types import SimpleNamespace

import pytest

from app.domain.near import Located, NearKind
from app.domain.openreferral.coverage import covers
from app.domain.places import Point

SQUARE = [[-1.6, 53.7], [-1.4, 53.7], [-1.4, 53.9], [-1.6, 53.9], [-1.6, 53.7]]
HOLE = [[-1.53, 53.79], [-1.50, 53.79], [-1.50, 53.82], [-1.53, 53.82], [-1.53, 53.79]]


PLACE = SimpleNamespace(name={"en": "Leeds"}, region={"en": "West Yorkshire"})


MANY = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
WHERE = Located(
    kind=NearKind.POSTCODE,
    label="LS9 7UF",
    point=Point(53.80573, -1.51896),
    district="LS9",
    council_code="E08000035",
    council_name="Leeds",
    inside=True,
    ward_code="E05011388",
    ward_name="Burmantofts & Richmond Hill",
    lsoa21="E01011342",
)


@pytest.mark.parametrize(
    ("name", "uri", "extent", "is_covered"),
    [
        ("Leeds", "", "", True),
        ("All of Leeds and Bradford", "", "", True),
        ("Bradford", "", "", False),
        ("Burmantofts and Richmond Hill ward", "", "", True),
        ("LS9 and LS10", "", "", True),
        ("LS90", "", "", False),
        ("England", "", "", True),
        ("Scotland", "", "", False),
        ("Nationwide", "", "", True),
        ("Ukraine", "", "", False),
        ("", "http://statistics.data.gov.uk/id/statistical-geography/E08000035", "", True),
        ("Leeds", "http://statistics.data.gov.uk/id/statistical-geography/E08000032", "", False),
        ("", "", "", False),
        ("", "", json.dumps({"type": "Polygon", "coordinates": [SQUARE]}), True),
        ("", "", json.dumps({"type": "Polygon", "coordinates": [SQUARE, HOLE]}), False),
        ("", "", json.dumps({"type": "Feature", "geometry": MANY}), True),
        ("Leeds", "", '{"type": "Polygon", "coordinates": "nowhere"}', True),
        ("Leeds", "", "{not json", True),
    ],
)  # fmt: skip
def test_an_area_covers_what_lies_in_it(name, uri, extent, is_covered):
    assert covers(name, uri, extent, WHERE, PLACE) is is_covered
