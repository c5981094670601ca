"""Drafts of journeys: kept 14 days, opened by whom they belong to, closed once."""

import datetime as dt

import pytest

from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.viewer import ANONYMOUS, Viewer
from app.models.persons import JourneyDraft
from app.operations import journey_drafts
from app.queries.journey_drafts import draft_by_code, draft_of
from tests.factories import AccountFactory
from tests.factories_connect import JourneyDraftFactory, ReferralFactory

pytestmark = pytest.mark.usefixtures("clock", "db_session")


def begun(by=ANONYMOUS):
    token = journey_drafts.begin("get-help", {"who": {"who": "me"}}, by=by, language="en")
    return token, draft_of("get-help", token, account=by.account_id)


def test_token_opens_its_own_journey_alone():
    token, draft = begun()
    assert draft.answers == {"who": {"who": "me"}}
    assert draft_of("refer", token) is None
    assert draft_of("get-help", "") is None
    assert token not in (draft.token_hash, draft.code_hash)


def test_draft_of_an_account_is_opened_by_nobody_else():
    token, draft = begun(Viewer(account_id=AccountFactory().id))
    assert draft is not None
    assert draft_of("get-help", token) is None
    assert draft_of("get-help", token, account=AccountFactory().id) is None


def test_every_answer_keeps_it_14_days_more(clock):
    token, draft = begun()
    clock.move(days=10)
    journey_drafts.write(draft, "name", {"given": "Marek"})
    clock.move(days=13)
    assert draft_of("get-help", token) is not None
    clock.move(days=2)
    assert draft_of("get-help", token) is None


def test_code_works_until_the_next_one_is_made():
    _token, draft = begun()
    first = journey_drafts.make_code(draft, by=ANONYMOUS)
    second = journey_drafts.make_code(draft, by=ANONYMOUS)
    assert draft_by_code("get-help", first) is None
    assert draft_by_code("get-help", second).id == draft.id
    assert draft_by_code("refer", second) is None and draft_by_code("get-help", "") is None


def test_closed_draft_holds_nothing_and_takes_nothing():
    token, draft = begun()
    code = journey_drafts.make_code(draft, by=ANONYMOUS)
    body = journey_drafts.body_of(draft)
    journey_drafts.close(draft, ReferralFactory(id=draft.id).id)
    assert (draft.answers, draft.body_hash) == (None, body)
    assert draft_by_code("get-help", code) is None and draft_of("get-help", token) is not None
    for act in (
        lambda: journey_drafts.write(draft, "name", {}),
        lambda: journey_drafts.make_code(draft, by=ANONYMOUS),
        lambda: journey_drafts.forget(draft, by=ANONYMOUS),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_purge_takes_what_is_over_and_leaves_the_rest():
    moment = dt.datetime(2026, 12, 8, 10, tzinfo=dt.UTC)
    over = JourneyDraftFactory(expires_at=moment)
    left = JourneyDraftFactory(expires_at=moment + dt.timedelta(seconds=1))
    assert over.id != left.id
    journey_drafts.purge(now=moment)
    assert [one.id for one in db.session.query(JourneyDraft)] == [left.id]
