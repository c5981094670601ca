"""Say that a fact of Help now is still right, put it right, put it back. Each is a version with a trace."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.help_facts import FactStep, FactWords, HelpFact, without_old_languages
from app.domain.viewer import Viewer
from app.models.help_facts import HelpFactVersion
from app.operations import audit
from app.queries import help_facts as queries


@dataclass(frozen=True, slots=True)
class Looked:
    """Who rang or looked last, and on which day."""

    on: dt.date | None = None
    by: uuid.UUID | None = None


def check(file: HelpFact, *, version: int, by: Viewer) -> HelpFactVersion:
    """Somebody rang or looked today, and it is still right. Twice is as once. Raises: StaleError."""
    held = queries.newest(file.key)
    words = queries.stored(queries.fact_of(file, held).words if held else file.words)
    is_done = held and held.step is FactStep.CHECKED and held.checked_on == clock.today()
    is_same = held and held.words == words and version in (held.number, held.number - 1)
    if held and is_done and is_same and held.made_by == by.account_id:
        return held
    follows, looked = held is None or held.follows_file, _today(by)
    return _add(
        held, file.key, FactStep.CHECKED, words, looked=looked, follows=follows, version=version, by=by
    )


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
    looked = _today(by)
    return _add(
        held, file.key, FactStep.CORRECTED, kept, looked=looked, follows=False, version=version, by=by
    )


def put_back(file: HelpFact, number: int, *, version: int, by: Viewer) -> HelpFactVersion:
    """It says again what it said in that version, checked when and by whom it was then. 0: as its file does.

    Raises: NotThereError, StaleError.
    """
    old = queries.version_of(file.key, number) if number else None
    held = queries.newest(file.key)
    if held and held.step is FactStep.PUT_BACK and held.put_back == number and held.number == version + 1:
        return held
    words = dict(old.words) if old else queries.stored(file.words)
    follows = old is None or (old.follows_file and queries.words_of(file, old) == file.words)
    looked = Looked(old.checked_on, old.checked_by) if old else Looked()
    return _add(
        held,
        file.key,
        FactStep.PUT_BACK,
        words,
        looked=looked,
        follows=follows,
        version=version,
        by=by,
        put_back=number,
    )


def _today(by: Viewer) -> Looked:
    return Looked(clock.today(), by.account_id)


def _add(
    held: HelpFactVersion | None,
    key: str,
    step: FactStep,
    words: dict[str, object],
    *,
    looked: Looked,
    follows: bool,
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
        follows_file=follows,
        checked_on=looked.on,
        checked_by=looked.by,
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
