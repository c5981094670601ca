"""You said, we did: what everybody reads, how they follow it, and the door of who answers."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from app import clock as now
from app.database import db
from app.domain.viewer import Viewer
from app.models.answers import AnswerStep, Follower, RightCount
from app.models.messages import Message
from app.operations import answers
from tests.factories_insight import AnswerFactory, StatementFactory, StatementSourceFactory
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")


def test_the_list_shows_what_people_said_and_how_it_stands(client):
    page = client.get("/you-said").text
    assert "17 things people said" in page
    assert "Help people before they become mentally ill." in page
    assert "Planned, not checked since" in page


def test_a_statement_of_2019_says_what_was_planned_and_claims_nothing_met(client):
    page = client.get("/you-said/statement-3").text
    assert "Planned in September 2019" in page
    assert "Nobody has checked since what came of it." in page
    assert "part of: <bdi>Best Start</bdi>" in page
    assert "gin-state--yes" not in page


def published(**values):
    made = StatementFactory(**values)
    StatementSourceFactory(statement_id=made.id)
    db.session.commit()
    return made


def asked(statement, **values):
    made = AnswerFactory(statement_id=statement.id, **values)
    db.session.commit()
    return made


def messages(kind):
    db.session.rollback()
    return db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.made_at)).all()


def ready_to_ask(**values):
    """Published, with somebody who is asked today for an answer by 23 January 2027."""
    statement = published(slug="benches")
    asked(statement, asked_on=None, **values)
    db.session.refresh(statement)
    answers.ask_all(statement, by=Viewer())
    db.session.commit()
    return statement, messages("answer-asked")[-1].parameters["token"]


def test_a_draft_and_a_guessed_address_are_the_same_404(client):
    draft = published(status="draft")
    for address in (f"/you-said/{draft.slug}", "/you-said/nothing", f"/you-said/{draft.slug}/feed"):
        assert client.get(address).status_code == 404


def test_how_late_an_answer_is_shows_by_itself(client, clock):
    statement = published()
    asked(statement, reminders=3)
    clock.set("2027-03-05T10:00")
    page = client.get(f"/you-said/{statement.slug}").text
    assert "No answer yet. 41 days late" in page
    assert "We have reminded them three times." in page
    assert "No answer yet. 41 days late" in client.get("/you-said").text


def test_ways_in_are_links_and_lead_to_what_belongs_to_them(client):
    page = client.get("/you-said?strategy=maternity").text
    assert "1 thing people said" in page and "in pregnancy" in page
    assert "street drinking" not in page
    assert "17 things people said" in client.get("/you-said?nothing=1").text
    assert "Nothing here yet." in client.get("/you-said?area=nowhere").text


def test_counts_say_how_every_answer_stands(client):
    statement = published()
    asked(statement, status="met", words="Done.", answered_on=now.today())
    asked(statement)
    page = client.get("/you-said").text
    assert "Met: 1" in page and "No answer yet: 1" in page and "Planned, not checked since: 55" in page


def test_words_of_statements_stay_english_and_are_marked_on_pages_of_other_languages(client):
    page = client.get("/ar/you-said/statement-3").text
    assert '<span lang="en" dir="ltr">Support us in pregnancy' in page


def test_feeds_are_atom_with_everything_typed_escaped(client):
    statement = published(words="Buses & <b>benches</b>", slug="buses")
    asked(
        statement,
        title="<i>Benches</i>",
        status="cannot",
        words="No room & no drain",
        answered_on=now.today(),
    )
    for address in ("/you-said/feed", "/you-said/buses/feed"):
        answer = client.get(address)
        assert answer.content_type.startswith("application/atom+xml")
        root = ElementTree.fromstring(answer.data)
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        for needed in ("id", "title", "updated"):
            assert root.findtext(f"{{http://www.w3.org/2005/Atom}}{needed}")
        titles = [one.text for one in root.iter("{http://www.w3.org/2005/Atom}title")]
        assert any("<b>benches</b>" in title for title in titles)
        assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) >= 1


def test_following_is_confirmed_by_a_button_and_stopped_by_one(client):
    statement = published()
    sent = post(client, f"/you-said/{statement.slug}/follow", email="Ann@Home.Example")
    assert sent.location.endswith("/you-said/follow/sent")
    token = messages("follow-asked")[0].parameters["token"]
    door = client.get(f"/follow/{token}")
    assert "Do you want to follow this?" in door.text
    assert door.headers["Cache-Control"] == "no-store"
    assert db.session.scalar(select(Follower)).confirmed_at is None
    post(client, f"/follow/{token}", do="confirm")
    assert "You follow this" in client.get(f"/follow/{token}").text
    post(client, f"/follow/{token}", do="stop")
    assert "You follow nothing" in client.get(f"/follow/{token}").text
    assert db.session.scalar(select(Follower)) is None


def test_whether_an_address_follows_already_is_not_told(client):
    first = post(client, "/you-said/follow", email="ann@home.example")
    again = post(client, "/you-said/follow", email="ann@home.example")
    assert (first.status_code, first.location) == (again.status_code, again.location)
    assert post(client, "/you-said/follow", email="ann").status_code == 422
    db.session.rollback()
    assert len(db.session.scalars(select(Follower)).all()) == 1


def test_did_we_get_this_right_is_counted_by_the_day_and_no_more_often_than_five_times(client):
    statement = published()
    address = f"/you-said/{statement.slug}/right"
    thanks = post(client, address, answer="not-quite")
    assert "What did we get wrong?" in client.get(thanks.location).text
    codes = [post(client, address, answer="yes").status_code for _ in range(5)]
    assert codes == [303] * 4 + [429]
    db.session.rollback()
    counts = {row.answer: row.many for row in db.session.scalars(select(RightCount))}
    assert counts == {"yes": 4, "not-quite": 1}
    assert not client.get_cookie("ginnel", domain="localhost")


def test_an_owner_answers_by_the_link_and_opening_it_changes_nothing(client):
    statement, token = ready_to_ask()
    answer = statement.answers[0]
    page = client.get(f"/answer/{token}")
    assert "Benches on the way to the shops" in page.text and "23 January 2027" in page.text
    address, prefix = f"/answer/{token}/{answer.id}", f"a{answer.number}"
    typed = {f"{prefix}-words": "There is no drain.", f"{prefix}-version": str(answer.version)}
    wrong = post(client, address, **typed)
    assert wrong.status_code == 422 and "There is no drain." in wrong.text
    stale = post(client, address, **typed | {f"{prefix}-version": "99", f"{prefix}-status": "cannot"})
    assert stale.status_code == 409 and "There is no drain." in stale.text
    assert post(client, address, **typed, **{f"{prefix}-status": "cannot"}).status_code == 303
    assert post(client, address, **typed, **{f"{prefix}-status": "cannot"}).status_code == 303
    db.session.rollback()
    steps = db.session.scalars(select(AnswerStep)).all()
    assert [(one.state, one.status, one.by_owner) for one in steps] == [("waiting", "cannot", True)]
    assert "There is no drain." not in client.get(f"/you-said/{statement.slug}").text
    assert "reading them" in client.get(f"/answer/{token}").text


def test_a_link_opens_nothing_of_others_and_nothing_once_somebody_else_answers(client):
    statement, token = ready_to_ask()
    other = asked(published(), owner_email="other@streets.example")
    assert post(client, f"/answer/{token}/{other.id}", words="x").status_code == 404
    answer = statement.answers[0]
    answer.owner_email = "new@streets.example"
    db.session.commit()
    assert client.get(f"/answer/{token}").status_code == 410
    assert client.get("/answer/nobody-made-this").status_code == 404


def test_the_sheet_has_a_square_that_leads_back(client):
    page = client.get("/you-said/statement-3/sheet").text
    assert "/you-said/statement-3" in page and 'aria-label="The address of this page"' in page
