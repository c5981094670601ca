"""When a worry that was heard has waited too long: it is to be looked at on the day it was heard."""

from __future__ import annotations

import datetime as dt

from app.domain.engagement import AlertState

ASK_AGAIN_AT = dt.time(7)
"""On the morning after, everybody who may answer is told, once."""


def is_late(state: AlertState, heard_on: dt.date, today: dt.date) -> bool:
    """Has nobody looked by the end of the same day, or is it not done by the end of the next?"""
    days = (today - heard_on).days
    return (state is AlertState.OPEN and days > 0) or (state is AlertState.SEEN and days > 1)
