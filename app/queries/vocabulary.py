"""Our vocabulary as editors left it. Every process has their words two seconds later at most."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from app.database import compact_json, db
from app.domain.vocabulary import Edit, Vocabulary, edited
from app.gateways import search_index, vocabulary_file
from app.models.directory import ServiceTerm, TaxonomyTerm
from app.models.stewardship import TermEdit

_held: WeakKeyDictionary[Engine, tuple[bytes, Path, Vocabulary]] = WeakKeyDictionary()


def current(root: Path) -> Vocabulary:
    """The file's words and the editors' over them. No statement, as long as the index was asked lately."""
    try:
        packed = search_index.recent().packed_edits
    except DBAPIError:  # there are no tables yet
        return vocabulary_file.of_root(root)
    held = _held.get(db.engine)
    if held is None or held[0] != packed or held[1] != root:
        held = (packed, root, edited(vocabulary_file.of_root(root), _unpacked(packed)))
        _held[db.engine] = held
    return held[2]


def committed(root: Path) -> Vocabulary:
    """The same from the table itself, aside from the session: whoever asks may be about to begin writing."""
    with db.engine.connect() as own:
        return edited(vocabulary_file.of_root(root), _edits(own))


def in_session(root: Path) -> Vocabulary:
    """The same with what this transaction has changed."""
    return edited(vocabulary_file.of_root(root), edits())


def edits() -> dict[str, Edit]:
    return _edits(db.session.connection())


def _edits(connection: Connection) -> dict[str, Edit]:
    found = connection.execute(select(TermEdit.code, TermEdit.labels, TermEdit.synonyms, TermEdit.hidden))
    return {code: _edit(labels, typed, hidden) for code, labels, typed, hidden in found}


def packed() -> bytes:
    """The edits as the search index carries them to every process."""
    return compact_json(
        {key: [one.labels, one.typed, one.hidden] for key, one in sorted(edits().items())}
    ).encode()


def edit_of(code: str) -> TermEdit | None:
    return db.session.get(TermEdit, code, populate_existing=True)


def carrying(code: str) -> list[uuid.UUID]:
    """The listings that carry a term."""
    return list(
        db.session.scalars(
            select(ServiceTerm.service_id)
            .join(TaxonomyTerm, TaxonomyTerm.id == ServiceTerm.term_id)
            .where(TaxonomyTerm.code == code)
            .order_by(ServiceTerm.service_id)
        )
    )


def _unpacked(packed: bytes) -> dict[str, Edit]:
    return {key: _edit(*values) for key, values in json.loads(packed or b"{}").items()}


def _edit(labels: Mapping[str, Any], typed: Mapping[str, Any], hidden: bool) -> Edit:
    return Edit(
        {language: str(words) for language, words in labels.items()},
        {language: tuple(map(str, words)) for language, words in typed.items()},
        bool(hidden),
    )
