"""Finding something for somebody, comparing it with them, and introducing them."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.audit import Outcome
from app.domain.consent import ConsentPurpose
from app.domain.introduction import IntroductionStatus
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.referral import Concern
from app.domain.roles import Role
from app.domain.sharing import Shared
from app.domain.tasks import AppointmentKind
from app.domain.unmet_needs import WhyUnmet
from app.models.audit import AuditEvent
from app.models.cases import Appointment
from app.models.introductions import Introduction, SharingAgreement, UnmetNeed
from app.models.messages import Message
from app.models.persons import Consent
from app.operations import access_links, introductions, unmet_needs
from tests.factories import OrganizationFactory, ServiceFactory
from tests.factories_connect import AgreementFactory, CaseFactory, IntroductionFactory
from tests.introducing import SHARE, World, post, words, world


@pytest.fixture
def here(app, clock, as_role) -> World:
    return world(app, as_role)


def page(here: World, path: str, status: int = 200) -> str:
    answer = here.worker.get(f"{here.at}{path}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


# finding


def test_search_begins_near_home_with_what_we_know(here) -> None:
    said = page(here, "/find")
    assert ("Puff and Natter" in said and "0.4 miles" in said) or "miles, Burmantofts" in said
    assert "Places free" in said, "capacity is on the card"
    assert "Loneliness" in words(said)


def test_home_and_words_never_stand_in_an_address(here) -> None:
    answer = post(
        here.worker,
        f"{here.at}/find",
        words="chair exercise",
        where="home",
        near="",
        need="lonely",
        within="3",
    )
    assert answer.location == f"{here.at}/find?chosen=1&within=3&need=lonely".replace(
        "within=3&need", "within=3&need"
    )
    followed = here.worker.get(answer.location).get_data(as_text=True)
    assert "chair exercise" in followed
    links = [part.split('"')[0] for part in followed.split('href="')[1:]]
    assert not [link for link in links if "LS9" in link or "chair" in link]


def test_secret_home_is_not_used_for_who_may_not_know_it(here, as_role) -> None:
    here.case.person.is_address_protected = True
    lead = as_role(Role.TEAM_LEAD, team_id=here.case.team_id)
    said = lead.get(f"{here.at}/find").get_data(as_text=True)
    assert "is kept safe" in said and "miles, Burmantofts" not in said and "Near their home" not in said
    assert "Near their home" in page(here, "/find"), "their worker may"


def test_place_that_is_unknown_is_said_and_what_was_typed_is_kept(here) -> None:
    answer = post(here.worker, f"{here.at}/find", words="", where="other", near="Nowhereville")
    said = here.worker.get(answer.location).get_data(as_text=True)
    assert "We do not know where" in said and 'value="Nowhereville"' in said


# comparing


def test_four_stand_side_by_side_with_what_they_say_and_a_fifth_does_not(here, as_role) -> None:
    for number in range(5):
        other = ServiceFactory() if number else here.service
        said = post(here.worker, f"{here.at}/compare/add", service_id=str(other.id)).location
    assert said.endswith("said=full")
    answer = post(
        here.worker,
        f"{here.at}/compare",
        **{f"says-{here.service.id}": "I will try it once.", "next": f"introduce:{here.service.id}"},
    )
    assert answer.location == f"{here.at}/introduce/{here.service.id}"
    assert "I will try it once." in here.worker.get(answer.location).get_data(as_text=True)
    said = page(here, "/compare")
    assert "Four choices" in said or "4 choices for" in words(said)
    assert "I will try it once." in said and "Can they get in?" in said and "No longer listed" in said
    assert "Puff and Natter" in page(here, "/compare/print")


def test_listing_nobody_has_cannot_be_compared(here) -> None:
    assert post(here.worker, f"{here.at}/compare/add", service_id=str(uuid.uuid4())).status_code == 404
    assert post(here.worker, f"{here.at}/compare/add", service_id="no id").location == f"{here.at}/find"


# introducing


def test_provider_hears_once_they_agreed_and_the_letter_says_nothing_about_them(here) -> None:
    one = here.put_together()
    shown = words(page(here, f"/introductions/{one.id}/send"))
    assert "07700 900417" in shown and "Never ring." in shown and "Zielonka" not in shown
    assert here.send(one) == 303
    assert one.status is IntroductionStatus.SENT and one.sent_to == "hello@chests.example"
    consent = db.session.get_one(Consent, one.consent_id)
    assert consent.purpose is ConsentPurpose.SHARE_WITH_PROVIDER
    assert consent.organization_id == here.organization_id and consent.ends_on == dt.date(2027, 5, 24)
    assert set(consent.data) == {"first-name", "safe-contact", "access-needs", "start-wish", "own-words"}
    letter = db.session.scalars(select(Message)).one()
    assert letter.kind is MessageKind.INTRODUCTION_SENT and set(letter.parameters) == {"token"}


def test_pressed_twice_it_goes_once(here) -> None:
    key = str(uuid.uuid4())
    for _time in range(2):
        address = f"{here.at}/introduce/{here.service.id}"
        assert post(here.worker, address, **{**SHARE, "key": key}).status_code == 303
    one = db.session.get_one(Introduction, uuid.UUID(key))
    version = str(one.version)
    assert here.send(one) == 303
    again = here.send(one, version=version)
    assert again == 303 and db.session.scalar(select(func.count(Message.id))) == 1
    assert db.session.scalar(select(func.count(Introduction.id))) == 1


def test_way_that_is_not_safe_is_not_offered_and_not_taken(here) -> None:
    said = page(here, f"/introduce/{here.service.id}")
    assert 'value="text"' in said and 'value="phone"' not in said and 'value="email"' not in said
    answer = post(
        here.worker,
        f"{here.at}/introduce/{here.service.id}",
        **{**SHARE, "key": str(uuid.uuid4()), "channel": "phone"},
    )
    assert answer.status_code == 422 and "I can mend things." in answer.get_data(as_text=True)


@pytest.mark.parametrize("until", [["1", "1", "2020"], ["1", "1", "2029"], ["31", "2", "2027"], ["", "", ""]])
def test_day_that_is_no_last_day_is_said_and_nothing_is_kept(here, until) -> None:
    one = here.put_together()
    assert here.send(one, until=until) == 422
    assert db.session.scalar(select(func.count(Consent.id))) == 0 and one.status is IntroductionStatus.DRAFT


def test_stale_page_sends_nothing(here) -> None:
    one = here.put_together()
    old = str(one.version)
    introductions.change(
        one.id, Shared(first_name="Mark", contact="Nadia"), by=here.by, says="", version=one.version
    )
    db.session.commit()
    assert here.send(one, version=old) == 409 and here.send(one, version="x") == 409
    assert db.session.scalar(select(func.count(Message.id))) == 0


def test_without_an_agreement_nothing_is_shared_and_details_still_are(here) -> None:
    db.session.query(SharingAgreement).update({"ends_on": dt.date(2026, 11, 23)})
    said = page(here, f"/introduce/{here.service.id}")
    assert "no current agreement" in said and "Just give details" in said and "first_name" not in said
    address = f"{here.at}/introduce/{here.service.id}"
    assert post(here.worker, address, **{**SHARE, "key": str(uuid.uuid4())}).status_code == 409
    given = post(
        here.worker, f"{here.at}/give-details/{here.service.id}", key=str(uuid.uuid4()), says="Maybe", goal=""
    )
    assert given.status_code == 303
    (one,) = db.session.scalars(select(Introduction))
    assert one.status is IntroductionStatus.GIVEN and one.shared is None


@pytest.mark.parametrize("what", ["agreement", "listing", "e-mail", "organisation"])
def test_what_lapses_before_it_goes_is_said_and_nothing_half_kept(here, what) -> None:
    one = here.put_together()
    if what == "agreement":
        db.session.query(SharingAgreement).update({"ended_at": dt.datetime(2026, 11, 24, tzinfo=dt.UTC)})
    elif what == "listing":
        here.service.deleted_at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    elif what == "e-mail":
        here.service.email = here.service.organization.email = ""
    else:
        here.service.organization = None
    assert here.send(one) == 409
    assert db.session.scalar(select(func.count(Consent.id))) == 0
    assert db.session.scalar(select(func.count(Message.id))) == 0 and one.status is IntroductionStatus.DRAFT
    assert "gin-state--cannot" in page(here, f"/introductions/{one.id}/send")


def test_first_visit_with_the_worker_stands_in_the_diary_and_in_a_calendar_file(here) -> None:
    one, _token = here.sent()
    address = f"{here.at}/introductions/{one.id}/first-visit"
    fields = {"version": str(one.version), "time": "2pm", "place": "Chapel Hall", "goes_along": ""}
    answer = post(here.worker, address, day=["1", "12", "2026"], in_diary="y", **fields)
    assert answer.status_code == 303
    (entry,) = db.session.scalars(select(Appointment))
    assert entry.kind is AppointmentKind.GOING_ALONG and entry.worker_id == here.by.account_id
    assert entry.starts_at == dt.datetime(2026, 12, 1, 14, tzinfo=dt.UTC)
    file = here.worker.get(f"{address}.ics").get_data(as_text=True)
    assert "Puff and Natter" in file and "Marek" not in file and "20261201T140000" in file
    assert (
        post(here.worker, address, day=["1", "12", "2026"], **{**fields, "time": "late"}).status_code == 422
    )


def test_called_off_the_provider_sees_nothing_and_hears_only_that(here) -> None:
    one, link = here.sent()
    db.session.query(Message).update({"sent_at": dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)})
    answer = post(
        here.worker,
        f"{here.at}/introductions/{one.id}/cancel",
        version=str(one.version),
        reason="Changed his mind",
    )
    assert answer.status_code == 303
    over = db.session.scalars(select(Message).where(Message.kind == MessageKind.INTRODUCTION_OVER)).one()
    assert over.parameters == {}
    assert here.worker.application.test_client().get(f"/provider/{link}").status_code == 410


def test_called_off_before_the_letter_left_the_provider_never_hears(here) -> None:
    one, _link = here.sent()
    introductions.cancel(one.id, "Changed his mind", by=here.by, version=one.version)
    assert [one.kind for one in db.session.scalars(select(Message))] == [MessageKind.INTRODUCTION_SENT]


def test_what_has_gone_is_not_offered_for_change(here) -> None:
    one, _link = here.sent()
    shown = here.worker.get(f"{here.at}/introductions/{one.id}/change")
    assert (shown.status_code, shown.location) == (303, f"{here.at}/introductions/{one.id}")


def test_stale_page_keeps_what_was_typed_and_can_be_sent_again(here) -> None:
    one, _link = here.sent()
    address = f"{here.at}/introductions/{one.id}/cancel"
    old, reason = str(one.version), "He has gone to live with his son."
    one.what_person_says = "Changed meanwhile"
    refused = post(here.worker, address, version=old, reason=reason)
    said = refused.get_data(as_text=True)
    assert refused.status_code == 409 and reason in said and "has changed since" in said
    assert f'name="version" value="{one.version}"' in said or f'value="{one.version}"' in said
    assert post(here.worker, address, version=str(one.version), reason=reason).status_code == 303
    assert post(here.worker, address, version=str(one.version + 1), reason=reason).status_code == 409


def test_two_answers_stand_and_are_shown_when_they_differ(here) -> None:
    one, _token = here.sent()
    by_phone = f"{here.at}/introductions/{one.id}/by-phone"
    assert post(here.worker, f"{by_phone}/accept", version=str(one.version), words="").status_code == 303
    db.session.refresh(one)
    done = post(here.worker, f"{by_phone}/done", version=str(one.version), done="Came to six sessions.")
    assert done.status_code == 303
    said = post(
        here.worker, f"{here.at}/introductions/{one.id}/did-it-help", helped="no", words="Too loud for me."
    )
    shown = words(here.worker.get(said.location).get_data(as_text=True))
    assert "Both answers stand" in shown and "Came to six sessions." in shown and "Too loud for me." in shown
    assert "Written down for Chapel Chest Group, who said it on the phone" in shown
    assert "says otherwise" in page(here, "/introductions")


def test_mistake_is_marked_by_a_lead_only(here, as_role) -> None:
    one, _token = here.sent()
    address = f"{here.at}/introductions/{one.id}/mistake"
    assert here.worker.get(address).status_code == 403
    lead = as_role(Role.TEAM_LEAD, team_id=here.case.team_id)
    assert post(lead, address, version=str(one.version), reason="Wrong person").status_code == 303
    assert "Puff and Natter" not in page(here, "/introductions")


def test_introduction_of_another_case_is_not_there(here) -> None:
    other = IntroductionFactory(case=CaseFactory())
    page(here, f"/introductions/{other.id}", 404)
    assert here.worker.get(f"/cases/{other.case_id}/introductions").status_code == 404
    refused = db.session.scalars(select(AuditEvent).where(AuditEvent.outcome == Outcome.REFUSED)).all()
    assert [event.action for event in refused] == ["case.refused"]


# did it help, by link


def test_person_answers_by_link_once(here, client) -> None:
    one = IntroductionFactory(case=here.case, status="started", service_id=here.service.id)
    link = access_links.make(LinkPurpose.HELPED, introduction=one.id, person=here.case.person_id)
    shown = client.get(f"/helped/{link.token}").get_data(as_text=True)
    assert "Did it help?" in shown and "Marek" not in shown
    assert post(client, f"/helped/{link.token}", words="").status_code == 422
    assert post(client, f"/helped/{link.token}", helped="yes", words="I mend again.").status_code == 303
    db.session.refresh(one)
    assert one.helped == "yes" and one.helped_words == "I mend again."
    assert client.get(f"/helped/{link.token}").status_code == 410
    assert client.get("/helped/guess").status_code == 404


# what is missing


def test_what_is_missing_is_kept_by_theme_area_and_why_once(here) -> None:
    fields = {"key": str(uuid.uuid4()), "theme": "lonely", "why": "too-far", "words": "A men's shed"}
    for _time in range(2):
        assert post(here.worker, f"{here.at}/missing", **fields).status_code == 303
    (need,) = db.session.scalars(select(UnmetNeed))
    assert (need.theme, need.why, need.ward_code) == ("lonely", "too-far", "E05011388")
    assert post(here.worker, f"{here.at}/missing", **{**fields, "why": "no"}).status_code == 422


def test_area_of_a_secret_home_is_not_kept(here) -> None:
    here.case.person.is_address_protected = True
    made = unmet_needs.record(here.case, Concern.LONELY, WhyUnmet.COST, key=uuid.uuid4(), by=here.by)
    assert made.ward_code == ""


def test_lead_sees_counts_of_their_team_and_none_that_is_small(here, as_role) -> None:
    def recorded(number: int, theme: Concern, case=here.case) -> None:
        for _one in range(number):
            unmet_needs.record(case, theme, WhyUnmet.TOO_FAR, key=uuid.uuid4(), by=here.by)

    recorded(6, Concern.LONELY)
    recorded(4, Concern.MONEY)
    recorded(9, Concern.HOUSING, CaseFactory())
    lead = as_role(Role.TEAM_LEAD, team_id=here.case.team_id)
    said = words(lead.get("/cases/unmet").get_data(as_text=True))
    assert "Loneliness" in said or "lonely" in said.lower()
    assert "Too few to show" in said and " 9" not in said.split("Where")[-1]
    assert here.worker.get("/cases/unmet").status_code == 403


# agreements


def test_agreements_that_run_out_soon_come_first_and_can_be_added_and_ended(app, clock, as_role) -> None:
    admin = as_role(Role.ADMINISTRATOR)
    AgreementFactory(organization_id=OrganizationFactory(name="Long Lane").id)
    AgreementFactory(organization_id=OrganizationFactory(name="Soon Street").id, ends_on=dt.date(2027, 1, 10))
    AgreementFactory(organization_id=OrganizationFactory(name="Old Mill").id, ends_on=dt.date(2026, 5, 1))
    said = words(admin.get("/admin/agreements").get_data(as_text=True))
    assert said.index("Soon Street") < said.index("Long Lane") < said.index("Old Mill")
    new = OrganizationFactory(name="Mending Table")
    found = post(admin, "/admin/agreements", words="mending")
    assert str(new.id) in found.get_data(as_text=True)
    fields = {"words": "mending", "organization": str(new.id), "reference": "DSA 9"}
    days = {"starts_on": ["1", "11", "2026"], "ends_on": ["1", "11", "2025"]}
    assert post(admin, "/admin/agreements/add", **fields, **days).status_code == 422
    days["ends_on"] = ["1", "11", "2028"]
    assert post(admin, "/admin/agreements/add", **fields, **days).status_code == 303
    held = db.session.scalars(
        select(SharingAgreement).where(SharingAgreement.organization_id == new.id)
    ).one()
    end = f"/admin/agreements/{held.id}/end"
    assert post(admin, end, version="1").status_code == 303 and held.ended_at is not None
    assert post(admin, end, version="1").status_code == 409
