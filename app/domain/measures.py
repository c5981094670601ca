"""Measures: the ONS wellbeing and loneliness questions, our goal score, and a slot for licensed ones.

Source: referrals.md 6.
"""

from __future__ import annotations

from enum import StrEnum


class MeasureKind(StrEnum):
    ONS4 = "ons4"
    LONELINESS = "loneliness"
    GOALS = "goals"
    LICENSED = "licensed"
    SERVICE = "service"
    """Was the social prescribing service any good for them?"""


class MeasureMoment(StrEnum):
    START = "start"
    REVIEW = "review"
    END = "end"


class AskedHow(StrEnum):
    WORKER = "worker"
    PAPER = "paper"
    OWN_LINK = "own-link"
