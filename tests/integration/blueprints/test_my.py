"""Somebody's own page: the ways in, what stands there, what they can do, and what nobody else opens."""

import datetime as dt
import re
import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.introduction import IntroductionStatus
from app.domain.measures import MeasureMoment
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import Grant, Viewer
from app.jobs import runner
from app.models.audit import AuditEvent
from app.models.case_papers import CaseMessage
from app.models.cases import Case, CaseTask
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.persons import Consent
from app.models.plans import StoryOffer
from app.operations import access_links, case_endings, case_messages, matching, sessions
from app.web.sessions import cookie_name
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CaseMessageFactory,
    ConsentFactory,
    ContactFactory,
    IntroductionFactory,
    PersonFactory,
    PlanFactory,
    RelationFactory,
    SafeguardingNoteFactory,
    TaskFactory,
    reaching,
)
from tests.people import post

EMAIL = "marek@people.example"


@pytest.fixture(autouse=True)
def today(clock):
    clock.set("2026-11-23T10:00:00+00:00")


@pytest.fixture
def team(app):
    return TeamFactory(name="Harehills team")


@pytest.fixture
def worker(team):
    return AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id, name="Nadia Osei")


def somebody(team, worker, **values):
    person = PersonFactory(email=EMAIL, reaching=reaching(channels=["email"]), **values.pop("person", {}))
    matching.note_person(person)
    made = CaseFactory(team_id=team.id, worker_id=worker.id, person=person, **{"status": "active", **values})
    made.started_at = made.opened_at
    db.session.commit()
    return made


@pytest.fixture
def case(team, worker):
    return somebody(team, worker)


@pytest.fixture
def other(team, worker):
    made = somebody(team, worker, person={"given_name": "Halina"})
    made.person.email = "halina@people.example"
    matching.note_person(made.person)
    db.session.commit()
    return made


def let_in(client, case):
    """Give the browser a session by a link of this person."""
    link = access_links.make(LinkPurpose.MY, person=case.person_id)
    token = sessions.start_for_link(link.link.id)
    db.session.commit()
    with client.application.app_context():
        client.set_cookie(cookie_name(), token, domain="localhost")
    return client


@pytest.fixture
def me(app, client, case):
    return let_in(client, case)


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    return re.sub(r"\s+", " ", text)


def audited(action, of=None):
    db.session.rollback()
    wanted = select(AuditEvent).where(AuditEvent.action == action)
    return [one for one in db.session.scalars(wanted) if of is None or one.object_id == of]


def tasks(kind):
    db.session.rollback()
    return db.session.scalars(select(CaseTask).where(CaseTask.kind == kind, CaseTask.done_at.is_(None))).all()


def token():
    db.session.rollback()
    held = db.session.scalars(
        select(Message).where(Message.kind == MessageKind.MY_LINK).order_by(Message.made_at.desc())
    ).first()
    return str(held.parameters["token"]) if held else ""


