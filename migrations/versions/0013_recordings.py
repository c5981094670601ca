"""Films in BSL and recordings of plain pages, with their transcripts"""

import sqlalchemy as sa
from alembic import op

revision = "0013_recordings"
down_revision = "0012_paper_and_phone"
branch_labels = None
depends_on = None


def one_of(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "page_recording",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", one_of("recordingkind", "bsl", "audio"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            one_of("recordingstate", "draft", "published", "replaced", "withdrawn"),
            nullable=False,
        ),
        sa.Column("media", one_of("mediatype", "mp4", "webm", "mp3", "m4a", "ogg", "wav"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("captions", sa.Text(), nullable=False),
        sa.Column("has_sound", sa.Boolean(), nullable=False),
        sa.Column("transcript", sa.Text(), nullable=False),
        sa.Column("transcript_language", sa.String(length=12), nullable=False),
        sa.Column("maker", sa.String(length=120), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(length=120), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("of_language", sa.String(length=12), nullable=False),
        sa.Column("of_words", sa.Text(), nullable=False),
        sa.Column("put_in_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["put_in_by"],
            ["account.id"],
            name=op.f("fk_page_recording_put_in_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_recording")),
        sa.UniqueConstraint("slug", "language", "number", name="uq_page_recording_number"),
    )
    with op.batch_alter_table("page_recording", schema=None) as batch_op:
        batch_op.create_index("ix_page_recording_shown", ["state", "slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_page_recording_sha256"), ["sha256"], unique=False)
        batch_op.create_index(
            "uq_page_recording_one_shown",
            ["slug", "language"],
            unique=True,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )


def downgrade() -> None:
    op.drop_table("page_recording")
