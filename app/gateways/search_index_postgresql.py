"""What only PostgreSQL's text search and integers can say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from sqlalchemy import Connection

from app.gateways.search_index_sqlite import METRES_A_PART, raw_rows

LEVELS = ("title_words", "head_words", "all_words")


def matching(
    connection: Connection, words: Sequence[tuple[str, bool]]
) -> Iterator[tuple[int, int, Iterable[int]]]:
    """For each word its listings at each level: title, head, anywhere, and beginning where that is asked.

    One statement, a row a level: the numbers come as one array, which is quicker than a row each.
    """
    selects: list[str] = []
    given: dict[str, str] = {}
    for at, (word, with_beginning) in enumerate(words):
        given[f"w{at}"] = word
        selects += [
            f"SELECT {at}, {level}, string_agg(number::text, ',') FROM search_document"  # noqa: S608
            f" WHERE {column} @@ phraseto_tsquery('english', %(w{at})s)"
            for level, column in enumerate(LEVELS)
        ]
        if with_beginning and word.isalnum():
            given[f"b{at}"] = f"{word}:*"
            selects.append(
                f"SELECT {at}, 3, string_agg(number::text, ',') FROM search_document"  # noqa: S608
                f" WHERE head_words @@ to_tsquery('english', %(b{at})s)"
            )
    for at, level, joined in raw_rows(connection, " UNION ALL ".join(selects), given):
        yield at, level, map(int, joined.split(",")) if joined else ()


def within(connection: Connection, latitude: int, longitude: int, metres: int) -> Iterable[tuple[int, int]]:
    """Squares of distances and listing numbers, nearest first, one row a place. Whole numbers only.

    Units: the square of a hundredth of a hundred-thousandth of a degree of latitude.
    """
    tall = round(metres / METRES_A_PART) + 1
    shrink = max(math.cos(math.radians(latitude / 1e5)), 0.01)
    rows = raw_rows(
        connection,
        """SELECT away, number FROM (
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
    )
    return sorted(rows, key=itemgetter(0, 1))
