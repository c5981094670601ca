"""A number is said in groups the ear can hold."""

import pytest

from app.domain.reading_out import spoken_groups


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0113 496 0417", ("0113", "496", "0417")),
        ("01134960417", ("01134", "960", "417")),
        ("07700 900123", ("07700", "900", "123")),
        ("+44 113 496 0417", ("+44", "113", "496", "0417")),
        ("116 123", ("116", "123")),
        ("0800-1111", ("0800", "1111")),
        ("", ()),
    ],
)
def test_a_number_is_said_in_groups(written, said):
    assert spoken_groups(written) == said
