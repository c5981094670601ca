"""Build the tables of `places/leeds/` from the figures in ../shared/data.

Run `python tools/build_place_tables.py`. It writes postcode_areas.csv, lsoa.csv, wards.csv and
ward_shapes.json, and fills in the points of localities.csv. The committed tables are its output,
byte for byte. Sources and licences: places/leeds/SOURCES.md.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
PLACE = ROOT / "places" / "leeds"

COUNCIL = "E08000035"
WARDS_FROM = "nspl-2025"
LOCALITY_FROM = "own"
"""Keys of places/leeds/sources.toml."""
WIDTH = 1000
MARK = 122
"""Room for one ward's round link. Units: drawing units, 44 pixels of a 360 pixel wide map."""

Spot = tuple[float, float]


@dataclass(frozen=True)
class Unit:
    """One Leeds postcode, as published."""

    postcode: str
    lat: float
    lon: float
    ward: str
    lsoa: str


def units() -> list[Unit]:
    with (DATA / "leeds_postcodes.csv").open(newline="") as lines:
        return [
            Unit(row["postcode"], float(row["lat"]), float(row["long"]), row["ward_code"], row["lsoa21_code"])
            for row in csv.DictReader(lines)
        ]


def table(header: list[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def postcode_areas(leeds: list[Unit]) -> str:
    """Neighbourhood and ward, and the postcodes in both: `LS97UF,UG` is LS9 7UF and LS9 7UG."""
    grouped: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit in leeds:
        joined = unit.postcode.replace(" ", "")
        grouped[unit.lsoa, unit.ward][joined[:-2]].append(joined[-2:])
    return table(
        ["lsoa21", "ward_code", "postcodes"],
        (
            (
                lsoa,
                ward,
                " ".join(f"{sector}{','.join(sorted(ends))}" for sector, ends in sorted(found.items())),
            )
            for (lsoa, ward), found in sorted(grouped.items())
        ),
    )


def lsoa() -> str:
    with (DATA / "leeds_lsoa21_imd2025.csv").open(newline="") as lines:
        rows = [
            (r["lsoa21_code"], r["lsoa21_name"], int(float(r["IMD_rank"])), int(float(r["IMD_decile"])))
            for r in csv.DictReader(lines)
        ]
    return table(["lsoa21", "name", "imd2025_rank", "imd2025_decile"], sorted(rows))


def ward_names() -> dict[str, str]:
    with (DATA / "leeds_wards.csv").open(newline="") as lines:
        return {row["ward_code"]: row["ward_name"] for row in csv.DictReader(lines)}


def wards(leeds: list[Unit]) -> str:
    held: dict[str, list[Unit]] = defaultdict(list)
    for unit in leeds:
        held[unit.ward].append(unit)
    return table(
        ["code", "name", "council", "lat", "lon", "source"],
        (
            (code, name, COUNCIL, *middle(held[code]), WARDS_FROM)
            for code, name in sorted(ward_names().items(), key=lambda ward: ward[1])
        ),
    )


def middle(found: list[Unit]) -> tuple[str, str]:
    """The median point: a few postcodes of sorting offices do not pull it away."""
    return f"{median(u.lat for u in found):.5f}", f"{median(u.lon for u in found):.5f}"


def localities(leeds: list[Unit], written: str) -> str:
    """The same rows with their points. A row whose postcodes are outside Leeds is left to the loader."""
    rows = []
    for row in csv.DictReader(io.StringIO(written)):
        starts = tuple(row["postcodes"].split(";"))
        found = [unit for unit in leeds if unit.postcode.startswith(starts)]
        ours = len(found) > 0 and all(any(u.postcode.startswith(start) for u in found) for start in starts)
        lat, lon = middle(found) if ours else ("", "")
        ward = Counter(u.ward for u in found).most_common(1)[0][0] if ours else ""
        rows.append((row["name"], row["also"], row["postcodes"], lat, lon, ward, LOCALITY_FROM))
    return table(["name", "also", "postcodes", "lat", "lon", "ward_code", "source"], rows)


def ward_shapes() -> str:
    features = json.loads((DATA / "leeds_wards_approx.geojson").read_text())["features"]
    rings = {
        (f["properties"]["ward_code"], f["properties"]["ward_name"]): rings_of(f["geometry"])
        for f in features
    }
    points = [point for parts in rings.values() for ring in parts for point in ring]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    across = WIDTH / (east - west)
    down = across / math.cos(math.radians((north + south) / 2))

    def drawn(point: Spot) -> Spot:
        return round((point[0] - west) * across), round((north - point[1]) * down)

    shapes = {ward: [[drawn(p) for p in ring] for ring in parts] for ward, parts in sorted(rings.items())}
    height = math.ceil((north - south) * down)
    hearts = {ward: heart(max(parts, key=area)) for ward, parts in shapes.items()}
    labels = apart(hearts, height)
    lines = [
        json.dumps(
            {
                "code": code,
                "name": name,
                "heart": hearts[code, name],
                "label": labels[code, name],
                "path": "".join(path(r) for r in parts),
            },
            ensure_ascii=False,
        )
        for (code, name), parts in sorted(shapes.items(), key=lambda shape: shape[0][1])
    ]
    head = {
        "source": "Dissolved and simplified from ONS LSOA boundaries of December 2011; for a picture only",
        "licence": "Open Government Licence v3.0",
        "width": WIDTH,
        "height": height,
        "west": west,
        "north": north,
        "across": round(across, 4),
        "down": round(down, 4),
    }
    return json.dumps(head, ensure_ascii=False)[:-1] + ',\n"shapes": [\n' + ",\n".join(lines) + "\n]}\n"


def rings_of(geometry: dict[str, object]) -> list[list[Spot]]:
    """The outer rings of a shape."""
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return [[(float(lon), float(lat)) for lon, lat in polygon[0]] for polygon in polygons]  # type: ignore[attr-defined]


def path(ring: list[Spot]) -> str:
    """A ring as an SVG path in whole steps."""
    steps = [f"M{ring[0][0]:.0f} {ring[0][1]:.0f}"]
    for (x, y), (to_x, to_y) in itertools.pairwise(ring[:-1]):
        if (x, y) != (to_x, to_y):
            steps.append(f"l{to_x - x:.0f} {to_y - y:.0f}")
    return "".join(steps) + "z"


def area(ring: list[Spot]) -> float:
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in itertools.pairwise(ring))) / 2


