"""Editing our own words: what a term is called, what people type for it, whether it is offered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import update

from app import clock
from app.database import db
from app.domain.errors import NotThereError, StaleError
from app.domain.places import Place, said
from app.domain.viewer import Viewer
from app.domain.vocabulary import Edit, Vocabulary
from app.models.directory import TaxonomyTerm
from app.models.stewardship import TermEdit
from app.operations import audit, index
from app.operations.index import Ground
from app.operations.vocabulary import NAMESPACE
from app.queries import vocabulary as queries


def edit(
    code: str,
    wanted: Edit,
    *,
    by: Viewer,
    place: Place,
    root: Path,
    file: Vocabulary,
    version: int,
) -> None:
    """Make a term say this. `version`: of the edit as the form was opened, 0 where there was none.

    Listings that carry it are found by its new words in the same transaction; every process reads them when
    it next looks at the index. Raises: NotThereError for no term of ours; StaleError.
    """
    if code not in file.terms:
        raise NotThereError
    index.open_version()
    row = queries.edit_of(code)
    if (row.version if row else 0) != version:
        raise StaleError
    before = Edit(dict(row.labels), dict(row.synonyms), row.hidden) if row else Edit({}, {})  # type: ignore[arg-type]
    if row is None:
        row = TermEdit(code=code, version=0)
        db.session.add(row)
    row.labels, row.synonyms, row.hidden = dict(wanted.labels), _lists(wanted.typed), wanted.hidden
    row.edited_at, row.edited_by = clock.now(), by.account_id
    row.version += 1
    db.session.flush()
    now = queries.in_session(root)
    db.session.execute(
        update(TaxonomyTerm)
        .where(TaxonomyTerm.id == uuid.uuid5(NAMESPACE, code))
        .values(name=said(now.terms[code].label, "en"))
    )
    audit.record(
        by,
        "term.edited",
        of=("term", uuid.uuid5(NAMESPACE, code)),
        fields={
            "labels": (dict(before.labels), dict(wanted.labels)),
            "typed": (dict(before.typed), dict(wanted.typed)),
            "hidden": (before.hidden, wanted.hidden),
        },
    )
    renamed = dict(before.labels) != dict(wanted.labels)
    index.index(queries.carrying(code) if renamed else [], Ground(place, now))


def _lists(typed: Mapping[str, Sequence[str]]) -> dict[str, object]:
    return {language: list(words) for language, words in typed.items() if words}
