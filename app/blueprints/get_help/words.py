"""What somebody may want help with, in the words they would use themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.domain.referral import Concern

CONCERNS: Mapping[Concern, Any] = {
    Concern.LONELY: _l("Feeling lonely"),
    Concern.BEREAVEMENT: _l("Losing somebody who died"),
    Concern.LOW_MOOD: _l("Feeling low or worried"),
    Concern.MONEY: _l("Money or debts"),
    Concern.BENEFITS: _l("Benefits"),
    Concern.HOUSING: _l("Where I live"),
    Concern.FOOD_FUEL: _l("Enough food, or a warm home"),
    Concern.WORK_TRAINING: _l("Work, learning or volunteering"),
    Concern.CARING: _l("Looking after somebody"),
    Concern.LONG_TERM_CONDITION: _l("Living with an illness"),
    Concern.ACTIVITY_WEIGHT: _l("Moving more, or my weight"),
    Concern.DRUGS_ALCOHOL: _l("Drink or drugs"),
    Concern.DOMESTIC_ABUSE: _l("Somebody at home hurts, frightens or controls me"),
    Concern.IMMIGRATION: _l("The right to stay in this country"),
    Concern.DIGITAL: _l("Phones, computers and the internet"),
    Concern.TRANSPORT: _l("Getting about"),
    Concern.PARENTING: _l("Being a parent"),
    Concern.OTHER: _l("Something else"),
}

CONCERNS_OF_ANOTHER: Mapping[Concern, Any] = {
    **CONCERNS,
    Concern.HOUSING: _l("Where they live"),
    Concern.ACTIVITY_WEIGHT: _l("Moving more, or their weight"),
    Concern.DOMESTIC_ABUSE: _l("Somebody at home hurts, frightens or controls them"),
}

HINTS: Mapping[Concern, Any] = {
    Concern.DOMESTIC_ABUSE: _l("Seen by very few people. You can leave the next pages with one press."),
}
