"""The schedule: written down, narrowed, changed, ended; what staff see and what everybody sees."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.engagement import ActivityStatus, TagGroup
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.engagement import Activity, ActivityTag
from app.operations import point_words
from tests.factories_engagement import ActivityFactory, ConversationFactory, EventFactory
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

PLAN = {
    "name": "Getting about",
    "kind": "survey",
    "led_by": "Invented Transport Forum",
    "status": "planned",
    "starts_on": ["5", "5", "2027"],
    "communities": ["Carers"],
    "topics": ["Buses"],
    "equality_check": "not-yet",
    "is_public": "yes",
}


@pytest.fixture
def officer(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.ENGAGEMENT_OFFICER)


def planned(community: str = "", topic: str = "", **fields: Any) -> Activity:
    tags = {TagGroup.COMMUNITY: community, TagGroup.TOPIC: topic, TagGroup.AREA: fields.pop("area", "")}
    days = {"starts_on": dt.date(2027, 5, 10), "ends_on": dt.date(2027, 5, 12)}
    made = ActivityFactory(**{**days, **fields})
    made.tags = [ActivityTag(group=group, value=value) for group, value in tags.items() if value]
    db.session.commit()
    return made


def test_a_plan_is_kept_and_traced(officer: FlaskClient) -> None:
    answer = post(officer, "/engagement/new", **PLAN, key=str(uuid.uuid4()))
    assert answer.status_code == 303
    made = db.session.scalars(select(Activity)).one()
    assert (made.name, made.ends_on, made.status) == ("Getting about", dt.date(2027, 5, 5), "planned")
    assert {(tag.group.value, tag.value) for tag in made.tags} == {
        ("community", "Carers"),
        ("topic", "Buses"),
    }
    page = officer.get(answer.location).text
    assert "It is in the schedule" in page and "Carers" in page
    assert "activity.planned" in db.session.scalars(select(AuditEvent.action)).all()


def test_a_double_click_keeps_one(officer: FlaskClient) -> None:
    key = str(uuid.uuid4())
    first = post(officer, "/engagement/new", **PLAN, key=key)
    second = post(officer, "/engagement/new", **PLAN, key=key)
    assert first.location == second.location


def test_a_clash_is_shown_before_it_is_kept_and_a_reason_keeps_it(officer: FlaskClient) -> None:
    other = planned("unpaid carers", "Transport", led_by="Invented Bus Board", lead_contact="0113 496 0001")
    asked = post(officer, "/engagement/new", **PLAN)
    assert asked.status_code == 422
    assert "1 other team asks this community about Buses in May 2027: Carers." in asked.text
    assert "Invented Bus Board" in asked.text and "0113 496 0001" in asked.text
    assert 'value="Getting about"' in asked.text
    assert db.session.scalars(select(Activity.id)).all() == [other.id]
    kept = post(officer, "/engagement/new", **PLAN, seen=str(other.id), clash_reason="We share the stall.")
    assert kept.status_code == 303
    assert "We share the stall." in officer.get(kept.location).text


def test_a_clash_that_came_since_is_shown_again(officer: FlaskClient) -> None:
    planned("carers", "transport")
    again = post(officer, "/engagement/new", **PLAN, seen=str(uuid.uuid4()), clash_reason="We know.")
    assert again.status_code == 422 and "We know." in again.text


def test_what_is_known_is_shown_once_and_kept(officer: FlaskClient) -> None:
    planned(
        "",
        "bus fares",
        found="Buses stop too early.",
        name="Night buses: how far?",
        starts_on=dt.date(2025, 1, 1),
        ends_on=dt.date(2025, 1, 2),
        status=ActivityStatus.DONE,
    )
    asked = post(officer, "/engagement/new", **PLAN)
    assert asked.status_code == 422 and "We already know this" in asked.text
    assert "2025, Invented Transport Forum: Night buses: how far? Buses stop too early." in asked.text
    kept = post(officer, "/engagement/new", **PLAN, seen="known", knew_already="Known. Fares have changed.")
    assert kept.status_code == 303
    assert "Known. Fares have changed." in officer.get(kept.location).text


def test_a_fault_is_said_and_everything_typed_stays(officer: FlaskClient) -> None:
    for wrong, said in (
        ({"name": ""}, "Write what it is called"),
        ({"led_by": ""}, "Write who leads it"),
        ({"starts_on": ["31", "2", "2027"]}, "Write a real date"),
        ({"ends_on": ["1", "5", "2027"]}, "It ends before it begins"),
        ({"areas": ["Atlantis"]}, "We do not know the area"),
        ({"topics": ["x" * 201]}, "Use 200 letters or fewer"),
        ({"status": "done"}, "Not a valid choice"),
    ):
        answer = post(officer, "/engagement/new", **{**PLAN, **wrong, "venue": "Market Hall"})
        assert answer.status_code == 422
        assert (
            said in answer.text and 'value="Market Hall"' in answer.text and 'value="Carers"' in answer.text
        )


def test_a_change_is_kept_and_a_stale_one_is_not(officer: FlaskClient) -> None:
    made = planned("carers", "buses", area="E05011395")
    form = officer.get(f"/engagement/{made.id}/edit")
    assert 'value="carers"' in form.text
    fields = {**PLAN, "name": "Buses at night", "version": "1"}
    assert post(officer, f"/engagement/{made.id}/edit", **fields).status_code == 303
    assert db.session.get(Activity, made.id).name == "Buses at night"  # type: ignore[union-attr]
    stale = post(officer, f"/engagement/{made.id}/edit", **{**fields, "name": "Too late"})
    assert stale.status_code == 409 and 'value="Too late"' in stale.text


def test_it_ends_with_what_was_learned_and_cannot_be_called_off_then(officer: FlaskClient) -> None:
    made = planned("carers", "buses")
    empty = post(officer, f"/engagement/{made.id}/finish", version="1", found="")
    assert empty.status_code == 422
    assert officer.get(f"/engagement/{made.id}/finish").status_code == 200
    assert (
        post(officer, f"/engagement/{made.id}/finish", version="1", found="Run later buses.").status_code
        == 303
    )
    page = officer.get(f"/engagement/{made.id}").text
    assert "Run later buses." in page and "Done" in page
    assert post(officer, f"/engagement/{made.id}/call-off", version="2").status_code == 409
    assert post(officer, f"/engagement/{made.id}/finish", version="1", found="Stale").status_code == 409


def test_what_is_called_off_can_be_planned_again(officer: FlaskClient) -> None:
    made = planned()
    assert officer.get(f"/engagement/{made.id}/call-off").status_code == 200
    assert post(officer, f"/engagement/{made.id}/call-off", version="1").status_code == 303
    assert officer.get(f"/engagement/{made.id}/plan-again").status_code == 200
    assert post(officer, f"/engagement/{made.id}/plan-again", version="2").status_code == 303
    assert db.session.get(Activity, made.id).status == ActivityStatus.PLANNED  # type: ignore[union-attr]


def test_the_list_is_narrowed(officer: FlaskClient) -> None:
    planned("Carers", "Buses", area="E05011395", name="Late buses")
    shown = "", "topic=transport", "community=carer", "partner=forum", "area=E05011395", "month=2027-05"
    hidden = "when=past", "topic=food", "partner=nobody", "area=E05011385", "month=2027-06", "status=done"
    junk = "month=hello&area=nowhere&status=x&page=0&when=7"
    for asked in (*shown, "status=planned", junk):
        assert "Late buses" in officer.get(f"/engagement?{asked}").text, asked
    for asked in hidden:
        assert "Late buses" not in officer.get(f"/engagement?{asked}").text, asked


def test_a_month_shows_days_and_what_runs_for_long(officer: FlaskClient) -> None:
    planned(name="Three days in May")
    planned(name="All spring", starts_on=dt.date(2027, 3, 1), ends_on=dt.date(2027, 5, 31))
    page = officer.get("/engagement/month?month=2027-05").text
    assert page.count("Three days in May") == 3 and page.count("All spring") == 1
    assert "Nothing is on single days" in officer.get("/engagement/month").text


def test_calendar_files_hold_no_names_of_people(officer: FlaskClient, client: FlaskClient) -> None:
    made = planned(
        "Carers", "Buses", lead_name="Ada Invented", lead_contact="ada@example.org", name="Late buses"
    )
    for address, browser in (
        ("/engagement/engagement.ics", officer),
        (f"/engagement/{made.id}.ics", officer),
        ("/engagement-calendar/engagement.ics?topic=transport", client),
        (f"/engagement-calendar/{made.id}.ics", client),
    ):
        file = browser.get(address)
        assert file.mimetype == "text/calendar"
        assert "SUMMARY:Late buses" in file.text
        assert "DTSTART;VALUE=DATE:20270510" in file.text and "DTEND;VALUE=DATE:20270513" in file.text
        assert "ada" not in file.text.lower()


def test_the_brief_is_one_sheet_with_what_decides(officer: FlaskClient) -> None:
    planned("carers", "transport", name="Fares", led_by="Invented Bus Board")
    made = planned("Carers", "Buses", decision="Which routes run late", decide_by=dt.date(2027, 9, 1))
    page = officer.get(f"/engagement/{made.id}/brief").text
    assert "Which routes run late" in page and "By 1 September 2027." in page
    assert "1 other team asks this community about Buses in May 2027: Carers." in page
    assert "Equality check" in page


def test_everybody_sees_what_is_public_and_no_names(client: FlaskClient) -> None:
    planned("Carers", "Buses", name="Late buses", lead_name="Ada Invented", area="E05011395")
    hidden = planned(name="Not for all", is_public=False)
    planned(name="Only an idea", status=ActivityStatus.IDEA)
    planned(
        name="Last year",
        starts_on=dt.date(2025, 5, 1),
        ends_on=dt.date(2025, 5, 1),
        status=ActivityStatus.DONE,
        found="The 19 runs until midnight.",
    )
    page = client.get("/engagement-calendar").text
    assert "Late buses" in page
    assert all(words not in page for words in ("Not for all", "Only an idea", "Ada", "Last year"))
    past = client.get("/engagement-calendar?when=past").text
    assert "The 19 runs until midnight." in past and "Late buses" not in past
    assert "Late buses" in client.get("/engagement-calendar/sheet?topic=transport&month=2027-05").text
    assert client.get(f"/engagement-calendar/{hidden.id}.ics").status_code == 404


def test_an_open_online_event_lets_people_take_part(client: FlaskClient) -> None:
    made = planned("", "Buses")
    EventFactory(activity_id=made.id, is_online=True, slug="late-buses")
    db.session.commit()
    assert "/have-your-say/late-buses" in client.get("/engagement-calendar").text


def test_what_is_known_is_found_by_other_words(officer: FlaskClient) -> None:
    planned("", "Transport", name="Fares", found="Too dear.", status=ActivityStatus.DONE)
    page = officer.get("/engagement/known?q=buses").text
    assert "Too dear." in page and "Topic: Transport." in page
    assert "Nothing is known about “teapots” yet" in officer.get("/engagement/known?q=teapots").text
    assert officer.get("/engagement/known").status_code == 200


def test_what_people_said_is_known_to_those_who_may_read_it(
    officer: FlaskClient, as_role: Callable[..., FlaskClient]
) -> None:
    event = EventFactory(name="Letters of last year")
    held = ConversationFactory(event_id=event.id, said={"love": "No teapots in the waiting room"})
    point_words.index(held.points)
    db.session.commit()
    page = officer.get("/engagement/known?q=teapot").text
    assert "People spoke of it" in page and "Letters of last year" in page
    assert officer.get(page.split('id="said"')[1].split('href="')[1].split('"')[0]).status_code == 200
    assert "Letters of last year" not in as_role(Role.FACILITATOR).get("/engagement/known?q=teapot").text
    assert "People spoke of it" not in officer.get("/engagement/known?q=%F0%9F%98%80").text


def test_others_of_the_partnership_read_and_do_not_plan(as_role: Callable[..., FlaskClient]) -> None:
    made = planned("carers", "buses")
    browser = as_role(Role.FACILITATOR)
    page = browser.get("/engagement")
    assert page.status_code == 200 and "Plan something" not in page.text
    assert browser.get(f"/engagement/{made.id}").status_code == 200
    assert browser.get("/engagement/new").status_code == 403
    assert browser.get(f"/engagement/{made.id}/edit").status_code == 403


def test_a_guessed_id_is_nobodys_and_is_traced(officer: FlaskClient) -> None:
    assert officer.get(f"/engagement/{uuid.uuid4()}").status_code == 404
    assert "activity.refused" in db.session.scalars(select(AuditEvent.action)).all()


def test_the_event_of_an_activity_is_named_with_its_conversations(officer: FlaskClient) -> None:
    made = planned()
    EventFactory(activity_id=made.id, name="Kirkstone Hall")
    db.session.commit()
    page = officer.get(f"/engagement/{made.id}").text
    assert "Kirkstone Hall" in page and "0 conversations" in page


def test_a_clash_that_was_seen_is_kept_with_a_reason_and_the_error_says_so(officer: FlaskClient) -> None:
    other = planned("unpaid carers", "Transport", led_by="Invented Bus Board")
    made = planned("Carers", "Buses")
    for address in ("/engagement/new", f"/engagement/{made.id}/edit"):
        first = post(officer, address, **PLAN, version="1", key=str(uuid.uuid4()))
        assert first.status_code == 422
        assert "Before you keep it" in first.text and "data-error-summary" not in first.text
        assert "If not, write why. Then you can keep it." in first.text
        seen = f"{other.id} {made.id}"
        again = post(officer, address, **PLAN, version="1", seen=seen, clash_reason=" ")
        assert again.status_code == 422 and "data-error-summary" in again.text
        assert '<a href="#clash_reason">Write why you ask them now all the same</a>' in again.text


def test_the_brief_counts_other_teams_and_names_its_own_apart(officer: FlaskClient) -> None:
    planned("", "dentist", name="Fares", led_by="Invented Bus Board")
    planned("", "dentist", name="Our other one", led_by="We Ourselves")
    made = planned("young people", "dentist", name="Dentist survey", led_by="We Ourselves")
    page = officer.get(f"/engagement/{made.id}/brief").text
    others, own = re.findall(r"<li>(.*?)</li>", page, re.DOTALL)[-2:]
    assert "1 other team asks" in others and "Fares" in others and "Our other one" not in others
    assert "Your own team" in own and "Our other one" in own and "Fares" not in own


def test_the_brief_has_a_row_for_the_topic_and_one_for_the_place(officer: FlaskClient) -> None:
    made = planned("young people", "dentist", name="Dentist survey")
    page = officer.get(f"/engagement/{made.id}/brief").text
    rows = re.findall(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    said = {key: re.sub(r"<[^>]+>", "", value).strip() for key, value in rows}
    assert (said["What"], said["About what"]) == ("Dentist survey", "dentist")
    assert (said["With whom"], said["Where"]) == ("young people", "Leeds")


def test_words_of_others_are_isolated_and_parted_by_the_readers_comma(
    officer: FlaskClient, client: FlaskClient
) -> None:
    made = planned(name="Cost")
    made.tags = [
        ActivityTag(group=TagGroup.TOPIC, value="cost"),
        ActivityTag(group=TagGroup.TOPIC, value="moving <more>"),
    ]
    db.session.commit()
    in_arabic = "<bdi>cost</bdi>، <bdi>moving &lt;more&gt;</bdi>"
    for browser, address in (
        (client, "engagement-calendar"),
        (client, "engagement-calendar/sheet"),
        (officer, "engagement"),
    ):
        assert in_arabic in browser.get(f"/ar/{address}").text, address
        assert in_arabic.replace("،", ",") in browser.get(f"/{address}").text, address
    long = planned("carers", name="Long", starts_on=dt.date(2027, 5, 1), ends_on=dt.date(2027, 5, 30))
    long.tags = [*made.tags]
    db.session.commit()
    assert in_arabic in officer.get("/ar/engagement/month?month=2027-05").text
    assert in_arabic in officer.get(f"/ar/engagement/{long.id}").text


def test_the_area_by_the_name_of_the_place_is_the_whole_place(officer: FlaskClient) -> None:
    answer = post(officer, "/engagement/new", **{**PLAN, "areas": ["leeds"]})
    assert answer.status_code == 303
    made = db.session.scalars(select(Activity)).one()
    assert not [tag for tag in made.tags if tag.group is TagGroup.AREA]
