"""What is known already: past statements and what past activities found, ranked by the words they share.

A topic counts most, then each word; then what is newer. Nothing is weighed that cannot be said in a sentence.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.alike import Alike

TOPIC_WEIGHT, WORD_WEIGHT = 3, 1
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Source:
    """Something that was said or found."""

    title: str
    words: str
    said_on: dt.date
    from_whom: str
    topics: tuple[str, ...] = ()
    activity_id: uuid.UUID | None = None
    """None for a statement."""
    number: int = 0
    slug: str = ""
    """Both of a statement."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known, and why it is shown."""

    source: Source
    weight: int
    topics: tuple[str, ...]
    """Its topics that are asked about."""
    words: tuple[str, ...]
    """Words of its text that are, as they stand there."""


def ranked(asked: str | Iterable[str], sources: Sequence[Source], alike: Alike) -> list[Known]:
    """Best first; those that share nothing are left out."""
    texts = [asked] if isinstance(asked, str) else list(asked)
    wanted = {key for text in texts for key in (*alike.said(text), *alike.keys(text))}
    found = [one for one in (weighed(source, wanted, alike) for source in sources) if one.weight]
    return sorted(found, key=lambda one: (-one.weight, -one.source.said_on.toordinal(), one.source.title))


def weighed(source: Source, wanted: set[str], alike: Alike) -> Known:
    topics = tuple(topic for topic in source.topics if wanted & {*alike.keys(topic), *alike.said(topic)})
    text = f"{source.title} {source.words}"
    said = alike.said(text)
    words = tuple(as_written(said[key], text) for key in said if key in wanted)
    return Known(source, TOPIC_WEIGHT * len(topics) + WORD_WEIGHT * len(words), topics, words)


def as_written(words: str, text: str) -> str:
    """Folded words as they stand in a text: with the apostrophe of `children's`."""
    pattern = r"\W+".join(r"['’]?".join(map(re.escape, word)) for word in words.split())
    found = re.search(pattern, text, re.IGNORECASE)
    return found[0] if found else words
