"""The picture-map: a number on each ward, over a picture of all of them. No tiles, nothing from elsewhere.

The wards themselves are one picture that a browser keeps; only the numbers, which are links, come with
a page.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from flask import Flask, url_for

from app.domain.places import Point, WardMap, WardShape
from app.web import reading
from app.web.place import place

RADIUS = 61
"""Units: drawing units. The widest circle at which no two labels of a whole map touch."""
TAP = 22 / 300
"""Half of 44 pixels on the narrowest picture, 300 pixels wide: a share of the width."""
SMALLEST = 260
"""Units: drawing units. A crop is never narrower."""
SHAPE = 325 / 420
"""Height to width of a crop."""

LOOKS = {
    "plain": {"ground": "#f2ece0", "ward": "#cfe3dc", "edge": "#ffffff"},
    "contrast": {"ground": "#000000", "ward": "#1a1a1a", "edge": "#ffffff"},
    "calm": {"ground": "#ebe7dc", "ward": "#dbe3dc", "edge": "#f9f7f1"},
}


@dataclass(frozen=True, slots=True)
class WardCount:
    """How many are in a ward, and where its number leads."""

    code: str
    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A number on the picture. `thread` leads to the middle of its ward where it had to stand aside."""

    x: float
    y: float
    ward: WardCount
    thread: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Picture:
    box: str
    width: int
    height: int
    radius: float
    spots: tuple[Spot, ...]
    pin: tuple[float, float] | None
    """Where the place asked for is."""

    @property
    def letters(self) -> float:
        return round(self.radius * 0.9, 1)

    @property
    def pin_path(self) -> str:
        """A pin whose point is on the place."""
        if self.pin is None:
            return ""
        half = round(self.radius * 0.75, 1)
        bend = round(half * 1.15, 1)
        return f"M{self.pin[0]} {self.pin[1]}l{-half} {-half * 1.6:.1f}a{bend} {bend} 0 1 1 {half * 2} 0Z"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ward_picture_url"] = ward_picture_url


def ward_picture_url() -> str:
    """The address of the wards in the reader's colours."""
    drawing = place().ward_map
    look = next((choice for choice in reading.chosen() if choice in LOOKS), "plain")
    if drawing is None:
        return ""
    return url_for("directory.picture", look=look, version=version(drawing, look), lang="en")


def picture(
    drawing: WardMap, counts: Iterable[WardCount], near: Point | None = None, *, whole: bool = False
) -> Picture:
    """The numbers, and the part of the map that holds them; all of the map when `whole`."""
    shapes = {shape.code: shape for shape in drawing.shapes}
    shown = [(shapes[ward.code], ward) for ward in counts if ward.count and ward.code in shapes]
    pin = drawing.drawn(near) if near else None
    if pin and not (0 <= pin[0] <= drawing.width and 0 <= pin[1] <= drawing.height):
        pin = None
    box = (0.0, 0.0, float(drawing.width), float(drawing.height))
    if not whole:
        box = crop(drawing, [shape.heart for shape, _ in shown] + [shape.label for shape, _ in shown], pin)
    radius = min(RADIUS, box[2] * TAP)
    at_heart = apart([shape.heart for shape, _ in shown] + ([pin] if pin else []), radius)
    spots = tuple(spot(shape, ward, radius, at_heart) for shape, ward in shown)
    words = " ".join(f"{side:.0f}" for side in box)
    return Picture(words, drawing.width, drawing.height, round(radius, 1), spots, pin)


def spot(shape: WardShape, ward: WardCount, radius: float, at_heart: bool) -> Spot:
    x, y = shape.heart if at_heart else shape.label
    stands_aside = math.dist(shape.heart, (x, y)) > radius
    return Spot(x, y, ward, shape.heart if stands_aside else None)


def apart(spots: Sequence[tuple[float, float]], radius: float) -> bool:
    """Could all of these be circles of that radius, and none touch another?"""
    return all(math.dist(one, two) > 2 * radius for at, one in enumerate(spots) for two in spots[:at])


def crop(
    drawing: WardMap, spots: Sequence[tuple[float, float]], pin: tuple[float, float] | None
) -> tuple[float, float, float, float]:
    """The part that holds the spots with room around them: left, top, width, height."""
    held = [*spots, *([pin] if pin else [])] or [(drawing.width / 2, drawing.height / 2)]
    west, east = min(x for x, _ in held), max(x for x, _ in held)
    north, south = min(y for _, y in held), max(y for _, y in held)
    width = max(SMALLEST, (east - west) * 1.3, (south - north) * 1.3 / SHAPE)
    width = min(width, drawing.width, drawing.height / SHAPE)
    height = width * SHAPE
    left = min(max((west + east - width) / 2, 0), drawing.width - width)
    top = min(max((north + south - height) / 2, 0), drawing.height - height)
    return left, top, width, height


@cache
def drawn(drawing: WardMap, look: str) -> str:
    """The wards as one SVG file in the colours of a reading choice."""
    colours = LOOKS[look]
    paths = "".join(f'<path d="{shape.path}"/>' for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width} {drawing.height}">'
        f'<path fill="{colours["ground"]}" d="M0 0h{drawing.width}v{drawing.height}H0Z"/>'
        f'<g fill="{colours["ward"]}" stroke="{colours["edge"]}" stroke-width="3">{paths}</g></svg>'
    )


@cache
def version(drawing: WardMap, look: str) -> str:
    """A short word that changes with the drawing, so that browsers may keep it for good."""
    return hashlib.sha256(drawn(drawing, look).encode()).hexdigest()[:10]
