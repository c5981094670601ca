"""Words of other languages that translators bring"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011_translations"
down_revision = "0010_page_problems"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brought_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("english", sa.Text(), nullable=False),
        sa.Column("plural", sa.Text(), nullable=False),
        sa.Column(
            "forms",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_brought_words_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"],
            ["account.id"],
            name=op.f("fk_brought_words_checked_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_words")),
        sa.UniqueConstraint("language", "digest", name=op.f("uq_brought_words_language_digest")),
    )


def downgrade() -> None:
    op.drop_table("brought_words")
