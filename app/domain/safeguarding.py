"""Kinds of worry about somebody's safety. Source: Care Act 2014 guidance, kinds of abuse and neglect."""

from __future__ import annotations

from enum import StrEnum


class WorryKind(StrEnum):
    DOMESTIC_ABUSE = "domestic-abuse"
    PHYSICAL = "physical"
    EMOTIONAL = "emotional"
    SEXUAL = "sexual"
    MONEY = "money"
    EXPLOITATION = "exploitation"
    DISCRIMINATION = "discrimination"
    ORGANISATION = "organisation"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self-neglect"
    SELF_HARM = "self-harm"
    CHILD = "child"
    OTHER = "other"


class PersonTold(StrEnum):
    """Does the person know that the worry was passed on?"""

    YES = "yes"
    NO = "no"
    """It would put somebody at risk to tell them; why stands in the words."""
