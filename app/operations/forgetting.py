"""What readers tell us is forgotten by one rule: words after a year, addresses 30 days after the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, or_, select, update

from app.database import db
from app.domain.reports import EMAIL_LASTS, WORDS_LAST


def forget(told: type[Any], reach: Mapping[str, None], *, now: dt.datetime, may_go: Any = True) -> int:
    """Empty old words, and the columns of `reach` where the answer is old; how many had words.

    `told`: a table with `words`, `reported_at` and `answered_at`. `may_go`: which answers were the last.
    """
    is_old = told.reported_at < now - WORDS_LAST
    many = db.session.scalar(select(func.count()).select_from(told).where(is_old, told.words != "")) or 0
    change(told, is_old & (told.words != ""), {"words": ""})
    is_answered = (told.answered_at < now - EMAIL_LASTS) & may_go
    is_held = or_(*(getattr(told, name).is_not(None) for name in reach))
    change(told, is_held & (is_answered | is_old), reach)
    db.session.flush()
    return many


def change(told: type[Any], wanted: Any, values: Mapping[str, object]) -> None:
    db.session.execute(
        update(told).where(wanted).values(**values).execution_options(synchronize_session=False)
    )
