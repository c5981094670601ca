"""The words that listings use, counted for "did you mean"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select

from app.database import db
from app.models.search import SearchDocument, SearchWord
from app.operations.index_rows import put_rows
from app.operations.projection import Projection

LONGEST_WORD = 60


def words_of(made: Projection) -> set[str]:
    if not made.is_listed:
        return set()
    words = made.words
    return countable(" ".join((words.title, words.keywords, words.summary, words.body)))


def countable(text: str) -> set[str]:
    return {word for word in text.split() if 3 <= len(word) <= LONGEST_WORD and not word.isdigit()}


def words_held(numbers: Sequence[int]) -> Iterator[str]:
    for row in db.session.execute(
        select(
            SearchDocument.title, SearchDocument.keywords, SearchDocument.summary, SearchDocument.body
        ).where(SearchDocument.number.in_(numbers))
    ):
        yield from countable(" ".join(row))


def correct_words(words: Counter[str]) -> None:
    changed = {word: by for word, by in words.items() if by}
    if not changed:
        return
    held = dict(
        db.session.execute(
            select(SearchWord.word, SearchWord.listings).where(SearchWord.word.in_(changed))
        ).all()
    )
    db.session.execute(delete(SearchWord).where(SearchWord.word.in_(changed)))
    counts = {word: held.get(word, 0) + by for word, by in changed.items()}
    put_rows(SearchWord, ({"word": word, "listings": count} for word, count in counts.items() if count > 0))


def count_again() -> None:
    db.session.execute(delete(SearchWord))
    counts: Counter[str] = Counter()
    rows = db.session.execute(
        select(
            SearchDocument.title, SearchDocument.keywords, SearchDocument.summary, SearchDocument.body
        ).execution_options(yield_per=2000)
    )
    for row in rows:
        counts.update(countable(" ".join(row)))
    put_rows(SearchWord, ({"word": word, "listings": count} for word, count in counts.items()))
