"""Is there anything wrong with this page? From its foot, through the queue, to what we changed."""

import datetime as dt
import re
import uuid
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app import clock as app_clock
from app.database import begin_writing, db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.page_problems import SENT, ProblemOutcome, ProblemReason, ProblemStatus
from app.domain.roles import Role
from app.jobs import reports as job
from app.models.audit import AuditEvent
from app.models.messages import Message
from app.models.page_problems import PageProblem
from app.operations import page_problems
from app.operations.page_problems import Told
from app.queries.accounts import viewer_of
from app.queries.today import Need, waiting
from app.web.page_address import known_page
from app.web.source_limits import meter
from tests.people import post, signed_in
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("clock")

ABOUT = "What Ginnel is"


def page_of(client, address="/page-problem?page=/activities"):
    """The hidden fields of the form."""
    text = client.get(address).text
    return {name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("carried", "page")}


def tell(client, clock, address="/page-problem?page=/activities", /, **fields):
    held = page_of(client, address)
    clock.move(seconds=10)
    return post(client, "/page-problem", **{**held, "reason": "keyboard", **fields})


def kept():
    db.session.expire_all()
    return db.session.scalars(select(PageProblem).order_by(PageProblem.reported_at)).all()


def told(page="/activities", reason=ProblemReason.KEYBOARD, **more):
    """One that waits. Commits."""
    made = uuid.uuid4()
    page_problems.tell(made, Told(page, reason, **more), holidays=())
    db.session.commit()
    return made


@pytest.fixture
def officer(app):
    client = app.test_client()
    client.account = signed_in(client, Role.ENGAGEMENT_OFFICER)
    return client


def answer(officer, problem_id, **fields):
    version = db.session.get(PageProblem, problem_id).version
    fields = {"version": version, "outcome": "mended", **fields}
    return post(officer, f"/page-problems/{problem_id}", **fields)


def asked_about(text):
    link = re.search(r'href="([^"]*/page-problem(?:\?[^"]*)?)"', text)[1]
    return parse_qs(urlsplit(link.replace("&amp;", "&")).query).get("page", [""])[0]


def test_foot_of_every_page_leads_to_the_form_with_its_own_path(client, officer):
    assert asked_about(client.get("/activities?q=tea&near=LS8+1AA").text) == "/activities"
    assert asked_about(client.get("/ar/about").text) == "/about"
    assert asked_about(client.get("/no-such-page").text) == ""
    assert asked_about(officer.get("/page-problems").text) == "/page-problems"


def test_address_with_a_key_or_somebody_in_it_is_blanked(client, officer):
    assert asked_about(client.get("/my-list/ready/SECRET").text) == "/my-list/ready/*"
    someone = uuid.uuid4()
    assert asked_about(officer.get(f"/page-problems/{someone}").text) == "/page-problems/*"
    assert page_of(client, f"/page-problem?page=/cases/{someone}")["page"] == "/cases/*"
    assert page_of(client, "/page-problem?page=/Pat-Sykes-of-Oakwood")["page"] == ""


def test_anybody_tells_what_is_wrong_and_is_told_by_when_they_hear(client, clock):
    sent = tell(client, clock, words="The filter cannot be reached", reading="keyboard")
    assert sent.status_code == 303 and sent.location == "/page-problem/thanks?page=/activities"
    assert "We answer by 1 December 2026." in client.get(sent.location).text
    (one,) = kept()
    assert (one.page, one.reason, one.words) == (
        "/activities",
        ProblemReason.KEYBOARD,
        "The filter cannot be reached",
    )
    assert one.due_on == dt.date(2026, 12, 1) and one.email is None


def test_double_click_is_kept_once(client, clock):
    held = page_of(client)
    clock.move(seconds=10)
    for _turn in range(2):
        assert post(client, "/page-problem", **held, reason="print").status_code == 303
    assert len(kept()) == 1


def test_form_without_a_reason_keeps_what_was_typed(client, clock):
    sent = tell(client, clock, reason="", words="It ends in the middle", email="pat@beckside", phone="12")
    assert sent.status_code == 422 and "It ends in the middle" in sent.text
    assert "Choose what is wrong" in sent.text and "This is no e-mail address" in sent.text
    assert "This is no phone number" in sent.text and kept() == []


