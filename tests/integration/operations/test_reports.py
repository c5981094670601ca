import uuid

import pytest
from sqlalchemy import select, text

from app import clock as app_clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.listing import CheckedBy, ReportReason, Status
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.stewardship import ReportOutcome, ReportStatus
from app.domain.viewer import Grant, Viewer
from app.jobs import reports as job
from app.models.directory import ListingReport, Service
from app.models.messages import Message
from app.models.search import ListingProjection
from app.models.stewardship import ListingCare
from app.operations import checks, index, listings, reports
from app.operations.index import Ground, ground
from app.queries import reports as queries
from tests.factories import AccountFactory, ServiceFactory

R = ReportReason


@pytest.fixture
def here(app) -> Ground:
    return ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.fixture
def listing(here, clock) -> Service:
    made = ServiceFactory(name="Kettle On", email="bev@beckside.example")
    index.index([made.id], here)
    db.session.commit()
    return made


@pytest.fixture
def editor(app) -> Viewer:
    return Viewer(account_id=AccountFactory().id, grants=(Grant(Role.DIRECTORY_EDITOR),))


def say(listing: Service, here: Ground, reason: R = R.CLOSED, source: str = "", **more: str) -> ListingReport:
    made = reports.report(
        listing.id, reason=reason, language="en", ground=here, source=source or uuid.uuid4().hex, **more
    )
    db.session.commit()
    return made


def care(listing: Service) -> ListingCare:
    db.session.expire_all()
    return listings.care_of(listing.id)


def projected(listing: Service) -> ListingProjection:
    db.session.expire_all()
    return db.session.scalars(
        select(ListingProjection).where(ListingProjection.service_id == listing.id)
    ).one()


def told(kind: MessageKind) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.made_at)))


def run_daily() -> None:
    job.run({})
    db.session.commit()


def test_one_reader_who_says_it_twice_counts_once_and_warns_nobody(listing, here) -> None:
    for words in ("Shut", "Still shut", "I mean it"):
        say(listing, here, source="203.0.113", words=words)
    assert care(listing).closed_reports == 1
    assert "closed_reports" not in projected(listing).card


def test_two_readers_warn_others_and_jump_the_queue(listing, here) -> None:
    say(listing, here, source="203.0.113")
    say(listing, here, source="198.51.100")
    kept = care(listing)
    assert (kept.closed_reports, kept.warned_at) == (2, app_clock.now())
    assert kept.priority >= 100
    assert projected(listing).card["closed_reports"] == 2 and projected(listing).is_listed


def test_other_reasons_warn_nobody(listing, here) -> None:
    for reason in (R.TIME, R.FULL, R.ACCESS, R.OTHER, R.RIGHT):
        for _ in range(3):
            say(listing, here, reason)
    assert care(listing).closed_reports == 0


def test_listing_is_hidden_only_when_nobody_checked_for_thirty_days(listing, here, clock) -> None:
    say(listing, here)
    clock.move(days=20)
    say(listing, here)
    clock.move(days=30, seconds=-1)
    run_daily()
    assert projected(listing).is_listed, "the 30 days run from the second reader, not from the first"
    clock.move(seconds=1)
    run_daily()
    assert not projected(listing).is_listed
    assert care(listing).hidden_at == app_clock.now()


def test_check_takes_the_warning_away_and_brings_a_hidden_listing_back(listing, here, clock, editor) -> None:
    say(listing, here)
    say(listing, here)
    clock.move(days=31)
    run_daily()
    checks.mark(listing.id, by=editor, checked_by=CheckedBy.ORGANISER, ground=here)
    db.session.commit()
    assert projected(listing).is_listed and "closed_reports" not in projected(listing).card
    clock.move(days=60)
    run_daily()
    assert projected(listing).is_listed, "what was said before the check counts no more"


def test_check_within_the_thirty_days_keeps_it_listed(listing, here, clock, editor) -> None:
    say(listing, here)
    say(listing, here)
    clock.move(days=29)
    checks.mark(listing.id, by=editor, checked_by=CheckedBy.ORGANISER, ground=here)
    db.session.commit()
    clock.move(days=5)
    run_daily()
    assert projected(listing).is_listed


def test_words_and_address_after_a_tap_belong_to_it(listing, here, clock) -> None:
    tapped = say(listing, here, source="203.0.113")
    clock.move(minutes=5)
    added = say(listing, here, source="203.0.113", words="A sign says so", email="pat@beckside.example")
    assert added.id == tapped.id
    assert (added.words, added.email) == ("A sign says so", "pat@beckside.example")


def test_words_of_another_reader_are_a_report_of_their_own(listing, here) -> None:
    say(listing, here, source="203.0.113")
    say(listing, here, source="198.51.100", words="Shut")
    assert len(db.session.scalars(select(ListingReport)).all()) == 2


def test_organiser_is_told_once_a_day_and_never_of_praise(listing, here, clock) -> None:
    say(listing, here, R.RIGHT)
    assert told(MessageKind.LISTING_REPORTED) == []
    say(listing, here, R.TIME)
    say(listing, here, R.CLOSED)
    clock.move(days=1)
    say(listing, here, R.TIME)
    messages = told(MessageKind.LISTING_REPORTED)
    assert [one.recipient for one in messages] == ["bev@beckside.example"] * 2
    assert messages[0].parameters is not None and messages[0].parameters["token"]


