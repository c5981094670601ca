"""The search index inside a worker: bitmaps as plain integers, read once a version and thrown away whole.

Bit i is listing number i. A snapshot never changes, so threads share it; its caches are locked. Each engine
has its own, so that several applications in one process keep apart.
"""

from __future__ import annotations

import threading
import time
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from app.database import db
from app.domain.lru import Lru
from app.domain.words import stem
from app.gateways import search_index_postgresql, search_index_sqlite
from app.models.search import SearchBitmap, SearchVersion

BITS_OF = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
TEXT_BYTES = 24 * 1024 * 1024
CIRCLE_BYTES = 24 * 1024 * 1024
ANSWER_BYTES = 12 * 1024 * 1024
CARD_BYTES = 10 * 1024 * 1024
VIEW_BYTES = 8 * 1024 * 1024
ONE = ord("1")
TENS_A_ROOT = 1.1132e-3
"""From the root of a dialect's square to tens of metres."""
FAR = 65_535
"""Further than anything. Units: tens of metres."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The listings a word or phrase stands in, by the best place it stands: each within the next."""

    title: int = 0
    head: int = 0
    """Title, keywords or summary."""
    anywhere: int = 0
    beginning: int = 0
    """In the head, as the beginning of a longer word."""

    @property
    def size(self) -> int:
        return 200 + sum(
            bits.bit_length() // 7 for bits in (self.title, self.head, self.anywhere, self.beginning)
        )


@dataclass(frozen=True)
class Circle:
    """Listings within a distance of a point, nearest first."""

    bits: int
    numbers: array[int]
    away: array[int]
    """Indexed by listing number. Units: tens of metres; FAR when outside."""

    @property
    def size(self) -> int:
        return 200 + self.bits.bit_length() // 7 + 4 * len(self.numbers) + 2 * len(self.away)


class Dialect(Protocol):
    def matching(
        self, connection: Connection, words: Sequence[tuple[str, bool]]
    ) -> Iterable[tuple[int, int, Iterable[int]]]: ...

    def within(
        self, connection: Connection, latitude: int, longitude: int, metres: int
    ) -> Iterable[tuple[int, int]]: ...


DIALECTS: Mapping[str, Dialect] = {"sqlite": search_index_sqlite, "postgresql": search_index_postgresql}


@dataclass(eq=False)
class Snapshot:
    """One version of the index."""

    token: str
    bits: Mapping[str, int]
    packed_words: bytes
    packed_orders: Mapping[str, bytes]
    """By day: 64 bits for each time, in order: start and end in minutes of the day, listing number."""
    packed_edits: bytes = b""
    """What editors changed in the vocabulary, as JSON."""
    brought: bytes = b""
    """New with every word that a translator brings."""
    texts: Lru[str, Matches] = field(default_factory=lambda: Lru(TEXT_BYTES))
    circles: Lru[tuple[int, int, int], Circle] = field(default_factory=lambda: Lru(CIRCLE_BYTES))
    answers: Lru[Any, Any] = field(default_factory=lambda: Lru(ANSWER_BYTES))
    views: Lru[Any, Any] = field(default_factory=lambda: Lru(VIEW_BYTES))
    """What depends on the day and not on a search."""
    cards: Lru[Any, Any] = field(default_factory=lambda: Lru(CARD_BYTES))

    @cached_property
    def listed(self) -> int:
        return self.bits.get("listed:yes", 0)

    @cached_property
    def top(self) -> int:
        """One more than the highest listing number."""
        return self.listed.bit_length()

    @cached_property
    def words(self) -> Sequence[str]:
        """Every word that listings use, in order."""
        return self.packed_words.decode().split("\n")

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self.words)

    def knows(self, word: str) -> bool:
        """Some listing has this word, a form of it, or a longer word that begins so."""
        at = bisect_left(self.words, word)
        if at < len(self.words) and self.words[at].startswith(word):
            return True
        return stem(word) in self.stems

    def term(self, key: str) -> int:
        return self.bits.get(key, 0)

    def any_of(self, keys: Iterable[str]) -> int:
        bits = 0
        for key in keys:
            bits |= self.bits.get(key, 0)
        return bits

    def matching(self, words: Sequence[str]) -> dict[str, Matches]:
        """Where each word or phrase stands. One statement for all that are not held yet."""
        found = {word: held for word in words if (held := self.texts.get(word)) is not None}
        missing = [word for word in dict.fromkeys(words) if word not in found]
        if missing:
            levels = dict.fromkeys(((at, level) for at in range(len(missing)) for level in range(4)), 0)
            asked = [(word, " " not in word and stem(word) not in self.stems) for word in missing]
            for at, level, numbers in _dialect().matching(db.session.connection(), asked):
                levels[at, level] = bits_of(numbers, self.top) & self.listed
            for at, word in enumerate(missing):
                title, head, anywhere, beginning = (levels[at, level] for level in range(4))
                made = Matches(title, head | title, anywhere | head | title, beginning)
                found[word] = self.texts.put(word, made, made.size)
        return found

    def circle(self, latitude: int, longitude: int, metres: int) -> Circle:
        """Listings around a point. Units: degrees times 100,000."""
        key = (latitude, longitude, metres)
        held = self.circles.get(key)
        if held is None:
            held = self._draw(key)
            self.circles.put(key, held, held.size)
        return held

    def _draw(self, key: tuple[int, int, int]) -> Circle:
        near = [row for row in _dialect().within(db.session.connection(), *key) if row[1] < self.top]
        numbers = [number for _, number in near]
        tens = [min(int(square**0.5 * TENS_A_ROOT), FAR - 1) for square, _ in near]
        away = array("H", [FAR]) * (self.top + 1)
        do_all(map(away.__setitem__, reversed(numbers), reversed(tens)))  # of two places the nearer stays
        ordered = array("I", dict.fromkeys(numbers))
        return Circle(bits_of(ordered, self.top) & self.listed, ordered, away)

    def on_day(self, date: str, after: int = -1) -> Iterator[int]:
        """Listing numbers by the time they start that day, of what ends later than a minute of the day."""
        for entry in array("Q", self.packed_orders.get(date, b"")):
            if entry >> 32 & 0xFFF > after:
                yield entry & 0xFFFFFFFF

    def still_on(self, date: str, after: int) -> int:
        """The listings with a time that day that ends later than a minute of it."""
        return bits_of(self.on_day(date, after), self.top)


