"""Files of words that translators bring in, and what was there before"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_brought_files"
down_revision = "0014_help_now_facts"
branch_labels = None
depends_on = None


def words(name):
    kind = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    return sa.Column(name, kind, nullable=False)


def account(table, column):
    return sa.ForeignKeyConstraint(
        [column], ["account.id"], name=op.f(f"fk_{table}_{column}_account"), ondelete="SET NULL"
    )


def upgrade() -> None:
    op.create_table(
        "brought_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_by", sa.Uuid(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.Uuid(), nullable=True),
        account("brought_file", "brought_by"),
        account("brought_file", "taken_back_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_file")),
    )
    with op.batch_alter_table("brought_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_brought_file_language"), ["language"], unique=False)

    op.create_table(
        "words_before",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        words("forms"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        words("brought"),
        account("words_before", "made_by"),
        account("words_before", "checked_by"),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["brought_file.id"],
            name=op.f("fk_words_before_file_id_brought_file"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("file_id", "digest", name=op.f("pk_words_before")),
    )


def downgrade() -> None:
    op.drop_table("words_before")
    op.drop_table("brought_file")
