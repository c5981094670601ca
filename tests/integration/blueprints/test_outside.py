"""A file of feedback from elsewhere comes in: columns named, looked at, kept once."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.engagement import EventKind, EventStatus
from app.domain.insight import QuotePermission
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.models.conversations import Conversation, HarmAlert
from app.models.engagement import Event
from app.models.insight import OutsideImport
from app.operations import erasing_conversations
from tests.people import post

SHEET = (
    "Comment,Received,Consent,Channel\n"
    "The bus never came,3/5/2025,yes,Letter\n"
    "Nobody rang me back,2024,no,Phone\n"
    "The bus never came,3/5/2025,yes,Letter\n"
    ",2025,,\n"
    "Soon please,next week,,\n"
)


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def send(client, text=SHEET, called="letters.csv", **more):
    data = text if isinstance(text, bytes) else text.encode()
    fields = {"name": "Letters 2025", "kind": "complaints", "file": (io.BytesIO(data), called), **more}
    return post(client, "/insight/outside/new", **fields)


def token_in(page):
    return page.text.split('name="token"')[1].split('value="')[1].split('"')[0]


def look(client, page, **columns):
    chosen = {"text": "Comment", "day": "Received", "may_quote": "Consent", "source": "Channel"}
    chosen |= {"question": "", "area": "", **columns}
    return post(client, "/insight/outside/look", token=token_in(page), **chosen)


def brought_in(client, text=SHEET):
    seen = look(client, send(client, text))
    return post(client, "/insight/outside/bring-in", token=token_in(seen))


def test_columns_are_guessed_and_what_would_come_in_is_said(officer):
    page = send(officer)
    assert page.status_code == 200 and "The bus never came" in page.text
    assert page.text.count(" selected") >= 4
    seen = look(officer, page)
    assert "Bring in 3 comments" in seen.text
    assert "Nothing is written in it" in seen.text and "the day with its year" in seen.text
    assert db.session.query(Conversation).count() == 0


def test_it_comes_in_once_as_an_event_nobody_captures_at(officer):
    answer = brought_in(officer)
    assert answer.status_code == 303 and "new=3" in answer.headers["Location"]
    event = db.session.scalars(select(Event).where(Event.kind == EventKind.ELSEWHERE)).one()
    assert event.status is EventStatus.CLOSED and event.name == "Letters 2025"
    said = db.session.scalars(select(Conversation)).all()
    assert sorted(one.source for one in said) == ["Letter", "Letter", "Phone"]
    assert {one.may_quote for one in said} == {QuotePermission.YES, QuotePermission.NO}
    assert "Letters 2025" in officer.get("/insight/outside").text
    made = db.session.scalars(select(OutsideImport)).one()
    assert (made.kept, [one["row"] for one in made.refused]) == (3, [5, 6])
    again = look(officer, send(officer))
    assert "There is nothing new in this file" in again.text
    assert "This very file came in before" in send(officer).text


def test_a_file_that_overlaps_adds_only_what_is_new(officer):
    brought_in(officer)
    brought_in(officer, SHEET + "A bench by the shops,2025,,Card\n")
    assert db.session.query(Conversation).count() == 4


def test_pressed_twice_brings_in_once(officer):
    token = token_in(look(officer, send(officer)))
    first, second = (post(officer, "/insight/outside/bring-in", token=token) for _ in range(2))
    assert "said=in" in first.headers["Location"] and "said=gone" in second.headers["Location"]
    assert db.session.query(Conversation).count() == 3


def test_a_workbook_comes_in_too(officer):
    book, file = Workbook(), io.BytesIO()
    for row in (["Feedback", "Year"], ["Benches, please", 2025]):
        book.active.append(row)
    book.save(file)
    seen = look(
        officer,
        send(officer, file.getvalue(), "past.xlsx"),
        text="Feedback",
        day="Year",
        may_quote="",
        source="",
    )
    assert "Bring in 1 comment" in seen.text and "We may not show it" in seen.text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": " "}, "Say what it is called"),
        ({"kind": ""}, "Choose what it is"),
        ({"text": "", "name": "x"}, "Choose a file that has rows in it"),
        ({"text": b"%PDF-1.4", "name": "x"}, "cannot be read as a spreadsheet"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(officer, more, words):
    more = dict(more)
    text = more.pop("text", SHEET)
    page = send(officer, text, "letters.pdf" if text == b"%PDF-1.4" else "letters.csv", **more)
    assert page.status_code == 422 and words in page.text


def test_a_column_cannot_stand_for_two_things(officer):
    page = look(officer, send(officer), source="Comment")
    assert page.status_code == 422 and "You chose this column twice" in page.text


def test_a_draft_of_somebody_else_is_not_there(officer, as_role):
    seen = look(officer, send(officer))
    other = as_role(Role.ENGAGEMENT_OFFICER)
    assert "said=gone" in post(other, "/insight/outside/bring-in", token=token_in(seen)).headers["Location"]


def test_fresh_words_of_harm_are_looked_at_the_same_day_and_old_ones_are_not(officer):
    row = "{words},{day},,\n"
    words = "She says she wants to kill herself"
    head = "Comment,Received,Consent,Channel\n"
    brought_in(officer, head + row.format(words=words, day="2024"))
    assert db.session.query(HarmAlert).count() == 0
    brought_in(officer, head + row.format(words=words, day=clock.today().isoformat()))
    assert db.session.query(HarmAlert).count() == 1


def test_what_was_erased_does_not_come_back_with_the_same_file(app, officer):
    brought_in(officer)
    gone = db.session.query(Conversation).filter_by(source="Phone").one()
    erasing_conversations.erase(gone.event_id, gone.submission_id, by=SYSTEM, data=app.config["DATA"])
    db.session.commit()
    assert 'name="token"' not in look(officer, send(officer, called="again.csv")).text, "nothing is new"
    brought_in(officer, SHEET + "Ring me in May,2025,,Phone call\n")
    assert {one.source for one in db.session.query(Conversation)} == {"Letter", "Phone call"}
