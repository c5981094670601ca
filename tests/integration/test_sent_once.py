"""A referral that is sent many times at the same moment is one referral, acknowledged once.

Eight browsers with one draft press "send" together. GINNEL_KEYS says for how many drafts (1000 is the full
trial).
"""

from __future__ import annotations

import os
import uuid
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.messages import MessageKind
from app.domain.viewer import ANONYMOUS
from app.extensions import limiter
from app.models.audit import AuditEvent
from app.models.messages import Message
from app.models.persons import JourneyDraft
from app.models.referrals import HistoryEvent, Referral
from app.operations import journey_drafts
from app.queries import audit_chain
from app.web import tokens
from tests.together import at_once, browser

KEYS = int(os.environ.get("GINNEL_KEYS") or 40)
PRESSES = 8
COOKIE = "ginnel-get-help"
ANSWERS = {
    "who": {"who": "me"},
    "name": {"given": "Marek", "family": "Zielonka", "preferred": ""},
    "born": {"born": "1944-02-04"},
    "home": {"home": "given", "postcode": "LS9 7UF"},
    "doctor": {"practice": "", "nhs_number": ""},
    "ways": {"ways": ["email"]},
    "details": {"email": "marek@people.example", "leave_message": "no", "safe_times": "", "never": ""},
    "matters": {"concerns": ["lonely"], "words": "I used to walk to the market."},
    "talk": {"english": "yes"},
    "risks": {"risks": "none-known", "words": ""},
    "agree": {"contact": "yes", "record": "yes", "feedback": "no"},
}


def drafts(many: int) -> dict[uuid.UUID, tuple[str, str]]:
    """Id of a draft -> the token in its cookie, and what its page of answers carries. Commits."""
    begun = [journey_drafts.begin("get-help", ANSWERS, by=ANONYMOUS, language="en") for _ in range(many)]
    db.session.commit()
    rows = db.session.scalars(select(JourneyDraft)).all()
    by_hash = {row.token_hash: row for row in rows}
    held = {by_hash[journey_drafts.token_hash(token)].id: token for token in begun}
    bodies = {row.id: journey_drafts.body_of(row) for row in rows}
    db.session.rollback()
    return {id_: (token, bodies[id_]) for id_, token in held.items()}


@pytest.fixture
def form_token(app, clock, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    with app.test_request_context():
        token = tokens.form_token()
    db.session.rollback()
    return token


def counted(column, *where):
    return Counter(
        dict(db.session.execute(select(column, func.count()).where(*where).group_by(column)).all())
    )


def test_eight_presses_of_send_are_one_referral_and_one_acknowledgement(app, form_token):
    held = drafts(KEYS)
    answers = Counter()
    for cookie, body in held.values():
        data = {tokens.FIELD: form_token, "body": body}
        presses = [
            partial(browser(app, COOKIE, cookie).post, "/get-help/send", data=data) for _ in range(PRESSES)
        ]
        answers.update((answer.status_code, answer.location) for answer in at_once(presses))
    db.session.rollback()
    once = dict.fromkeys(held, 1)
    assert answers == {(303, "/get-help/sent"): KEYS * PRESSES}
    assert counted(Referral.id) == once
    assert counted(JourneyDraft.referral_id) == once
    assert counted(HistoryEvent.subject_id) == once
    assert counted(AuditEvent.object_id, AuditEvent.action == "referral.received") == once
    told = counted(Message.key, Message.kind == MessageKind.REFERRAL_RECEIVED)
    assert told == {f"referral-received:{id_}:person": 1 for id_ in held}
    assert audit_chain.broken() == []