def test_words_that_look_personal_are_asked_about_once(client, clock):
    asked = tell(client, clock, words="Ring me on 07700 900123")
    assert asked.status_code == 200 and "Look at this before you go on" in asked.text and kept() == []
    (name,) = set(re.findall(r'name="(keep_it-[0-9a-f]+)"', asked.text))
    sent = tell(client, clock, words="Ring me on 07700 900123", **{name: "out"})
    assert sent.status_code == 303 and "900123" not in kept()[0].words


def test_whoever_is_too_quick_or_fills_the_trap_presses_again(client, clock):
    held = page_of(client)
    clock.move(seconds=1)
    assert "That was very quick" in post(client, "/page-problem", **held, reason="print").text
    assert "That was very quick" in tell(client, clock, website2="x").text
    assert kept() == []


def test_room_full_of_people_gets_in_and_then_nothing_is_lost(client, clock, app):
    app.extensions.pop("ginnel_meter", None)
    for _turn in range(SENT.times):
        meter().take([(SENT, here(app))], now=app_clock.now())
    sent = tell(client, clock, words="One more of us")
    assert sent.status_code == 429 and "One more of us" in sent.text and "nothing is lost" in sent.text
    app.extensions.pop("ginnel_meter", None)


def here(app):
    from app.web.source_limits import here as of_request

    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        return of_request()


def test_queue_shows_the_oldest_promise_first_and_marks_what_is_late(officer, clock):
    told("/activities", words="The first")
    clock.move(days=8)
    told("/my-list", words="The second")
    signed_in(officer, Role.ENGAGEMENT_OFFICER)
    page = officer.get("/page-problems").text
    assert page.index("The first") < page.index("The second")
    assert "1 day late" in page and "1 is late" in page and 'href="/my-list"' in page


def test_answer_goes_by_e_mail_in_their_language_and_stands_for_everybody(officer, client):
    problem = told("/activities", email="pat@beckside.example", language="ar")
    sent = answer(
        officer,
        problem,
        words="It now works.",
        tells="yes",
        changed="The filter can be used with a keyboard.",
    )
    assert sent.status_code == 303 and "It is answered" in officer.get(sent.location).text
    first, second = db.session.scalars(select(Message).order_by(Message.made_at, Message.kind.desc())).all()
    assert (first.kind, second.kind) == (
        MessageKind.PAGE_PROBLEM_RECEIVED,
        MessageKind.PAGE_PROBLEM_ANSWERED,
    )
    assert (second.language, second.recipient) == ("ar", "pat@beckside.example")
    shown = client.get("/what-we-changed").text
    assert "The filter can be used with a keyboard." in shown and "November 2026" in shown
    assert 'href="/activities"' in shown and "It now works." not in shown
    actions = set(db.session.scalars(select(AuditEvent.action)))
    assert {"page-problem.answered", "page-problem.seen"} <= actions


def test_one_answer_fits_others_of_the_same_page_only(officer):
    problem, same, other = told(), told(), told("/my-list")
    page = officer.get(f"/page-problems/{problem}").text
    assert str(same) in page and str(other) not in page
    answer(officer, problem, also=[str(same), str(other)])
    standing = {one.id: one.status for one in kept()}
    assert standing == {
        problem: ProblemStatus.DONE,
        same: ProblemStatus.DONE,
        other: ProblemStatus.OPEN,
    }


def test_promise_to_mend_waits_until_it_is_kept(officer, clock):
    problem = told(email="pat@beckside.example")
    wrong = answer(officer, problem, outcome="will-be-mended")
    assert wrong.status_code == 422 and "Write the day by which it will be mended" in wrong.text
    answer(officer, problem, outcome="will-be-mended", mend_by=["4", "12", "2026"])
    assert "Mended by Friday 4 December, we said" in officer.get("/page-problems").text
    answer(officer, problem)
    (one,) = kept()
    assert one.status is ProblemStatus.DONE and one.outcome is ProblemOutcome.MENDED
    kinds = list(db.session.scalars(select(Message.kind)))
    assert kinds.count(MessageKind.PAGE_PROBLEM_ANSWERED) == 2


def test_line_for_everybody_stays_ticked_when_a_promise_is_kept(officer):
    problem = told()
    line = "The map will soon be read aloud."
    due = ["4", "12", "2026"]
    answer(officer, problem, outcome="will-be-mended", mend_by=due, tells="yes", changed=line)
    box = re.search(r'<input[^>]*name="tells"[^>]*>', officer.get(f"/page-problems/{problem}").text)[0]
    assert "checked" in box


