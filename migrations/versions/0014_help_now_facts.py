"""What staff say of the facts of Help now"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014_help_now_facts"
down_revision = "0013_recordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "help_fact_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "checked",
                "corrected",
                "put-back",
                name="factstep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "words",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("follows_file", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.Column("put_back", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by"],
            ["account.id"],
            name=op.f("fk_help_fact_version_checked_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_help_fact_version_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_fact_version")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_help_fact_version_key_number")),
    )


def downgrade() -> None:
    op.drop_table("help_fact_version")
