"""What is kept with a case: details, needs, consent, people around, files, worries; and who may see it."""

import io
import re
import uuid
import zipfile

import pytest

from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.introduction import IntroductionStatus
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.case_papers import CaseDocument, SafeguardingNote
from app.models.cases import Case, CaseTask
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.persons import Consent, EqualityAnswer, Person, Relation
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    CaseFactory,
    ConsentFactory,
    IntroductionFactory,
    PersonFactory,
    RelationFactory,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + b"\x00\x00\x00\rIHDR"
    + b"\0" * 13
    + b"\0" * 4
    + b"\x00\x00\x00\x05tEXtwhere"
    + b"\0" * 4
    + b"\x00\x00\x00\x00IEND"
    + b"\0" * 4
)


@pytest.fixture
def team(app):
    return TeamFactory()


@pytest.fixture
def worker(as_role, team):
    return as_role(Role.LINK_WORKER, team_id=team.id)


@pytest.fixture
def lead(as_role, team):
    return as_role(Role.TEAM_LEAD, team_id=team.id)


@pytest.fixture
def case(worker, team):
    made = CaseFactory(
        team_id=team.id, worker_id=worker.account.id, person=PersonFactory(nhs_number="9990000018")
    )
    db.session.commit()
    return made


def at(case, page=""):
    return f"/cases/{case.id}/{page}".rstrip("/")


def mark(answer):
    return re.search(r'name="mark"[^>]* value="(\w+)"', answer.text)[1]


def fresh(thing):
    return db.session.get(type(thing), thing.id, populate_existing=True)


def actions():
    return [row.action for row in db.session.query(AuditEvent).order_by(AuditEvent.seq)]


class TestDetails:
    def sent(self, case, **given):
        person = fresh(case.person)
        return {
            "version": person.version, "given_name": "Marek", "family_name": "Zielonka", "home": "given",
            "address": "3 Weir View", "postcode": "ls9 7uf", **given,
        }  # fmt: skip

    def test_details_are_put_right(self, worker, case):
        answer = post(worker, at(case, "details"), **self.sent(case, phone="0113 496 0150"))
        assert answer.status_code == 303
        person = fresh(case.person)
        assert (person.address, person.postcode, person.phone_e164) == (
            "3 Weir View",
            "LS9 7UF",
            "+441134960150",
        )
        assert person.nhs_number == "9990000018"

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"phone": "ring me"}, "Write a phone number"),
            ({"born_on": ["1", "1", "2090"]}, "not in the future"),
            ({"nhs_number": "9434765918"}, "One digit is wrong"),
            ({"email": "nobody"}, "Write an e-mail address"),
            ({"given_name": ""}, "first name"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, worker, case, given, words):
        answer = post(worker, at(case, "details"), **self.sent(case, preferred_name="Marky", **given))
        assert answer.status_code == 422
        assert words in answer.text
        assert "Marky" in answer.text

    def test_yesterday_s_form_changes_nothing(self, worker, case):
        sent = self.sent(case)
        post(worker, at(case, "details"), **sent)
        answer = post(worker, at(case, "details"), **{**sent, "given_name": "Somebody"})
        assert answer.status_code == 409
        assert "Somebody" in answer.text
        assert fresh(case.person).given_name == "Marek"

    def test_whoever_may_not_see_where_they_live_cannot_write_it(self, lead, worker, case, team):
        other = AccountFactory(role=Role.TEAM_LEAD, role__team_id=team.id)
        case.person.is_address_protected, case.person.protected_lead_id = True, other.id
        db.session.commit()
        page = lead.get(at(case, "details")).text
        assert "Chapel Lane" not in page
        post(lead, at(case, "details"), **self.sent(case))
        assert "Chapel Lane" in fresh(case.person).address


class TestNeeds:
    def sent(self, case, **given):
        return {
            "version": fresh(case.person).version,
            "channels": ["text"],
            "review_on": ["1", "5", "2027"],
            **given,
        }

    def test_what_was_agreed_stands_on_every_page(self, worker, case):
        answer = post(
            worker,
            at(case, "needs"),
            **self.sent(
                case,
                never="Never ring the house",
                interpreter="Polish",
                formats=["large-print"],
                font_size="18",
            ),
        )
        assert answer.status_code == 303
        page = worker.get(at(case, "consent")).text
        assert "Never ring the house" in page
        assert "Polish" in page

    def test_at_least_one_way_is_needed(self, worker, case):
        answer = post(worker, at(case, "needs"), **self.sent(case, channels=[], words="By owl"))
        assert answer.status_code == 422
        assert "By owl" in answer.text

    def test_needs_are_looked_at_again_within_a_year(self, worker, case):
        assert (
            post(worker, at(case, "needs"), **self.sent(case, review_on=["1", "5", "2029"])).status_code
            == 422
        )


