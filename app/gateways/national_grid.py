"""From the British National Grid to latitude and longitude, in plain Python.

Source: Ordnance Survey, A guide to coordinate systems in Great Britain (the published constants, the inverse
of the transverse Mercator projection, and the seven-parameter shift). True to about five metres.
"""

from __future__ import annotations

import math

from app.domain.places import Point

# Airy 1830, and the grid laid on it. Units: metres, radians.
A, B = 6377563.396, 6356256.909
SCALE = 0.9996012717
LAT_0, LON_0 = math.radians(49), math.radians(-2)
EASTING_0, NORTHING_0 = 400000.0, -100000.0
E2 = 1 - (B * B) / (A * A)
N = (A - B) / (A + B)

# The ellipsoid of WGS84, and the shift to it.
A_84, B_84 = 6378137.0, 6356752.314245
E2_84 = 1 - (B_84 * B_84) / (A_84 * A_84)
SHIFT = (446.448, -125.157, 542.060)
TURN = tuple(math.radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
GROW = 1 - 20.4894e-6


def point_of(easting: float, northing: float) -> Point:
    """The point of a grid reference. Units: metres in, degrees out."""
    lat, lon = _on_airy(easting, northing)
    return _on_wgs84(lat, lon)


def _meridian(lat: float) -> float:
    """Length along the meridian from the true origin. Units: metres."""
    less, more = lat - LAT_0, lat + LAT_0
    n2, n3 = N * N, N * N * N
    return (
        B
        * SCALE
        * (
            (1 + N + 1.25 * (n2 + n3)) * less
            - (3 * N + 3 * n2 + 2.625 * n3) * math.sin(less) * math.cos(more)
            + 1.875 * (n2 + n3) * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n3 * math.sin(3 * less) * math.cos(3 * more)
        )
    )


def _on_airy(easting: float, northing: float) -> tuple[float, float]:
    lat = LAT_0 + (northing - NORTHING_0) / (A * SCALE)
    while abs(left := northing - NORTHING_0 - _meridian(lat)) >= 0.001:
        lat += left / (A * SCALE)
    sine, tangent = math.sin(lat), math.tan(lat)
    bend = 1 - E2 * sine * sine
    nu = A * SCALE / math.sqrt(bend)
    rho = nu * (1 - E2) / bend
    eta2 = nu / rho - 1
    t2 = tangent * tangent
    t4 = t2 * t2
    secant = 1 / math.cos(lat)
    east = (easting - EASTING_0) / nu
    e2 = east * east
    up = tangent * nu / rho
    lat -= (
        up
        * e2
        * (1 / 2 - e2 * ((5 + 3 * t2 + eta2 - 9 * t2 * eta2) / 24 - e2 * (61 + 90 * t2 + 45 * t4) / 720))
    )
    lon = LON_0 + secant * east * (
        1
        - e2
        * (
            (nu / rho + 2 * t2) / 6
            - e2 * ((5 + 28 * t2 + 24 * t4) / 120 - e2 * (61 + 662 * t2 + 1320 * t4 + 720 * t4 * t2) / 5040)
        )
    )
    return lat, lon


def _on_wgs84(lat: float, lon: float) -> Point:
    nu = A / math.sqrt(1 - E2 * math.sin(lat) ** 2)
    x = nu * math.cos(lat) * math.cos(lon)
    y = nu * math.cos(lat) * math.sin(lon)
    z = nu * (1 - E2) * math.sin(lat)
    turn_x, turn_y, turn_z = TURN
    moved_x = SHIFT[0] + GROW * x - turn_z * y + turn_y * z
    moved_y = SHIFT[1] + turn_z * x + GROW * y - turn_x * z
    moved_z = SHIFT[2] - turn_y * x + turn_x * y + GROW * z
    across = math.hypot(moved_x, moved_y)
    found = math.atan2(moved_z, across * (1 - E2_84))
    for _ in range(3):
        nu = A_84 / math.sqrt(1 - E2_84 * math.sin(found) ** 2)
        found = math.atan2(moved_z + E2_84 * nu * math.sin(found), across)
    return Point(math.degrees(found), math.degrees(math.atan2(moved_y, moved_x)))
