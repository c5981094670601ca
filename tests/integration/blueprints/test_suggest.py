"""What's strong here? One question a page, a draft behind a cookie, and one suggestion of it."""

import re

import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.viewer import ANONYMOUS, SYSTEM
from app.extensions import limiter
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.operations import changes, index, suggestions
from app.operations.index import ground
from app.web.place import place
from tests.factories import AddressFactory, LocationFactory, ServiceFactory
from tests.letting_in import hidden


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


def post(client, address, page=None, **values):
    token = hidden(client.get(page or address).text)["form_token"]
    return client.post(address, data={"form_token": token, **values})


def walk(client, **told):
    """Answer everything an activity is asked."""
    post(client, "/suggest", kind="activity")
    post(client, "/suggest/name", name="Pram Walk", summary="A slow walk round the park.")
    post(client, "/suggest/where", ways="in-person", place="Chapel Hall", postcode="LS9 7UF")
    boxes = {"often": "weeks", "days": "WE", "opens": "10", "closes": "half 11"}
    post(client, "/suggest/when", "/suggest/when?often=weeks", do="keep", **boxes)
    post(client, "/suggest/cost", price="0")
    post(client, "/suggest/contact", join="Just turn up.")
    post(client, "/suggest/you", email=told.get("email", ""))


def send(client, clock, **boxes):
    clock.move(seconds=60)
    return post(client, "/suggest/send", "/suggest/check", **boxes)


def sent():
    return db.session.query(ListingChange).one()


def test_looking_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/suggest").headers


def test_walk_from_first_question_to_reference(client, clock):
    walk(client, email="sam@example.org")
    page = client.get("/suggest/check").text
    for words in (
        "Pram Walk",
        "Every Wednesday, 10am to 11:30am",
        "Free",
        "Just turn up.",
        "sam@example.org",
    ):
        assert words in page
    answer = send(client, clock)
    made = sent()
    assert (made.status, made.kind, made.source) == (
        ChangeStatus.WAITING,
        ChangeKind.NEW,
        ChangeSource.PUBLIC,
    )
    assert made.contact == "sam@example.org"
    assert "sam@example.org" not in str(made.document)
    page = client.get(answer.location).text
    assert re.search(r"<strong>[0-9A-F]{4}-[0-9A-F]{4}</strong>", page)
    assert "What happens next" in page


def test_pressing_twice_sends_one(client, clock):
    walk(client)
    token = hidden(client.get("/suggest/check").text)["form_token"]
    clock.move(seconds=60)
    answers = [client.post("/suggest/send", data={"form_token": token}).location for _time in range(2)]
    assert answers[0] == answers[1]
    assert sent().status is ChangeStatus.WAITING
    assert suggestions.send(sent(), by=ANONYMOUS, ground=here()) is False


def test_machine_is_answered_and_nothing_is_kept(client, clock):
    walk(client)
    answer = send(client, clock, website2="http://buy.example")
    assert "Thank you" in client.get(answer.location).text
    assert sent().status is ChangeStatus.DRAFT


def test_too_quick_is_asked_to_look_again(client, clock):
    walk(client)
    clock.move(seconds=2)
    answer = post(client, "/suggest/send", "/suggest/check")
    assert "That was very quick" in client.get(answer.location).text
    assert sent().status is ChangeStatus.DRAFT


def test_nothing_is_sent_without_what_must_be_known(client, clock):
    post(client, "/suggest", kind="activity")
    post(client, "/suggest/name", name="Pram Walk", summary="A slow walk.")
    answer = client.get("/suggest/check")
    assert answer.location == "/suggest/where"


@pytest.mark.parametrize(
    ("page", "values", "words"),
    [
        ("/suggest/name", {"name": ""}, "Write what it is called."),
        ("/suggest/where", {}, "Choose how people take part."),
        ("/suggest/where", {"ways": "in-person"}, "people need to know where"),
        ("/suggest/where", {"place": "Hall", "postcode": "nowhere"}, "This is no whole postcode."),
        ("/suggest/cost", {"price": "lots"}, "We cannot read “lots” as a price."),
        ("/suggest/contact", {}, "Say how people can join"),
        ("/suggest/contact", {"phone": "ring"}, "This is no phone number."),
        ("/suggest/you", {"email": "sam"}, "This is no e-mail address."),
    ],
)
def test_what_is_wrong_is_said_and_what_is_typed_stays(client, page, values, words):
    post(client, "/suggest", kind="activity")
    answer = post(client, page, **values)
    assert answer.status_code == 422
    assert words in answer.text
    for typed in values.values():
        assert typed in answer.text


