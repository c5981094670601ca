"""The numbers of the service: for a lead their team's, for an analyst what may leave a team."""

import csv
import datetime as dt
import io

import pytest

from app.database import db
from app.domain.referral import ReferralSource, ReferralStatus
from app.domain.roles import Role
from app.models.audit import AuditEvent
from tests.factories import TeamFactory
from tests.factories_connect import (
    CaseFactory,
    IntroductionFactory,
    MeasureFactory,
    PersonFactory,
    ReferralFactory,
    document,
)

pytestmark = pytest.mark.usefixtures("clock")
WHEN = dt.datetime(2026, 6, 3, 10, tzinfo=dt.UTC)


@pytest.fixture
def team(app):
    return TeamFactory()


@pytest.fixture
def lead(as_role, team):
    return as_role(Role.TEAM_LEAD, team_id=team.id)


def made(team, many, **values):
    for _ in range(many):
        ReferralFactory(team_id=team.id, received_at=WHEN, **values)


def page(browser, **asked):
    answer = browser.get("/insight/numbers", query_string=asked)
    assert answer.status_code == 200
    return answer.text


def cells(browser, **asked):
    answer = browser.get("/insight/numbers.csv", query_string=asked)
    rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    return {row[0]: row[1:] for row in rows if row}


def test_a_lead_sees_what_became_of_their_team_s_referrals(lead, team):
    made(team, 7, status=ReferralStatus.ACCEPTED)
    made(team, 5, status=ReferralStatus.DECLINED_BY_PERSON, heard_offer=True)
    made(team, 1, status=ReferralStatus.IN_ERROR)
    found = cells(lead, by="source")
    assert found["referrals came in"][0] == "12"
    assert found["people were offered a link worker"][0] == "12"
    assert found["The person themselves"][:3] == ["12", "12", "7"]


def test_another_team_s_are_not_counted(lead, team):
    made(TeamFactory(), 9, status=ReferralStatus.ACCEPTED)
    made(team, 6, status=ReferralStatus.ACCEPTED)
    assert cells(lead)["referrals came in"][0] == "6"


def test_small_numbers_are_hidden_with_those_that_would_give_them_away(lead, team):
    made(team, 20, source=ReferralSource.SELF)
    made(team, 30, source=ReferralSource.PROFESSIONAL)
    made(team, 2, source=ReferralSource.LETTER)
    found = cells(lead, by="source")
    assert found["A letter or a form on paper"][0] == "Too few to show"
    assert found["The person themselves"][0] == "Too few to show"
    assert found["Everybody"][0] == "52"


def test_an_analyst_sees_everybody_rounded_and_no_number_below_ten(as_role, team):
    made(team, 13)
    made(TeamFactory(), 14)
    analyst = as_role(Role.ANALYST)
    assert cells(analyst)["referrals came in"][0] == "25"
    made(team, 1, source=ReferralSource.LETTER)
    assert "Marek" not in page(analyst, by="source")
    assert cells(analyst, by="source")["A letter or a form on paper"][0] == "Too few to show"


def test_an_analyst_gets_no_quarters_to_subtract_from_the_year(as_role, team):
    made(team, 20)
    analyst = as_role(Role.ANALYST)
    assert "Quarter" not in page(analyst)
    assert analyst.get("/insight/numbers?quarter=1").status_code == 404


def test_a_lead_can_look_at_one_quarter(lead, team):
    made(team, 6)
    assert cells(lead, quarter=1)["referrals came in"][0] == "6"
    assert cells(lead, quarter=2)["referrals came in"][0] == "0"


@pytest.mark.parametrize(
    "by",
    ["deprivation", "area", "need", "group", "age", "sex", "ethnicity", "disability", "carer", "religion"],
)
def test_every_breakdown_can_be_shown(lead, team, by):
    made(team, 6, document=dict(document(groups=["frailty"], equality={"sex": "female", "condition": "no"})))
    assert "Everybody" in page(lead, by=by)


