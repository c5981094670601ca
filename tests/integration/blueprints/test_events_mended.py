"""Pages of events say what can be done now, and count plainly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import clock as clocks
from app.database import db
from app.domain.engagement import CaptureWay, ConversationState, EventStatus
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.gateways import event_keys
from app.models.engagement import Event
from app.operations import cards
from tests.factories_engagement import (
    CaptureRecordFactory,
    ConversationFactory,
    EventFactory,
    QuestionSetVersionFactory,
    SeriesFactory,
    pair,
)
from tests.people import post

Browser = Callable[..., FlaskClient]


@pytest.fixture
def officer(as_role: Browser) -> Any:
    return as_role(Role.ENGAGEMENT_OFFICER)


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def over(**changed: Any) -> Any:
    """An event that ended two days ago and was never closed."""
    end = clocks.now() - dt.timedelta(days=2)
    return EventFactory(starts_at=end - dt.timedelta(hours=4), ends_at=end, **changed)


@pytest.mark.parametrize("make", [over, lambda: EventFactory(status=EventStatus.CLOSED)])
def test_an_event_that_takes_nothing_more_offers_no_conversation_and_no_poster(
    officer: Any, make: Callable[[], Any]
) -> None:
    event = make()
    db.session.commit()
    page = officer.get(f"/events/{event.id}").text
    assert "Write down a conversation here" not in page and "Print it as a poster" not in page
    answer = officer.get(f"/events/{event.id}/poster")
    assert answer.status_code == 303
    assert "There is no poster now" in officer.get(answer.location).text


def test_an_open_event_puts_the_poster_first_and_closing_last(officer: Any) -> None:
    event = EventFactory(languages=["pl"])
    db.session.commit()
    page = officer.get(f"/events/{event.id}").text
    assert "Write down a conversation here" in page
    (filled,) = re.findall(r'<a class="govuk-button" [^>]*>([^<]*)', page)
    assert filled == "Print it as a poster"
    assert page.index("Watch it come in") < page.index("Close it")
    assert "Languages English, Polish" in words(page)


def test_an_event_past_its_end_says_that_it_is_over_and_asks_to_be_closed(officer: Any) -> None:
    event = over()
    db.session.commit()
    assert "Over" in words(officer.get("/events").text)
    page = officer.get(f"/events/{event.id}").text
    assert "This event is over. Close it" in page
    assert re.findall(r'<a class="govuk-button" [^>]*>([^<]*)', page) == ["Close it"]


def test_what_came_in_says_what_is_kept_of_it(officer: Any) -> None:
    event = EventFactory()
    for _ in range(3):
        CaptureRecordFactory(event_id=event.id, way=CaptureWay.FORM)
    CaptureRecordFactory(event_id=event.id, way=CaptureWay.TABLET, envelope=b"x")
    for state in (ConversationState.KEPT, ConversationState.WAITING, ConversationState.TAKEN_BACK):
        ConversationFactory(event_id=event.id, state=state)
    db.session.commit()
    said = words(officer.get(f"/events/{event.id}/count").text)
    assert "4 Of these: Kept and counted: 1 Waiting to be read: 1" in said
    assert "Still to be opened: 1 . This is done by itself in a few minutes." in said
    assert "Came in: 4" in words(officer.get("/events").text)


def test_a_series_without_events_says_so_and_is_offered_by_its_name(officer: Any) -> None:
    empty, series = SeriesFactory(), SeriesFactory()
    EventFactory(series_id=series.id)
    db.session.commit()
    assert "No events yet." in officer.get(f"/events/series/{empty.id}").text
    assert "Show one series:" in officer.get("/events").text


def test_one_card_is_a_card_and_not_from_it_to_it(officer: Any) -> None:
    event = EventFactory()
    block = cards.print_block(event, 1, by=SYSTEM)
    db.session.commit()
    for page in (f"/events/{event.id}/cards", f"/events/{event.id}/cards/{block.id}"):
        said = words(officer.get(page).text)
        assert "Card 1" in said and "Cards 1 to 1" not in said


def test_a_second_event_of_one_name_and_day_is_kept_when_asked_about(
    officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair()
    monkeypatch.setattr(event_keys, "make", lambda bits=0: pair())
    version = QuestionSetVersionFactory()
    first = EventFactory(name="Market hall")
    db.session.commit()
    day = first.starts_at.astimezone(clocks.LONDON).date()
    ends = day + dt.timedelta(days=1)
    sent = {
        "name": "Market Hall",
        "kind": "local",
        "version_id": str(version.id),
        "starts_on": [day.day, day.month, day.year],
        "starts_time": "10am",
        "ends_on": [ends.day, ends.month, ends.year],
        "ends_time": "4pm",
        "organiser_id": str(officer.account.id),
    }
    asked = post(officer, "/events/new", **sent)
    assert "Keep it all the same" in asked.text and db.session.query(Event).count() == 1
    (key,) = re.findall(r'name="key"[^>]*value="([^"]+)"', asked.text)
    for _ in range(2):
        kept = post(officer, "/events/new", **sent, key=key, is_another="yes")
        assert kept.status_code == 303
    assert db.session.query(Event).count() == 2
