"""The form about a listing: one page a subject, a draft, what is read back, and sending."""

import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.stewardship import ChangeStatus
from app.models.audit import AuditEvent
from app.models.directory import Service
from app.models.stewardship import ListingChange
from tests.factories import AddressFactory, LocationFactory, PhoneFactory, ServiceFactory
from tests.letting_in import hidden, let_in_by_code
from tests.people import signed_in


@pytest.fixture
def service(app, clock):
    hall = LocationFactory(name="Chapel Hall")
    AddressFactory(location_id=hall.id)
    made = ServiceFactory(name="Kettle On", at=hall, on={"byday": "TU", "dtstart": None})
    PhoneFactory(service_id=made.id)
    from app.operations import index
    from app.operations.index import ground
    from app.web.place import place

    with app.test_request_context():
        index.index([made.id], ground(place(), app.config["ROOT"]))
    db.session.commit()
    return made


@pytest.fixture
def organiser(client, service):
    let_in_by_code(client, service.id)
    return client


def url(service, rest=""):
    return f"/listings/{service.id}/edit{rest}"


def send(client, address, **values):
    page = client.get(address).text
    return client.post(address, data={**hidden(page), **values})


def draft():
    return db.session.query(ListingChange).one()


PAGES = ["what", "when", "where", "cost", "who", "contact", "access", "room", "state"]


@pytest.mark.parametrize(
    "page", ["", *(f"/{name}" for name in PAGES), "/when/1", "/when/2", "/where/1", "/where/2", "/preview"]
)
def test_every_page_opens(organiser, service, page):
    assert organiser.get(url(service, page)).status_code == 200


@pytest.mark.parametrize("page", ["", "/what", "/when/1", "/where/1", "/preview", "/access", "/sent"])
def test_listing_of_somebody_else_is_not_there(organiser, page):
    other = ServiceFactory()
    db.session.commit()
    assert organiser.get(url(other, page)).status_code == 404


def test_looking_changes_nothing(organiser, service):
    for page in PAGES:
        organiser.get(url(service, f"/{page}"))
    assert db.session.query(ListingChange).count() == 0


@pytest.mark.parametrize("page", [name for name in PAGES if name != "access"])
def test_saving_a_page_as_it_is_changes_nothing_in_the_listing(organiser, service, page):
    from html5lib import parse

    address = url(service, f"/{page}")
    root = parse(organiser.get(address).text, namespaceHTMLElements=False)
    (form,) = (one for one in root.iter("form") if one.get("action", "").endswith(f"/edit/{page}"))
    values = {}
    for box in form.iter("input"):
        if box.get("type") in ("radio", "checkbox") and box.get("checked") is None:
            continue
        values.setdefault(box.get("name"), []).append(box.get("value", ""))
    for box in form.iter("textarea"):
        values[box.get("name")] = [(box.text or "").removeprefix("\n")]
    assert organiser.post(address, data=values).status_code == 303
    assert draft().fields == []


def test_price_is_kept_in_a_draft_and_readers_see_nothing_yet(organiser, service):
    answer = send(
        organiser, url(service, "/cost"), price="£2.50", cost_text="Pay at the door", costs="Children: £1"
    )
    assert answer.status_code == 303
    made = draft()
    assert made.status is ChangeStatus.DRAFT
    assert made.fields == ["pence", "cost_text", "costs"]
    assert made.document["costs"] == [{"words": "Children", "pence": 100}]
    assert db.session.get(Service, service.id).pence == 0


def test_what_is_typed_stays_when_something_is_wrong(organiser, service):
    answer = send(organiser, url(service, "/cost"), price="a fiver or so", cost_text="Pay at the door")
    assert answer.status_code == 422
    assert "We cannot read “a fiver or so” as a price" in answer.text
    assert 'value="a fiver or so"' in answer.text
    assert "Pay at the door" in answer.text
    assert db.session.query(ListingChange).count() == 0


def test_wrong_phone_stands_at_its_box(organiser, service):
    answer = send(organiser, url(service, "/contact"), phone_0="ring me", referral="none")
    assert answer.status_code == 422
    assert 'href="#phone_0"' in answer.text


def test_words_are_checked_without_saving(organiser, service):
    answer = send(
        organiser,
        url(service, "/what"),
        do="check",
        name="Kettle On",
        kind="activity",
        summary="Tea and talk " * 14,
    )
    assert "Your summary has 42 words. 30 is the most that fits." in answer.text
    assert db.session.query(ListingChange).count() == 0


def test_advice_as_somebody_types(client):
    page = client.get("/contact").text
    token = hidden(client.get("/activities/none/right").text or page).get("form_token")
    from app.web.tokens import form_token

    with client.application.test_request_context():
        token = form_token()
    said = client.post(
        "/plain-words", data={"form_token": token, "text": "We utilise tea.", "language": "en"}
    )
    assert said.json == {"hints": ["“utilise”: people say “use”."]}
    other = client.post(
        "/plain-words", data={"form_token": token, "text": "We utilise tea.", "language": "pl"}
    )
    assert other.json == {"hints": []}


