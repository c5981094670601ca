import datetime as dt
import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.domain.messages import AccountChange, MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.gateways import mail
from app.gateways.handed_in import Notes
from app.jobs import messages
from app.models.messages import Message
from app.operations import access_links, outbox, sending
from app.web import message_words
from tests.factories import AccountFactory, ServiceFactory
from tests.mail_server import MailServer, told

ADMINISTRATOR = Viewer(account_id=uuid.uuid4(), grants=(Grant(Role.ADMINISTRATOR),))


@pytest.fixture
def server(app) -> Iterator[MailServer]:
    with MailServer() as taking, told(app, taking):
        yield taking


def tell(kind: MessageKind = MessageKind.REPORT_RECEIVED, **more: object) -> Message:
    given: dict[str, object] = {"key": uuid.uuid4().hex, "language": "en"} | more
    if kind == MessageKind.REPORT_RECEIVED:
        given = {"reason": "time"} | given
    if "account" not in given:
        given = {"to": "pat@beckside.example"} | given
    outbox.tell(kind, **given)
    db.session.commit()
    return db.session.scalars(select(Message).where(Message.key == given["key"])).one()


def send() -> int:
    db.session.commit()
    number = messages.send_due("me")
    db.session.expire_all()
    return number


def test_message_arrives_once_and_in_the_words_of_its_language(app, server) -> None:
    tell()
    tell(to="ala@beckside.example", language="pl")
    assert (send(), send()) == (2, 0)
    english, polish = server.letters
    assert "You told us that a page is not right." in english.get_body(("plain",)).get_content()
    assert (english["To"], polish["Content-Language"]) == ("pat@beckside.example", "pl")
    assert '<html lang="pl" dir="ltr">' in polish.get_body(("html",)).get_content()


def test_message_in_arabic_runs_from_right_to_left(app, server) -> None:
    tell(language="ar")
    send()
    assert '<html lang="ar" dir="rtl">' in server.letters[0].get_body(("html",)).get_content()


def test_message_for_later_waits(app, server, clock) -> None:
    tell(send_at=app_clock.now() + dt.timedelta(hours=1))
    assert send() == 0
    clock.move(hours=2)
    assert send() == 1


def test_without_a_mail_server_messages_wait(app) -> None:
    told_message = tell()
    assert send() == 0
    assert (told_message.tries, told_message.sent_at, told_message.failed_at) == (0, None, None)


def test_server_that_is_away_costs_no_try_and_the_page_can_say_why(app, clock) -> None:
    back = MailServer()
    with told(app, back):
        message = tell()
        for _ in range(20):
            with pytest.raises(mail.UnreachableError):
                send()
            clock.move(hours=1)
        db.session.refresh(message)
        assert (message.tries, message.failed_at, message.error) == (0, None, "ConnectionRefusedError")
        with back:
            assert send() == 1
    assert len(back.letters) == 1


def test_address_that_does_not_exist_fails_at_once(app, server) -> None:
    server.refuses["pat@beckside.example"] = "550 Pat Sykes is unknown here"
    message = tell()
    send()
    assert (message.tries, message.error) == (1, "refused 550"), "and the server's words are not kept"
    assert message.failed_at is not None


def test_address_that_is_none_fails_at_once_and_holds_nobody_up(app, server) -> None:
    bad = tell(to="ring Pat")
    tell()
    assert send() == 1
    assert bad.error == "no address" and bad.failed_at is not None


def test_postponed_message_is_tried_eight_times_with_longer_and_longer_waits(app, server, clock) -> None:
    server.refuses["pat@beckside.example"] = "451 later"
    message = tell()
    waits = []
    for _ in range(7):
        at = app_clock.now()
        send()
        waits.append((message.send_at - at).total_seconds())
        assert message.failed_at is None
        send()
        assert message.tries == len(waits), "not before its time"
        clock.set(message.send_at)
    send()
    assert (message.tries, message.error) == (8, "postponed 451")
    assert message.failed_at is not None
    assert all(later > earlier for earlier, later in itertools.pairwise(waits[:6]))
    assert sum(waits) > 10 * 3600, "a server that is busy for half a day loses nothing"