TOKEN = select(SearchVersion.__table__.c.token).where(SearchVersion.__table__.c.id == 1)

_held: WeakKeyDictionary[Engine, Snapshot] = WeakKeyDictionary()
_trust: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()
_until: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()
_asked: WeakKeyDictionary[Engine, float] = WeakKeyDictionary()
_lock = threading.Lock()

RECENT = 2.0
"""How old a snapshot may be for what may lag behind a moment. Units: seconds."""


def trust(engine: Engine, seconds: float) -> None:
    """For how long a snapshot is believed before its version is asked for again; at once where not said."""
    _trust[engine] = seconds


def look_again(engine: Engine) -> None:
    """Believe no snapshot without asking: this process is about to change the index."""
    with _lock:
        _until.pop(engine, None)
        _asked.pop(engine, None)


def snapshot() -> Snapshot:
    """The index as it stands, or stood a moment ago. One statement, and one more when it has changed."""
    engine = db.engine
    held = _held.get(engine)
    if held is not None and time.monotonic() < _until.get(engine, 0.0):
        return held
    token = db.session.connection().execute(TOKEN).scalar() or ""
    if held is None or held.token != token:
        held = _load()
    with _lock:
        _held[engine] = held
        _until[engine] = time.monotonic() + _trust.get(engine, 0.0)
        _asked[engine] = time.monotonic()
    return held


def recent() -> Snapshot:
    """The index as this process saw it a moment ago: for what is asked many times a page and may lag."""
    engine = db.engine
    held = _held.get(engine)
    if held is not None and time.monotonic() < _asked.get(engine, -RECENT) + RECENT:
        return held
    return snapshot()


def _load() -> Snapshot:
    """One statement, so that bitmaps and token belong together whatever the database's isolation."""
    rows = dict(db.session.execute(select(SearchBitmap.term, SearchBitmap.bits)).all())
    token, words = rows.pop("token", b"").decode(), rows.pop("words", b"")
    edits, brought = rows.pop("edits", b""), rows.pop("brought", b"")
    orders = {term[6:]: rows.pop(term) for term in list(rows) if term.startswith("order:")}
    bits = {term: int.from_bytes(packed, "little") for term, packed in rows.items()}
    return Snapshot(token, bits, words, orders, edits, brought)


def _dialect() -> Dialect:
    return DIALECTS[db.engine.dialect.name]


def bits_of(numbers: Iterable[int], size: int) -> int:
    """A bitmap of listing numbers below a size; the loops are C's."""
    flags, wanted = bytearray(b"0") * (size + 1), list(numbers)
    if wanted and max(wanted) > size:  # written since the bitmaps were read
        wanted = [number for number in wanted if number <= size]
    do_all(map(flags.__setitem__, wanted, repeat(ONE)))
    return int(flags[::-1], 2)


def do_all(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)


def numbers_in(bits: int) -> Iterator[int]:
    """The listing numbers of a bitmap, lowest first."""
    packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for at, byte in enumerate(packed):
        if byte:
            base = at << 3
            for bit in BITS_OF[byte]:
                yield base + bit


class Members:
    """Quick answers to "is this listing in?" for many listings."""

    def __init__(self, bits: int) -> None:
        self._packed = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
        self._bits = len(self._packed) * 8

    def __contains__(self, number: object) -> bool:
        assert isinstance(number, int)
        return number < self._bits and bool(self._packed[number >> 3] >> (number & 7) & 1)

    def among(self, numbers: Iterable[int]) -> Iterator[int]:
        packed, most = self._packed, self._bits
        for number in numbers:
            if number < most and packed[number >> 3] >> (number & 7) & 1:
                yield number