def test_those_who_would_rather_not_say_are_not_those_who_were_not_asked(lead, team):
    made(team, 6, document=dict(document(equality={"sex": "not-said"})))
    made(team, 7)
    found = cells(lead, by="sex")
    assert (found["Prefer not to say"][0], found["Not asked"][0]) == ("6", "7")


def test_a_person_in_two_rows_stands_in_both(lead, team):
    made(team, 8, document=dict(document(concerns=["money", "lonely"])))
    found = cells(lead, by="need")
    assert found["Feeling lonely or cut off"][0] == found["Everybody"][0] == "8"


def test_a_known_person_counts_by_where_they_live(lead, team):
    made(team, 6, person_id=PersonFactory(imd_decile=1).id)
    assert cells(lead, by="deprivation")["Poorest tenth"][0] == "6"


def test_waits_are_counted_in_working_days(lead, team):
    for _ in range(5):
        CaseFactory(
            team_id=team.id, waiting_since=WHEN, opened_at=WHEN, started_at=WHEN + dt.timedelta(days=7)
        )
    found = cells(lead)
    assert found["until the first talk"][0] == "5 days"
    assert found["people met a link worker"][0] == "5"


def test_introductions_and_what_people_say_of_them_are_two_numbers(lead, team):
    case = CaseFactory(team_id=team.id)
    for helped in ["yes"] * 6 + ["no"] * 5:
        IntroductionFactory(
            case=case, status="completed", helped=helped, created_at=WHEN, answered_at=WHEN, started_at=WHEN
        )
    found = cells(lead)
    assert found["were completed"][0] == "11"
    assert found["say that it helped"][0] == "55 in 100"


def test_change_is_from_the_first_answer_to_the_last(lead, team):
    for _ in range(5):
        case = CaseFactory(team_id=team.id)
        MeasureFactory(case=case, answers={"happy": 4}, answered_on=dt.date(2026, 5, 1))
        MeasureFactory(case=case, answers={"happy": "not-said"}, answered_on=dt.date(2026, 6, 1))
        MeasureFactory(case=case, answers={"happy": 7}, answered_on=dt.date(2026, 8, 1))
    assert cells(lead)["how happy they felt yesterday, of 10"][0] == "up 3"


def test_the_page_and_the_file_say_the_same(lead, team):
    made(team, 33, status=ReferralStatus.ACCEPTED)
    text = page(lead, by="source")
    assert all(
        f">{value[0]}<" in text for name, value in cells(lead, by="source").items() if name == "Everybody"
    )


def test_looking_and_taking_away_are_traced(lead, team):
    page(lead)
    cells(lead)
    actions = {row.action for row in db.session.query(AuditEvent)}
    assert actions >= {"numbers.seen", "numbers.exported"}


def test_the_number_of_statements_does_not_grow(lead, team, count_statements):
    made(team, 3)
    with count_statements() as few:
        page(lead, by="area")
    made(team, 30, person_id=PersonFactory().id)
    with count_statements() as many:
        page(lead, by="area")
    assert len(many) <= len(few) <= 24


def test_a_link_worker_sees_no_numbers_of_the_team(as_role, team):
    assert as_role(Role.LINK_WORKER, team_id=team.id).get("/insight/numbers").status_code == 403


@pytest.mark.parametrize("asked", ["by=shoes", "year=1066", "quarter=9", "year=soon"])
def test_what_there_is_not_is_not_found(lead, asked):
    assert lead.get(f"/insight/numbers?{asked}").status_code == 404


def test_no_figure_gives_away_what_the_table_hides(lead, team):
    made(team, 20, status=ReferralStatus.ACCEPTED)
    made(team, 2, status=ReferralStatus.DECLINED_BY_PERSON, heard_offer=True)
    made(team, 8, status=ReferralStatus.NOT_ACCEPTED)
    found = cells(lead, by="source")
    hidden = "Too few to show"
    assert found["Everybody"][2:6] == ["20", hidden, "0", hidden]
    assert found["referrals came in"][0] == "30"
    assert found["people were offered a link worker"][0] == found["were not accepted"][0] == hidden
