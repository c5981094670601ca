"""A file of words that a translator brings in, and takes back while nobody has changed its words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from app import clock
from app.database import db
from app.domain import translating
from app.domain.errors import NotAllowedError, StaleError
from app.domain.translating import Source
from app.domain.viewer import Viewer
from app.models.translations import BroughtFile, BroughtWords, WordsBefore
from app.operations import audit, index, string_words
from app.queries import brought_files as queries
from app.queries import translations


class ChangedSinceError(StaleError):
    """Words of the file were changed or checked since it came."""

    def __init__(self, digests: Sequence[str]) -> None:
        super().__init__()
        self.digests = digests


def bring(
    given: Sequence[tuple[Source, Sequence[str]]], language: str, *, wanted: int, by: Viewer
) -> BroughtFile | None:
    """The words of a file, none of them checked yet. None where nothing is new. Raises: WrongWordsError."""
    index.open_version()
    held = translations.rows(language)
    new = [(source, forms) for source, forms in given if is_new(source, forms, held.get(source.digest))]
    if not new:
        return None
    moment = clock.now()
    file = BroughtFile(
        id=uuid.uuid4(),
        language=language,
        many=len(new),
        brought_at=moment,
        brought_by=by.account_id,
    )
    db.session.add(file)
    db.session.flush()
    for source, forms in new:
        before = kept_before(file.id, source.digest, held.get(source.digest))
        made = string_words.put(
            source, language, forms, held.get(source.digest), wanted=wanted, at=moment, by=by
        )
        before.brought = list(made.forms)
        db.session.add(before)
    string_words.spread()
    audit.record(by, "words.imported", of=("words-file", file.id), scope=language, count=len(new))
    return file


def is_new(source: Source, forms: Sequence[str], held: BroughtWords | None) -> bool:
    """So that the same file sent twice is brought in once."""
    return held is None or held.forms != [translating.tidied(source, form) for form in forms]


def kept_before(file_id: uuid.UUID, digest: str, held: BroughtWords | None) -> WordsBefore:
    return WordsBefore(
        file_id=file_id,
        digest=digest,
        forms=list(held.forms) if held else [],
        made_at=held.made_at if held else None,
        made_by=held.made_by if held else None,
        checked_at=held.checked_at if held else None,
        checked_by=held.checked_by if held else None,
    )


def take_back(file_id: uuid.UUID, language: str, *, by: Viewer) -> None:
    """Say again what was said before the last file. Twice is as once.

    Raises: NotThereError; NotAllowedError where it is not the last; ChangedSinceError.
    """
    index.open_version()
    file = queries.file(file_id, language)
    if file.taken_back_at is not None:
        return
    last = queries.last(language)
    if last is None or last.id != file.id:
        raise NotAllowedError
    held = translations.rows(language)
    before = queries.before(file_id)
    if changed := [one.digest for one in before if not is_as_brought(held.get(one.digest), one, file)]:
        raise ChangedSinceError(changed)
    for one in before:
        put_back(held[one.digest], one)
    file.taken_back_at, file.taken_back_by = clock.now(), by.account_id
    string_words.spread()
    audit.record(by, "words.taken-back", of=("words-file", file.id), scope=language, count=len(before))


def is_as_brought(held: BroughtWords | None, before: WordsBefore, file: BroughtFile) -> bool:
    """Does the string still stand as the file left it?"""
    return (
        held is not None
        and held.forms == before.brought
        and held.checked_at is None
        and held.made_at == file.brought_at
    )


def put_back(held: BroughtWords, before: WordsBefore) -> None:
    if not before.forms or before.made_at is None:
        db.session.delete(held)
        return
    held.forms, held.made_at, held.made_by = list(before.forms), before.made_at, before.made_by
    held.checked_at, held.checked_by = before.checked_at, before.checked_by
