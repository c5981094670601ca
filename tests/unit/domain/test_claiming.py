"""How little a claim tells, and where a letter may go."""

import pytest

from app.domain.claiming import is_same_postcode, masked, postal_place


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("bev@beckside.example", "b…@beckside.example"),
        ("b@x.example", "b…@x.example"),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_only_the_first_letter_is_told(email, said):
    assert masked(email) == said


def place(**values):
    return {"undisclosed": False, "postcode": "LS9 7UF", "address_1": "1 Lane", "name": "Hall", **values}


def test_letter_goes_to_the_first_whole_address():
    assert postal_place({"places": [place(postcode=""), place(name="Hall B")]})["name"] == "Hall B"


def test_no_letter_goes_to_a_secret_place():
    assert postal_place({"places": [place(undisclosed=True)]}) is None


def test_postcode_is_the_same_however_it_is_spaced():
    assert is_same_postcode("ls97uf", "LS9 7UF")
    assert not is_same_postcode("", "")
