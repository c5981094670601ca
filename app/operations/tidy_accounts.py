"""What time does to accounts: old sessions and codes go, and an account nobody uses is shut."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, or_, select

from app import clock
from app.database import db
from app.domain import second_factor
from app.domain.viewer import SYSTEM
from app.models.people import Account, BrowserSession, UsedCode
from app.operations import accounts

SESSIONS_KEPT = dt.timedelta(days=30)
"""After their end, for whoever has to find out what happened."""

UNUSED_FOR = dt.timedelta(days=90)
"""Nobody signed in for so long: perhaps they have left, and nobody said so."""


def forget_past() -> None:
    """Drop sessions that are long over, and the steps of codes that no clock shows any more."""
    before = clock.now() - SESSIONS_KEPT
    db.session.execute(
        delete(BrowserSession)
        .where(or_(BrowserSession.ends_at < before, BrowserSession.ended_at < before))
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        delete(UsedCode)
        .where(UsedCode.step < second_factor.step_at(clock.now()) - 10 * second_factor.DRIFT)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def shut_unused() -> int:
    """Shut accounts that were not used for 90 days; how many. An administrator opens them again."""
    before = clock.now() - UNUSED_FOR
    unused = db.session.scalars(
        select(Account).where(
            Account.disabled_at.is_(None),
            Account.is_demo.is_(False),
            Account.last_seen_on < before,
            Account.modified_at < before,  # one that was opened again has its time
        )
    ).all()
    for account in unused:
        accounts.disable(account, by=SYSTEM)
    return len(unused)
