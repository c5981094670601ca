"""Say that a fact of Help now is still right, put it right, put it back. Each is a version with a trace."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.help_facts import FactStep, FactWords, HelpFact, without_old_languages
from app.domain.viewer import Viewer
from app.models.help_facts import HelpFactVersion
from app.operations import audit
from app.queries import help_facts as queries


def check(key: str, *, version: int, by: Viewer) -> HelpFactVersion:
    """Somebody rang or looked today, and it is still right. Twice is as once. Raises: StaleError."""
    held = queries.newest(key)
    is_done = held and held.step is FactStep.CHECKED and held.checked_on == clock.today()
    if held and is_done and held.made_by == by.account_id and version in (held.number, held.number - 1):
        return held
    words = dict(held.words) if held else {}
    return _add(held, key, FactStep.CHECKED, words, clock.today(), version=version, by=by)


def correct(
    file: HelpFact, words: FactWords, *, same_meaning: bool, version: int, by: Viewer
) -> HelpFactVersion:
    """It says this from now on, and whoever wrote it has looked today. Raises: StaleError.

    `same_meaning`: only how the English says it changed, so that the other languages stay.
    """
    held = queries.newest(file.key)
    was = held if held is None or held.number == version else queries.version(file.key, version)
    if not same_meaning:
        words = without_old_languages(words, queries.fact_of(file, was).words if was else file.words)
    kept = queries.stored(words)
    if held and held.made_by == by.account_id and held.number == version + 1 and held.words == kept:
        return held
    return _add(held, file.key, FactStep.CORRECTED, kept, clock.today(), version=version, by=by)


def put_back(key: str, number: int, *, version: int, by: Viewer) -> HelpFactVersion:
    """It says again what it said in that version, with the day it was checked then. 0: as its file does.

    Raises: NotThereError, StaleError.
    """
    old = queries.version_of(key, number) if number else None
    held = queries.newest(key)
    if held and held.step is FactStep.PUT_BACK and held.put_back == number and held.number == version + 1:
        return held
    words, checked = (dict(old.words), old.checked_on) if old else ({}, None)
    return _add(held, key, FactStep.PUT_BACK, words, checked, version=version, by=by, put_back=number)


def _add(
    held: HelpFactVersion | None,
    key: str,
    step: FactStep,
    words: dict[str, object],
    checked_on: dt.date | None,
    *,
    version: int,
    by: Viewer,
    put_back: int | None = None,
) -> HelpFactVersion:
    """Raises: StaleError, also where somebody was quicker by a moment."""
    if (held.number if held else 0) != version:
        raise StaleError
    made = HelpFactVersion(
        id=uuid.uuid4(),
        key=key,
        number=version + 1,
        step=step,
        words=words,
        checked_on=checked_on,
        put_back=put_back,
        made_at=clock.now(),
        made_by=by.account_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:
        raise StaleError from None
    audit.record(by, f"help-fact.{step.value}", of=("help-fact", queries.id_of(key)))
    return made