def heart(ring: list[Spot]) -> Spot:
    """The point inside that is farthest from the edge, on a grid of five units."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    grid = itertools.product(range(int(min(xs)), int(max(xs)), 5), range(int(min(ys)), int(max(ys)), 5))
    return max((spot for spot in grid if inside(spot, ring)), key=lambda spot: room(spot, ring))


def inside(spot: Spot, ring: list[Spot]) -> bool:
    x, y = spot
    crossings = 0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossings += 1
    return crossings % 2 == 1


def room(spot: Spot, ring: list[Spot]) -> float:
    return min(to_edge(spot, start, end) for start, end in itertools.pairwise(ring))


def to_edge(spot: Spot, start: Spot, end: Spot) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((spot[0] - start[0]) * dx + (spot[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(spot[0] - start[0] - along * dx, spot[1] - start[1] - along * dy)


def apart(hearts: dict[tuple[str, str], Spot], height: int) -> dict[tuple[str, str], Spot]:
    """Label points pushed apart until no two round links overlap, each as near its ward as may be."""
    at = {ward: [float(x), float(y)] for ward, (x, y) in sorted(hearts.items())}
    edge = MARK / 2
    turns = 3000
    for turn in range(turns + 1000):
        for ward, spot in at.items():
            spot[0] += (hearts[ward][0] - spot[0]) * 0.01 * (turn < turns)
            spot[1] += (hearts[ward][1] - spot[1]) * 0.01 * (turn < turns)
        wide = MARK * min(1.0, turn / turns)  # they grow slowly, so that neighbours keep their sides
        for one, other in itertools.combinations(at.values(), 2):
            push(one, other, wide)
        for spot in at.values():
            spot[0] = min(WIDTH - edge, max(edge, spot[0]))
            spot[1] = min(height - edge, max(edge, spot[1]))
    return {ward: (round(x, 1), round(y, 1)) for ward, (x, y) in at.items()}


def push(one: list[float], other: list[float], wide: float) -> None:
    dx, dy = other[0] - one[0], other[1] - one[1]
    gap = math.hypot(dx, dy) or 1.0
    if gap < wide:
        step = (wide - gap) / gap / 2
        one[0] -= dx * step
        one[1] -= dy * step
        other[0] += dx * step
        other[1] += dy * step


def built() -> dict[str, str]:
    """Every table by file name, as it should stand."""
    leeds = units()
    return {
        "postcode_areas.csv": postcode_areas(leeds),
        "lsoa.csv": lsoa(),
        "wards.csv": wards(leeds),
        "localities.csv": localities(leeds, (PLACE / "localities.csv").read_text()),
        "ward_shapes.json": ward_shapes(),
    }


if __name__ == "__main__":
    if not DATA.exists():
        sys.exit(f"The figures are not there: {DATA}")
    for name, text in built().items():
        (PLACE / name).write_text(text)
        print(f"{name}: {len(text.encode()):,} bytes")
