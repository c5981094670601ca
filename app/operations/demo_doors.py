"""What the other invented accounts find when they sign in: introductions to answer, referrals of their own.

And what a lead has to look at twice: a referral that fits no rule, and people who may be one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from app.domain import demo_accounts
from app.domain.case import CaseStatus
from app.domain.introduction import IntroductionStatus
from app.domain.referral import ReferralMethod, ReferralSource, ReferralStatus
from app.domain.roles import Role
from app.models.cases import Case
from app.models.referrals import Referral
from app.operations.demo_accounts import some_organizations
from app.operations.demo_introductions import add_introduction
from app.operations.demo_lives import Crew, Life, Stage
from app.operations.demo_openings import open_case, waiting
from app.queries import accounts

S, C, N = ReferralStatus, CaseStatus, IntroductionStatus

ANSWERED = ((N.SENT, 40, 38), (N.ACCEPTED, 60, 50), (N.STARTED, 75, 55), (N.COMPLETED, 150, 60))
"""How it stands -> how many days ago they asked, and how many days later it was sent."""
REFERRED: tuple[tuple[ReferralStatus | CaseStatus, int], ...] = (
    (S.RECEIVED, 1),
    (S.INFO_NEEDED, 4),
    (S.NOT_ACCEPTED, 25),
    (C.WAITING, 12),
    (C.ACTIVE, 50),
)
"""How it stands -> how many days ago it was sent."""
ALIKE = ("Haigh", "Haig")
"""Two spellings that sound the same."""


def add(stage: Stage, crew: Crew, lives: Iterator[Life], numbers: Iterator[int]) -> int:
    """All of it; how many referrals that is. `crew`: whose lead finds people who look alike."""
    found = some_organizations()
    many = 0
    if found:
        many += for_provider(stage, lives, numbers, found[0])
        many += for_referrer(lives, numbers, found[-1])
    return many + without_team(lives) + look_alikes(crew, lives, numbers)


def for_provider(stage: Stage, lives: Iterator[Life], numbers: Iterator[int], organization: uuid.UUID) -> int:
    """One introduction in each state that an organisation works with."""
    slug = next(slug for slug, row in stage.listings.items() if row[1] == organization)
    for at, (outcome, days_ago, sent) in enumerate(ANSWERED):
        life = next(lives)
        life.days_ago = days_ago
        open_case(life, C.ACTIVE, at, next(numbers))
        worker = life.rows.held[Case][-1]["worker_id"]
        add_introduction(life, slug, outcome, sent, worker)
    return len(ANSWERED)


def for_referrer(lives: Iterator[Life], numbers: Iterator[int], organization: uuid.UUID) -> int:
    """Sent by the invented referrer, as far as each has come."""
    account = accounts.by_email(demo_accounts.email_of(Role.REFERRER))
    for at, (status, days_ago) in enumerate(REFERRED):
        life = next(lives)
        life.days_ago = days_ago
        if isinstance(status, CaseStatus):
            open_case(life, status, at, next(numbers))
        else:
            waiting(life, status)
        referral(life).update(
            source=ReferralSource.PROFESSIONAL,
            method=ReferralMethod.SECURE_MESSAGE,
            referrer_account_id=account.id if account else None,
            referrer_organization_id=organization,
            referrer_name=demo_accounts.NAMES[Role.REFERRER],
            referrer_contact=demo_accounts.email_of(Role.REFERRER),
        )
    return len(REFERRED)


def without_team(lives: Iterator[Life]) -> int:
    """Two that fit no rule of routing: any lead may give them to a team."""
    for days_ago in (1, 2):
        life = next(lives)
        life.days_ago = days_ago
        waiting(life, S.RECEIVED)
        referral(life).update(team_id=None, routed_by="", practice_id=None)
    return 2


def look_alikes(crew: Crew, lives: Iterator[Life], numbers: Iterator[int]) -> int:
    """Twice the same person, as they may be, with a case each; and a referral of theirs a third time."""
    for at, days_ago in enumerate((90, 35, 1)):
        life = next(lives)
        life.crew, life.days_ago = crew, days_ago
        life.given, life.family, life.born = "Maureen", ALIKE[at % len(ALIKE)], "1951-03-09"
        if days_ago > 1:
            open_case(life, C.ACTIVE, at + 1, next(numbers))
        else:
            waiting(life, S.RECEIVED)
    return 3


def referral(life: Life) -> dict[str, Any]:
    """Of this life, as it will be written."""
    return next(row for row in life.rows.held[Referral] if row["id"] == life.referral_id)
