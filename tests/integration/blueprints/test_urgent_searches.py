"""What somebody in danger or despair may type: help now comes before any list, and a quick way out."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

HELP = 'class="govuk-link gin-big" href="/help-now"'


@pytest.mark.parametrize("typed", ["I want to die", "suicidal", "chcę umrzeć", "لا أريد أن أعيش"])
def test_despair_is_shown_help_now(demo_client: FlaskClient, typed: str) -> None:
    page = demo_client.get("/activities", query_string={"q": typed}).text
    assert HELP in page and 'href="tel:116123"' in page and 'href="tel:999"' in page


@pytest.mark.parametrize(
    "typed", ["he hits me", "afraid of my husband", "abusive relationship", "mąż mnie bije"]
)
def test_fear_is_shown_help_now_and_a_way_out(demo_client: FlaskClient, typed: str) -> None:
    page = demo_client.get("/activities", query_string={"q": typed}).text
    assert HELP in page and "data-exit" in page and 'href="tel:08082000247"' in page
    assert "The Left-On Light" in page


def test_an_everyday_search_has_neither(demo_client: FlaskClient) -> None:
    page = demo_client.get("/activities", query_string={"q": "singing"}).text
    assert HELP not in page and "data-exit" not in page
