"""You said, we did: what everybody reads, how they follow it, and the door of who answers."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("clock")


def test_the_list_shows_what_people_said_and_how_it_stands(client):
    page = client.get("/you-said").text
    assert "17 things people said" in page
    assert "Help people before they become mentally ill." in page
    assert "Planned, not checked since" in page


def test_a_statement_of_2019_says_what_was_planned_and_claims_nothing_met(client):
    page = client.get("/you-said/statement-3").text
    assert "Planned in September 2019" in page
    assert "Nobody has checked since what came of it." in page
    assert "part of: <bdi>Best Start</bdi>" in page
    assert "gin-state--yes" not in page
