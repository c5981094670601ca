import pytest

from app.gateways.national_grid import point_of


@pytest.mark.parametrize(
    ("easting", "northing", "lat", "lon"),
    [
        (430973, 433649, 53.79823, -1.53125),  # LS2 7UE, LS9 7UF and LS11 8PG: ../shared/design/stack.md
        (431777, 434489, 53.80573, -1.51896),
        (428217, 430096, 53.76645, -1.57342),
        (651409.903, 313177.270, 52.65798, 1.71605),  # the Ordnance Survey's own worked example
    ],
)
def test_known_points_of_the_grid(easting, northing, lat, lon):
    point = point_of(easting, northing)
    assert point.lat == pytest.approx(lat, abs=0.00001)
    assert point.lon == pytest.approx(lon, abs=0.00001)
