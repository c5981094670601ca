"""Plain pages that staff edit"""

import sqlalchemy as sa
from alembic import op

revision = "0009_plain_pages"
down_revision = "0008_answer"
branch_labels = None
depends_on = None


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "plain_page",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("drawing", sa.String(length=40), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plain_page")),
        sa.UniqueConstraint("slug", name=op.f("uq_plain_page_slug")),
    )
    with op.batch_alter_table("plain_page", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plain_page_review_on"), ["review_on"], unique=False)

    op.create_table(
        "plain_page_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("page_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "state",
            one_of("pageversionstate", "draft", "published", "replaced", "withdrawn"),
            nullable=False,
        ),
        sa.Column("method", one_of("pagemethod", "original", "person", "machine-helped"), nullable=False),
        sa.Column("translator", sa.String(length=120), nullable=False),
        sa.Column("of_number", sa.Integer(), nullable=False),
        sa.Column("of_words", sa.Text(), nullable=False),
        sa.Column("reviewed_by", sa.String(length=120), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("put_back", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_plain_page_version_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["plain_page.id"],
            name=op.f("fk_plain_page_version_page_id_plain_page"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plain_page_version")),
        sa.UniqueConstraint("page_id", "language", "number", name="uq_plain_page_version_number"),
    )
    with op.batch_alter_table("plain_page_version", schema=None) as batch_op:
        batch_op.create_index("ix_plain_page_version_state", ["state", "language"], unique=False)


def downgrade() -> None:
    op.drop_table("plain_page_version")
    op.drop_table("plain_page")