class TestTheWayIn:
    def ask(self, client, email):
        answer = post(client, "/my", email=email)
        runner.run_one("test")
        return answer

    def test_the_answer_is_the_same_whether_we_know_the_address_or_not(self, client, case):
        known, unknown = post(client, "/my", email=EMAIL), post(client, "/my", email="nobody@people.example")
        assert (
            (known.status_code, known.location)
            == (unknown.status_code, unknown.location)
            == (303, "/my/link-sent")
        )
        assert known.location.endswith("/my/link-sent") and "Set-Cookie" not in known.headers

    def test_a_link_goes_where_the_address_is_known_and_safe_and_lets_in_once(self, client, case, clock):
        self.ask(client, EMAIL.upper())
        link = token()
        for _ in range(2):  # a mail scanner opens it too
            page = client.get(f"/my/in/{link}")
            assert page.status_code == 200 and "Set-Cookie" not in page.headers
        assert "Marek" not in words(page)
        answer = post(client, f"/my/in/{link}")
        assert answer.status_code == 303 and answer.location.endswith("/my/home")
        twice = client.application.test_client()  # pressed twice: the browser has dropped the first answer
        assert post(twice, f"/my/in/{link}").status_code == 303
        assert "You and your link worker are working together" in words(client.get("/my/home"))
        clock.move(seconds=11)
        assert client.get(f"/my/in/{link}").location.endswith("/my/home")
        stranger = client.application.test_client()
        over = post(stranger, f"/my/in/{link}")
        assert over.status_code == 410 and "Send me a new link" in words(over)
        assert stranger.get(f"/my/in/{link}").status_code == 410
        assert client.get("/my/in/none").status_code == 404

    def test_nothing_is_sent_where_e_mail_is_not_safe_or_somebody_died_or_took_it_back(self, client, case):
        case.person.reaching = reaching(channels=["letter"])
        db.session.commit()
        self.ask(client, EMAIL)
        assert token() == ""
        case.person.reaching = reaching(channels=["email"])
        ConsentFactory(person_id=case.person_id, given=False)
        db.session.commit()
        self.ask(client, EMAIL)
        assert token() == ""

    def test_too_many_asks_are_told_to_wait(self, client, case):
        answers = [post(client, "/my", email=EMAIL).status_code for _ in range(4)]
        assert answers == [303, 303, 303, 429]
        assert post(client, "/my", email="no address").status_code == 422

    def test_a_link_is_over_after_a_quarter_of_an_hour(self, client, case, clock):
        self.ask(client, EMAIL)
        link = token()
        clock.move(minutes=15)
        page = client.get(f"/my/in/{link}")
        assert page.status_code == 410 and "works once, for 15 minutes" in words(page)

    def test_an_hour_of_silence_closes_the_page_and_leads_to_its_own_door(self, me, clock):
        assert me.get("/my/home").status_code == 200
        clock.move(minutes=61)
        answer = me.get("/my/home")
        assert answer.status_code == 303 and answer.location.endswith("/my?over=1")
        assert "closed on this device" in words(me.get(answer.location))

    def test_who_closes_the_page_leaves_nothing_behind(self, me):
        assert post(me, "/my/leave").location.endswith("/my/left")
        assert me.get("/my/home").status_code == 303

    def test_a_link_opens_the_page_of_who_was_kept(self, client, case, team, worker):
        merged = PersonFactory(given_name="Marek", merged_into_id=case.person_id)
        db.session.commit()
        let_in(client, case)
        assert merged.id != case.person_id and client.get("/my/home").status_code == 200

    def test_after_a_death_nothing_opens(self, me, case, worker, team):
        by = Viewer(worker.id, "Nadia", (Grant(Role.LINK_WORKER, team_id=team.id),))
        held = db.session.get(Case, case.id)
        case_endings.record_death(held, died_on=dt.date(2026, 11, 22), by=by)
        db.session.commit()
        assert me.get("/my/home").status_code == 303


class TestTheLetter:
    @pytest.fixture
    def staff(self, as_role, team, case):
        client = as_role(Role.LINK_WORKER, team_id=team.id)
        held = db.session.get(Case, case.id)
        held.worker_id = client.account.id
        db.session.commit()
        return client

    def code(self, staff, case):
        page = post(staff, f"/cases/{case.id}/my-letter")
        assert page.status_code == 200, words(page)
        return re.search(rf"{case.number} \d{{3}} \d{{3}}", words(page)).group()

    def test_the_code_and_the_date_of_birth_open_the_page_together(self, staff, client, case, clock):
        assert words(staff.get(f"/cases/{case.id}/my-letter")).count("Make the letter") == 1
        code = self.code(staff, case)
        stranger = client.application.test_client()
        assert post(stranger, "/my/code", code=code, born_on=["3", "5", "1944"]).status_code == 200
        assert post(stranger, "/my/code", code=code[:-1] + "x", born_on=["2", "5", "1944"]).status_code == 200
        urdu = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
        answer = post(stranger, "/my/code", code=urdu, born_on=["۲", "۵", "۱۹۴۴"])
        assert answer.status_code == 303 and "Marek" in words(stranger.get("/my/home"))
        clock.move(seconds=11)
        assert post(client, "/my/code", code=code, born_on=["2", "5", "1944"]).status_code == 200

    def test_after_five_wrong_tries_the_code_is_dead_and_a_new_letter_ends_the_old(self, staff, client, case):
        old = self.code(staff, case)
        code = self.code(staff, case)
        assert post(client, "/my/code", code=old, born_on=["2", "5", "1944"]).status_code == 200
        for _ in range(4):
            post(client, "/my/code", code=code, born_on=["2", "5", "1945"])
        assert post(client, "/my/code", code=code, born_on=["2", "5", "1944"]).status_code == 200
        assert post(client, "/my/code", code="", born_on=["", "", ""]).status_code == 422

    def test_without_a_date_of_birth_there_is_no_letter_and_none_for_another_team(self, staff, as_role, case):
        held = db.session.get(Case, case.id)
        held.person.born_on = None
        db.session.commit()
        assert post(staff, f"/cases/{case.id}/my-letter").status_code == 409
        assert as_role(Role.LINK_WORKER).get(f"/cases/{case.id}/my-letter").status_code == 404


