"""What only PostgreSQL's text search and integers can say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from app.gateways.search_index_sqlite import METRES_A_PART, SHORTEST_BEGINNING, in_order

LEVELS = ("title_words", "head_words", "all_words")


def matching(connection: Connection, words: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """Which word, at what level (title, head, anywhere, beginning), in which listing. One statement."""
    selects: list[str] = []
    given: dict[str, str] = {}
    for at, word in enumerate(words):
        given[f"w{at}"] = word
        query = f"phraseto_tsquery('english', %(w{at})s)"
        selects += [
            f"SELECT {at}, {level}, number FROM search_document WHERE {column} @@ {query}"  # noqa: S608
            for level, column in enumerate(LEVELS)
        ]
        if word.isalnum() and len(word) >= SHORTEST_BEGINNING:
            given[f"b{at}"] = f"{word}:*"
            selects.append(
                f"SELECT {at}, 3, number FROM search_document"  # noqa: S608
                f" WHERE head_words @@ to_tsquery('english', %(b{at})s)"
            )
    return connection.exec_driver_sql(" UNION ALL ".join(selects), given)


def within(connection: Connection, latitude: int, longitude: int, metres: int) -> Sequence[tuple[int, int]]:
    """Listing numbers and distances in tens of metres, nearest first, one row a place. Whole numbers only."""
    tall = round(metres / METRES_A_PART) + 1
    shrink = max(math.cos(math.radians(latitude / 1e5)), 0.01)
    rows = connection.exec_driver_sql(
        """SELECT number, away FROM (
            SELECT number, (latitude - %(lat)s)::bigint * (latitude - %(lat)s) * 10000
                + (longitude - %(lon)s)::bigint * (longitude - %(lon)s) * %(squash)s AS away
            FROM search_point
            WHERE latitude BETWEEN %(south)s AND %(north)s AND longitude BETWEEN %(west)s AND %(east)s
        ) AS box WHERE away <= %(most)s""",
        {
            "lat": latitude,
            "lon": longitude,
            "squash": round(shrink * shrink * 10000),
            "south": latitude - tall,
            "north": latitude + tall,
            "west": longitude - round(tall / shrink) - 1,
            "east": longitude + round(tall / shrink) + 1,
            "most": tall * tall * 10000,
        },
    ).all()
    return in_order(rows)
