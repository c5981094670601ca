"""The picture-map: a number on each ward, over a picture of all of them. No tiles, nothing from elsewhere.

The wards themselves are one picture that a browser keeps; only the numbers, which are links, come with
a page.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from flask import Flask, url_for
from markupsafe import Markup, escape

from app.domain.places import Point, WardMap
from app.web import reading
from app.web.place import place

WIDEST = 61
"""Units: drawing units. The widest circle at which no two labels of a whole map touch."""
TAP = 22
"""Half of a finger's 44. Units: CSS pixels."""
SMALLEST = 260
"""Units: drawing units. A crop is never narrower."""
SHAPE = 325 / 420
"""Height to width of a crop."""
TURNS = 60
GAP = 1.06
"""How far apart two circles stand: a share of two radii."""

Spots = tuple[tuple[float, float], ...]

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
    """A number on the picture."""

    x: int
    y: int
    ward: WardCount


@dataclass(frozen=True, slots=True)
class Picture:
    box: str
    width: int
    height: int
    radius: int
    spots: tuple[Spot, ...]
    threads: str
    """From each number that had to stand aside to the middle of its ward: one path."""
    pin: tuple[float, float] | None
    """Where the place asked for is."""

    @property
    def letters(self) -> int:
        return round(self.radius * 0.9)

    @property
    def pin_path(self) -> str:
        """A pin whose point is on the place."""
        if self.pin is None:
            return ""
        half = round(self.radius * 0.6, 1)
        bend = round(half * 1.15, 1)
        return f"M{self.pin[0]} {self.pin[1]}l{-half} {-half * 1.6:.1f}a{bend} {bend} 0 1 1 {half * 2} 0Z"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ward_picture_url"] = ward_picture_url
    app.jinja_env.globals["ward_links"] = ward_links


def ward_links(drawn: Picture) -> Markup:
    """The numbers as links. In one go: a macro for each of thirty would cost more than the search."""
    return Markup("\n").join(
        Markup(  # noqa: S704 - all that comes from elsewhere is escaped
            f'<a href="{escape(spot.ward.url)}" aria-label="{escape(spot.ward.name)}: {spot.ward.count}"'
            f' transform="translate({spot.x} {spot.y})"><circle r="{drawn.radius}"/>'
            f'<text dy=".35em">{spot.ward.count}</text></a>'
        )
        for spot in drawn.spots
    )


def look_chosen() -> str:
    """The colours that this reader chose."""
    return next((choice for choice in reading.chosen() if choice in LOOKS), "plain")


def ward_picture_url() -> str:
    """The address of the wards in the reader's colours."""
    drawing = place().ward_map
    if drawing is None:
        return ""
    look = look_chosen()
    return url_for("directory.picture", look=look, version=version(drawing, look), lang="en")


def picture(
    drawing: WardMap,
    counts: Iterable[WardCount],
    near: Point | None = None,
    *,
    whole: bool = False,
    across: int = 300,
) -> Picture:
    """The numbers, and the part of the map that holds them; all of the map when `whole`.

    `across` is the narrowest the picture is ever shown. Units: CSS pixels.
    """
    hearts_of = {shape.code: shape.heart for shape in drawing.shapes}
    shown = [ward for ward in counts if ward.count and ward.code in hearts_of]
    pin = drawing.drawn(near) if near else None
    if pin and not (0 <= pin[0] <= drawing.width and 0 <= pin[1] <= drawing.height):
        pin = None
    hearts = tuple(hearts_of[ward.code] for ward in shown)
    box = (0.0, 0.0, float(drawing.width), float(drawing.height))
    if not whole:
        box = crop(drawing, hearts, pin)
    radius = min(WIDEST, round(box[2] * TAP / across))
    spots = settled(hearts, radius, pin, box)
    threads = [
        f"M{x:.0f} {y:.0f}L{heart[0]:.0f} {heart[1]:.0f}"
        for (x, y), heart in zip(spots, hearts, strict=True)
        if math.dist(heart, (x, y)) > radius
    ]
    return Picture(
        box=" ".join(f"{side:.0f}" for side in box),
        width=drawing.width,
        height=drawing.height,
        radius=radius,
        spots=tuple(Spot(round(x), round(y), ward) for (x, y), ward in zip(spots, shown, strict=True)),
        threads="".join(threads),
        pin=pin,
    )


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


@lru_cache(maxsize=1024)
def settled(
    hearts: Spots, radius: float, pin: tuple[float, float] | None, box: tuple[float, float, float, float]
) -> Spots:
    """The hearts pushed apart until no circle touches another or hides the pin."""
    spots = [list(heart) for heart in hearts]
    wide = 2 * radius * GAP
    head = (pin[0], pin[1] - radius) if pin else None
    for turn in range(TURNS):
        moved = False
        for spot, heart in zip(spots, hearts, strict=True):
            for axis in (0, 1):
                spot[axis] += (heart[axis] - spot[axis]) * 0.04 * (turn < TURNS - 25)
        for at, one in enumerate(spots):
            for other in spots[:at]:
                moved |= push(one, other, wide)
            if head:
                moved |= push(one, list(head), wide * 0.8, only_first=True)
            keep_in(one, box, radius)
        if not moved:
            break
    return tuple((x, y) for x, y in spots)


def push(one: list[float], other: list[float], wide: float, *, only_first: bool = False) -> bool:
    """Part two spots that are too close; were they?"""
    across, down = one[0] - other[0], one[1] - other[1]
    gap = math.hypot(across, down)
    if gap >= wide:
        return False
    if gap < 0.01:
        across, down, gap = 1.0, 0.5, 1.1
    step = (wide - gap) / gap * (1 if only_first else 0.5)
    one[0] += across * step
    one[1] += down * step
    if not only_first:
        other[0] -= across * step
        other[1] -= down * step
    return True


def keep_in(spot: list[float], box: tuple[float, float, float, float], radius: float) -> None:
    """Not over the edge of the picture."""
    left, top, width, height = box
    spot[0] = min(max(spot[0], left + radius), left + width - radius)
    spot[1] = min(max(spot[1], top + radius), top + height - radius)


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