class TestProtection:
    def test_exactly_two_see_the_address(self, worker, lead, case, as_role, team):
        answer = post(
            worker, at(case, "protect"), version=fresh(case.person).version, lead=str(lead.account.id)
        )
        assert answer.status_code == 303
        other_lead = as_role(Role.TEAM_LEAD, team_id=team.id)
        seen = {
            who: "Chapel Lane" in browser.get(at(case)).text
            for who, browser in (("worker", worker), ("lead", lead), ("other", other_lead))
        }
        assert seen == {"worker": True, "lead": True, "other": False}

    def test_only_the_two_can_end_it(self, lead, worker, case, as_role, team):
        post(worker, at(case, "protect"), version=fresh(case.person).version, lead=str(lead.account.id))
        other_lead = as_role(Role.TEAM_LEAD, team_id=team.id)
        version = fresh(case.person).version
        assert post(other_lead, at(case, "protect"), version=version, do="end").status_code == 409
        assert post(lead, at(case, "protect"), version=version, do="end").status_code == 303
        assert not fresh(case.person).is_address_protected

    def test_another_lead_cannot_put_themselves_in_the_place_of_the_named_one(
        self, lead, worker, case, as_role, team
    ):
        post(worker, at(case, "protect"), version=fresh(case.person).version, lead=str(lead.account.id))
        other_lead = as_role(Role.TEAM_LEAD, team_id=team.id)
        version, wanted = fresh(case.person).version, str(other_lead.account.id)
        assert post(other_lead, at(case, "protect"), version=version, lead=wanted).status_code == 409
        assert fresh(case.person).protected_lead_id == lead.account.id
        assert post(lead, at(case, "protect"), version=version, lead=wanted).status_code == 303


class TestNhsNumber:
    def test_it_is_masked_until_a_reason_is_given(self, worker, case, clock):
        assert "999 000 0018" not in worker.get(at(case, "nhs-number")).text
        assert post(worker, at(case, "nhs-number"), reason="x").status_code == 422
        post(worker, at(case, "nhs-number"), reason="The surgery asks for it to find his record.")
        assert "999 000 0018" in worker.get(at(case, "nhs-number")).text
        assert "person.nhs-number-revealed" in actions()
        clock.move(minutes=11)
        assert "999 000 0018" not in worker.get(at(case, "nhs-number")).text

    def test_a_colleague_s_reason_opens_nothing(self, worker, lead, case):
        post(worker, at(case, "nhs-number"), reason="The surgery asks for it to find his record.")
        assert "999 000 0018" not in lead.get(at(case, "nhs-number")).text


