"""The second store of journeys: answers ride signed in the page. No cookie, and no draft with us.

Source: decisions.md 3, docs/adr/0015. What is signed is the id of the submission, when it began and
what was answered, so that a double click or the button "back" of the browser sends once.
It is signed and not sealed: the page holds what its own reader typed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app import clock
from app.domain.online_say import QUICKEST, SIGNED_FOR

FIELD = "carried"


@dataclass(frozen=True, slots=True)
class Carried:
    """What one page carries."""

    submission: uuid.UUID
    began: dt.datetime
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def with_answer(self, name: str, values: Mapping[str, Any]) -> Carried:
        return replace(self, answers={**self.answers, name: dict(values)})

    @property
    def is_hasty(self) -> bool:
        """Was it quicker than anybody types? A clock that stands still tells nothing."""
        return dt.timedelta(0) < clock.now() - self.began < QUICKEST


def minted() -> Carried:
    return Carried(uuid.uuid4(), clock.now())


def packed(salt: str, carried: Carried) -> str:
    """For a hidden field of the page."""
    began = carried.began.isoformat()
    return str(signer(salt).dumps([carried.submission.hex, began, carried.answers]))


def unpacked(salt: str, text: str) -> Carried | None:
    """What a page carried; None where we did not sign it for this. One too old is signed again as it is."""
    try:
        submission, began, answers = signer(salt).loads(text)
    except BadData:
        return None
    carried = Carried(uuid.UUID(submission), dt.datetime.fromisoformat(began), answers)
    is_old = clock.now() - carried.began > SIGNED_FOR
    return replace(carried, began=clock.now()) if is_old else carried


def signer(salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt=f"carried {salt}")
