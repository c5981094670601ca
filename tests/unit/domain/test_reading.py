"""What an address asks for, with junk in it passed over."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from app.domain.reading import Wanted, Which, wanted_from

NAMES = ("event", "series", "year", "q", "question", "area", "spoken", "code", "coder", "which", "good")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=200)))
def test_any_address_is_understood_and_says_the_same_again(given_):
    wanted = wanted_from(given_)
    assert wanted_from(wanted.parameters()) == wanted


def test_what_is_not_asked_does_not_stand_in_the_address():
    event = uuid.uuid4()
    assert Wanted(event=event).parameters() == {"event": str(event)}
    assert Wanted(which=Which.OPEN, good=True).parameters() == {"which": "open", "good": "1"}
    assert not Wanted(event=event).is_filtered and Wanted(event=event, q="bus").is_filtered
