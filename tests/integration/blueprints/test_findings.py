"""A findings report: begun from published results, written, published, read by everybody."""

import pytest

from app import clock as now
from app.database import db
from app.domain.insight import ReleaseStatus, StatementStatus
from app.domain.roles import Role
from app.models.answers import Report, ReportQuote
from app.models.conversations import Point
from app.models.insight import PointCheck, QuoteMark
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, ReleaseFactory, frame_with, release_document
from tests.people import post


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def release(app):
    version = frame_with("Buses", "Company")
    event = EventFactory(name="Market Hall")
    made = ReleaseFactory(event_id=event.id, frame_version_id=version.id, document=release_document())
    db.session.commit()
    return made


def quotable(release, words="A bus after six, please", **how):
    """A good quote of the event that may be shown, but for what `how` takes away."""
    made = ConversationFactory(
        event_id=release.event_id, said={"better": words}, may_quote=how.get("may_quote", "yes")
    )
    point = made.points[0]
    first, second = AccountFactory(), AccountFactory()
    db.session.add(QuoteMark(point_id=point.id, marked_at=now.now()))
    db.session.add(
        PointCheck(
            point_id=point.id,
            decided=[],
            first_by=first.id,
            first_at=now.now(),
            second_by=second.id if how.get("by_two", True) else None,
            second_at=now.now() if how.get("by_two", True) else None,
        )
    )
    db.session.commit()
    return point


def begun(client, release):
    answer = post(client, "/insight/findings", release=release.id)
    assert answer.status_code == 303
    return answer.headers["Location"]


def written(client, address, **more):
    fields = {"version": "1", "title": "What Market Hall said", "summary": "Buses matter.\n\nSo do benches."}
    return post(client, address, **{**fields, "shown": ["areas", "statements"], **more})


def test_a_report_is_begun_once_from_published_results(officer, release):
    assert "Market Hall" in officer.get("/insight/findings").text
    assert begun(officer, release) == begun(officer, release)
    assert db.session.query(Report).one().status is StatementStatus.DRAFT


def test_results_that_are_not_published_make_no_report(officer, release):
    release.status = ReleaseStatus.DRAFT
    db.session.commit()
    answer = post(officer, "/insight/findings", release=release.id)
    assert "said=not-published" in answer.headers["Location"]
    assert post(officer, "/insight/findings", release="x").status_code == 404


def test_what_is_written_stands_in_it_and_only_the_team_sees_a_draft(officer, release, client):
    address = begun(officer, release)
    answer = written(officer, address, next="Come back in May.")
    page = officer.get(answer.headers["Location"]).text
    assert "So do benches." in page and "Come back in May." in page and "Only the team sees this" in page
    report = db.session.query(Report).one()
    assert client.get(f"/findings/{report.slug}").status_code == 404
    post(officer, f"{address}/publish", version=report.version)
    page = client.get(f"/findings/{report.slug}").text
    assert "Buses matter." in page and "What is done about it" in page and "Communities" not in page
    assert "What Market Hall said" in client.get("/findings").text
    db.session.refresh(report)
    post(officer, f"{address}/take-back", version=report.version)
    assert client.get(f"/findings/{report.slug}").status_code == 404


def test_only_quotes_that_may_be_shown_are_offered_and_kept(officer, release):
    good = quotable(release)
    refused = quotable(release, "Never ask me again", may_quote="no")
    unchecked = quotable(release, "Nobody looked at this", by_two=False)
    address = begun(officer, release)
    page = officer.get(address).text
    assert "A bus after six, please" in page
    assert "Never ask me again" not in page and "Nobody looked at this" not in page
    shown = written(officer, address, quotes=[str(one.id) for one in (good, refused, unchecked)])
    assert [one.words for one in db.session.query(ReportQuote)] == ["A bus after six, please"]
    assert "A bus after six, please" in officer.get(shown.headers["Location"]).text


def test_a_quote_stands_under_its_theme_and_goes_with_its_point(officer, release):
    point = quotable(release)
    code = release.document["themes"][0]["code_id"]
    version = frame_with("Trains", is_default=False)
    CodingFactory(point_id=point.id, code_id=version.entries[0].code_id, version_id=version.id)
    db.session.commit()
    address = begun(officer, release)
    written(officer, address, quotes=[str(point.id)])
    assert db.session.query(ReportQuote).one().code_id is None and code
    db.session.delete(db.session.get(Point, point.id))
    db.session.flush()
    assert db.session.query(ReportQuote).count() == 0


def test_a_stale_page_is_said_and_an_empty_title_too(officer, release):
    address = begun(officer, release)
    assert written(officer, address, title=" ").status_code == 422
    assert written(officer, address).status_code == 303
    page = written(officer, address, summary="Another tab")
    assert page.status_code == 409 and "Another tab" in page.text


def test_the_analyst_may_not_publish(as_role, release):
    assert as_role(Role.ANALYST).get("/insight/findings").status_code == 403
