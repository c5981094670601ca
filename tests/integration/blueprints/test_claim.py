"""Is this yours? A code by e-mail or by letter, and what nobody learns on the way."""

import datetime as dt
import re

import pytest

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.stewardship import ChangeSource
from app.extensions import limiter
from app.models.messages import Message
from app.models.people import AccessLink, BrowserSession
from app.models.stewardship import ListingChange, ListingVersion
from tests.factories import AddressFactory, LocationFactory, ServiceFactory
from tests.letting_in import hidden, let_in_by_code


@pytest.fixture(autouse=True)
def fresh_limits():
    limiter.reset()


@pytest.fixture
def service(app, clock):
    hall = LocationFactory(name="Chapel Hall")
    AddressFactory(location_id=hall.id, address_1="1 Chapel Lane", postal_code="LS9 7UF")
    made = ServiceFactory(name="Kettle On", email="bev@beckside.example", at=hall)
    db.session.commit()
    return made


def post(client, address, page=None, **values):
    token = hidden(client.get(page or address).text)["form_token"]
    return client.post(address, data={"form_token": token, **values})


def asked(client, service):
    """The page of the code, and the code that went out."""
    answer = post(client, f"/claim/{service.slug}/by-email", f"/claim/{service.slug}")
    message = db.session.query(Message).order_by(Message.made_at.desc()).first()
    return answer.location, message.parameters["code"] if message else ""


def sessions():
    return db.session.query(BrowserSession).count()


def test_page_tells_only_the_beginning_of_the_address(client, service):
    page = client.get(f"/claim/{service.slug}").text
    assert "b…@beckside.example" in page
    assert "bev@" not in page


def test_right_code_opens_the_form_for_this_listing_only(client, service):
    other = ServiceFactory()
    db.session.commit()
    page, code = asked(client, service)
    answer = post(client, page, code=f"{code[:3]} {code[3:]}")
    assert answer.location.endswith(f"/listings/{service.id}/edit")
    assert client.get(answer.location).status_code == 200
    assert client.get(f"/listings/{other.id}/edit").status_code == 404


def test_who_came_by_a_code_hears_what_became_of_it(client, service):
    page, code = asked(client, service)
    form = post(client, page, code=code).location
    opened = hidden(client.get(f"{form}/room").text)
    client.post(f"{form}/room", data={**opened, "capacity": "full"})
    client.post(f"{form}/send", data={"form_token": opened["form_token"]})
    change = db.session.query(ListingChange).one()
    assert (change.source, change.contact) == (ChangeSource.ORGANISER, "bev@beckside.example")


def test_code_works_once(client, service):
    page, code = asked(client, service)
    token = hidden(client.get(page).text)["form_token"]
    assert client.post(page, data={"form_token": token, "code": code}).status_code == 303
    client.delete_cookie("ginnel-session", domain="localhost")
    assert client.post(page, data={"form_token": token, "code": code}).status_code == 410
    assert sessions() == 1


def test_code_is_over_after_ten_minutes(client, service, clock):
    page, code = asked(client, service)
    token = hidden(client.get(page).text)["form_token"]
    clock.move(minutes=10)
    assert client.post(page, data={"form_token": token, "code": code}).status_code == 410


def test_five_wrong_tries_kill_the_code(client, service):
    page, code = asked(client, service)
    token = hidden(client.get(page).text)["form_token"]
    wrong = "000000" if code != "000000" else "111111"
    for _try in range(5):
        assert "wrong=1" in client.post(page, data={"form_token": token, "code": wrong}).location
    assert "wrong=1" in client.post(page, data={"form_token": token, "code": code}).location
    assert "five times" in client.get(page).text
    assert sessions() == 0


def test_answer_is_the_same_without_an_address_to_send_to(client, service):
    bare = ServiceFactory(organization=None)
    db.session.commit()
    one = post(client, f"/claim/{service.slug}/by-email", f"/claim/{service.slug}")
    other = post(client, f"/claim/{bare.slug}/by-email", f"/claim/{service.slug}")
    assert (one.status_code, other.status_code) == (303, 303)
    pages = [
        re.sub(r'value="[^"]+"|/claim/[\w/-]+', "", client.get(answer.location).text)
        for answer in (one, other)
    ]
    assert pages[0] == pages[1]
    assert db.session.query(Message).count() == 1
    assert [link.code_hash == "" for link in db.session.query(AccessLink).order_by(AccessLink.made_at)] == [
        False,
        True,
    ]