def test_address_with_signs_nobody_sees_is_no_page(app):
    with app.test_request_context("/"):
        assert known_page("/activities/tuesday-bench") == "/activities/tuesday-bench"
        assert [known_page(f"/activities/a{sign}b") for sign in "\0\u202e\n"] == ["", "", ""]


@pytest.mark.parametrize("outcome", ["no-fault", "cannot"])
def test_no_needs_its_because(officer, outcome):
    problem = told()
    wrong = answer(officer, problem, outcome=outcome, tells="yes")
    assert wrong.status_code == 422 and "Say why" in wrong.text
    assert "Write the sentence that everybody will read" in wrong.text


def test_form_opened_before_somebody_else_answered_is_refused_and_keeps_its_words(officer):
    problem = told()
    sent = answer(officer, problem, version=0, words="My long answer")
    assert sent.status_code == 409 and "My long answer" in sent.text
    assert kept()[0].status is ProblemStatus.OPEN


def test_line_for_everybody_is_put_right_and_taken_away(officer, client):
    problem = told()
    answer(officer, problem, tells="yes", changed="Pat told us.")
    page = officer.get(f"/page-problems/{problem}").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    post(officer, f"/page-problems/{problem}/line", version=version, changed="")
    assert "Pat told us." not in client.get("/what-we-changed").text
    stale = post(officer, f"/page-problems/{problem}/line", version=version, changed="Again")
    assert stale.status_code == 409 and "Again" in stale.text


def test_words_and_addresses_go_after_their_time(officer, clock):
    waits = told(words="An old story", email="pat@beckside.example", phone="0113 496 0100")
    done = told("/my-list", email="jo@beckside.example")
    answer(officer, done)
    clock.move(days=31)
    job.run({})
    db.session.commit()
    kept_now = {one.id: one for one in kept()}
    assert kept_now[done].email is None and kept_now[waits].email
    clock.move(days=340)
    job.run({})
    db.session.commit()
    one = next(one for one in kept() if one.id == waits)
    assert (one.words, one.email, one.phone) == ("", None, None)


def test_guessed_id_is_a_page_that_is_not_there_and_leaves_a_trace(officer):
    assert officer.get(f"/page-problems/{uuid.uuid4()}").status_code == 404
    assert "page-problem.refused" in set(db.session.scalars(select(AuditEvent.action)))


def test_today_counts_what_waits_for_whoever_answers(officer):
    told()
    assert waiting(viewer_of(officer.account))[Need.PAGE_PROBLEMS] == 1
    assert "1 thing is wrong with a page" in officer.get("/today").text


def test_a_promise_that_is_late_stands_on_today_by_itself_and_first(officer, clock):
    told("/about", ProblemReason.WORDS)
    clock.move(days=8)
    told()
    signed_in(officer, Role.ENGAGEMENT_OFFICER)
    page = officer.get("/today").text
    assert "Reply was due on 1 December 2026." in page and "1 day late" in page
    assert page.index(f"{ABOUT}: Words are wrong") < page.index("1 thing is wrong with a page")
    assert "gin-state--late" in page.partition('<ul class="gin-rows">')[2].partition("</li>")[0]


def test_queue_names_a_page_by_its_title_beside_its_address(officer):
    told("/about")
    told("/activities/puff")
    page = officer.get("/page-problems").text
    heading = page.partition('href="/about"')[2].partition("</h2>")[0]
    assert re.findall(r">([^<>]+)</bdi>", heading) == [ABOUT, "/about"]
    assert "/activities/puff" in page


def test_two_who_answer_the_same_problems_at_once_both_get_an_answer(app, officer):
    pairs = [(told(), told()) for _turn in range(6)]

    def answers(first, also):
        with app.app_context():
            try:
                begin_writing()
                given = page_problems.Answered(ProblemOutcome.MENDED)
                page_problems.answer(first, given, also=[also], version=1, by=viewer_of(officer.account))
                db.session.commit()
            except (StaleError, NotAllowedError):
                db.session.rollback()
            finally:
                db.session.remove()

    for one, other in pairs:
        at_once([partial(answers, one, other), partial(answers, other, one)])
    assert {one.status for one in kept()} == {ProblemStatus.DONE}