class TestConsent:
    def test_a_yes_is_kept_with_its_wording(self, worker, case):
        answer = post(
            worker, at(case, "consent/new"), purpose="story", given="yes", how="spoken", given_by="person"
        )
        assert answer.status_code == 303
        consent = db.session.query(Consent).filter_by(person_id=case.person_id).one()
        assert (consent.purpose, consent.wording, consent.recorded_by) == (
            ConsentPurpose.STORY,
            "story/1",
            worker.account.id,
        )
        assert "You may tell my story" in worker.get(at(case, "consent")).text

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"given": "yes"}, "Say how they agreed"),
            ({"given": "no"}, "Write why not"),
            ({"given": "yes", "how": "best-interests"}, "who decided it"),
            ({}, "Choose yes or no"),
        ],
    )
    def test_what_is_missing_is_asked_for(self, worker, case, given, words):
        answer = post(
            worker, at(case, "consent/new"), purpose="story", given_by="person", named="Ewa", **given
        )
        assert answer.status_code == 422
        assert words in answer.text
        assert "Ewa" in answer.text

    def test_taking_back_a_share_stops_the_introduction(self, worker, case):
        introduction = IntroductionFactory(case=case, status=IntroductionStatus.ACCEPTED)
        consent = ConsentFactory(
            person_id=case.person_id,
            purpose=ConsentPurpose.SHARE_WITH_PROVIDER,
            organization_id=introduction.organization_id,
        )
        introduction.consent_id = consent.id
        db.session.commit()
        post(worker, at(case, f"consent/{consent.id}/withdraw"), why="Changed his mind")
        assert (
            db.session.get(Introduction, introduction.id, populate_existing=True).status
            is IntroductionStatus.CANCELLED
        )

    def test_taking_back_contact_stops_what_is_on_its_way(self, worker, case):
        from app.domain.messages import MessageKind
        from app.operations import outbox

        outbox.tell(
            MessageKind.PERSON_NEWS, key="n", to="m@beckside.example", language="en", person=case.person_id
        )
        consent = ConsentFactory(person_id=case.person_id)
        db.session.commit()
        post(worker, at(case, f"consent/{consent.id}/withdraw"))
        assert db.session.query(Message).one().dropped_at is not None
        assert db.session.query(CaseTask).filter_by(case_id=case.id, kind="asked-to-stop").count() == 1

    def test_taking_back_contact_stops_nothing_that_goes_to_others(self, worker, case):
        from app.domain.messages import MessageKind
        from app.operations import outbox

        outbox.tell(
            MessageKind.INTRODUCTION_SENT, key="i", to="group@beckside.example", language="en",
            person=case.person_id, token="t",
        )  # fmt: skip
        consent = ConsentFactory(person_id=case.person_id)
        db.session.commit()
        post(worker, at(case, f"consent/{consent.id}/withdraw"))
        assert db.session.query(Message).one().dropped_at is None

    def test_it_is_taken_back_once(self, worker, case):
        consent = ConsentFactory(person_id=case.person_id)
        db.session.commit()
        address = at(case, f"consent/{consent.id}/withdraw")
        assert [post(worker, address).status_code for _ in range(2)] == [303, 409]

    def test_somebody_else_s_consent_is_not_there(self, worker, case):
        consent = ConsentFactory()
        db.session.commit()
        assert post(worker, at(case, f"consent/{consent.id}/withdraw")).status_code == 404


class TestPeopleAround:
    def test_a_carer_is_kept_in_their_own_words_and_told_of_help_for_themselves(self, worker, case):
        post(
            worker,
            at(case, "people/new"),
            name="Ewa",
            relation="sister",
            is_carer="y",
            own_words="I do not sleep.",
        )
        relation = db.session.query(Relation).one()
        page = worker.get(at(case, "people")).text
        assert "I do not sleep." in page
        assert "Not told yet" in page
        post(worker, at(case, f"people/{relation.id}/offer"))
        assert "Told on" in worker.get(at(case, "people")).text

    def test_no_number_without_their_own_yes(self, worker, case):
        answer = post(worker, at(case, "people/new"), name="Ewa", relation="sister", phone="07700 900100")
        assert answer.status_code == 422
        assert "07700 900100" in answer.text

    def test_who_is_no_longer_around_is_out_of_sight(self, worker, case):
        relation = RelationFactory(person_id=case.person_id)
        db.session.commit()
        post(worker, at(case, f"people/{relation.id}/end"))
        assert "Kuba" not in worker.get(at(case, "people")).text

    def test_of_two_who_change_somebody_around_them_one_is_told(self, worker, case):
        relation = RelationFactory(person_id=case.person_id)
        db.session.commit()
        address = at(case, f"people/{relation.id}")
        sent = {"mark": mark(worker.get(address)), "name": "Kuba", "relation": "his son"}
        assert post(worker, address, **sent, note="He works nights.").status_code == 303
        answer = post(worker, address, **sent, note="He has moved.")
        assert answer.status_code == 409 and "He has moved." in answer.text
        assert fresh(relation).note == "He works nights."
        assert post(worker, address, **sent, note="He works nights.").status_code == 303, "pressed twice"

    def test_of_two_who_write_equality_answers_one_is_told(self, worker, case):
        sent = {"mark": mark(worker.get(at(case, "equality")))}
        assert post(worker, at(case, "equality"), **sent, sex="female").status_code == 303
        assert post(worker, at(case, "equality"), **sent, sex="female").status_code == 303, "pressed twice"
        answer = post(worker, at(case, "equality"), **sent, carer="no")
        assert answer.status_code == 409
        assert {row.item: row.value for row in db.session.query(EqualityAnswer)} == {"sex": "female"}
        again = mark(answer)
        assert post(worker, at(case, "equality"), mark=again, sex="female", carer="no").status_code == 303

    def test_equality_answers_are_kept_apart(self, worker, case):
        post(
            worker,
            at(case, "equality"),
            mark=mark(worker.get(at(case, "equality"))),
            sex="male",
            religion="other",
            religion_words="Quaker",
            ethnicity="wrong",
        )
        kept = {row.item: (row.value, row.own_words) for row in db.session.query(EqualityAnswer)}
        assert kept == {"sex": ("male", None), "religion": ("other", "Quaker")}
        post(worker, at(case, "equality"), mark=mark(worker.get(at(case, "equality"))), sex="")
        assert "sex" not in {row.item for row in db.session.query(EqualityAnswer)}


