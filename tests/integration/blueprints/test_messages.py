import datetime as dt
import re

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.jobs import messages as job
from app.models.audit import AuditEvent
from app.models.messages import Message
from app.operations import outbox
from tests.factories import ServiceFactory
from tests.mail_server import MailServer, told
from tests.people import signed_in

pytestmark = pytest.mark.usefixtures("clock")


def tell(to: str = "pat@beckside.example", **more: object) -> Message:
    given = {"key": to, "language": "en", "reason": "time"} | more
    outbox.tell(MessageKind.REPORT_RECEIVED, to=to, **given)
    db.session.commit()
    return db.session.scalars(select(Message).where(Message.key == given["key"])).one()


def failed(to: str = "pat@beckside.example") -> Message:
    message = tell(to)
    message.failed_at = app_clock.now()
    message.tries, message.error = 1, "refused 550"
    db.session.commit()
    return message


@pytest.fixture
def staff(client):
    signed_in(client, Role.ADMINISTRATOR)
    return client


def token(client) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', client.get("/admin/messages").text)[1]


def test_failures_are_listed_with_a_masked_address_and_the_look_is_traced(staff):
    failed()
    page = staff.get("/admin/messages").text
    assert "p…@beckside.example" in page and "pat@" not in page
    assert "Thank you for a report" in page and "refused 550" in page
    assert "message.failures-listed" in db.session.scalars(select(AuditEvent.action)).all()


def test_page_says_when_everything_arrived(staff):
    assert "Every message arrived" in staff.get("/admin/messages").text


def test_page_says_how_much_waits_since_when_and_that_no_server_is_set(staff, clock):
    tell()
    clock.move(minutes=10)
    page = staff.get("/admin/messages").text
    assert "24 November 2026, 10:00am" in page and "No mail server is set" in page


def test_one_message_is_sent_again(staff):
    message, other = failed(), failed("sam@beckside.example")
    answer = staff.post(
        "/admin/messages/again", data={"form_token": token(staff), "message": str(message.id)}
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert message.failed_at is None and other.failed_at is not None
    assert "1 message is in the queue again" in staff.get(answer.location).text


def test_all_of_a_kind_are_sent_again(staff):
    messages = [failed(f"p{n}@beckside.example") for n in range(3)]
    staff.post("/admin/messages/again", data={"form_token": token(staff), "kind": "report-received"})
    db.session.expire_all()
    assert [one.failed_at for one in messages] == [None] * 3


@pytest.mark.parametrize("sent", [{}, {"kind": "no-such"}, {"message": "7"}])
def test_junk_sends_nothing_again(staff, sent):
    message = failed()
    assert staff.post("/admin/messages/again", data={"form_token": token(staff), **sent}).status_code == 422
    db.session.expire_all()
    assert message.failed_at is not None


def test_forgotten_message_cannot_be_sent_again(staff, clock):
    failed()
    clock.move(days=31)
    job.run({})
    db.session.commit()
    signed_in(staff, Role.ADMINISTRATOR)
    page = staff.get("/admin/messages").text
    assert "Its words are forgotten." in page and 'name="message"' not in page


def test_demonstration_shows_its_messages_with_links_that_work_here(client):
    ServiceFactory(is_demo=True)
    tell("<b>pat</b>@beckside.example", language="ar")
    account_page = client.get("/demo/messages")
    assert account_page.status_code == 200
    page = account_page.text
    assert 'lang="ar" dir="rtl"' in page and "&lt;b&gt;pat" in page and "<b>pat" not in page
    assert "Messages we would have sent" in client.get("/").text


def test_demonstration_shows_the_newest_first(client, clock):
    ServiceFactory(is_demo=True, name="Made to test")
    tell("first@beckside.example")
    clock.move(minutes=1)
    tell("second@beckside.example")
    page = client.get("/demo/messages").text
    assert page.index("second@") < page.index("first@")


def test_without_a_demonstration_nobody_reads_messages(client):
    tell()
    assert client.get("/demo/messages").status_code == 404


def test_server_says_that_messages_are_late(app, client, clock):
    message = tell()
    assert client.get("/readyz").json == {"status": "ready", "missing": [], "late": [], "outbox_minutes": 0}
    clock.set(message.send_at + dt.timedelta(minutes=16))
    answer = client.get("/readyz").json
    assert ("messages" in answer["late"], answer["outbox_minutes"]) == (True, 16)
    with MailServer() as server, told(app, server):
        db.session.commit()
        job.send_due("me")
    assert client.get("/readyz").json["outbox_minutes"] == 0