def test_stranger_fills_no_letter_box(client, service):
    for _time in range(6):
        post(client, f"/claim/{service.slug}/by-email", f"/claim/{service.slug}")
    assert db.session.query(Message).count() == 3


def test_new_address_gets_no_code_for_30_days(client, service, clock):
    from app import clock as app_clock

    db.session.add(
        ListingVersion(
            service_id=service.id,
            number=1,
            document={},
            fields=["email"],
            source=ChangeSource.PUBLIC,
            made_at=app_clock.now() - dt.timedelta(days=29),
        )
    )
    db.session.commit()
    assert "For the first 30 days we send no codes to it" in client.get(f"/claim/{service.slug}").text
    post(client, f"/claim/{service.slug}/by-email", f"/claim/{service.slug}/letter")
    assert db.session.query(Message).count() == 0
    clock.move(days=2)
    post(client, f"/claim/{service.slug}/by-email", f"/claim/{service.slug}")
    assert db.session.query(Message).count() == 1


def test_opening_a_link_changes_nothing(client, service):
    page, _code = asked(client, service)
    before = db.session.query(AccessLink).one().uses_left
    client.get(page)
    assert db.session.query(AccessLink).one().uses_left == before
    assert client.get("/claim/code/nobody-made-this").status_code == 410


def test_letter_is_printed_posted_and_opens_the_form(client, service, as_role):
    post(client, f"/claim/{service.slug}/by-letter", f"/claim/{service.slug}")
    post(client, f"/claim/{service.slug}/by-letter", f"/claim/{service.slug}")
    link = db.session.query(AccessLink).filter_by(purpose=LinkPurpose.CLAIM).one()
    editor = as_role(Role.DIRECTORY_EDITOR)
    queue = editor.get("/listings/letters")
    assert "Kettle On" in queue.text
    token = hidden(queue.text)["form_token"]
    sheet = editor.post(f"/listings/letters/{link.id}/print", data={"form_token": token})
    code = re.search(r"\b(\d{3} \d{3})\b", sheet.text)[1]
    assert "1 Chapel Lane" in sheet.text
    editor.post(f"/listings/letters/{link.id}/done", data={"form_token": token})
    assert "No letters to post" in editor.get("/listings/letters").text

    page = f"/claim/{service.slug}/letter"
    assert "wrong=1" in post(client, page, code=code, postcode="LS1 1AA").location
    answer = post(client, page, code=code, postcode="ls97uf")
    assert answer.location.endswith(f"/listings/{service.id}/edit")
    assert db.session.query(Message).one().kind == "claim-made"


def test_organiser_asks_for_an_account(client, service, as_role):
    let_in_by_code(client, service.id)
    page = f"/listings/{service.id}/account"
    assert post(client, page, name="Bev", email="not an address").status_code == 422
    assert post(client, page, name="Bev", email="bev@beckside.example").status_code == 303
    editor = as_role(Role.DIRECTORY_EDITOR)
    assert "bev@beckside.example" in editor.get("/listings/letters").text


def test_no_secret_address_is_shown_or_posted_to(client, app, clock, as_role):
    home = LocationFactory(name="Sentinel House", undisclosed=True)
    AddressFactory(location_id=home.id, address_1="9 Sentinel Row", postal_code="LS9 9ZZ")
    made = ServiceFactory(at=home, email="help@refuge.example")
    db.session.commit()
    for page in (f"/claim/{made.slug}", f"/claim/{made.slug}/letter"):
        body = client.get(page).text
        assert "Sentinel" not in body
        assert "LS9 9ZZ" not in body
    assert post(client, f"/claim/{made.slug}/by-letter", f"/claim/{made.slug}").status_code == 404


def test_listing_page_leads_to_the_claim(demo_client):
    assert 'href="/claim/' in demo_client.get("/activities/puff-and-natter").text


def test_who_may_change_it_already_is_led_to_the_form(client, service):
    form = f"/listings/{service.id}/edit"
    assert form not in client.get(f"/claim/{service.slug}").text
    let_in_by_code(client, service.id)
    assert form in client.get(f"/claim/{service.slug}").text
