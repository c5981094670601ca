"""What only SQLite's full-text index and integers can say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

LEVELS = ("{title} : ", "{title keywords summary} : ", "")
SHORTEST_BEGINNING = 4
METRES_A_PART = 1.1132
"""Units: metres in a hundred-thousandth of a degree of latitude."""


def matching(connection: Connection, words: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Which word, at what level (title, head, anywhere, beginning), in which listing. One statement."""
    selects: list[str] = []
    given: list[str] = []
    for at, word in enumerate(words):
        quoted = '"' + word.replace('"', "") + '"'
        queries = [level + quoted for level in LEVELS]
        if " " not in word and len(word) >= SHORTEST_BEGINNING:
            queries.append(f"{LEVELS[1]}{quoted}*")
        for level, query in enumerate(queries):
            selects.append(f"SELECT {at}, {level}, rowid FROM search_text WHERE search_text MATCH ?")  # noqa: S608
            given.append(query)
    return connection.exec_driver_sql(" UNION ALL ".join(selects), tuple(given))


def within(connection: Connection, latitude: int, longitude: int, metres: int) -> Sequence[tuple[int, int]]:
    """Listing numbers and distances in tens of metres, nearest first, one row a place. Whole numbers only."""
    tall = round(metres / METRES_A_PART) + 1
    shrink = max(math.cos(math.radians(latitude / 1e5)), 0.01)
    wide = round(tall / shrink) + 1
    rows = connection.exec_driver_sql(
        """SELECT number,
            (latitude - ?1) * (latitude - ?1) * 10000 + (longitude - ?2) * (longitude - ?2) * ?3 AS away
        FROM search_point
        WHERE latitude BETWEEN ?1 - ?4 AND ?1 + ?4 AND longitude BETWEEN ?2 - ?5 AND ?2 + ?5
            AND (latitude - ?1) * (latitude - ?1) * 10000 + (longitude - ?2) * (longitude - ?2) * ?3 <= ?6""",
        (latitude, longitude, round(shrink * shrink * 10000), tall, wide, tall * tall * 10000),
    ).all()
    return in_order(rows)


def in_order(rows: Iterable[Sequence[int]]) -> Sequence[tuple[int, int]]:
    """Nearest first, a listing's nearer place before its others. Squares in parts become tens of metres."""
    scale = METRES_A_PART / 1000
    root = math.isqrt
    return [
        (number, int(root(away) * scale)) for number, away in sorted(rows, key=lambda row: (row[1], row[0]))
    ]