def test_message_without_words_is_tried_later_and_its_error_keeps_no_value(app, server, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("pat@beckside.example")

    monkeypatch.setitem(app.extensions, messages.WORDS, broken)
    message = tell()
    send()
    assert (message.tries, message.error, message.failed_at) == (1, "ValueError", None)


@contextmanager
def dropped(message: Message, why: str) -> Iterator[None]:
    yield
    db.session.commit()
    assert send() == 0
    assert (message.error, message.sent_at, message.failed_at) == (why, None, None)
    assert message.dropped_at is not None


def test_nobody_writes_to_an_account_that_was_closed_meanwhile(app, server) -> None:
    account = AccountFactory()
    message = tell(MessageKind.ACCOUNT_CHANGED, account=account.id, what="password")
    with dropped(message, "account closed"):
        account.disabled_at = app_clock.now()


def test_somebody_is_told_that_their_account_was_closed(app, server) -> None:
    account = AccountFactory(disabled_at=app_clock.now())
    tell(MessageKind.ACCOUNT_CHANGED, account=account.id, what=AccountChange.CLOSED.value)
    assert send() == 1
    assert server.letters[0]["To"] == account.email


@pytest.fixture
def openable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every link opens a page that is there."""
    monkeypatch.setattr(message_words, "address", lambda endpoint, **values: f"http://localhost/{endpoint}")


@pytest.mark.parametrize("over", ["used", "withdrawn", "expired"])
def test_link_that_is_over_is_not_sent(app, server, clock, openable, over: str) -> None:
    account = AccountFactory()
    made = access_links.make(LinkPurpose.NEW_PASSWORD, account=account.id)
    message = tell(MessageKind.NEW_PASSWORD, account=account.id, token=made.token)
    with dropped(message, "link over"):
        if over == "used":
            access_links.use(made.link)
        elif over == "withdrawn":
            access_links.withdraw(made.link)
        else:
            clock.move(minutes=16)


def test_link_that_works_is_sent(app, server, openable) -> None:
    account = AccountFactory()
    made = access_links.make(LinkPurpose.NEW_PASSWORD, account=account.id)
    tell(MessageKind.NEW_PASSWORD, account=account.id, token=made.token)
    assert send() == 1


def test_organiser_of_a_listing_that_has_gone_is_not_asked(app, server) -> None:
    listing = ServiceFactory()
    message = tell(MessageKind.CLAIM_MADE, service=listing.id)
    with dropped(message, "listing gone"):
        listing.deleted_at = app_clock.now()


def test_message_says_what_the_listing_is_called_now(app, server) -> None:
    listing = ServiceFactory(name="Old name")
    tell(service=listing.id)
    listing.name = "Kettle On at Two"
    db.session.commit()
    send()
    assert "“Kettle On at Two”" in server.letters[0].get_body(("plain",)).get_content()
    assert "Kettle" not in server.letters[0]["Subject"]


def test_letter_to_a_reader_does_not_name_a_sensitive_page(app, server) -> None:
    listing = ServiceFactory(name="Safe Door", sensitive=True)
    tell(service=listing.id)
    send()
    assert "Safe Door" not in server.raw[0].decode()
    assert "You told us that a page is not right." in server.letters[0].get_body(("plain",)).get_content()


def test_note_of_a_letter_that_was_written_down_goes_the_next_day(app, server) -> None:
    message, waiting = tell(), tell(send_at=app_clock.now() + dt.timedelta(days=9))
    send()
    notes = Notes(app.config["DATA"] / "handed-in")
    for one in (message.id, waiting.id):
        notes.add(one)
    messages.run({})
    assert (notes.has(message.id), notes.has(waiting.id)) == (False, True)
    notes.drop(waiting.id)


def test_letter_taken_before_a_crash_is_not_handed_in_again(app, server) -> None:
    """The process died after the server took it and before we wrote so down: its note tells."""
    message = tell()
    notes = Notes(app.config["DATA"] / "handed-in")
    notes.ready()
    notes.add(message.id)
    assert send() == 0
    assert message.sent_at is not None and server.letters == []
    assert not notes.has(message.id)


def test_message_of_a_sender_that_died_is_sent_after_its_lease(app, server, clock) -> None:
    tell()
    db.session.commit()
    assert sending.claim("dead") is not None
    assert send() == 0
    clock.move(minutes=3)
    assert send() == 1


def test_demonstration_sends_nothing_even_where_there_is_a_server(app, server) -> None:
    ServiceFactory(is_demo=True)
    message = tell()
    send()
    assert server.letters == [] and message.sent_at is not None


def test_demonstration_sends_where_both_settings_say_so(app, server) -> None:
    ServiceFactory(is_demo=True)
    tell()
    app.config["DEMO_SENDS"] = True
    try:
        assert send() == 1
    finally:
        app.config["DEMO_SENDS"] = False
    assert len(server.letters) == 1


@pytest.mark.parametrize(("outcome", "days"), [("sent_at", 7), ("dropped_at", 7), ("failed_at", 30)])
def test_address_and_words_are_forgotten_on_the_day(app, clock, outcome: str, days: int) -> None:
    message = tell()
    setattr(message, outcome, app_clock.now())
    db.session.commit()
    clock.move(days=days, seconds=-1)
    messages.run({})
    db.session.expire_all()
    assert message.recipient == "pat@beckside.example"
    clock.move(seconds=2)
    messages.run({})
    db.session.commit()
    db.session.expire_all()
    assert (message.recipient, message.parameters) == (None, None)


def test_message_that_waits_is_never_forgotten(app, clock) -> None:
    message = tell()
    clock.move(days=400)
    messages.run({})
    db.session.expire_all()
    assert message.recipient == "pat@beckside.example"


def test_failed_message_goes_again_when_somebody_says_so(app, server) -> None:
    server.refuses["pat@beckside.example"] = "550 unknown"
    message = tell()
    send()
    server.refuses.clear()
    assert sending.send_again(ADMINISTRATOR, message=message.id) == 1
    db.session.commit()
    assert send() == 1
    assert (message.failed_at, message.tries) == (None, 0)


def test_all_of_one_kind_go_again_and_no_other(app, server) -> None:
    server.answers_data = "554 not today"
    first, second = tell(), tell(to="sam@beckside.example")
    listing = ServiceFactory()
    other = tell(MessageKind.CLAIM_MADE, service=listing.id)
    send()
    assert sending.send_again(ADMINISTRATOR, kind=MessageKind.REPORT_RECEIVED) == 2
    assert sending.send_again(Viewer(), kind=MessageKind.CLAIM_MADE) == 0, "not for just anybody"
    db.session.commit()
    db.session.expire_all()
    assert (first.failed_at, second.failed_at) == (None, None)
    assert other.failed_at is not None