PAGES = (
    "home",
    "plan",
    "plan/print",
    "visits",
    "measures",
    "messages",
    "shared",
    "consents",
    "who-has-looked",
    "not-right",
    "stop",
    "story",
)


class TestWhatStandsThere:
    def test_every_page_opens_in_english_and_arabic_and_each_look_is_traced(self, me, case):
        before = len(audited("case.seen", case.id))
        for page in PAGES:
            assert me.get(f"/my/{page}").status_code == 200, page
            arabic = me.get(f"/ar/my/{page}")
            assert arabic.status_code == 200 and 'dir="rtl"' in arabic.get_data(as_text=True), page
        looks = audited("case.seen", case.id)
        assert len(looks) - before >= 2 * (len(PAGES) - 3)
        assert {(one.actor, one.actor_id) for one in looks} == {("link", None)}

    def test_nothing_of_notes_worries_and_others_words_is_on_any_page(self, me, case, worker):
        ContactFactory(case=case, note="SENTINEL-note", made_by=worker.id)
        SafeguardingNoteFactory(case=case, words="SENTINEL-worry", raised_by=worker.id)
        RelationFactory(person_id=case.person_id, own_words="SENTINEL-relation", note="SENTINEL-of-relation")
        TaskFactory(case=case, words="SENTINEL-task")
        AppointmentFactory(
            case_id=case.id,
            worker_id=worker.id,
            what="SENTINEL-what",
            support="SENTINEL-support",
            starts_at=dt.datetime(2026, 11, 24, 14, tzinfo=dt.UTC),
        )
        IntroductionFactory(
            case=case, status=IntroductionStatus.DRAFT, service_name="SENTINEL-draft", sent_at=None
        )
        db.session.get(Case, case.id).risks = "SENTINEL-risk"
        db.session.commit()
        for page in PAGES:
            assert "SENTINEL" not in me.get(f"/my/{page}").get_data(as_text=True), page

    def test_the_way_out_stands_where_somebody_else_may_see_the_screen(self, me, case):
        assert "data-exit" not in me.get("/my/home").get_data(as_text=True)
        db.session.get(Case, case.id).person.reaching = reaching(channels=["email"], leave_message=False)
        db.session.commit()
        page = me.get("/my/home").get_data(as_text=True)
        assert "data-exit" in page
        assert any("ginnel" in part.partition(">")[0] for part in page.split("<script")[1:])

    def test_visits_go_into_a_calendar_that_names_nobody(self, me, case, worker):
        held = AppointmentFactory(case_id=case.id, worker_id=worker.id, place="Library")
        one = IntroductionFactory(case=case, first_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC))
        db.session.commit()
        page = words(me.get("/my/visits"))
        assert "You meet your link worker" in page and "Library" in page and "Puff and Natter" in page
        for address in (f"visits/{held.id}.ics", f"introductions/{one.id}/first-visit.ics"):
            file = me.get(f"/my/{address}").get_data(as_text=True)
            assert "BEGIN:VEVENT" in file and "Nadia" not in file and "Marek" not in file

    def test_who_has_looked_is_told_by_first_name_and_role_without_worries(self, me, as_role, case, team):
        staff = as_role(Role.TEAM_LEAD, team_id=team.id)
        staff.get(f"/cases/{case.id}/plan")
        staff.get(f"/cases/{case.id}/worries")
        page = words(me.get("/my/who-has-looked"))
        first = staff.account.name.split()[0]
        assert f"{first} , Team lead Looked at your plan" in page and staff.account.name not in page
        assert "safety" not in page.split("Each of us who looked")[1]

    def test_questions_that_are_due_open_from_here(self, me, case):
        TaskFactory(case=case, kind=TaskKind.MEASURE, key=f"measure:{case.id}:start")
        db.session.commit()
        assert "Some questions about how things are" in words(me.get("/my/home"))
        answer = post(me, "/my/measures")
        assert answer.status_code == 303 and "/measure/" in answer.location
        assert me.get(answer.location).status_code == 200
        link = db.session.scalars(select(AccessLink).where(AccessLink.purpose == LinkPurpose.MEASURE)).one()
        assert link.arguments["moment"] == MeasureMoment.START