def test_times_are_read_back_before_they_are_kept(organiser, service):
    address = url(service, "/when/2")
    boxes = {"often": "other-weeks", "days": "TU", "opens": "half 2", "closes": "4", "first": "1 December"}
    page = organiser.get(address + "?often=other-weeks").text
    in_term = organiser.post(address, data={**hidden(page), **boxes, "term_time": "yes", "do": "show"})
    assert "Every other Tuesday, 2:30pm to 4pm, in school term time" in in_term.text
    assert "We do not hold the school terms for Leeds yet" in in_term.text
    shown = organiser.post(address, data={**hidden(page), **boxes, "do": "show"})
    assert shown.status_code == 200
    assert "Tuesday 1 December, 2:30pm to 4pm" in shown.text
    assert shown.text.count('<div class="gin-date') == 6
    assert db.session.query(ListingChange).count() == 0
    kept = organiser.post(address, data={**hidden(shown.text), **boxes, "term_time": "yes", "do": "keep"})
    assert kept.status_code == 303
    (_first, second) = draft().document["schedules"]
    assert second["interval"] == 2
    assert (second["opens_at"], second["closes_at"], second["dtstart"]) == ("14:30", "16:00", "2026-12-01")


def test_every_other_tuesday_needs_a_first_date(organiser, service):
    address = url(service, "/when/2")
    page = organiser.get(address + "?often=other-weeks").text
    answer = organiser.post(address, data={**hidden(page), "often": "other-weeks", "days": "TU"})
    assert answer.status_code == 422
    assert "Every other Tuesday needs a first date, so that we know which ones." in answer.text


def test_times_are_taken_out(organiser, service):
    page = organiser.get(url(service, "/when")).text
    as_times = page.split('/when/1/remove"')[1].split('name="opened_as" value="')[1].split('"')[0]
    token = hidden(page)["form_token"]
    organiser.post(url(service, "/when/1/remove"), data={"form_token": token, "opened_as": as_times})
    assert draft().document["schedules"] == []


def test_change_goes_to_review(organiser, service):
    send(organiser, url(service, "/room"), capacity="full")
    token = hidden(organiser.get(url(service)).text)["form_token"]
    answer = organiser.post(url(service, "/send"), data={"form_token": token})
    assert answer.location.endswith("/edit/sent")
    made = draft()
    assert made.status is ChangeStatus.WAITING
    assert made.fields == ["capacity"]
    assert "Somebody who keeps these pages looks at it" in organiser.get(answer.location).text


def test_draft_waits_for_the_next_code(client, organiser, service):
    send(organiser, url(service, "/room"), capacity="full")
    client.delete_cookie("ginnel-session", domain="localhost")
    let_in_by_code(client, service.id)
    assert "Changed by you" in client.get(url(service)).text


def test_field_that_moved_meanwhile_is_not_written_over(organiser, service):
    page = organiser.get(url(service, "/cost")).text
    db.session.get(Service, service.id).fees_description = "Two pounds"
    db.session.commit()
    answer = organiser.post(
        url(service, "/cost"), data={**hidden(page), "price": "3", "cost_text": "Three pounds"}
    )
    assert answer.status_code == 409
    assert "Three pounds" in answer.text
    again = organiser.post(
        url(service, "/cost"), data={**hidden(answer.text), "price": "3", "cost_text": "Three pounds"}
    )
    assert again.status_code == 303


def test_two_who_changed_the_same_are_asked_which_stays(organiser, service):
    send(organiser, url(service, "/cost"), price="0", cost_text="Free, with cake")
    db.session.get(Service, service.id).fees_description = "Two pounds"
    db.session.commit()
    page = organiser.get(url(service)).text
    assert "Somebody else changed the same" in page
    token = hidden(page)["form_token"]
    assert organiser.post(url(service, "/send"), data={"form_token": token}).status_code == 409
    organiser.post(url(service, "/settle"), data={"form_token": token, "field": "cost_text", "keep": "mine"})
    assert organiser.post(url(service, "/send"), data={"form_token": token}).status_code == 303
    assert draft().document["cost_text"] == "Free, with cake"


def test_draft_is_thrown_away(organiser, service):
    send(organiser, url(service, "/room"), capacity="full")
    token = hidden(organiser.get(url(service)).text)["form_token"]
    organiser.post(url(service, "/throw-away"), data={"form_token": token})
    assert db.session.query(ListingChange).count() == 0


def test_preview_shows_the_draft(organiser, service):
    send(organiser, url(service, "/room"), capacity="full")
    send(organiser, url(service, "/cost"), price="4.20")
    page = organiser.get(url(service, "/preview")).text
    assert "Full now" in page
    assert "£4.20" in page
    assert "Nobody else sees it yet" in page


SECRET = "Sentinel Refuge House"