class TestDocuments:
    def put(self, browser, case, content, name="letter.pdf", **fields):
        return post(
            browser,
            at(case, "documents"),
            file=(io.BytesIO(content), name),
            key=str(uuid.uuid4()),
            title="Letter",
            **fields,
        )

    def test_a_file_is_kept_sealed_and_comes_back(self, worker, case, app):
        from pathlib import Path

        content = b"%PDF-1.7 Marek Zielonka"
        assert self.put(worker, case, content).status_code == 303
        held = db.session.query(CaseDocument).one()
        raw = (Path(app.config["DATA"]) / "documents" / held.stored_as).read_bytes()
        assert b"Zielonka" not in raw
        answer = worker.get(at(case, f"documents/{held.id}"))
        assert answer.data == content
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "letter" not in answer.headers["Content-Disposition"]

    def test_a_picture_loses_what_a_camera_wrote(self, worker, case):
        self.put(worker, case, PNG, "photo.png")
        held = db.session.query(CaseDocument).one()
        assert b"where" not in worker.get(at(case, f"documents/{held.id}")).data

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "nothing in this file"),
            (b"MZ\x90\x00\x03", "cannot keep this kind"),
            (b"<html><script>", "cannot keep this kind"),
            (b"%PDF-1.7 /JavaScript (x)", "a program in this file"),
            (b"\xff\xd8\xff\xe0\x00", "damaged"),
        ],
    )
    def test_what_is_no_document_is_refused_in_words(self, worker, case, content, words):
        answer = self.put(worker, case, content)
        assert answer.status_code == 422
        assert words in answer.text

    def test_a_bomb_is_refused(self, worker, case):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"0" * 70_000_000)
        assert self.put(worker, case, packed.getvalue(), "a.docx").status_code == 422

    def test_a_double_click_keeps_it_once(self, worker, case):
        key = str(uuid.uuid4())
        for _ in range(2):
            post(worker, at(case, "documents"), file=(io.BytesIO(b"%PDF-1"), "a.pdf"), key=key, title="A")
        assert db.session.query(CaseDocument).count() == 1

    def test_it_is_on_the_disk_before_anything_says_that_it_is_kept(self, worker, case, monkeypatch):
        synced = []
        monkeypatch.setattr("os.fsync", synced.append)
        self.put(worker, case, b"%PDF-1")
        assert synced

    def test_it_is_taken_away_with_a_reason(self, worker, case):
        self.put(worker, case, b"%PDF-1")
        held = db.session.query(CaseDocument).one()
        assert post(worker, at(case, f"documents/{held.id}/remove"), reason="").status_code == 422
        post(worker, at(case, f"documents/{held.id}/remove"), reason="Another person's letter")
        assert worker.get(at(case, f"documents/{held.id}")).status_code == 404

    def test_another_case_s_file_is_not_there(self, worker, case, team):
        self.put(worker, case, b"%PDF-1")
        other = CaseFactory(team_id=team.id, worker_id=worker.account.id)
        held = db.session.query(CaseDocument).one()
        db.session.commit()
        assert worker.get(at(other, f"documents/{held.id}")).status_code == 404


