"""Facts of Help now are checked and put right by staff, with a trace, and everybody reads it at once."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.page_problems import ProblemReason
from app.domain.roles import Role
from app.gateways.help_facts import help_facts
from app.models.audit import AuditEvent
from app.models.help_facts import HelpFactVersion
from app.models.page_problems import PageProblem
from app.models.people import Account
from app.queries import help_facts as queries
from config import ROOT
from tests.people import post, signed_in

pytestmark = pytest.mark.usefixtures("clock")

V = HelpFactVersion
FACT = "/help-now/facts/dial-house"
OLD, NEW = "0113 260 9328", "0113 496 0101"
HOURS = "Every night from 6pm to 2am."


@pytest.fixture
def editor(client):
    signed_in(client, Role.DIRECTORY_EDITOR)
    return client


def fields(browser, **changed):
    """The form of the fact as it stands, with what is changed in it."""
    page = browser.get(f"{FACT}/correct").text
    held = dict(re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page))
    return {
        name: value for name, value in held.items() if name not in ("form_token", "same_meaning")
    } | changed


def crisis(browser, prefix=""):
    inside = browser.get(f"{prefix}/help-now").text
    inside = inside.partition('aria-labelledby="crisis"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<(?!span lang)[^>]+>", " ", inside)).replace("\u200e", "")


def version(browser):
    return re.search(r'name="version" value="(\d+)"', browser.get(FACT).text)[1]


def test_a_fact_checked_today_says_so_to_everybody_and_who_and_when_to_staff(editor):
    assert "Checked on 24 November 2026." not in crisis(editor)
    for _ in range(2):
        assert post(editor, f"{FACT}/check", version="0").status_code == 303
    assert crisis(editor).count("Checked on 24 November 2026.") == 1
    page = editor.get(FACT).text
    assert "Checked, and it was right" in page and "Version 1" in page and "Version 2" not in page
    assert "help-fact.checked" in db.session.scalars(select(AuditEvent.action)).all()


def test_a_corrected_fact_is_read_by_everybody_at_once(editor):
    sent = fields(editor, number=NEW, hours_en=HOURS, source="Rang them")
    for _ in range(2):
        assert post(editor, f"{FACT}/correct", **sent).status_code == 303
    assert len(db.session.scalars(select(V)).all()) == 1
    said = crisis(editor)
    assert NEW in said and OLD not in said and HOURS in said and "Checked on 24 November 2026." in said
    polish = crisis(editor, "/pl")
    assert f'<span lang="en" dir="ltr">{HOURS}' in polish, "old hours are worse than English ones"
    assert "Zadzwoń, zanim wyjdziesz" in polish


def test_other_languages_stay_where_only_the_english_is_said_otherwise(editor):
    sent = fields(editor, hours_en=HOURS, same_meaning="y")
    post(editor, f"{FACT}/correct", **sent)
    assert HOURS not in crisis(editor, "/pl")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": "12345678"}, "This is no phone number."),
        ({"number": "199"}, "This is no phone number."),
        ({"number": "0906 123 4567"}, "Write a UK number that begins with"),
        ({"number": "+1 900 555 1234"}, "Write a UK number that begins with"),
        ({"number": ""}, "Write a number to ring, or an address to go to"),
        ({"address": "12 Somewhere Street"}, "Write the postcode of the address"),
        ({"address": "12 Somewhere Street", "postcode": "nowhere"}, "This is no postcode."),
        ({"name_en": ""}, "Write the name in English"),
        ({"source": ""}, "Write where you know it from"),
    ],
)
def test_a_fact_that_would_help_nobody_is_not_kept_and_stays_typed(editor, changed, said):
    answer = post(editor, f"{FACT}/correct", **fields(editor, note_en="Knock twice", **changed))
    assert answer.status_code == 422
    assert said in answer.text and "Knock twice" in answer.text
    assert db.session.scalars(select(V)).all() == []


def test_a_short_number_needs_no_area_code(editor):
    assert post(editor, f"{FACT}/correct", **fields(editor, number="116 123")).status_code == 303


def test_a_form_opened_before_somebody_else_saved_is_refused(editor, app):
    first, second = fields(editor, number=NEW), fields(editor, number="0113 496 0102")
    post(editor, f"{FACT}/correct", **first)
    other = app.test_client()
    signed_in(other, Role.ENGAGEMENT_OFFICER)
    answer = post(other, f"{FACT}/correct", **second)
    assert answer.status_code == 409 and "0113 496 0102" in answer.text
    assert post(other, f"{FACT}/check", version="0").status_code == 409


def test_what_was_put_right_can_be_put_back_as_it_was_in_any_version(editor):
    post(editor, f"{FACT}/correct", **fields(editor, number=NEW))
    post(editor, f"{FACT}/correct", **fields(editor, number="0113 496 0102"))
    assert post(editor, f"{FACT}/put-back/1", version=version(editor)).status_code == 303
    assert NEW in crisis(editor)
    assert post(editor, f"{FACT}/put-back/0", version=version(editor)).status_code == 303
    assert OLD in crisis(editor)
    assert "Checked on 24 November 2026." not in crisis(editor)
    assert post(editor, f"{FACT}/put-back/1", version="1").status_code == 409
    assert post(editor, f"{FACT}/put-back/99", version=version(editor)).status_code == 404


@pytest.mark.parametrize("role", [Role.HELPLINE_WORKER, Role.ADMINISTRATOR])
def test_who_only_reads_facts_can_say_that_one_is_wrong(client, role):
    signed_in(client, role)
    assert "Say that it is wrong" in client.get("/help-now/facts").text
    assert "I checked it today" not in client.get(FACT).text
    assert post(client, f"{FACT}/check", version="0").status_code == 403
    assert post(client, f"{FACT}/wrong", words="").status_code == 422
    key = re.search(r'name="key"[^>]* value="([^"]+)"', client.get(f"{FACT}/wrong").text)[1]
    for _ in range(2):
        assert post(client, f"{FACT}/wrong", key=key, words="Nobody answers.").status_code == 303
    (told,) = db.session.scalars(select(PageProblem)).all()
    assert (told.page, told.reason) == ("/help-now", ProblemReason.OUT_OF_DATE)
    assert told.words == "Dial House: a calm house to go to: Nobody answers."


def test_a_fact_nobody_knows_is_not_there_and_others_see_none(editor, app):
    assert editor.get("/help-now/facts/no-such-fact").status_code == 404
    other = app.test_client()
    signed_in(other, Role.LINK_WORKER)
    assert other.get(FACT).status_code == 403


@pytest.fixture
def file_says(monkeypatch):
    """Lets the file of the place say another number from then on."""

    def say(number):
        changed = tuple(
            replace(one, number=number) if one.key == "dial-house" else one
            for one in help_facts(Path(ROOT), "leeds")
        )
        monkeypatch.setattr(queries, "help_facts", lambda root, place: changed)

    return say


def test_a_check_says_nothing_of_a_number_the_file_has_since(editor, file_says):
    post(editor, f"{FACT}/check", version="0")
    file_says(NEW)
    said = crisis(editor)
    assert NEW in said and "Checked on 24 November 2026." not in said
    page = editor.get(FACT).text
    assert "260 9328" in page.partition("What was done with it")[2], "what was checked is what was rung"
    assert post(editor, f"{FACT}/check", version="1").status_code == 303
    assert "Checked on 24 November 2026." in crisis(editor)
    assert post(editor, f"{FACT}/put-back/1", version="2").status_code == 303
    assert OLD in crisis(editor) and NEW not in crisis(editor)


def test_a_check_stays_with_whoever_made_it_when_somebody_else_puts_it_back(editor, app):
    post(editor, f"{FACT}/check", version="0")
    checker = db.session.scalars(select(Account.name).join(V, V.made_by == Account.id)).one()
    other = app.test_client()
    signed_in(other, Role.ENGAGEMENT_OFFICER)
    post(other, f"{FACT}/correct", **fields(other, number=NEW))
    assert post(other, f"{FACT}/put-back/1", version="2").status_code == 303
    listed = editor.get("/help-now/facts").text
    row = listed.partition(FACT)[2].partition("</li>")[0]
    assert re.findall(r"Checked by: <bdi>([^<]*)", row) == [checker]
