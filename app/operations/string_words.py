"""Words of another language for a string of ours, brought by a translator, and said by every process."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from app import clock
from app.database import db
from app.domain import translating
from app.domain.errors import StaleError
from app.domain.translating import Source
from app.domain.viewer import Viewer
from app.models.translations import BroughtWords
from app.operations import audit, index, index_bitmaps
from app.queries import translations as queries


class WrongWordsError(ValueError):
    """Words that would break a page: whoever asks should have looked."""


def keep(
    source: Source,
    language: str,
    forms: Sequence[str],
    *,
    wanted: int,
    is_checked: bool,
    version: int,
    by: Viewer,
) -> BroughtWords:
    """Say it so from now on. `version`: of what stood there when the form was opened, 0 for the file's.

    Raises: StaleError, WrongWordsError.
    """
    index.open_version()
    held = queries.row(language, source.digest)
    if (held.version if held else 0) != version:
        raise StaleError
    moment = clock.now()
    made = put(source, language, forms, held, wanted=wanted, at=moment, by=by)
    if is_checked:
        made.checked_at, made.checked_by = moment, by.account_id
    spread()
    audit.record(
        by, "words.checked" if is_checked else "words.brought", of=("words", made.id), scope=language
    )
    return made


def put(
    source: Source,
    language: str,
    forms: Sequence[str],
    held: BroughtWords | None,
    *,
    wanted: int,
    at: dt.datetime,
    by: Viewer,
) -> BroughtWords:
    tidy = [translating.tidied(source, form) for form in forms]
    if next(translating.faults(source, tidy, wanted), None):
        raise WrongWordsError(source.digest)
    if held is None:
        held = BroughtWords(id=uuid.uuid4(), language=language, digest=source.digest)
        db.session.add(held)
    held.context, held.english, held.plural = source.context, source.english, source.plural
    if held.forms != tidy:
        held.forms = tidy
        held.checked_at = held.checked_by = None
    held.made_at, held.made_by = at, by.account_id
    return held


def spread() -> None:
    """Every process looks at the index before it answers, and reads the words again when this is new."""
    db.session.flush()
    index_bitmaps.put("brought", uuid.uuid4().hex.encode())
    index.close_version(index.open_version())
