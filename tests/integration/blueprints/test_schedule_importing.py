"""A partner's spreadsheet comes into the schedule once, and every fault is said with its row."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.domain.activity_rows import COLUMNS, columns_of
from app.domain.engagement import ActivityKind, ActivityStatus, Influence, TagGroup
from app.domain.roles import Role
from app.gateways import uploaded_tables
from app.models.engagement import Activity
from app.web.activity_words import terms_of
from app.web.place import place
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

HEAD = "Title;Lead;Start date;End;Audience;Theme;Ward;Method;Level of influence;Priorities;Outcome;Colour"
GOOD = "Late buses;Bus Board;5 May 2027;9/5/2027;Carers|Students;Buses;Harehills;survey;We ask people;8;;red"


def csv(*rows: str, head: str = HEAD) -> bytes:
    lines = [",".join(f'"{cell}"' for cell in row.split(";")) for row in (head, *rows)]
    return "\r\n".join(lines).replace("|", "; ").encode()


@pytest.fixture
def officer(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.ENGAGEMENT_OFFICER)


def sent(browser: FlaskClient, data: bytes, name: str = "plan.csv") -> Any:
    return post(browser, "/engagement/import", file=(io.BytesIO(data), name))


def brought_in(browser: FlaskClient, data: bytes, name: str = "plan.csv") -> Any:
    token = re.search(r'name="token" value="([^"]+)"', sent(browser, data, name).text)
    assert token, "nothing to bring in"
    return post(browser, "/engagement/import/bring-in", token=token[1])


def kept() -> int:
    return db.session.scalar(select(func.count()).select_from(Activity)) or 0


def test_a_dry_run_says_what_would_come_and_keeps_nothing(officer: FlaskClient) -> None:
    page = sent(officer, csv(GOOD, ";Nobody;30 Feb 2027")).text
    assert "Bring in 1 activity" in page and "Late buses" in page
    assert "Write something here" in page and "Write a day with its year" in page
    assert "Colour" in page
    assert kept() == 0


def test_a_row_comes_in_with_everything_it_says(officer: FlaskClient) -> None:
    answer = brought_in(officer, csv(GOOD))
    assert answer.status_code == 303
    assert "1 activity is new in the schedule." in officer.get(answer.location).text
    made = db.session.scalars(select(Activity)).one()
    assert (made.name, made.led_by, made.kind) == ("Late buses", "Bus Board", ActivityKind.SURVEY)
    assert (made.starts_on, made.ends_on) == (dt.date(2027, 5, 5), dt.date(2027, 5, 9))
    assert (made.status, made.influence) == (ActivityStatus.PLANNED, Influence.CONSULT)
    tags = {(tag.group, tag.value) for tag in made.tags}
    assert {
        (TagGroup.COMMUNITY, "Carers"),
        (TagGroup.COMMUNITY, "Students"),
        (TagGroup.TOPIC, "Buses"),
    } < tags
    assert (TagGroup.PRIORITY, "8") in tags
    assert any(group is TagGroup.AREA and value.startswith("E05") for group, value in tags)


def test_the_same_file_twice_adds_nothing(officer: FlaskClient) -> None:
    brought_in(officer, csv(GOOD))
    again = sent(officer, csv(GOOD, GOOD.replace("Late buses", "Early buses"), GOOD)).text
    assert "Bring in 1 activity" in again
    assert "There is nothing new in this file." in sent(officer, csv(GOOD)).text
    assert kept() == 1


def test_pressed_twice_it_is_brought_in_once(officer: FlaskClient) -> None:
    token = re.search(r'name="token" value="([^"]+)"', sent(officer, csv(GOOD)).text)
    assert token
    first = post(officer, "/engagement/import/bring-in", token=token[1])
    second = post(officer, "/engagement/import/bring-in", token=token[1])
    assert first.status_code == second.status_code == 303 and kept() == 1
    assert "Nothing more was done" in officer.get(second.location).text


def test_a_dry_run_is_nobody_elses(officer: FlaskClient, as_role: Callable[..., FlaskClient]) -> None:
    token = re.search(r'name="token" value="([^"]+)"', sent(officer, csv(GOOD)).text)
    assert token
    post(as_role(Role.ENGAGEMENT_OFFICER), "/engagement/import/bring-in", token=token[1])
    assert kept() == 0


def test_our_own_empty_file_is_read_back_as_a_workbook(officer: FlaskClient) -> None:
    template = officer.get("/engagement/import/activities.csv")
    headings = template.get_data().decode("utf-8-sig").strip().replace('"', "").split(",")
    assert columns_of(headings) == dict(COLUMNS)
    row = {"Name": "From a workbook", "Led by": "Bus Board", "First day": "2024-05-05"}
    row |= {"What was learned": "Later buses.", "Public": "no"}
    book = uploaded_tables.written(headings, [[row.get(one, "") for one in headings]], title="Plan")
    brought_in(officer, book, "plan.xlsx")
    made = db.session.scalars(select(Activity)).one()
    assert (made.status, made.found, made.is_public) == (ActivityStatus.DONE, "Later buses.", False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choose a file that has rows in it."),
        (csv("a;b", head="Colour;Size"), "This file lacks these columns: Name, Led by, First day."),
        (csv(*[f"N{n};B;5 May 2027" for n in range(501)], head="Name;Led by;Start"), "more than 500 rows"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(officer: FlaskClient, data: bytes, said: str) -> None:
    answer = sent(officer, data)
    assert answer.status_code == 422 and said in answer.text


def test_each_fault_is_said_with_its_column(officer: FlaskClient) -> None:
    faults = {
        "N;B;5 May;;;;;;": ("First day", "Write a day with its year"),
        "N;B;5 May 2027;4 May 2027;;;;;": ("Last day", "It ends before it begins"),
        "N;B;5 May 2027;;;;Atlantis;;": ("Areas", "We do not know this area"),
        "N;B;5 May 2027;;;;;shouting;": ("How", "Use only these words: Listening event; Survey;"),
        "N" * 201 + ";B;5 May 2027;;;;;;": ("Name", "Make it shorter"),
    }
    page = sent(officer, csv(*faults)).text
    for column, said in faults.values():
        assert said in page and f'dir="ltr">{column}<' in page
    assert "Bring in 1" not in page


def test_a_row_that_stands_twice_is_not_said_to_be_in_the_schedule(officer: FlaskClient) -> None:
    page = sent(officer, csv(GOOD, GOOD)).text
    assert fact(page, "Twice in your file") == "1" and fact(page, "Already in the schedule") == "0"
    assert "Nothing has been brought in yet." in page
    brought_in(officer, csv(GOOD))
    page = sent(officer, csv(GOOD, GOOD)).text
    assert fact(page, "Already in the schedule") == "1" and fact(page, "Twice in your file") == "1"
    assert "Twice in your file" not in sent(officer, csv(GOOD)).text


def fact(page: str, key: str) -> str:
    found = re.search(rf"<dt[^>]*>{key}</dt><dd[^>]*>(.*?)</dd>", page)
    assert found, key
    return found[1]


def test_headings_in_the_words_of_the_pages_are_read() -> None:
    said = {
        "led_by": ("Who leads", "Who leads it?"),
        "name": ("What is it called?", "What"),
        "about": ("What is it, in a few words?",),
        "kind": ("How are people asked?",),
        "status": ("How firm is it?", "How it stands"),
        "partner": ("Who helps?",),
        "community": ("With whom?",),
        "area": ("In which areas?", "Where"),
        "venue": ("At which place, if there is one?",),
        "starts_on": ("First day", "When"),
        "topic": ("About what?",),
        "influence": ("How much can what people say change?", "What people can change"),
        "decision": ("What will it help to decide, and who decides?", "What it helps to decide"),
        "decide_by": ("By when is that decided?",),
        "equality_check": ("Has somebody checked whether anybody is left out?",),
        "equality_note": ("What did the check find, or why is none needed?",),
        "principle": ("Which principles are agreed?",),
        "focus": ("Which areas of focus does it serve?",),
        "priority": ("Which priorities?",),
        "strategy": ("Which strategies?",),
        "campaign_step": ("If it is part of a campaign, which step?", "Step of the campaign"),
        "lead_name": ("Who can other teams talk to?", "Talk to"),
        "lead_contact": ("Their phone or e-mail at work",),
        "found": ("What was learned?",),
        "is_public": ("Show it on the public calendar",),
    }
    for name, headings in said.items():
        for heading in headings:
            assert columns_of([heading]) == {name: heading}


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 it breaks off", b"\x89PNG\r\n\x1a\n\x00\x01;\x02\x03\n\x00\x05", b"Colour,Size\na,b"],
)
def test_a_broken_workbook_is_said_to_be_no_spreadsheet(officer: FlaskClient, data: bytes) -> None:
    answer = sent(officer, data, "plan.XLSX")
    assert answer.status_code == 422
    assert "This file cannot be read as a spreadsheet." in answer.text
    assert "lacks these columns" not in answer.text


def test_the_name_of_the_place_means_the_whole_of_it(officer: FlaskClient) -> None:
    brought_in(officer, csv("N;B;5 May 2027;;;;Harehills|LEEDS;survey"))
    made = db.session.scalars(select(Activity)).one()
    assert not [tag for tag in made.tags if tag.group is TagGroup.AREA]


def test_the_values_of_a_list_of_the_place_are_named_in_the_fault(officer: FlaskClient) -> None:
    page = sent(officer, csv("N;B;5 May 2027;;;;;;;Teapots")).text
    terms = [place().words(term.words, "en") for term in terms_of(TagGroup.PRIORITY)]
    assert f"Use only these words: {'; '.join(terms)}" in unescape(page)


def test_who_may_only_read_brings_nothing_in(as_role: Callable[..., FlaskClient]) -> None:
    assert as_role(Role.ANALYST).get("/engagement/import").status_code == 403