def test_address_is_sealed_and_thanked_once_a_day(listing, here) -> None:
    for _ in range(3):
        say(listing, here, email="sentinel@beckside.example", words="Shut")
    stored = db.session.execute(text("SELECT email, source_hash FROM listing_report")).all()
    assert all(b"sentinel" not in bytes(row.email) for row in stored)
    assert len(told(MessageKind.REPORT_RECEIVED)) == 1


def answer(listing: Service, editor: Viewer, here: Ground, outcome: ReportOutcome, **more: object) -> int:
    number = reports.answer(
        listing, outcome, **({"seen": app_clock.now(), "words": "Thank you."} | more), by=editor, ground=here
    )
    db.session.commit()
    return number


@pytest.mark.parametrize("outcome", list(ReportOutcome))
def test_whole_group_is_answered_at_once_and_who_asked_is_told(listing, here, editor, outcome) -> None:
    say(listing, here, email="pat@beckside.example")
    say(listing, here, words="Shut", email="sam@beckside.example")
    say(listing, here)
    assert answer(listing, editor, here, outcome) == 3
    messages = told(MessageKind.REPORT_ANSWERED)
    assert sorted(str(one.recipient) for one in messages) == ["pat@beckside.example", "sam@beckside.example"]
    assert all(one.parameters and one.parameters["outcome"] == outcome for one in messages)
    assert care(listing).closed_reports == 0 and "closed_reports" not in projected(listing).card
    rows = db.session.scalars(select(ListingReport)).all()
    assert {(row.status, row.outcome, row.answered_by) for row in rows} == {
        (ReportStatus.DONE, outcome, editor.account_id)
    }
    assert queries.queue(editor) == []


def test_answer_closed_takes_the_page_off_the_list(listing, here, editor) -> None:
    say(listing, here)
    answer(listing, editor, here, ReportOutcome.CLOSED)
    db.session.refresh(listing)
    assert listing.status is Status.DEFUNCT and not projected(listing).is_listed


def test_answer_after_asking_the_organiser_counts_as_a_check(listing, here, editor) -> None:
    say(listing, here, R.TIME)
    answer(listing, editor, here, ReportOutcome.WAS_RIGHT, checked=True)
    db.session.refresh(listing)
    assert (listing.checked_on, listing.checked_by) == (app_clock.today(), CheckedBy.ORGANISER)


def test_report_that_came_after_the_page_was_opened_stays_open(listing, here, editor, clock) -> None:
    say(listing, here, R.TIME)
    seen = app_clock.now()
    clock.move(minutes=2)
    late = say(listing, here, R.ACCESS)
    assert answer(listing, editor, here, ReportOutcome.WAS_RIGHT, seen=seen) == 1
    db.session.refresh(late)
    assert late.status is ReportStatus.OPEN


def test_second_answer_to_the_same_reports_is_refused(listing, here, editor) -> None:
    say(listing, here, R.TIME)
    answer(listing, editor, here, ReportOutcome.WAS_RIGHT)
    with pytest.raises(StaleError):
        answer(listing, editor, here, ReportOutcome.PUT_RIGHT)
    assert told(MessageKind.REPORT_ANSWERED) == []


def test_source_is_forgotten_after_thirty_days_and_the_warning_stays(listing, here, clock) -> None:
    say(listing, here, source="203.0.113")
    made = say(listing, here, source="198.51.100")
    assert made.source_hash and "198" not in made.source_hash[:8]
    clock.move(days=30, seconds=1)
    run_daily()
    db.session.refresh(made)
    assert made.source_hash == "" and care(listing).closed_reports == 2


@pytest.mark.parametrize(("days", "kept"), [(30, True), (30.001, False)])
def test_address_is_forgotten_thirty_days_after_the_answer(listing, here, editor, clock, days, kept) -> None:
    made = say(listing, here, R.TIME, email="pat@beckside.example")
    clock.move(days=100)
    run_daily()
    db.session.refresh(made)
    assert made.email == "pat@beckside.example", "they still wait for an answer"
    answer(listing, editor, here, ReportOutcome.PUT_RIGHT)
    clock.move(days=days)
    run_daily()
    db.session.refresh(made)
    assert (made.email is not None) is kept


def test_queue_goes_by_risk_and_then_by_age(listing, here, editor, clock) -> None:
    older, doubted = ServiceFactory(), ServiceFactory()
    say(older, here, R.FULL)
    clock.move(days=1)
    say(listing, here, R.FULL)
    clock.move(days=1)
    for _ in range(2):
        say(doubted, here)
    assert [group.service_id for group in queries.queue(editor)] == [doubted.id, older.id, listing.id]
    (first, *_) = queries.queue(editor)
    assert first.reasons == {R.CLOSED: 2} and first.wanting_answer == 0


def test_queue_is_nobodys_without_the_permission(listing, here) -> None:
    say(listing, here)
    assert queries.queue(Viewer()) == []
    assert queries.queue(Viewer(grants=(Grant(Role.PROVIDER, listing.organization_id),))) == []


def test_tap_that_says_it_is_right_waits_for_nobody(listing, here, editor) -> None:
    say(listing, here, R.RIGHT)
    assert queries.queue(editor) == []
    say(listing, here, R.RIGHT, words="But the door is round the back", source="other")
    assert [group.name for group in queries.queue(editor)] == ["Kettle On"]


def test_card_needs_no_more_statements_for_the_warning(listing, here, count_statements) -> None:
    with count_statements() as calm:
        index.index([listing.id], here)
    for _ in range(2):
        say(listing, here)
    with count_statements() as doubted:
        index.index([listing.id], here)
    assert len(doubted) == len(calm)
