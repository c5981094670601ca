"""Looking after listings: lists, the queue, decisions, history, many at once, our words."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.domain.stewardship import ChangeStatus
from app.models.audit import AuditEvent
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.operations import index
from app.queries.listing_documents import document_of
from app.web.ground import ground
from tests.factories import AddressFactory, LocationFactory, OrganizationFactory, ServiceFactory
from tests.factories_stewardship import sent

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
NEEDS_REVIEW = (
    "/listings/changes",
    "/listings/organisations",
    "/listings/bulk",
    "/listings/changes/together",
)


@pytest.fixture
def kettle(app: Flask) -> Service:
    hall = LocationFactory(name="Chapel Hall")
    AddressFactory(location_id=hall.id)
    service = ServiceFactory(name="Kettle On", at=hall, on={"byday": "TU"}, terms=["need:lonely"])
    index.index([service.id], ground())
    db.session.commit()
    return service


@pytest.fixture
def editor(as_role: Any) -> FlaskClient:
    client: FlaskClient = as_role(Role.DIRECTORY_EDITOR)
    return client


def form_of(client: FlaskClient, path: str) -> dict[str, str]:
    """The hidden fields of a page's first form."""
    text = client.get(path).text
    token = TOKEN.search(text)
    assert token, f"no form on {path}"
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text)
    return {**dict(hidden), "form_token": token[1]}


def post(client: FlaskClient, path: str, page: str = "", **values: Any) -> Any:
    return client.post(path, data={**form_of(client, page or path), **values})


def refreshed(change: ListingChange) -> ListingChange:
    db.session.expire_all()
    return db.session.get_one(ListingChange, change.id)


def of(change: ListingChange, action: str = "") -> str:
    return f"/listings/changes/{change.id}" + (f"/{action}" if action else "")


@pytest.mark.parametrize("path", NEEDS_REVIEW)
@pytest.mark.parametrize("role", [Role.PROVIDER, Role.LINK_WORKER, Role.ADMINISTRATOR])
def test_who_does_not_review_is_refused(as_role: Any, role: Role, path: str) -> None:
    assert as_role(role).get(path).status_code == 403


def test_an_organiser_sees_their_own_listings_and_no_others(as_role: Any, kettle: Service) -> None:
    ServiceFactory(name="Somebody Else's")
    client = as_role(Role.PROVIDER, organization_id=kettle.organization_id)
    text = client.get("/listings").text
    assert "Kettle On" in text
    assert "Somebody Else" not in text
    assert f"/listings/{kettle.id}/edit" in text


def test_an_organiser_learns_what_to_do_next(as_role: Any, kettle: Service) -> None:
    sent(kettle, summary="Coffee.")
    client = as_role(Role.PROVIDER, organization_id=kettle.organization_id)
    assert "1 change is waiting" in client.get("/listings").text


def test_an_editor_finds_any_listing_by_name_organiser_and_state(
    editor: FlaskClient, kettle: Service
) -> None:
    other = ServiceFactory(name="Gone Fishing", status="defunct", organization=None)
    for query, expected in (
        ("q=kettle", {"Kettle On"}),
        (f"q={kettle.organization.name.split()[-1]}", {"Kettle On"}),  # type: ignore[union-attr]
        ("state=ended", {other.name}),
        ("state=nobodys", {other.name}),
        (f"organisation={kettle.organization_id}", {"Kettle On"}),
        ("q=%25", set()),
        ("state=junk&organisation=junk&page=junk", {"Kettle On", other.name}),
    ):
        text = editor.get(f"/listings?{query}").text
        assert {name for name in ("Kettle On", "Gone Fishing") if f"<bdi>{name}</bdi>" in text} == expected, (
            query
        )


def test_the_queue_puts_what_could_do_harm_first(as_role: Any, kettle: Service, clock: Any) -> None:
    sent(kettle, summary="Coffee.")
    clock.move(days=1)
    sent(kettle, email="new@example.org")
    text = as_role(Role.DIRECTORY_EDITOR).get("/listings/changes").text
    assert text.index("E-mail address") < text.index("In one sentence")
    assert "Look closely" in text and "Small change" in text