class TestWorries:
    def raised(self, worker, lead, case):
        post(
            worker, at(case, "worries/new"), key=str(uuid.uuid4()), concern="domestic-abuse",
            words="She says that he has found the bag.", person_told="yes", lead=str(lead.account.id),
        )  # fmt: skip
        return db.session.query(SafeguardingNote).one()

    def test_a_worry_reaches_its_lead_and_marks_the_case(self, worker, lead, case):
        note = self.raised(worker, lead, case)
        assert db.session.get(Case, case.id, populate_existing=True).is_safeguarding_open
        assert db.session.query(Message).filter_by(account_id=lead.account.id).count() == 1
        assert "found the bag" in lead.get(at(case, f"worries/{note.id}")).text

    def test_nobody_else_reads_it(self, worker, lead, case, as_role, team):
        note = self.raised(worker, lead, case)
        other = as_role(Role.TEAM_LEAD, team_id=team.id)
        assert other.get(at(case, f"worries/{note.id}")).status_code == 404
        assert "worry.refused" in actions()
        for page in ("", "contacts", "who-has-looked", "worries"):
            assert "found the bag" not in other.get(at(case, page)).text

    def test_its_words_stand_in_no_message_and_no_event(self, worker, lead, case):
        self.raised(worker, lead, case)
        assert "found the bag" not in str([row.parameters for row in db.session.query(Message)])
        assert "found the bag" not in worker.get(at(case)).text

    def test_the_lead_answers_names_a_reader_and_ends_it(self, worker, lead, case, as_role, team):
        note = self.raised(worker, lead, case)
        reader = as_role(Role.TEAM_LEAD, team_id=team.id)
        where = at(case, f"worries/{note.id}")
        post(
            lead,
            f"{where}/answer",
            **{"answer-words": "Ring me before noon.", "answer-version": fresh(note).version},
        )
        post(lead, f"{where}/readers", **{"reader-account": str(reader.account.id)})
        assert "Ring me before noon." in reader.get(where).text
        post(
            lead,
            f"{where}/end",
            **{"end-outcome": "Safe with her sister", "end-version": fresh(note).version},
        )
        assert not db.session.get(Case, case.id, populate_existing=True).is_safeguarding_open

    def test_a_named_colleague_reads_it_without_the_case(self, worker, lead, case, as_role, team):
        note = self.raised(worker, lead, case)
        colleague = as_role(Role.LINK_WORKER, team_id=team.id)
        where = at(case, f"worries/{note.id}")
        assert colleague.get(where).status_code == 404
        post(lead, f"{where}/readers", **{"reader-account": str(colleague.account.id)})
        page = colleague.get(where)
        assert "found the bag" in page.text
        assert "Chapel Lane" not in page.text
        assert colleague.get(at(case)).status_code == 404

    def test_only_its_lead_may_end_it(self, worker, lead, case):
        note = self.raised(worker, lead, case)
        answer = post(
            worker, at(case, f"worries/{note.id}/end"), **{"end-outcome": "Fine", "end-version": note.version}
        )
        assert answer.status_code == 409
        assert fresh(note).ended_at is None

    def test_a_lead_of_another_team_cannot_be_named(self, worker, lead, case, as_role):
        stranger = as_role(Role.TEAM_LEAD)
        answer = post(
            worker,
            at(case, "worries/new"),
            key=str(uuid.uuid4()),
            concern="other",
            words="x",
            person_told="no",
            lead=str(stranger.account.id),
        )
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "page",
    ["details", "needs", "consent", "people", "documents", "worries", "nhs-number", "equality", "protect"],
)
def test_a_case_of_another_worker_is_not_there(worker, page):
    other = CaseFactory(team_id=TeamFactory().id)
    db.session.commit()
    assert worker.get(at(other, page)).status_code == 404
    assert "case.refused" in actions()


class TestClosed:
    def test_details_of_a_closed_case_are_not_changed(self, worker, case):
        case.status, case.closed_at = "closed", case.opened_at
        db.session.commit()
        sent = TestDetails().sent(case, phone="0113 496 0150")
        assert post(worker, at(case, "details"), **sent).status_code == 409
        assert post(worker, at(case, "people/new"), name="Ewa", relation="sister").status_code == 409
        assert post(worker, at(case, "equality"), sex="male").status_code == 409

    def test_a_closed_case_is_read_until_somebody_else_works_with_the_person(self, worker, case, team):
        case.status, case.closed_at = "closed", case.opened_at
        db.session.commit()
        assert worker.get(at(case)).status_code == 200
        other = AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id)
        CaseFactory(person=case.person, team_id=TeamFactory().id, worker_id=other.id)
        db.session.commit()
        assert worker.get(at(case)).status_code == 404


def test_a_person_is_one_row(worker, case):
    assert db.session.query(Person).count() == 1
