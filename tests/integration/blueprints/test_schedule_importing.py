"""A partner's spreadsheet comes into the schedule once, and every fault is said with its row."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
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
        "N;B;5 May 2027;;;;;shouting;": ("How", "Use words that stand in the list"),
        "N" * 201 + ";B;5 May 2027;;;;;;": ("Name", "Make it shorter"),
    }
    page = sent(officer, csv(*faults)).text
    for column, said in faults.values():
        assert said in page and f'dir="ltr">{column}<' in page
    assert "Bring in 1" not in page


def test_who_may_only_read_brings_nothing_in(as_role: Callable[..., FlaskClient]) -> None:
    assert as_role(Role.ANALYST).get("/engagement/import").status_code == 403