def test_a_change_is_shown_beside_what_is_there(editor: FlaskClient, kettle: Service) -> None:
    change = sent(
        kettle,
        summary="A brew and a chat with friends.",
        schedules=[{"freq": "WEEKLY", "byday": "TU", "dtstart": "2026-01-06", "opens_at": "11:00"}],
    )
    text = editor.get(of(change)).text
    assert re.search(r"<del><span[^>]*>taken out: </span>neighbours<", text)
    assert re.search(r"<ins><span[^>]*>put in: </span>friends<", text)
    assert re.search(r"Every Tuesday, <ins>.*?from 11am", text)
    assert "The next dates:" in text


def test_accepting_puts_it_on_the_page_and_tells_them(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.", contact="ada@example.org")
    answer = post(editor, of(change, "accept"), of(change), field=["summary"], word="Thank you.")
    assert answer.status_code == 303
    assert refreshed(change).status is ChangeStatus.ACCEPTED
    assert "Coffee." in editor.get("/activities/" + kettle.slug).text
    assert "Saved." in editor.get(answer.location).text


def test_only_what_is_ticked_is_taken(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.", name="Kettle Off")
    post(editor, of(change, "accept"), of(change), field=["summary"])
    now = document_of(kettle.id)
    assert (now["summary"], now["name"]) == ("Coffee.", "Kettle On")
    assert refreshed(change).status is ChangeStatus.PART
    page = editor.get(of(change)).text
    assert (page.count("After"), page.count("Would be"), page.count("Not taken")) == (1, 1, 1)


def test_nothing_ticked_is_a_fault_to_put_right(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.")
    answer = post(editor, of(change, "accept"), of(change), word="Hello there")
    assert answer.status_code == 422
    assert "Tick at least one" in answer.text
    assert "Hello there" in answer.text


def test_a_new_listing_is_published_from_the_queue(editor: FlaskClient, app: Flask) -> None:
    change = sent(None, name="Long Table", summary="We eat together.", join="Turn up.")
    post(editor, of(change, "accept"), of(change), field=["name", "summary", "join"])
    assert "We eat together." in editor.get("/activities/long-table").text


def test_asking_and_refusing_need_words(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.", contact="ada@example.org")
    for action, name in (("ask", "question"), ("refuse", "reason")):
        assert post(editor, of(change, action), of(change), **{name: " "}).status_code == 422
    assert post(editor, of(change, "ask"), of(change), question="Is it free?").status_code == 303
    assert refreshed(change).status is ChangeStatus.ASKED
    assert "Is it free?" in editor.get(of(change)).text
    assert post(editor, of(change, "refuse"), of(change), reason="It is not.").status_code == 303
    assert refreshed(change).status is ChangeStatus.REFUSED


def test_who_left_no_way_to_reach_them_is_not_asked(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.")
    assert "Ask them something" not in editor.get(of(change)).text


def test_the_second_to_decide_is_told_and_keeps_what_they_typed(
    editor: FlaskClient, as_role: Any, kettle: Service
) -> None:
    change = sent(kettle, summary="Coffee.")
    slow = form_of(editor, of(change))
    post(as_role(Role.DIRECTORY_EDITOR), of(change, "accept"), of(change), field=["summary"])
    answer = editor.post(of(change, "refuse"), data={**slow, "reason": "A long reason of mine"})
    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.text
    assert "A long reason of mine" in answer.text
    assert refreshed(change).status is ChangeStatus.ACCEPTED


def test_what_moved_since_is_shown_three_ways_and_never_overwritten_unseen(
    editor: FlaskClient, kettle: Service
) -> None:
    mine = sent(kettle, summary="Mine.", name="Kettle Mine")
    early = form_of(editor, of(mine))
    theirs = sent(kettle, summary="Theirs.")
    post(editor, of(theirs, "accept"), of(theirs), field=["summary"])
    answer = editor.post(of(mine, "accept"), data={**early, "field": ["summary", "name"]})
    assert answer.status_code == 409
    assert document_of(kettle.id)["summary"] == "Theirs."
    text = editor.get(of(mine)).text
    assert "When they began" in text and "Now, changed by somebody else" in text
    assert "A brew and a chat with neighbours." in text
    late = form_of(editor, of(mine))
    answer = editor.post(of(mine, "accept"), data={**late, "field": ["summary", "name"]})
    assert answer.status_code == 303
    assert (document_of(kettle.id)["summary"], document_of(kettle.id)["name"]) == ("Mine.", "Kettle Mine")


def test_small_changes_are_taken_together_after_a_look(editor: FlaskClient, kettle: Service) -> None:
    other = ServiceFactory(name="Long Table")
    index.index([other.id], ground())
    small = [sent(kettle, summary="Coffee."), sent(other, summary="Soup.")]
    risky = sent(kettle, email="new@example.org")
    ticked = "&".join(f"change={one.id}" for one in (*small, risky))
    page = f"/listings/changes/together?{ticked}"
    text = editor.get(page).text
    assert "Coffee" in text and "Soup" in text and "new@example.org" not in text
    form = form_of(editor, page)
    form.pop("change")
    answer = editor.post(
        "/listings/changes/together", data={**form, "change": [str(one.id) for one in (*small, risky)]}
    )
    assert answer.location.endswith("done=2&left=1")
    assert "2 changes are on their pages now" in editor.get(answer.location).text
    assert document_of(other.id)["summary"] == "Soup."
    assert refreshed(risky).status is ChangeStatus.WAITING


def test_history_shows_what_was_different_and_goes_back(editor: FlaskClient, kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.")
    post(editor, of(change, "accept"), of(change), field=["summary"])
    history = f"/listings/{kettle.id}/history"
    assert "In one sentence" in editor.get(history).text
    assert "Coffee" in editor.get(f"{history}/2").text
    assert "Coffee" in editor.get(f"{history}/1?against=0").text
    answer = post(editor, f"{history}/1/restore", f"{history}/1")
    assert "is back on the page" in editor.get(answer.location).text
    assert document_of(kettle.id)["summary"] == "A brew and a chat with neighbours."
    for number in (0, 99):
        assert editor.get(f"{history}/{number}").status_code == 404
    assert editor.get(f"{history}/1?against=99").status_code == 404


def test_an_organiser_reads_the_history_of_their_own_and_restores_nothing(
    as_role: Any, editor: FlaskClient, kettle: Service
) -> None:
    change = sent(kettle, summary="Coffee.")
    post(editor, of(change, "accept"), of(change), field=["summary"])
    client = as_role(Role.PROVIDER, organization_id=kettle.organization_id)
    assert "Coffee" in client.get(f"/listings/{kettle.id}/history/2").text
    assert "Put version" not in client.get(f"/listings/{kettle.id}/history/1").text
    token = form_of(client, "/account")["form_token"]
    assert (
        client.post(f"/listings/{kettle.id}/history/1/restore", data={"form_token": token}).status_code == 403
    )
    assert as_role(Role.PROVIDER).get(f"/listings/{kettle.id}/history").status_code == 404


def test_a_secret_address_is_seen_by_those_who_may_and_that_is_traced(
    as_role: Any, editor: FlaskClient, kettle: Service
) -> None:
    kettle.at_locations[0].location.undisclosed = True
    kettle.organization_id = OrganizationFactory().id
    db.session.flush()
    place = document_of(kettle.id)["places"][0]
    change = sent(kettle, places=[{**place, "address_1": "7 Hidden Row"}])
    assert "7 Hidden Row" in editor.get(of(change)).text
    db.session.rollback()
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert "listing.secret-seen" in actions


def test_an_address_that_was_public_once_is_secret_in_the_history_too(
    client: FlaskClient, editor: FlaskClient, kettle: Service
) -> None:
    from app.domain.people import LinkPurpose
    from app.operations import access_links, sessions
    from app.web.sessions import cookie_name

    place = document_of(kettle.id)["places"][0]
    for line in ("7 Hidden Row", "8 Hidden Row"):
        change = sent(kettle, places=[{**place, "address_1": line}])
        post(editor, of(change, "accept"), of(change), field=["places"])
    history = f"/listings/{kettle.id}/history"
    db.session.get_one(Service, kettle.id).at_locations[0].location.undisclosed = True
    link = access_links.make(LinkPurpose.CLAIM, service=kettle.id).link
    token = sessions.start_for_link(link.id)
    db.session.commit()
    client.set_cookie(cookie_name(), token, domain="localhost")
    for page in (f"{history}/2", f"{history}/3", f"{history}/1?against=0", history):
        text = client.get(page).text
        assert "Hidden Row" not in text and "Chapel" not in text, page
        assert "Kettle On" in text


def test_an_address_that_was_secret_once_stays_so_after_it_is_left(
    client: FlaskClient, editor: FlaskClient, kettle: Service
) -> None:
    from app.domain.people import LinkPurpose
    from app.operations import access_links, sessions
    from app.web.sessions import cookie_name

    place = document_of(kettle.id)["places"][0]
    for places in (
        [{**place, "address_1": "7 Hidden Row"}],
        [{**place, "address_1": "7 Hidden Row", "undisclosed": True}],
        [],
    ):
        change = sent(kettle, places=places)
        post(editor, of(change, "accept"), of(change), field=["places"])
    link = access_links.make(LinkPurpose.CLAIM, service=kettle.id).link
    token = sessions.start_for_link(link.id)
    db.session.commit()
    client.set_cookie(cookie_name(), token, domain="localhost")
    history = f"/listings/{kettle.id}/history"
    for page in (f"{history}/1", f"{history}/2", f"{history}/3", f"{history}/4", f"{history}/2?against=0"):
        answer = client.get(page)
        assert answer.status_code == 200 and "Hidden Row" not in answer.text, page


def test_trust_is_given_and_taken_back(editor: FlaskClient, as_role: Any, kettle: Service) -> None:
    page = "/listings/organisations"
    trust = f"{page}/{kettle.organization_id}/trust"
    post(editor, trust, page, trusted="yes")
    provider = as_role(Role.PROVIDER, organization_id=kettle.organization_id)
    assert "trusted" in provider.get("/listings").text
    form = form_of(editor, page)
    form.pop("trusted", None)
    editor.post(trust, data=form)
    assert "(trusted)" not in provider.get("/listings").text
    assert editor.post(f"{page}/{uuid.uuid4()}/trust", data=form).status_code == 404


def test_many_are_changed_after_a_dry_run_and_put_back_together(editor: FlaskClient, kettle: Service) -> None:
    others = [ServiceFactory(name=f"Table {n}", organization=kettle.organization) for n in range(3)]
    index.index([one.id for one in others], ground())
    ids = [str(one.id) for one in (kettle, *others)]
    plan = post(
        editor,
        "/listings/bulk",
        f"/listings/bulk?organisation={kettle.organization_id}",
        listing=ids,
        what="phone",
        phone="0113 496 0123",
        topic="",
        status="active",
    )
    assert plan.status_code == 200
    assert "4 listings would change" in plan.text
    assert document_of(kettle.id)["phones"] == []
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', plan.text)
    listing = [value for name, value in hidden if name == "listing"]
    done = editor.post("/listings/bulk/do", data={**dict(hidden), "listing": listing})
    assert "4 listings were changed" in editor.get(done.location).text
    assert document_of(kettle.id)["phones"][0]["number"] == "0113 496 0123"
    batch = done.location.partition("?")[0]
    undone = post(editor, f"{batch}/undo", batch)
    assert "4 listings say again" in editor.get(undone.location).text
    assert document_of(others[0].id)["phones"] == []


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("phone", {"phone": "ring me"}),
        ("organisation", {"organisation": "Nobody At All"}),
        ("add-topic", {"topic": "need:junk"}),
        ("nothing", {}),
    ],
)
def test_a_bulk_change_that_makes_no_sense_is_refused(
    editor: FlaskClient, kettle: Service, what: str, values: dict[str, str]
) -> None:
    answer = post(editor, "/listings/bulk", listing=[str(kettle.id)], what=what, **values)
    assert answer.status_code == 422
    do = post(
        editor, "/listings/bulk/do", "/listings/bulk", listing=[str(kettle.id)], what=what, value="junk"
    )
    assert do.status_code == 422


def test_a_bulk_change_needs_listings(editor: FlaskClient, kettle: Service) -> None:
    answer = post(editor, "/listings/bulk", what="status", status="defunct")
    assert answer.status_code == 422
    assert "Tick at least one listing" in answer.text


@pytest.fixture
def words_put_back(app: Flask) -> Any:
    """The words of other tests are those of the file."""
    from app.gateways import search_index

    yield
    search_index.look_again(db.engine)


def test_a_new_word_finds_the_listing_at_once(
    as_role: Any, client: FlaskClient, kettle: Service, words_put_back: None
) -> None:
    assert "Kettle On" not in client.get("/activities?q=moithered").text
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    page = "/listings/words/need/lonely"
    answer = post(officer, page, label_en="Feeling on your own", typed_en="moithered\nby mesen")
    assert answer.status_code == 303
    assert "Feeling on your own" in officer.get(answer.location).text
    assert "Kettle On" in client.get("/activities?q=moithered").text
    assert "Feeling on your own" in client.get("/activities?q=kettle").text


def test_a_hidden_term_is_offered_no_more(
    editor: FlaskClient, client: FlaskClient, kettle: Service, words_put_back: None
) -> None:
    offered = 'value="lonely"'
    assert offered in client.get("/activities").text
    post(editor, "/listings/words/need/lonely", label_en="Loneliness", hidden="yes")
    assert offered not in client.get("/activities").text


def test_of_two_who_change_a_word_the_second_is_told(
    editor: FlaskClient, kettle: Service, words_put_back: None
) -> None:
    page = "/listings/words/need/lonely"
    slow = form_of(editor, page)
    post(editor, page, label_en="Alone")
    answer = editor.post(page, data={**slow, "label_en": "On my own"})
    assert answer.status_code == 409
    assert "On my own" in answer.text
    assert "Alone" in editor.get(page).text


def test_words_that_cannot_be_kept_are_said(editor: FlaskClient, app: Flask) -> None:
    page = "/listings/words/need/lonely"
    assert post(editor, page, label_en="").status_code == 422
    assert post(editor, page, label_en="x" * 200).status_code == 422
    assert post(editor, page, label_en="Alone", typed_en="!!!").status_code == 422
    assert editor.get("/listings/words/need/junk").status_code == 404
    assert editor.get("/listings/words/ward/lonely").status_code == 404


def test_statements_do_not_grow_with_the_rows(
    editor: FlaskClient, kettle: Service, count_statements: Any
) -> None:
    paths = ("/listings", "/listings/changes", "/listings/organisations", "/listings/bulk", "/listings/words")
    sent(kettle, summary="Coffee.")
    counts: list[list[int]] = []
    for _ in range(2):
        counts.append([])
        for path in paths:
            editor.get(path)
            with count_statements() as seen:
                assert editor.get(path).status_code == 200
            counts[-1].append(len(seen))
        for number in range(8):
            other = ServiceFactory(name=f"Table {number}")
            sent(other, summary="Soup.")
    few, many = counts
    assert few == many
    assert max(few) <= 14, dict(zip(paths, few, strict=True))


def test_statements_of_a_review_do_not_grow_with_the_fields(
    editor: FlaskClient, kettle: Service, count_statements: Any
) -> None:
    small = sent(kettle, summary="Coffee.")
    large = sent(
        kettle, summary="Tea.", name="Kettle", quote="Q", pence=3, join="j", phones=["0113 496 0000"]
    )
    counts = []
    for change in (small, large):
        editor.get(of(change))
        with count_statements() as seen:
            editor.get(of(change))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 26
