"""The facts of Help now as they stand: the newest version held here, else the file of the place folder."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import and_, func, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.help_facts import FactStep, FactWords, HelpFact
from app.gateways.help_facts import help_facts
from app.models.help_facts import HelpFactVersion
from app.models.people import Account

V = HelpFactVersion


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One fact as everybody reads it, and which version that is; 0 for the file's."""

    fact: HelpFact
    version: int = 0
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class PastFact:
    """One version of a fact, and who made it."""

    number: int
    step: FactStep
    fact: HelpFact
    put_back: int | None
    made_at: dt.datetime
    made_by: str


def current(root: Path, place: str) -> list[HeldFact]:
    """Every fact, in the order of the files. One statement."""
    newest = select(V.key, func.max(V.number).label("number")).group_by(V.key).subquery()
    rows = db.session.execute(
        select(V, Account.name)
        .join(newest, and_(V.key == newest.c.key, V.number == newest.c.number))
        .outerjoin(Account, Account.id == V.checked_by)
    )
    found: Mapping[str, tuple[HelpFactVersion, str | None]] = {row.key: (row, name) for row, name in rows}
    return [held_of(fact, *found.get(fact.key, (None, None))) for fact in help_facts(root, place)]


def held_of(file: HelpFact, row: HelpFactVersion | None, name: str | None) -> HeldFact:
    if row is None:
        return HeldFact(file)
    fact = fact_of(file, row)
    is_theirs = row.checked_on is not None and fact.checked == row.checked_on
    return HeldFact(fact, row.number, (name or "") if is_theirs else "")


def fact_of(file: HelpFact, row: HelpFactVersion) -> HelpFact:
    """As everybody reads it. A check of the file's words says nothing of others the file has since."""
    if row.follows_file and words_of(file, row) != file.words:
        return file
    return fact_then(file, row)


def fact_then(file: HelpFact, row: HelpFactVersion) -> HelpFact:
    """As it stood when that version was made."""
    words = words_of(file, row)
    if row.follows_file and words == file.words:
        return file.checked_again(row.checked_on)
    return file.said_again(words, row.checked_on)


def words_of(file: HelpFact, row: HelpFactVersion) -> FactWords:
    """What a row says, whichever release wrote it: the file says what it lacks; what nobody knows is left."""
    held = stored(file.words)
    return FactWords(**{name: row.words.get(name, words) for name, words in held.items()})


def stored(words: FactWords) -> dict[str, Any]:
    """As a row keeps them."""
    return {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in asdict(words).items()
    }


def file_of(root: Path, place: str, key: str) -> HelpFact:
    """The fact as its file has it. Raises: NotThereError."""
    fact = next((one for one in help_facts(root, place) if one.key == key), None)
    if fact is None:
        raise NotThereError
    return fact


def one(root: Path, place: str, key: str) -> HeldFact:
    """Raises: NotThereError."""
    file, row = file_of(root, place, key), newest(key)
    return HeldFact(fact_of(file, row), row.number) if row else HeldFact(file)


def newest(key: str) -> HelpFactVersion | None:
    return db.session.scalars(select(V).where(V.key == key).order_by(V.number.desc()).limit(1)).one_or_none()


def history(root: Path, place: str, key: str) -> list[PastFact]:
    """Every version, the newest first. Raises: NotThereError."""
    file = file_of(root, place, key)
    rows = db.session.execute(
        select(V, Account.name)
        .outerjoin(Account, Account.id == V.made_by)
        .where(V.key == key)
        .order_by(V.number.desc())
    )
    return [
        PastFact(row.number, row.step, fact_then(file, row), row.put_back, row.made_at, name or "")
        for row, name in rows
    ]


def version(key: str, number: int) -> HelpFactVersion | None:
    return db.session.scalars(select(V).where(V.key == key, V.number == number)).one_or_none()


def version_of(key: str, number: int) -> HelpFactVersion:
    """Raises: NotThereError."""
    row = version(key, number)
    if row is None:
        raise NotThereError
    return row


def id_of(key: str) -> uuid.UUID:
    """What the trace calls a fact: the same for the same key everywhere."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"help-fact:{key}")
