"""The helpline's screen: search, read out, send a list, take a comment; and nothing of a call is kept."""

import datetime as dt
import re
import uuid

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import Base, db
from app.domain.engagement import CaptureWay, ConversationState, EventKind, EventStatus
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.models.conversations import Conversation
from app.models.messages import Message
from app.models.work import SavedList
from tests.factories_engagement import EventFactory
from tests.people import post, signed_in

NOT_OF_A_CALL = {"audit_event", "audit_head", "browser_session", "listing_view"}
"""What every request of staff may write: that they looked, and that their session is in use."""


@pytest.fixture(autouse=True)
def stopped(clock):
    pass


@pytest.fixture
def desk(demo_client):
    signed_in(demo_client, Role.HELPLINE_WORKER)
    return demo_client


def rows():
    """How many rows each table has."""
    counted = {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
        if table.name not in NOT_OF_A_CALL
    }
    db.session.rollback()
    return counted


def kept_words():
    """Everything that stands in any row, as text."""
    said = [
        str(value)
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(select(table))
        for value in row
    ]
    db.session.rollback()
    return " ".join(said)


def put_on(desk, *slugs):
    for slug in slugs:
        assert post(desk, "/helpline/list/add", listing=slug, next="/helpline").status_code == 303


def test_nothing_of_a_call_is_kept_until_something_is_sent(desk):
    desk.get("/helpline")
    before = rows()
    found = desk.get("/helpline?q=tea&near=LS9+7UF&day=tu&who=").text
    slug = re.search(r"/helpline/read-out/([a-z0-9-]+)", found)[1]
    desk.get(f"/helpline/read-out/{slug}?back=q%3Dtea")
    put_on(desk, slug, "puff-and-natter")
    assert "Puff" in desk.get("/helpline/list").text
    post(desk, "/refer/typed", do="begin", postcode="LS9 7UF")
    post(desk, "/helpline/list/remove", listing=slug)
    post(desk, "/helpline/end")
    assert rows() == before
    assert "Nothing is on it yet" in desk.get("/helpline").text


def test_a_letter_keeps_a_list_and_neither_name_nor_address(desk):
    put_on(desk, "puff-and-natter", "night-line")
    before = rows()
    for _ in range(2):
        letter = post(
            desk,
            "/helpline/list/letter",
            **{
                "letter-name": "Zebedee Quux",
                "letter-address": "17 Xylophone Way\nLeeds\nLS9 7UF",
                "letter-language": "ar",
                "letter-size": "large",
            },
        )
    assert letter.status_code == 200 and letter.headers["Cache-Control"] == "no-store"
    assert 'dir="rtl"' in letter.text and "gin-sheet--large" in letter.text
    assert "<bdi>Zebedee Quux</bdi>" in letter.text and "17 Xylophone Way" in letter.text
    made = {name: many - before[name] for name, many in rows().items() if many != before[name]}
    assert made == {"saved_list": 1, "saved_item": 2}
    assert "Quux" not in kept_words() and "Xylophone" not in kept_words()
    code = db.session.scalar(select(SavedList.code).where(SavedList.shared))
    assert "Night" in desk.get(f"/l/{code}").text


def test_a_letter_without_an_address_comes_back_as_it_was_typed(desk):
    put_on(desk, "puff-and-natter")
    page = post(desk, "/helpline/list/letter", **{"letter-name": "Zebedee", "letter-address": " "})
    assert page.status_code == 422 and 'value="Zebedee"' in page.text
    assert 'href="#letter-address"' in page.text


def test_an_email_goes_once_and_says_only_where_the_list_is(desk):
    put_on(desk, "puff-and-natter")
    for _ in range(2):
        post(desk, "/helpline/list/email", **{"email-email": "a@b.example", "email-language": "en"})
    sent = db.session.scalars(select(Message).where(Message.kind == MessageKind.LIST_SENT)).all()
    assert [one.recipient for one in sent] == ["a@b.example"]
    assert set(sent[0].parameters) == {"code"}
    wrong = post(desk, "/helpline/list/email", **{"email-email": "a@b", "email-language": "en"})
    assert wrong.status_code == 422 and 'value="a@b"' in wrong.text


def test_a_text_holds_the_short_address_and_nothing_else(desk):
    put_on(desk, "puff-and-natter")
    post(desk, "/helpline/list/text")
    text = re.search(r'id="words"[^>]*>([^<]*)<', desk.get("/helpline/list").text)[1]
    assert re.fullmatch(r"The list you asked us for: http://localhost/l/[\w-]{16}", text.strip())


def test_an_empty_list_cannot_be_sent(desk):
    assert post(desk, "/helpline/list/text").status_code == 409


def test_a_call_belongs_to_who_is_signed_in(desk):
    put_on(desk, "puff-and-natter")
    signed_in(desk, Role.HELPLINE_WORKER)
    assert "Nothing is on it yet" in desk.get("/helpline").text


def test_reading_out_says_the_number_in_groups(desk):
    page = desk.get("/helpline/read-out/puff-and-natter").text
    assert re.search(r"<span>0\d+</span> <span>\d{3}</span>", page)
    assert desk.get("/helpline/read-out/no-such-thing").status_code == 404


@pytest.fixture
def asked(app):
    return EventFactory(
        kind=EventKind.ONLINE,
        is_online=True,
        status=EventStatus.OPEN,
        starts_at=clock.now() - dt.timedelta(days=1),
        ends_at=clock.now() + dt.timedelta(days=1),
    )


def test_a_comment_is_typed_with_the_numbers_of_the_cards_and_kept_once(as_role, asked):
    desk = as_role(Role.HELPLINE_WORKER)
    address = f"/helpline/say/{asked.slug}"
    shown = desk.get(address).text
    first = re.search(r'name="(answer-[^"]+)"', shown)[1]
    assert re.search(r">\s*1\. ", shown)
    empty = post(desk, address, submission=str(uuid.uuid4()))
    assert empty.status_code == 422
    for _ in range(2):
        key = re.search(r'name="submission"[^>]*value="([^"]+)"', shown)[1]
        assert post(desk, address, submission=key, **{first: "More buses."}).status_code == 303
    kept = db.session.scalars(select(Conversation)).all()
    assert [(one.way, one.state) for one in kept] == [(CaptureWay.PHONE, ConversationState.KEPT)]


def test_children_are_not_asked_on_the_telephone(as_role, asked):
    asked.kind = EventKind.CHILDREN
    desk = as_role(Role.HELPLINE_WORKER)
    assert asked.name not in desk.get("/helpline/say").text
    assert desk.get(f"/helpline/say/{asked.slug}").status_code == 404


@pytest.mark.parametrize("address", ["/helpline", "/activities"])
def test_a_place_we_do_not_know_is_told_at_the_top_with_a_way_to_the_field(desk, address):
    page = desk.get(f"{address}?q=tea&near=banana").text
    assert "<title>Error:" in page
    assert '<li><a href="#near">' in page.partition("data-error-summary")[2].partition("<h1")[0]
    assert "data-error-summary" not in desk.get(f"{address}?q=tea&near=LS9").text
