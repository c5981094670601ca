"""The blueprint of rounds, and how its pages open one."""

from __future__ import annotations

import uuid

from flask import Blueprint, request

from app.domain.errors import NotThereError
from app.models.coding_rounds import CodingRound
from app.operations import audit
from app.queries import rounds as queries
from app.web.opening import opened
from app.web.viewer import viewer

bp = Blueprint("rounds", __name__, url_prefix="/insight/rounds")


def opened_round(round_id: uuid.UUID) -> CodingRound:
    """Raises: NotThereError."""
    try:
        return queries.round_for(round_id)
    except NotThereError:
        audit.refused(viewer(), "coding-round.refused", of=("coding-round", round_id))
        raise


def opened_to_code(round_id: uuid.UUID) -> CodingRound:
    """The round, for one of its coders, the look traced. Raises: NotThereError, also for others."""

    def find() -> CodingRound:
        found = queries.round_for(round_id)
        if not is_coder(found):
            raise NotThereError
        return found

    return opened("coding-round", round_id, find, part="code")


def is_coder(one: CodingRound) -> bool:
    return any(row.account_id == viewer().account_id for row in one.coders)


def id_asked(name: str) -> uuid.UUID | None:
    return id_of(request.values.get(name))


def id_of(value: str | None) -> uuid.UUID | None:
    """None for none, and for what is no id."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


def ids_sent(name: str) -> list[uuid.UUID]:
    return [one for value in request.form.getlist(name) if (one := id_of(value))]