def test_skill_asks_no_address_and_people_come_through_us(client, clock):
    post(client, "/suggest", kind="skill")
    assert client.get("/suggest/where").status_code == 404
    post(client, "/suggest/name", name="Mending bikes", summary="I can show you how.")
    post(client, "/suggest/area", where="Harehills")
    post(client, "/suggest/when-words", when_text="Most evenings")
    assert post(client, "/suggest/you").status_code == 422
    post(client, "/suggest/you", phone="0113 496 0999")
    send(client, clock)
    made = sent()
    assert made.status is ChangeStatus.WAITING
    assert "Get in touch through us" in made.document["join"]
    assert "0113 496 0999" not in str(made.document)
    assert made.answer == "0113 496 0999"


@pytest.mark.parametrize(
    "kind", ["activity", "group", "service", "place", "room", "fund", "volunteering", "app", "skill"]
)
def test_every_kind_has_at_most_eight_questions_and_all_open(client, kind):
    from app.blueprints.suggest.blueprint import url_of
    from app.domain.listing import Kind
    from app.domain.suggestion import STEPS

    post(client, "/suggest", kind=kind)
    asked = STEPS[Kind(kind)]
    assert len(asked) <= 8
    with client.application.test_request_context():
        urls = [url_of(step) for step in asked]
    assert [client.get(address).status_code for address in urls] == [200] * len(urls)


def listed(**values):
    made = ServiceFactory(**values)
    index.index([made.id], here())
    db.session.commit()
    return made


def here():
    from flask import current_app

    with current_app.test_request_context():
        return ground(place(), current_app.config["ROOT"])


def test_listing_of_that_name_is_shown_first(client, app):
    listed(name="The Pram Walk")
    post(client, "/suggest", kind="activity")
    post(client, "/suggest/name", name="Pram walk, the", summary="A slow walk.")
    answer = post(client, "/suggest/where", ways="in-person", place="Park")
    assert answer.location == "/suggest/like-it"
    post(client, "/suggest/name", name="Pram & Walk", summary="A slow walk.")
    assert post(client, "/suggest/where", ways="in-person", place="Park").location == "/suggest/like-it"
    post(client, "/suggest/name", name="Pram Repairs", summary="We mend prams.")
    assert post(client, "/suggest/where", ways="in-person", place="Park").location == "/suggest/when"
    post(client, "/suggest/name", name="Pram walk, the", summary="A slow walk.")
    answer = post(client, "/suggest/where", ways="in-person", place="Park")
    assert "The Pram Walk" in client.get(answer.location).text


def test_secret_place_is_not_found_by_its_postcode(client, app):
    home = LocationFactory(name="Sentinel House", undisclosed=True)
    AddressFactory(location_id=home.id, postal_code="LS9 9ZZ")
    listed(name="Safe House Team", at=home)
    post(client, "/suggest", kind="activity")
    post(client, "/suggest/name", name="House Team", summary="A team.")
    answer = post(client, "/suggest/where", ways="in-person", place="Park", postcode="LS9 9ZZ")
    assert answer.location == "/suggest/when"


def test_question_is_asked_and_answered_by_link(client, clock):
    walk(client, email="sam@example.org")
    page = send(client, clock).location
    changes.ask(sent(), "Which park?", by=SYSTEM)
    db.session.commit()
    assert "Which park?" in client.get(page).text
    post(client, page, page, answer="Harehills Park")
    made = sent()
    assert (made.status, made.answer) == (ChangeStatus.WAITING, "Harehills Park")


def test_suggestion_is_taken_back(client, clock):
    walk(client)
    page = send(client, clock).location
    post(client, page, page, do="withdraw")
    assert sent().status is ChangeStatus.WITHDRAWN
    assert "You took it back" in client.get(page).text


def test_page_of_a_suggestion_leads_to_the_listing(client, clock):
    walk(client)
    page = send(client, clock).location
    changes.accept(sent(), by=SYSTEM, ground=here())
    db.session.commit()
    made = db.session.query(Service).one()
    assert f"/activities/{made.slug}" in client.get(page).text


def test_draft_is_thrown_away_with_its_cookie(client):
    walk(client)
    answer = post(client, "/suggest/forget", "/suggest")
    assert "ginnel-suggestion=;" in answer.headers["Set-Cookie"]
    assert db.session.query(ListingChange).count() == 0


def test_other_browser_sees_nothing_of_a_draft(client, app):
    walk(client)
    stranger = app.test_client()
    assert stranger.get("/suggest/check").location == "/suggest"
    assert stranger.get("/suggest/mine/guessed").status_code == 404


def test_editor_adds_a_listing_that_readers_see_at_once(as_role, clock):
    editor = as_role(Role.DIRECTORY_EDITOR)
    walk(editor)
    send(editor, clock)
    assert db.session.query(Service).one().name == "Pram Walk"
