"""The pages of the form and what is still missing."""

import pytest

from app.domain.listing_document import FIELDS, empty
from app.domain.listing_form import ASKED, UNASKED, FormPage, Missing, missing, page_of


def test_every_field_is_asked_on_one_page_or_left_alone():
    asked = [field for fields in ASKED.values() for field in fields if field != "places"]
    assert len(asked) == len(set(asked))
    assert set(asked) | {"places"} | UNASKED == set(FIELDS)
    assert {"keywords", "quote", "quote_by", "contacts", "sensitive", "language"} == UNASKED


@pytest.mark.parametrize("page", FormPage)
def test_empty_listing_misses_something_on_most_pages(page):
    expected = page not in {FormPage.STATE, FormPage.ACCESS}
    assert bool(missing(page, empty())) is expected


def test_what_is_said_is_not_missing():
    document = {**empty(), "name": "Kettle On", "summary": "Tea.", "cost_text": "Free"}
    assert missing(FormPage.WHAT, document) == ()
    assert missing(FormPage.COST, document) == ()


def test_place_is_missing_only_for_what_happens_somewhere():
    assert missing(FormPage.WHERE, {**empty(), "ways": ["online"]}) == ()
    assert missing(FormPage.WHERE, {**empty(), "ways": ["in-person"]}) == (Missing.WHERE,)


def test_nobody_asks_how_to_get_into_a_secret_place():
    place = {"undisclosed": True, "access": {}}
    assert missing(FormPage.ACCESS, {**empty(), "places": [place]}) == ()
    assert missing(FormPage.ACCESS, {**empty(), "places": [{**place, "undisclosed": False}]}) == (
        Missing.STEP_FREE,
    )


def test_field_leads_to_its_page():
    assert page_of("pence") is FormPage.COST
    assert page_of("quote") is None
