"""Plain pages: gaps that are filled, parts that are worked out, and who made a translation."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from app.domain.plain_pages import ENGLISH, PageMethod
from app.domain.roles import Role
from app.gateways import place_pages
from app.web.page_faults import faults
from config import ROOT
from tests.integration.blueprints.test_page_editing import edition, publish, shown, translate, versions
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.mark.parametrize(
    ("slug", "language"),
    [
        (slug, language)
        for slug, languages in sorted(place_pages.languages_of(ROOT, "leeds").items())
        for language in sorted(languages)
    ],
)
def test_no_fault_is_found_in_our_own_pages(app, slug, language):
    with app.test_request_context("/"):
        assert faults(place_pages.page_text(ROOT, "leeds", slug, language).body) == []


def test_the_accessibility_statement_keeps_its_worked_out_parts(officer, client):
    file = place_pages.page_text(ROOT, "leeds", "accessibility", ENGLISH)
    words = {"title": file.title, "summary": file.summary, "body": f"{file.body}\n\nOne line more."}
    sent = post(officer, "/pages/accessibility/edit", **words, version="0", do="keep")
    assert sent.status_code == 303
    publish(officer, versions("accessibility")[0])
    page = client.get("/accessibility").text
    assert "One line more." in page
    assert "known_issues" not in page


def test_a_gap_in_the_title_of_a_link_is_words_alone(officer, client):
    shown(officer, '[Go](/activities "Or ring {helpline}").')
    assert re.search(r'title="Or ring [0-9 ]+" class="govuk-link"', client.get("/about").text)


@pytest.mark.parametrize("gap", ["{ring:samaritans}", "{line:samaritans}"])
def test_a_number_gone_from_the_settings_leaves_the_page_standing_and_is_seen_by_staff(
    app, officer, client, monkeypatch, gap
):
    shown(officer, f"Low? Ring {gap}.")
    assert "116 123" in client.get("/about").text
    assert "Nothing fills" not in officer.get("/pages").text
    whole = app.config["PLACE_DATA"]
    left = tuple(one for one in whole.emergency_numbers if one.key != "samaritans")
    monkeypatch.setitem(app.config, "PLACE_DATA", replace(whole, emergency_numbers=left))
    page = client.get("/about")
    assert page.status_code == 200
    assert "Something is missing here. Our helpline can tell you: <a" in page.text
    assert gap in officer.get("/pages").text and gap in officer.get("/pages/about").text


def test_a_gap_in_the_words_of_a_link_makes_no_second_link(officer, client):
    shown(officer, "[Ring us on {helpline}](/contact), or ring {helpline}.")
    said = re.search(
        r'<a href="/contact"[^>]*>(?P<inside>.*?)</a>(?P<after>.*?)</p>', client.get("/about").text
    )
    assert said and "0113" in said["inside"] and "<a" not in said["inside"]
    assert 'href="tel:' in said["after"]


def test_who_made_a_translation_and_how_is_put_right_with_the_same_words(officer):
    first = {"version": "0", "method": "machine-helped", "translator": "Nobody"}
    assert translate(officer, **first).status_code == 303
    again = translate(officer, version=edition(language="pl"), method="person", translator="Ewa")
    assert again.status_code == 303
    row = versions(language="pl")[0]
    assert (row.method, row.translator) == (PageMethod.PERSON, "Ewa")
