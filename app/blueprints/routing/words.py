"""The way of a referral, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from app.domain.routing import Node, Route, Why

WHY: Mapping[Why, str] = {
    Why.PRACTICE: _l("The practice leads to this team."),
    Why.WARD: _l("The practice leads nowhere, so the place where they live decides."),
    Why.PRACTICE_AND_WARD: _l(
        "The practice leads to several teams. The place where they live leads to this one of them."
    ),
    Why.FIRST_BY_NAME: _l("Several teams fit as well. The first by name has it."),
    Why.NO_RULE: _l("No rule leads on from here. It would wait on the list of every lead."),
    Why.NOTHING_KNOWN: _l(
        "We know neither the practice nor the ward. It would wait on the list of every lead."
    ),
}


@dataclass(frozen=True, slots=True)
class Path:
    """What the page shows of one route."""

    steps: tuple[str, ...]
    team: str
    why: str
    others: tuple[str, ...]
    day: dt.date


def path(found: Route, names: Mapping[Node, str], day: dt.date) -> Path:
    return Path(
        steps=tuple(names.get(step, step.key) for step in found.steps),
        team=names.get(found.team, "") if found.team else "",
        why=str(WHY[found.why]),
        others=tuple(names.get(other, "") for other in found.others),
        day=day,
    )
