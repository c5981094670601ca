"""Capturing what people say leaves no address of the internet, no agent string, no minute and no cookie."""

from __future__ import annotations

import base64
import io
import json
import logging
import uuid

import pytest
import sqlalchemy as sa

from app.database import Base, db
from app.gateways import event_keys
from app.jobs import envelopes
from app.models.conversations import CaptureRecord, Conversation
from app.web.logging import PlainFormatter
from tests.factories_engagement import CaptureDeviceFactory, EventFactory
from tests.integration.blueprints.test_capture import submission_of
from tests.people import post
from tests.saying_online import Answering

AGENT = "Sentinelfox/7 (of somebody)"
SOURCE = "203.0.113.77"
WORDS = "The sentinel allotments"
OF_THE_PLACE = {"postcode", "postcode_group", "area", "locality"}
TRACES = (AGENT, "Sentinelfox", SOURCE)


@pytest.fixture
def event(app):
    made = EventFactory()
    db.session.commit()
    return made


@pytest.fixture
def lines():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("ginnel").addHandler(handler)
    yield written
    logging.getLogger("ginnel").removeHandler(handler)


@pytest.fixture
def browser(client):
    client.environ_base |= {"HTTP_USER_AGENT": AGENT, "REMOTE_ADDR": SOURCE}
    return client


def whole_database() -> str:
    """Every value of every table, as the database holds it."""
    db.session.rollback()
    tables = [one for one in Base.metadata.sorted_tables if one.name not in OF_THE_PLACE]
    return "\n".join(
        f"{table.name} {[bytes(one) if isinstance(one, memoryview) else one for one in row]}"
        for table in tables
        for row in db.session.execute(sa.text(f'SELECT * FROM "{table.name}"'))
    )


def by_form(browser, event):
    post(browser, f"/capture/join/{event.join_token}")
    page = browser.get(f"/capture/{event.slug}")
    fields = {"submission": submission_of(page), "people": "2", "answer-love": WORDS}
    return post(browser, f"/capture/{event.slug}", **fields)


def by_script(browser, event):
    CaptureDeviceFactory(event_id=event.id, token="of a script")
    submission = uuid.uuid4()
    made = event_keys.sealed_for(
        event.public_key,
        json.dumps({"answers": {"love": {"text": WORDS}}}).encode(),
        event_id=event.id,
        submission_id=submission,
    )
    parts = {name: base64.b64encode(getattr(made, name)).decode() for name in ("key", "iv", "data")}
    db.session.commit()
    answer = browser.post(
        f"/capture/{event.slug}/records",
        json={"submission": str(submission), "unfinished": False, "envelope": parts},
        headers={"Authorization": "Bearer of a script"},
    )
    envelopes.run({})
    return answer


@pytest.mark.parametrize(("send", "status"), [(by_form, 303), (by_script, 201)])
def test_nothing_tells_who_sent_it_or_at_which_minute(browser, event, lines, send, status):
    answer = send(browser, event)
    assert answer.status_code == status and "Set-Cookie" not in answer.headers
    kept = whole_database() + lines.getvalue()
    assert [trace for trace in TRACES if trace in kept] == []
    assert WORDS not in kept, "the words lie open"
    record, conversation = db.session.query(CaptureRecord).one(), db.session.query(Conversation).one()
    for moment in (record.received_at, conversation.spoke_at):
        assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)
    assert "capture.keep" not in lines.getvalue() and "capture_records" not in lines.getvalue()


def test_only_joining_sets_a_cookie(browser, event):
    joined = post(browser, f"/capture/join/{event.join_token}")
    assert joined.headers["Set-Cookie"].startswith("ginnel_capture=")
    address = f"/capture/{event.slug}"
    for page in (address, f"{address}?practice=1", f"{address}/kept", f"/ar{address}"):
        assert "Set-Cookie" not in browser.get(page).headers


def test_no_line_of_the_log_tells_the_second_at_which_somebody_spoke(browser, event, lines):
    """Nor when they left a way to hear back: the rows hold no time, and the log gives them none."""
    by_form(browser, event)
    browser.get(f"/capture/{event.slug}/kept")
    event.is_online = True
    db.session.commit()
    online = f"/have-your-say/{event.slug}"
    Answering(browser, event).answer(words=WORDS)
    post(browser, f"{online}/hear-back", way="email", email="somebody@home.example")
    post(browser, f"{online}/about-you")
    assert "capture.joined" in lines.getvalue()
    told = [line for line in lines.getvalue().splitlines() if "have_your_say" in line or "capture.k" in line]
    assert [line for line in told if '"status": 2' in line or '"status": 3' in line] == []