class TestWhatTheyCanDo:
    def test_two_presses_send_one_message_that_stands_on_the_workers_day(self, me, case, worker):
        key = uuid.uuid4().hex
        for _ in range(2):
            assert post(me, "/my/messages", words="Can we meet on Friday?", key=key).status_code == 303
        assert post(me, "/my/messages", words="Something else", key=key).status_code == 409
        empty = post(me, "/my/messages", words="", key=key)
        assert empty.status_code == 422
        made = db.session.scalars(select(CaseMessage)).all()
        assert [(one.words, one.from_person) for one in made] == [("Can we meet on Friday?", True)]
        assert [one.worker_id for one in tasks(TaskKind.WROTE_BACK)] == [worker.id]

    def test_what_we_wrote_is_new_until_they_say_they_have_read_it(self, me, case, worker):
        held = CaseMessageFactory(case=case, from_person=False, sent_by=worker.id, words="See you on Friday.")
        db.session.commit()
        assert "One message to read" in words(me.get("/my/home"))
        assert "Nadia" in words(me.get("/my/messages")) and "Osei" not in words(me.get("/my/messages"))
        post(me, "/my/messages/read")
        assert db.session.get(CaseMessage, held.id, populate_existing=True).read_at is not None

    def test_not_right_and_stop_reach_the_worker_and_close_nothing(self, me, case, worker, team):
        one = IntroductionFactory(case=case)
        db.session.commit()
        post(me, "/my/not-right", words="My name is spelt wrong.", key=uuid.uuid4().hex)
        assert post(me, "/my/stop", key=uuid.uuid4().hex).status_code == 422
        assert post(me, "/my/stop", what=str(uuid.uuid4()), key=uuid.uuid4().hex).status_code == 422
        post(me, "/my/stop", what=str(one.id), words="", key=uuid.uuid4().hex)
        post(me, "/my/stop", what="everything", words="I moved.", key=uuid.uuid4().hex)
        assert len(tasks(TaskKind.STOPPED)) == 3
        said = set(db.session.scalars(select(CaseMessage.words)))
        assert "This is not right: My name is spelt wrong." in {
            *db.session.scalars(select(CaseMessage.words))
        }
        assert len(said) == 3
        held = db.session.get(Case, case.id)
        assert held.status == "active" and db.session.get(Introduction, one.id).status == "sent"
        by = Viewer(worker.id, "Nadia", (Grant(Role.LINK_WORKER, team_id=team.id),))
        case_messages.mark_read(held, by=by)
        db.session.commit()
        assert tasks(TaskKind.STOPPED) == []

    def test_their_words_go_into_the_plan_once_and_come_out_as_text(self, me, case):
        PlanFactory(case=case)
        db.session.commit()
        for _ in range(2):
            assert post(me, "/my/plan", words="I want to see the sea.", key="").status_code == 303
        text = me.get("/my/plan/print?size=text")
        assert text.get_data(as_text=True).count("I want to see the sea.") == 1
        assert "attachment" in text.headers["Content-Disposition"]

    def test_what_is_shared_stands_word_for_word_and_ends_with_the_yes(self, me, case):
        one = IntroductionFactory(case=case)
        db.session.commit()
        page = words(me.get("/my/shared"))
        assert "Puff and Natter" in page and "Nadia Osei, 0113 496 0150" in page
        for _ in range(2):
            assert post(me, f"/my/consents/{one.consent_id}/take-back").status_code == 303
        held = db.session.get(Introduction, one.id, populate_existing=True)
        assert held.status == IntroductionStatus.CANCELLED
        assert "They see nothing about you any more" in words(me.get("/my/shared"))
        assert len(audited("consent.withdrawn")) == 1

    def test_a_yes_is_given_once_in_the_words_of_today_and_taken_back(self, me, case):
        for _ in range(2):
            assert post(me, "/my/consents", purpose="feedback", named="").status_code == 303
        held = db.session.scalars(select(Consent).where(Consent.purpose == ConsentPurpose.FEEDBACK)).one()
        assert (held.wording, held.how, held.given_by, held.recorded_by) == (
            "feedback/1",
            "online",
            "person",
            None,
        )
        assert post(me, "/my/consents", purpose="talk-with-family", named="").status_code == 422
        assert post(me, "/my/consents", purpose="share-with-provider", named="").status_code == 422
        assert "Take it back" in words(me.get(f"/my/consents/{held.id}/take-back"))
        post(me, f"/my/consents/{held.id}/take-back")
        assert db.session.get(Consent, held.id, populate_existing=True).withdrawn_at is not None

    def test_they_say_whether_it_helped_and_whether_we_may_tell_their_story(self, me, case):
        one = IntroductionFactory(case=case)
        db.session.commit()
        at = f"/my/introductions/{one.id}/helped"
        assert post(me, at, words="").status_code == 422
        assert post(me, at, helped="partly", words="Good people.").status_code == 303
        assert db.session.get(Introduction, one.id, populate_existing=True).helped == "partly"
        for answer in ("yes", "yes", "no"):
            assert post(me, "/my/story", agrees=answer, words="I sing.").status_code == 303
        offers = db.session.scalars(select(StoryOffer).order_by(StoryOffer.agrees.desc())).all()
        assert [one.agrees for one in offers] == [True, False]
        assert (
            len(db.session.scalars(select(Consent).where(Consent.purpose == ConsentPurpose.STORY)).all()) == 2
        )

    def test_who_is_closed_sees_until_when_and_asks_for_help_again(self, me, case):
        held = db.session.get(Case, case.id)
        held.status, held.closed_at = "closed", dt.datetime(2026, 11, 1, 10, tzinfo=dt.UTC)
        db.session.commit()
        page = words(me.get("/my/home"))
        assert "has ended" in page and "Until 30 January 2027" in page
        assert post(me, "/my/plan", words="More", key="").status_code == 409
        for _ in range(2):
            assert post(me, "/my/again", words="I fell.", key=uuid.uuid4().hex).status_code == 303
        assert len([one for one in tasks(TaskKind.WROTE_BACK) if one.for_lead]) == 1
        assert me.get("/my/again").status_code == 200


