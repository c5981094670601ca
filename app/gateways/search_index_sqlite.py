"""What only SQLite's full-text index and integers can say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

LEVELS = ("{title} : ", "{title keywords summary} : ", "")
BEGINNING = 3
METRES_A_PART = 1.1132
"""Units: metres in a hundred-thousandth of a degree of latitude."""


def matching(
    connection: Connection, words: Sequence[tuple[str, bool]]
) -> Iterator[tuple[int, int, Iterable[int]]]:
    """For each word its listings at each level: title, head, anywhere, and beginning where that is asked.

    One statement, a row a level: the numbers come joined, which is quicker than a row each.
    """
    selects: list[str] = []
    given: list[str] = []
    for at, (word, with_beginning) in enumerate(words):
        quoted = '"' + word.replace('"', "") + '"'
        queries = [level + quoted for level in LEVELS]
        if with_beginning:
            queries.append(f"{LEVELS[1]}{quoted}*")
        for level, query in enumerate(queries):
            selects.append(
                f"SELECT {at}, {level}, group_concat(rowid) FROM search_text WHERE search_text MATCH ?"  # noqa: S608
            )
            given.append(query)
    for at, level, joined in raw_rows(connection, " UNION ALL ".join(selects), tuple(given)):
        yield at, level, map(int, joined.split(",")) if joined else ()


def within(connection: Connection, latitude: int, longitude: int, metres: int) -> Iterable[tuple[int, int]]:
    """Squares of distances and listing numbers, nearest first, one row a place. Whole numbers only.

    Units: the square of a hundredth of a hundred-thousandth of a degree of latitude.
    """
    tall = round(metres / METRES_A_PART) + 1
    shrink = max(math.cos(math.radians(latitude / 1e5)), 0.01)
    wide = round(tall / shrink) + 1
    rows = raw_rows(
        connection,
        """SELECT (latitude - ?1) * (latitude - ?1) * 10000 + (longitude - ?2) * (longitude - ?2) * ?3, number
        FROM search_point
        WHERE latitude BETWEEN ?1 - ?4 AND ?1 + ?4 AND longitude BETWEEN ?2 - ?5 AND ?2 + ?5
            AND (latitude - ?1) * (latitude - ?1) * 10000 + (longitude - ?2) * (longitude - ?2) * ?3 <= ?6""",
        (latitude, longitude, round(shrink * shrink * 10000), tall, wide, tall * tall * 10000),
    )
    return sorted(rows, key=itemgetter(0))


def raw_rows(connection: Connection, statement: str, given: Any) -> list[Any]:
    """The driver's own rows: hundreds of thousands of pairs need no wrapping."""
    result = connection.exec_driver_sql(statement, given)
    rows = list(result.cursor.fetchall()) if result.cursor else []
    result.close()
    return rows
