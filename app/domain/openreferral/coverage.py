"""Does a service area cover a place? By codes, by an outline, or by what its name says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from app.domain.near import Located
from app.domain.places import Place, Point, fold

COUNTRIES = {"E": "E92000001", "W": "W92000004", "S": "S92000003", "N": "N92000002"}
"""By the first letter of a council's code."""
UNITED_KINGDOM = "K02000001"
EVERYWHERE = ("uk", "united kingdom", "great britain", "national", "nationwide", "anywhere", "everywhere")
NATIONS = {"E": "england", "W": "wales", "S": "scotland", "N": "northern ireland"}
LONGEST_OUTLINE = 500_000
_CODE = re.compile(r"\b[EWSNK]\d{8}\b")


def covers(name: str, uri: str, extent: str, where: Located, place: Place) -> bool:
    """What cannot be understood covers nothing: a filter must not promise what nobody said."""
    codes = {code for text in (uri, extent[:2000]) for code in _CODE.findall(text)}
    if codes:
        return bool(codes & codes_of(where))
    if extent.lstrip().startswith("{") and len(extent) <= LONGEST_OUTLINE:
        try:
            return any(_inside(ring, where.point) for ring in _outlines(json.loads(extent)))
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
    said = f" {fold(name)} "
    return any(f" {word} " in said for word in names_of(where, place))


def codes_of(where: Located) -> frozenset[str]:
    nation = COUNTRIES.get(where.council_code[:1], "")
    known = (where.ward_code, where.council_code, where.lsoa21, nation, UNITED_KINGDOM)
    return frozenset(code for code in known if code)


def names_of(where: Located, place: Place) -> frozenset[str]:
    """Names of everything the postcode lies in, folded."""
    names = [where.ward_name, where.council_name, where.district]
    if where.inside:
        names += [place.name.get("en", ""), place.region.get("en", "")]
    nation = NATIONS.get(where.council_code[:1], "")
    return frozenset(folded for name in (*names, nation, *EVERYWHERE) if (folded := fold(name)))


def _outlines(shape: Any) -> Iterator[list[list[Any]]]:
    """The polygons of a GeoJSON value, each as its rings."""
    match shape["type"]:
        case "Polygon":
            yield shape["coordinates"]
        case "MultiPolygon":
            yield from shape["coordinates"]
        case "Feature":
            yield from _outlines(shape["geometry"])
        case "FeatureCollection":
            for one in shape["features"]:
                yield from _outlines(one)
        case "GeometryCollection":
            for one in shape["geometries"]:
                yield from _outlines(one)


def _inside(rings: list[list[Any]], point: Point) -> bool:
    """Within the outer ring and none of the holes: a ray to the east crosses an odd number of sides."""
    crossings = 0
    for ring in rings:
        for (lon, lat, *_), (next_lon, next_lat, *_) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (lat > point.lat) != (next_lat > point.lat):
                across = lon + (point.lat - lat) / (next_lat - lat) * (next_lon - lon)
                crossings += across > point.lon
    return crossings % 2 == 1