class TestNobodyElse:
    def test_somebody_elses_things_are_not_there_and_that_it_was_tried_is_traced(self, me, other, worker):
        theirs = IntroductionFactory(case=other, first_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC))
        visit = AppointmentFactory(case_id=other.id, worker_id=worker.id)
        said = ConsentFactory(person_id=other.person_id)
        db.session.commit()
        gets = (
            ("introduction", theirs.id, f"introductions/{theirs.id}/helped"),
            ("introduction", theirs.id, f"introductions/{theirs.id}/first-visit.ics"),
            ("consent", said.id, f"consents/{said.id}/take-back"),
            ("appointment", visit.id, f"visits/{visit.id}.ics"),
        )
        for kind, id_, page in gets:
            before = len(audited(f"{kind}.refused", id_))
            assert me.get(f"/my/{page}").status_code == 404, page
            assert len(audited(f"{kind}.refused", id_)) == before + 1, page
        assert post(me, f"/my/introductions/{theirs.id}/helped", helped="yes", words="").status_code == 404
        assert post(me, f"/my/consents/{said.id}/take-back").status_code == 404
        assert db.session.get(Consent, said.id, populate_existing=True).withdrawn_at is None
        CaseMessageFactory(case=other, words="SENTINEL")
        db.session.commit()
        assert "SENTINEL" not in words(me.get("/my/messages"))

    @pytest.mark.parametrize("role", [Role.LINK_WORKER, Role.TEAM_LEAD, Role.ADMINISTRATOR])
    def test_staff_do_not_get_in_here(self, as_role, role):
        client = as_role(role)
        assert client.get("/my/home").status_code == 403
        assert post(client, "/my/messages", words="x", key="").status_code == 403

    def test_who_has_no_cookie_is_led_to_the_door_and_not_to_the_staffs(self, client):
        assert client.get("/my/plan").location.endswith("/my?over=1")
        assert client.get("/today").location.startswith("/sign-in")
        page = client.get("/my")
        assert page.status_code == 200 and "Set-Cookie" not in page.headers
