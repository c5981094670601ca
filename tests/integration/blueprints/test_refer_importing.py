"""A file of many: a dry run makes no referral, then it is in, once. Given = new + already here + refused."""

import io

import pytest

from app.database import db
from app.domain.referral import ReferralSource
from app.domain.referral_rows import COLUMNS
from app.domain.roles import Role
from app.domain.spreadsheet_cells import csv_lines
from app.extensions import limiter
from app.models.audit import AuditEvent
from app.models.referrals import Referral, ReferralImport
from tests.factories import TeamFactory
from tests.people import post

ROW = {
    "given_name": "Halina",
    "family_name": "Nowak",
    "born_on": "02/05/1944",
    "nhs_number": "",
    "phone": "0113 496 0417",
    "email": "",
    "address": "",
    "postcode": "LS9 7UF",
    "channels": "phone",
    "trusted": "",
    "leave_message": "yes",
    "interpreter": "Polish",
    "practice": "Beck Side Surgery",
    "concerns": "lonely; money",
    "reason": "Her husband died in May.",
    "agreed": "spoken",
    "why_not": "",
    "risks": "none",
    "is_urgent": "no",
    "referrer_name": "Sam Ali",
    "referrer_service": "Beck Side Surgery",
    "referrer_contact": "sam@surgery.example",
    "referred_on": "20/11/2026",
}


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


@pytest.fixture
def lead(as_role):
    return as_role(Role.TEAM_LEAD)


def file_of(*rows, columns=COLUMNS):
    written = csv_lines([COLUMNS[one] for one in columns], ([row[one] for one in columns] for row in rows))
    return "".join(written).encode()


def upload(client, data, name="many.csv"):
    return post(client, "/referrals/import", file=(io.BytesIO(data), name))


def report():
    held = db.session.query(ReferralImport).order_by(ReferralImport.made_at.desc()).first()
    db.session.refresh(held)
    return held.report


def test_empty_file_has_every_heading(lead):
    sent = lead.get("/referrals/import/referrals.csv")
    assert all(f'"{words}"' in sent.text for words in COLUMNS.values())


def test_dry_run_makes_no_referral_and_says_what_would_come(lead, clock):
    rows = [
        ROW,
        {**ROW, "given_name": "Jan"},
        {**ROW, "given_name": "Ewa", "phone": "ring Jan", "born_on": "2/5/2044"},
    ]
    shown = lead.get(upload(lead, file_of(*rows)).location)
    assert db.session.query(Referral).count() == 0
    for words in ("Bring in 2 referrals", "letters in this phone number", "in the future", "Date of birth"):
        assert words in shown.text
    assert "ring Jan" not in str(report()) and report()["refused"] == 1


def test_brought_in_twice_is_brought_in_once_with_one_line_in_the_trace(lead, clock):
    location = upload(lead, file_of(ROW, {**ROW, "given_name": "Jan"}, {**ROW, "given_name": "Jan"})).location
    for _ in range(2):
        assert post(lead, location, do="apply").status_code == 303
    assert report() | {"faults": []} == {
        "given": 3,
        "new": 2,
        "already_here": [4],
        "refused": 0,
        "faults": [],
    }
    made = db.session.query(Referral).all()
    assert {one.source for one in made} == {ReferralSource.IMPORT} and len(made) == 2
    assert db.session.query(AuditEvent).filter_by(action="referral.received").count() == 0
    assert db.session.query(AuditEvent).filter_by(action="referral-import.brought-in").count() == 1
    assert db.session.query(ReferralImport).one().rows is None


def test_same_file_again_does_not_double_and_a_later_day_is_another_referral(lead, clock):
    post(lead, upload(lead, file_of(ROW)).location, do="apply")
    clock.move(seconds=60)
    again = upload(lead, file_of(ROW, {**ROW, "referred_on": "21/11/2026"})).location
    post(lead, again, do="apply")
    assert (report()["new"], report()["already_here"]) == (1, [2])
    assert db.session.query(Referral).count() == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choose a file"),
        (b"First name,Last name\r\nHalina,Nowak\r\n", "lacks these columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "We cannot read this file"),
    ],
)
def test_file_that_is_none_is_refused_in_words(lead, data, said):
    refused = upload(lead, data)
    assert refused.status_code == 422 and said in refused.text


def test_too_many_rows_are_refused(lead):
    many = file_of(*({**ROW, "given_name": f"Halina{number}"} for number in range(501)))
    assert "more than 500 rows" in upload(lead, many).text


def test_formula_in_a_cell_stays_text(lead, clock):
    formula = '=HYPERLINK("http://x.example")'
    post(lead, upload(lead, file_of({**ROW, "reason": formula})).location, do="apply")
    assert db.session.query(Referral).one().document["reason"] == formula


def test_thrown_away_leaves_nothing_but_its_counts(lead, clock):
    location = upload(lead, file_of(ROW)).location
    post(lead, location, do="throw-away")
    post(lead, location, do="apply")
    assert db.session.query(Referral).count() == 0 and report()["given"] == 1


def test_another_teams_file_is_not_there_and_is_traced(lead, as_role):
    location = upload(lead, file_of(ROW)).location
    other = as_role(Role.TEAM_LEAD, team_id=TeamFactory().id)
    assert other.get(location).status_code == 404
    assert post(other, location, do="apply").status_code == 404
    assert db.session.query(AuditEvent).filter_by(action="referral-import.refused").count() == 2


def test_link_worker_may_not_import(as_role):
    assert as_role(Role.LINK_WORKER).get("/referrals/import").status_code == 403
