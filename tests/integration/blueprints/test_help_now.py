"""Help now: danger first, honest about its dates, and a list for those who look after it."""

import re

import pytest

from app.domain.help_facts import HelpCard
from app.domain.roles import Role


def card(page, key):
    """What stands on one card."""
    inside = page.text.partition(f'aria-labelledby="{key}"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside))


@pytest.mark.parametrize("prefix", ["", "/pl", "/ar"])
def test_every_card_is_there_danger_first_and_each_answer_leads_to_one(client, prefix):
    page = client.get(f"{prefix}/help-now").text
    places = [page.index(f'id="{key.value}"') for key in HelpCard]
    assert places == sorted(places)
    asked = page.partition("<tbody")[2].partition("</tbody>")[0]
    assert set(re.findall(r'href="#([^"]+)"', asked)) <= {key.value for key in HelpCard}
    assert page.index("tel:999") < page.index('id="which"')


def test_a_fact_nobody_has_checked_says_so_and_whom_to_ring(client, clock):
    page = client.get("/help-now")
    assert "LS10 4UZ" in page.text
    assert "Nobody has checked this yet. Ring 111 to be sure." in card(page, "urgent-treatment")
    assert "We last checked this on 9 December 2020. It may have changed." in card(page, "abuse")


def test_a_fact_says_its_day_while_it_can_be_trusted(client, clock):
    clock.set("2024-11-24T10:00")
    assert "Checked on 1 October 2024." in card(client.get("/help-now"), "food")
    clock.set("2025-04-24T10:00")
    assert "We last checked this on 1 October 2024." in card(client.get("/help-now"), "food")


def test_no_place_is_named_where_none_is_known(client):
    page = client.get("/help-now")
    for key in ("walk-in", "minor-injury"):
        assert "Ring 111: they tell you the nearest one that is open." in card(page, key)
        assert not re.search(r"LS\d", card(page, key))


def test_in_a_language_nobody_has_checked_the_english_stands_beside_what_matters(client):
    assert "A life is in danger" in client.get("/ar/help-now").text


@pytest.mark.parametrize("role", [Role.ENGAGEMENT_OFFICER, Role.DIRECTORY_EDITOR])
def test_who_looks_after_pages_sees_which_facts_to_check_and_is_told_today(as_role, role):
    browser = as_role(role)
    page = browser.get("/help-now/facts")
    assert page.text.index("Nobody has checked") < page.text.index("We last checked")
    assert "Directory team" in page.text
    assert 'href="/help-now/facts"' in browser.get("/today").text


def test_nobody_else_does(as_role):
    browser = as_role(Role.LINK_WORKER)
    assert browser.get("/help-now/facts").status_code == 403
    assert 'href="/help-now/facts"' not in browser.get("/today").text
