"""Full text: SQLite's own index beside the documents, generated columns on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0002_search_text"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None

COLUMNS = "title, keywords, summary, body"
NEW = "new.number, new.title, new.keywords, new.summary, new.body"
OLD = "'delete', old.number, old.title, old.keywords, old.summary, old.body"

SQLITE = (
    f"""CREATE VIRTUAL TABLE search_text USING fts5({COLUMNS}, content='search_document', content_rowid='number',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3 4')""",
    f"""CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN
        INSERT INTO search_text(rowid, {COLUMNS}) VALUES ({NEW}); END""",
    f"""CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN
        INSERT INTO search_text(search_text, rowid, {COLUMNS}) VALUES ({OLD}); END""",
    f"""CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_text(search_text, rowid, {COLUMNS}) VALUES ({OLD});
        INSERT INTO search_text(rowid, {COLUMNS}) VALUES ({NEW}); END""",
    "INSERT INTO search_text(search_text) VALUES ('rebuild')",
)

VECTORS = {
    "title_words": "title",
    "head_words": "title || ' ' || keywords || ' ' || summary",
    "all_words": "title || ' ' || keywords || ' ' || summary || ' ' || body",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)
        return
    for name, words in VECTORS.items():
        op.execute(
            f"""ALTER TABLE search_document ADD COLUMN {name} tsvector
            GENERATED ALWAYS AS (to_tsvector('english'::regconfig, {words})) STORED"""
        )
        op.execute(
            f"CREATE INDEX ix_search_text_{name} ON search_document USING gin ({name}) WITH (fastupdate = off)"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("added", "removed", "changed"):
            op.execute(f"DROP TRIGGER IF EXISTS search_document_{name}")
        op.execute("DROP TABLE IF EXISTS search_text")
        return
    for name in VECTORS:
        op.execute(f"DROP INDEX IF EXISTS ix_search_text_{name}")
        op.execute(f"ALTER TABLE search_document DROP COLUMN IF EXISTS {name}")
