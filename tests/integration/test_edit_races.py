"""Two people change the same thing at the same moment: one is told, and nothing is written over unseen.

GINNEL_RACES says how often (200 is the full trial).
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from functools import partial

import pytest

from app.database import db
from app.domain.case import CaseStatus
from app.domain.plan import PlanList
from app.domain.plan_parts import part_of, record_of
from app.domain.roles import Role
from app.extensions import limiter
from app.models.cases import Case
from app.models.persons import Person
from app.models.referrals import HistoryEvent
from app.queries import audit_chain
from app.queries.plans import document_of, latest
from app.web.sessions import cookie_name
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory
from tests.together import at_once, browser

RACES = int(os.environ.get("GINNEL_RACES") or 20)
HIDDEN = re.compile(r'name="(form_token|version|mark)" (?:type="hidden" )?value="([^"]*)"')
GOAL = "0000000a"
PAGES = {
    "details": "details",
    "words of the plan": "plan/words/important",
    "goal": f"plan/goals/{GOAL}",
    "rest": "hold",
}
"""What two change -> its page. A fresh case has no plan yet: the first to write makes it."""


def typed(what: str, words: str) -> dict[str, object]:
    """The form of the page, filled in by one of the two."""
    return {
        "details": {"given_name": words, "family_name": "Zielonka", "home": "given", "address": words},
        "words of the plan": {"words": words},
        "goal": {"words": words, "status": "not-started"},
        "rest": {"why": "away", "until": ["1", "12", "2026"], "note": words},
    }[what]


def kept(what: str, case: Case) -> list[str]:
    """What stands there now."""
    if what == "details":
        person = db.session.get_one(Person, case.person_id, populate_existing=True)
        return [person.given_name, person.address or ""]
    if what == "rest":
        moves = db.session.query(HistoryEvent).filter_by(subject_id=case.id, action="hold")
        return [str(move.note) for move in moves]
    document = document_of(latest(case.id))
    if what == "goal":
        return [(record_of(document, PlanList.GOALS, GOAL) or {"words": ""})["words"]]
    return [part_of(document, "about.important")]


def hidden(page: str) -> Mapping[str, str]:
    return dict(HIDDEN.findall(page))


@pytest.fixture
def two(app, as_role, monkeypatch, clock):
    """A link worker and their lead, each with a browser."""
    monkeypatch.setattr(limiter, "enabled", False)
    team = TeamFactory().id
    signed = [as_role(role, team_id=team) for role in (Role.LINK_WORKER, Role.TEAM_LEAD)]
    with app.app_context():
        name = cookie_name()
    cookies = [one.get_cookie(name, domain="localhost").value for one in signed]
    return team, signed[0].account, [browser(app, name, cookie) for cookie in cookies]


def test_of_two_who_change_the_same_one_is_told_and_none_is_written_over(two):
    team, worker, browsers = two
    silent, seen = [], dict.fromkeys(PAGES, 0)
    for turn in range(RACES):
        what = list(PAGES)[turn % len(PAGES)]
        case = CaseFactory(worker_id=worker.id, team_id=team, status=CaseStatus.ACTIVE)
        db.session.commit()
        at = f"/cases/{case.id}/{PAGES[what]}"
        words = [f"Words of {who}, race {turn}" for who in ("the worker", "the lead")]
        forms = [
            {**hidden(one.get(at).text), **typed(what, said)}
            for one, said in zip(browsers, words, strict=True)
        ]
        answers = at_once(
            [partial(one.post, at, data=form) for one, form in zip(browsers, forms, strict=True)]
        )
        statuses = [answer.status_code for answer in answers]
        assert sorted(statuses) == [303, 409], (turn, what, statuses)
        won, lost = statuses.index(303), statuses.index(409)
        db.session.rollback()
        if set(kept(what, case)) != {words[won]}:
            silent.append((turn, what, kept(what, case)))
        assert words[lost] in html.unescape(answers[lost].text), (turn, what, "what was typed is gone")
        seen[what] += 1
    assert silent == []
    assert min(seen.values()) >= RACES // len(PAGES)
    assert audit_chain.broken() == []
