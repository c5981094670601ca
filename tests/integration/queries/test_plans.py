"""How the database finds what search asks, at 100,000 listings: by shape, not by time."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from app.gateways import search_index_postgresql, search_index_sqlite
from app.models.search import ListingProjection, SearchBitmap, SearchTerm
from tests.databases import TestDatabase

COUNT = 100_000

FILL_SQLITE = (
    f"""CREATE TEMP TABLE n AS WITH RECURSIVE counted(i) AS
        (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < {COUNT}) SELECT i FROM counted""",
    """INSERT INTO search_document SELECT i, substr('kettle lamp', 1 + (i % 9 > 0) * 7, 6) || ' ' || i,
        'k' || (i % 50), substr('tea and company singing', 1 + (i % 7 > 0) * 16, 15) || ' ' || (i % 997),
        CASE WHEN i % 2 THEN 'support ' ELSE '' END || 'word' || (i % 5003) FROM n""",
    """INSERT INTO search_point
        SELECT 5365000 + (i * 7919) % 30000, -180000 + (i * 104729) % 40000, i FROM n""",
    """INSERT INTO search_term SELECT i, 'letter:' || char(97 + i % 26) FROM n""",
    """INSERT INTO search_term SELECT i, 'need:' || (i % 20) FROM n""",
    """INSERT INTO occurrence SELECT i, '2026-11-24 10:00:00', NULL, '2026-11-24', 1, 600, 660 FROM n""",
    """INSERT INTO listing_projection SELECT i, printf('%032x', i), 'made-' || i, 'Made ' || i,
        'made ' || i, 1, '{"organization":"x"}', '{}', 1, '2026-11-24 10:00:00' FROM n""",
    "ANALYZE",
)
FILL_POSTGRESQL = (
    "SET session_replication_role = replica",
    f"CREATE TEMP TABLE n AS SELECT i FROM generate_series(1, {COUNT}) AS i",
    """INSERT INTO search_document (number, title, keywords, summary, body) SELECT i,
        CASE WHEN i % 9 = 0 THEN 'kettle ' ELSE 'lamp ' END || i, 'k' || (i % 50),
        CASE WHEN i % 7 = 0 THEN 'tea and company ' ELSE 'singing ' END || (i % 997),
        CASE WHEN i % 2 = 1 THEN 'support ' ELSE '' END || 'word' || (i % 5003) FROM n""",
    """INSERT INTO search_point
        SELECT 5365000 + (i * 79::bigint) % 30000, -180000 + (i * 1047::bigint) % 40000, i FROM n""",
    "INSERT INTO search_term SELECT i, 'letter:' || chr(97 + i % 26) FROM n",
    "INSERT INTO search_term SELECT i, 'need:' || (i % 20) FROM n",
    "INSERT INTO occurrence SELECT i, '2026-11-24 10:00Z', NULL, '2026-11-24', 1, 600, 660 FROM n",
    """INSERT INTO listing_projection SELECT i, lpad(to_hex(i), 32, '0')::uuid, 'made-' || i, 'Made ' || i,
        'made ' || i, true, '{"organization":"x"}', '{}', 1, now() FROM n""",
    "ANALYZE",
)


@pytest.fixture(scope="module")
def big(database_kind: str) -> Iterator[Engine]:
    """A database of its own with 100,000 listings in the tables search reads."""
    made = TestDatabase(database_kind, "place")
    engine = sa.create_engine(made.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if database_kind == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("BEGIN")
        for statement in FILL_SQLITE if database_kind == "sqlite" else FILL_POSTGRESQL:
            connection.exec_driver_sql(
                statement.replace("%", "%%") if database_kind != "sqlite" else statement
            )
        if database_kind == "sqlite":
            connection.exec_driver_sql("COMMIT")
    yield engine
    engine.dispose()
    made.drop()


def plan(engine: Engine, statement: str, given: object = ()) -> str:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, given).all()
    return "\n".join(str(row[-1]) for row in rows)


def plan_of(engine: Engine, statement: sa.Select) -> str:
    compiled = statement.compile(engine, compile_kwargs={"literal_binds": True})
    return plan(
        engine, str(compiled).replace("%", "%%") if engine.dialect.name != "sqlite" else str(compiled)
    )


def sent_by(engine: Engine, ask) -> tuple[str, object]:
    """The statement that a gateway sends, with its parameters."""
    seen = []

    def note(connection, cursor, statement, parameters, context, many):
        seen.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with engine.connect() as connection:
            list(ask(connection))
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return seen[0]


def dialect(engine: Engine):
    return search_index_sqlite if engine.dialect.name == "sqlite" else search_index_postgresql


def whole_scans(shown: str) -> list[str]:
    """Steps that read a whole table."""
    if "Seq Scan" in shown:
        return re.findall(r"Seq Scan on (\w+)", shown)
    return re.findall(r"SCAN (\w+)\b(?! VIRTUAL TABLE INDEX)", shown)


@pytest.mark.parametrize("word", ["kettle", "word77", "tea and company"])
def test_words_are_found_by_the_text_index(big, word):
    statement, given = sent_by(big, lambda connection: dialect(big).matching(connection, [(word, False)]))
    shown = plan(big, statement, given)
    assert whole_scans(shown) == [], shown


def test_a_word_that_half_of_all_listings_have_is_never_ranked(big):
    statement, given = sent_by(big, lambda connection: dialect(big).matching(connection, [("support", True)]))
    assert "rank" not in statement.lower()
    assert "order by" not in statement.lower()
    assert "SORT" not in plan(big, statement, given).upper()


def test_a_circle_reads_only_its_rows_of_the_points(big):
    statement, given = sent_by(
        big, lambda connection: dialect(big).within(connection, 5380000, -160000, 1600)
    )
    shown = plan(big, statement, given)
    assert whole_scans(shown) == [], shown
    assert "latitude" in shown


def test_cards_are_read_by_number(big):
    numbers = list(range(500, 520))
    shown = plan_of(
        big,
        sa.select(ListingProjection.number, ListingProjection.card).where(
            ListingProjection.number.in_(numbers), ListingProjection.is_listed
        ),
    )
    assert whole_scans(shown) == [], shown


def test_a_listing_is_read_by_its_short_name(big):
    shown = plan_of(big, sa.select(ListingProjection.detail).where(ListingProjection.slug == "made-77"))
    assert whole_scans(shown) == [], shown
    assert "slug" in shown


def test_a_letter_reads_only_its_listings(big):
    shown = plan_of(
        big,
        sa.select(ListingProjection.slug)
        .join(SearchTerm, SearchTerm.number == ListingProjection.number)
        .where(SearchTerm.term == "need:7", ListingProjection.number < 5000)
        .order_by(ListingProjection.sort_name, ListingProjection.number),
    )
    assert "search_term" not in whole_scans(shown), shown


def test_a_listing_that_changes_touches_only_its_own_rows(big):
    for table in ("search_point", "search_term", "search_document", "occurrence"):
        shown = plan(big, f"DELETE FROM {table} WHERE number IN (77, 78)")
        assert whole_scans(shown) == [], shown


def test_reading_the_bitmaps_reads_no_listing(big):
    shown = plan_of(big, sa.select(SearchBitmap.term, SearchBitmap.bits))
    assert set(whole_scans(shown)) <= {"search_bitmap"}