def test_secret_place_is_in_no_byte_for_who_came_with_a_code(client, app, clock):
    home = LocationFactory(name=SECRET, undisclosed=True, transportation="Sentinel bus")
    AddressFactory(location_id=home.id, address_1="9 Sentinel Row", postal_code="LS9 9ZZ")
    made = ServiceFactory(at=[home, LocationFactory(name="Chapel Hall")], on={})
    db.session.commit()
    let_in_by_code(client, made.id)
    for page in ["", *(f"/{name}" for name in PAGES), "/where/1", "/when/1", "/preview"]:
        body = client.get(url(made, page)).text
        assert "Sentinel" not in body
        assert "LS9 9ZZ" not in body
    send(client, url(made, "/where"), ways="in-person")
    send(client, url(made, "/room"), capacity="full")
    held, _open = draft().document["places"]
    assert held["name"] == SECRET
    assert held["undisclosed"] is True


def test_provider_changes_listings_of_their_organisation_only(client, service):
    signed_in(client, Role.PROVIDER, organization_id=service.organization_id)
    assert "gin-staff" in client.get(url(service)).text
    other = ServiceFactory()
    db.session.commit()
    assert client.get(url(other)).status_code == 404
    assert client.get(url(other, "/preview")).status_code == 404


@pytest.mark.parametrize("role", [Role.LINK_WORKER, Role.ANALYST, Role.ADMINISTRATOR])
def test_other_roles_change_no_listing(as_role, service, role):
    assert as_role(role).get(url(service)).status_code == 403


def test_stranger_is_led_to_sign_in(client, service):
    assert client.get(url(service)).status_code == 303


def test_code_lets_in_for_an_hour_without_a_click(organiser, service, clock):
    clock.move(minutes=59)
    assert organiser.get(url(service)).status_code == 200
    clock.move(minutes=61)
    assert organiser.get(url(service)).status_code == 303


def test_editor_publishes_at_once(client, service):
    signed_in(client, Role.DIRECTORY_EDITOR)
    send(client, url(service, "/cost"), price="3", cost_text="Three pounds")
    page = client.get(url(service)).text
    assert "readers see it at once" in page
    answer = client.post(url(service, "/send"), data={"form_token": hidden(page)["form_token"]})
    assert "It is with readers now" in client.get(answer.location).text
    assert db.session.get(Service, service.id).pence == 300


def test_two_people_do_not_see_each_others_drafts(app, client, service):
    let_in_by_code(client, service.id)
    send(client, url(service, "/room"), capacity="full")
    editor = app.test_client()
    signed_in(editor, Role.DIRECTORY_EDITOR)
    assert "Changed by you" not in editor.get(url(service)).text


def test_provider_sees_their_secret_address_and_it_is_traced(client, app, clock):
    home = LocationFactory(name=SECRET, undisclosed=True)
    AddressFactory(location_id=home.id, address_1="9 Sentinel Row", postal_code="LS9 9ZZ")
    made = ServiceFactory(at=home)
    db.session.commit()
    signed_in(client, Role.PROVIDER, organization_id=made.organization_id)
    assert "9 Sentinel Row" in client.get(url(made, "/where/1")).text
    assert "Sentinel" not in client.get(url(made, "/preview")).text
    assert "listing.secret-seen" in {row.action for row in db.session.query(AuditEvent)}


def test_secret_place_cannot_be_opened_here(client, app, clock):
    home = LocationFactory(name=SECRET, undisclosed=True)
    AddressFactory(location_id=home.id, address_1="9 Sentinel Row", postal_code="LS9 7UF")
    made = ServiceFactory(at=home)
    db.session.commit()
    signed_in(client, Role.DIRECTORY_EDITOR)
    answer = send(client, url(made, "/where/1"), name=SECRET, address_1="9 Sentinel Row", postcode="LS9 7UF")
    assert answer.status_code == 303
    assert all(one.document["places"][0]["undisclosed"] for one in db.session.query(ListingChange))


def test_place_and_access_are_kept(organiser, service):
    send(organiser, url(service, "/where/1"), name="Beck Hall", address_1="2 Beck Lane", postcode="ls97uf")
    send(
        organiser, url(service, "/access"), **{"place0-step-free": "no", "place0-step-free-detail": "3 steps"}
    )
    (place,) = draft().document["places"]
    assert (place["name"], place["address_1"]) == ("Beck Hall", "2 Beck Lane")
    assert place["access"]["step-free"] == {"answer": "no", "detail": "3 steps"}


def test_wrong_postcode_stands_at_its_box(organiser, service):
    answer = send(organiser, url(service, "/where/1"), name="Beck Hall", postcode="nowhere")
    assert answer.status_code == 422
    assert 'href="#postcode"' in answer.text


def test_place_taken_out_leaves_times_in_no_place(organiser, service):
    page = organiser.get(url(service, "/where")).text
    as_places = page.split('/where/1/remove"')[1].split('name="opened_as" value="')[1].split('"')[0]
    token = hidden(page)["form_token"]
    organiser.post(url(service, "/where/1/remove"), data={"form_token": token, "opened_as": as_places})
    assert draft().document["places"] == []
    assert all("place" not in one for one in draft().document["schedules"])
