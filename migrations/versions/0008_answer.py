"""From what people said to results and answers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008_answer"
down_revision = "0007_panel_and_stories"
branch_labels = None
depends_on = None


OLD_KINDS = (
    "invitation",
    "new-password",
    "account-changed",
    "claim-code",
    "claim-made",
    "check-listing",
    "change-decided",
    "change-question",
    "report-received",
    "report-answered",
    "listing-reported",
    "break-glass-opened",
    "approval-asked",
    "audit-head",
    "journey-saved",
    "refer-invited",
    "referral-received",
    "referral-question",
    "referral-news",
    "my-link",
    "person-news",
    "introduction-sent",
    "introduction-reminder",
    "introduction-over",
    "measure-asked",
    "did-it-help",
    "case-closed",
    "lead-needed",
    "transfer-asked",
    "harm-raised",
    "unsent-left",
    "host-invited",
    "panel-link",
    "panel-asked",
    "story-link",
)
NEW_KINDS = (
    "answer-asked",
    "answer-reminder",
    "answer-returned",
    "follow-asked",
    "statement-changed",
    "what-came-of-it",
)
OLD_PURPOSES = (
    "invitation",
    "new-password",
    "claim",
    "still-right",
    "report-answer",
    "suggestion",
    "journey",
    "refer",
    "referral",
    "my",
    "introduction",
    "measure",
    "helped",
    "host",
    "panel",
    "story",
)
NEW_PURPOSES = ("answer", "follow")
OLD_EVENTS = ("local", "community", "online", "children", "hosted")
NEW_EVENTS = ("elsewhere",)
OLD_WAYS = ("tablet", "form", "paper", "online")
NEW_WAYS = ("file",)
ELSEWHERE = "SELECT id FROM event WHERE kind = 'elsewhere'"
WITHOUT_ROW_NUMBERS = {"sqlite_with_rowid": False}


def one_of(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def widen(table, column, name, old, new, **kept):
    """Let a checked column hold other values."""
    with op.batch_alter_table(table, schema=None, table_kwargs=kept) as batch_op:
        batch_op.alter_column(
            column, existing_type=one_of(name, old), type_=one_of(name, new), existing_nullable=False
        )


def upgrade() -> None:
    widen("message", "kind", "messagekind", OLD_KINDS, OLD_KINDS + NEW_KINDS)
    widen("access_link", "purpose", "linkpurpose", OLD_PURPOSES, OLD_PURPOSES + NEW_PURPOSES)
    widen("event", "kind", "eventkind", OLD_EVENTS, OLD_EVENTS + NEW_EVENTS)
    for table in ("conversation", "capture_record"):
        widen(table, "way", "captureway", OLD_WAYS, OLD_WAYS + NEW_WAYS, **WITHOUT_ROW_NUMBERS)
    op.create_table(
        "code_frame",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_frame")),
        sa.UniqueConstraint("key", name=op.f("uq_code_frame_key")),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("frame_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["code_frame.id"], name=op.f("fk_code_frame_id_code_frame"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
    )
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_frame_id"), ["frame_id"], unique=False)

    op.create_table(
        "code_frame_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("frame_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                name="versionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"],
            ["code_frame.id"],
            name=op.f("fk_code_frame_version_frame_id_code_frame"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_code_frame_version_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_frame_version")),
        sa.UniqueConstraint("frame_id", "number", name=op.f("uq_code_frame_version_frame_id_number")),
    )
    op.create_table(
        "extract_project",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_extract_project_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract_project")),
    )
    op.create_table(
        "memo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "about",
            sa.Enum(
                "point", "code", "event", name="memoon", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_memo_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memo")),
    )
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.create_index("ix_memo_of", ["about", "of_id"], unique=False)

    op.create_table(
        "code_entry",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column(
            "examples",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("is_codable", sa.Boolean(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "active", "retired", name="codestatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_code_entry_code_id_code"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["code.id"], name=op.f("fk_code_entry_parent_id_code"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["code_frame_version.id"],
            name=op.f("fk_code_entry_version_id_code_frame_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "code_id", name=op.f("pk_code_entry")),
    )
    with op.batch_alter_table("code_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_entry_code_id"), ["code_id"], unique=False)

    op.create_table(
        "code_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "merged",
                "split",
                "retired",
                name="codemovekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column(
            "to_ids",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["code.id"], name=op.f("fk_code_move_from_id_code"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["code_frame_version.id"],
            name=op.f("fk_code_move_version_id_code_frame_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_move")),
        sa.UniqueConstraint("version_id", "from_id", name=op.f("uq_code_move_version_id_from_id")),
    )
    with op.batch_alter_table("code_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_code_move_version_id"), ["version_id"], unique=False)

    op.create_table(
        "data_export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "what",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "done",
                "failed",
                name="workstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column(
            "manifest",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=True,
        ),
        sa.Column("kept", sa.String(length=255), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_data_export_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["extract_project.id"],
            name=op.f("fk_data_export_project_id_extract_project"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
    )
    with op.batch_alter_table("data_export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_export_made_at"), ["made_at"], unique=False)

    op.create_table(
        "statement_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "met",
                "partly",
                "not-met",
                "not-started",
                "cannot",
                "planned",
                name="answerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lead", sa.String(length=255), nullable=False),
        sa.Column("belongs_to", sa.String(length=255), nullable=False),
        sa.Column("owner_name", sa.LargeBinary(), nullable=True),
        sa.Column("owner_email", sa.LargeBinary(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_answer_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_answer")),
        sa.UniqueConstraint("statement_id", "number", name=op.f("uq_statement_answer_statement_id_number")),
    )
    with op.batch_alter_table("statement_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_answer_due_on"), ["due_on"], unique=False)

    op.create_table(
        "statement_follower",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_follower_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_follower")),
        sa.UniqueConstraint(
            "statement_id", "email_hash", name=op.f("uq_statement_follower_statement_id_email_hash")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("statement_follower", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statement_follower_statement_id"), ["statement_id"], unique=False
        )

    op.create_table(
        "statement_right",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "yes",
                "not-quite",
                "no",
                name="rightanswer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_right_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "day", "answer", name=op.f("pk_statement_right")),
    )
    op.create_table(
        "statement_tag",
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "outcome",
                "priority",
                "strategy",
                "obsession",
                "area",
                name="wayin",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_tag_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("statement_id", "group", "value", name=op.f("pk_statement_tag")),
    )
    with op.batch_alter_table("statement_tag", schema=None) as batch_op:
        batch_op.create_index("ix_statement_tag_value", ["group", "value"], unique=False)

    op.create_table(
        "suggestion_model",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("frame_version_id", sa.Uuid(), nullable=False),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "done",
                "failed",
                name="workstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=True),
        sa.Column(
            "card",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["frame_version_id"],
            ["code_frame_version.id"],
            name=op.f("fk_suggestion_model_frame_version_id_code_frame_version"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_suggestion_model_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_model")),
    )
    with op.batch_alter_table("suggestion_model", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_model_trained_at"), ["trained_at"], unique=False)

    op.create_table(
        "coding_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("frame_version_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "coded",
                "settled",
                name="roundstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("drawn_from", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_coding_round_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["frame_version_id"],
            ["code_frame_version.id"],
            name=op.f("fk_coding_round_frame_version_id_code_frame_version"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_coding_round_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["event_series.id"],
            name=op.f("fk_coding_round_series_id_event_series"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_round")),
    )
    with op.batch_alter_table("coding_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_round_event_id"), ["event_id"], unique=False)

    op.create_table(
        "outside_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaints",
                "survey",
                "report",
                "other",
                name="outsidekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "columns",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column(
            "refused",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_outside_import_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_outside_import_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_import")),
    )
    with op.batch_alter_table("outside_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_import_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_outside_import_event_id"), ["event_id"], unique=False)

    op.create_table(
        "result_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "event", "year", name="releasescope", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "replaced",
                name="releasestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("frame_version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "document",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_result_release_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["frame_version_id"],
            ["code_frame_version.id"],
            name=op.f("fk_result_release_frame_version_id_code_frame_version"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_result_release_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["published_by"],
            ["account.id"],
            name=op.f("fk_result_release_published_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["event_series.id"],
            name=op.f("fk_result_release_series_id_event_series"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_release")),
    )
    with op.batch_alter_table("result_release", schema=None) as batch_op:
        batch_op.create_index("ix_release_event", ["event_id", "status"], unique=False)
        batch_op.create_index("ix_release_year", ["year", "status"], unique=False)

    op.create_table(
        "statement_answer_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "met",
                "partly",
                "not-met",
                "not-started",
                "cannot",
                "planned",
                name="answerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("is_outcome", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "shown",
                "returned",
                name="stepstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_owner", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["statement_answer.id"],
            name=op.f("fk_statement_answer_step_answer_id_statement_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_statement_answer_step_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_answer_step")),
    )
    with op.batch_alter_table("statement_answer_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_answer_step_answer_id"), ["answer_id"], unique=False)

    op.create_table(
        "coding_round_coder",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_coding_round_coder_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["coding_round.id"],
            name=op.f("fk_coding_round_coder_round_id_coding_round"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "account_id", name=op.f("pk_coding_round_coder")),
    )
    with op.batch_alter_table("coding_round_coder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_round_coder_account_id"), ["account_id"], unique=False)

    op.create_table(
        "findings_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "parts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                name="statementstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_findings_report_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["result_release.id"],
            name=op.f("fk_findings_report_release_id_result_release"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings_report")),
        sa.UniqueConstraint("slug", name=op.f("uq_findings_report_slug")),
    )
    with op.batch_alter_table("findings_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_findings_report_release_id"), ["release_id"], unique=False)

    op.create_table(
        "findings_quote",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("said_where", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_findings_quote_code_id_code"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_findings_quote_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["findings_report.id"],
            name=op.f("fk_findings_quote_report_id_findings_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "point_id", name=op.f("pk_findings_quote")),
    )
    op.create_index(op.f("ix_findings_quote_point_id"), "findings_quote", ["point_id"], unique=False)

    op.create_table(
        "statement_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "event",
                "survey",
                "past",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_statement_source_code_id_code"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["result_release.id"],
            name=op.f("fk_statement_source_release_id_result_release"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_source_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_source")),
    )
    with op.batch_alter_table("statement_source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_source_release_id"), ["release_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_source_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "coding_round_point",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "read_by",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_coding_round_point_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["coding_round.id"],
            name=op.f("fk_coding_round_point_round_id_coding_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["account.id"],
            name=op.f("fk_coding_round_point_settled_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("round_id", "point_id", name=op.f("pk_coding_round_point")),
    )
    with op.batch_alter_table("coding_round_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coding_round_point_point_id"), ["point_id"], unique=False)

    op.create_table(
        "point_check",
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("likely", sa.Integer(), nullable=False),
        sa.Column(
            "decided",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("first_by", sa.Uuid(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second_by", sa.Uuid(), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_by"], ["account.id"], name=op.f("fk_point_check_first_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_point_check_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_by"], ["account.id"], name=op.f("fk_point_check_second_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_point_check")),
    )
    with op.batch_alter_table("point_check", schema=None) as batch_op:
        batch_op.create_index("ix_point_check_likely", ["likely"], unique=False)

    op.create_table(
        "point_read",
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("frame_id", sa.Uuid(), nullable=False),
        sa.Column("read_by", sa.Uuid(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"],
            ["code_frame.id"],
            name=op.f("fk_point_read_frame_id_code_frame"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_point_read_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["read_by"], ["account.id"], name=op.f("fk_point_read_read_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("point_id", "frame_id", name=op.f("pk_point_read")),
    )
    op.create_table(
        "point_translation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("is_machine", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_point_translation_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_point_translation_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_translation")),
        sa.UniqueConstraint("point_id", "language", name=op.f("uq_point_translation_point_id_language")),
    )
    op.create_table(
        "point_word",
        sa.Column("word", sa.BigInteger(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_point_word_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "point_id", name=op.f("pk_point_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("point_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_word_point_id"), ["point_id"], unique=False)

    op.create_table(
        "quote_mark",
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["marked_by"], ["account.id"], name=op.f("fk_quote_mark_marked_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_quote_mark_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("point_id", name=op.f("pk_quote_mark")),
    )
    op.create_table(
        "redaction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "name",
                "contact",
                "place",
                "health",
                "other",
                name="redactionreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("overwritten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.id"], name=op.f("fk_redaction_ended_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_redaction_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_redaction_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_redaction_point_id"), ["point_id"], unique=False)

    op.create_table(
        "original_look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("looked_by", sa.Uuid(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["looked_by"], ["account.id"], name=op.f("fk_original_look_looked_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_original_look_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_original_look")),
    )
    with op.batch_alter_table("original_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_original_look_point_id"), ["point_id"], unique=False)

    op.create_table(
        "statement_quote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("statement_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("said_where", sa.String(length=255), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_statement_quote_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_statement_quote_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_statement_quote_statement_id_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_quote")),
        sa.UniqueConstraint(
            "statement_id", "point_id", name=op.f("uq_statement_quote_statement_id_point_id")
        ),
    )
    with op.batch_alter_table("statement_quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_quote_point_id"), ["point_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_quote_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "suggestion_taken",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("sure", sa.Float(), nullable=False),
        sa.Column(
            "taken",
            sa.Enum(
                "accepted",
                "edited",
                "rejected",
                name="taken",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_suggestion_taken_by_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_suggestion_taken_code_id_code"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["model_id"],
            ["suggestion_model.id"],
            name=op.f("fk_suggestion_taken_model_id_suggestion_model"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_suggestion_taken_point_id_point"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_taken")),
        sa.UniqueConstraint(
            "point_id",
            "code_id",
            "model_id",
            "by_id",
            name=op.f("uq_suggestion_taken_point_id_code_id_model_id_by_id"),
        ),
    )
    with op.batch_alter_table("suggestion_taken", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_taken_point_id"), ["point_id"], unique=False)

    op.create_table(
        "coding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column(
            "layer",
            sa.Enum(
                "plain",
                "blind",
                "reconciled",
                name="codinglayer",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("translation_id", sa.Uuid(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "human",
                "suggested-accepted",
                "suggested-edited",
                "recoded",
                name="codingsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("coder_id", sa.Uuid(), nullable=True),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id_code")),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["account.id"], name=op.f("fk_coding_coder_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.id"], name=op.f("fk_coding_ended_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["point.id"], name=op.f("fk_coding_point_id_point"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["coding_round.id"],
            name=op.f("fk_coding_round_id_coding_round"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["translation_id"],
            ["point_translation.id"],
            name=op.f("fk_coding_translation_id_point_translation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["code_frame_version.id"], name=op.f("fk_coding_version_id_code_frame_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.create_index("ix_coding_code", ["code_id", "ended_at"], unique=False)
        batch_op.create_index("ix_coding_point", ["point_id", "ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_coding_round_id"), ["round_id"], unique=False)

    op.create_table(
        "story_reading",
        sa.Column("story_id", sa.Uuid(), nullable=False),
        sa.Column("recommendation", sa.LargeBinary(), nullable=False),
        sa.Column("owner", sa.String(length=255), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_story_reading_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name=op.f("fk_story_reading_story_id_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story_reading")),
    )
    with op.batch_alter_table("conversation", schema=None, table_kwargs=WITHOUT_ROW_NUMBERS) as batch_op:
        batch_op.add_column(
            sa.Column(
                "may_quote",
                sa.Enum(
                    "yes",
                    "no",
                    "not-asked",
                    name="quotepermission",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="not-asked",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("source", sa.String(length=255), server_default="", nullable=False))

    op.create_index("ix_conversation_reading", "conversation", ["event_id", "state", "id"], unique=False)
    op.create_index("ix_point_reading", "point", ["conversation_id", "position", "id"], unique=False)
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("frame_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("originals_until", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_event_frame_id_code_frame"),
            "code_frame",
            ["frame_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slug", sa.String(length=80), nullable=True))
        batch_op.add_column(
            sa.Column(
                "status",
                sa.Enum(
                    "draft",
                    "published",
                    name="statementstatus",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                server_default="published",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("about", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("first_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("published_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("why_not_shown", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("made_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("is_demo", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.execute("UPDATE statement SET slug = 'statement-' || number")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.alter_column("slug", existing_type=sa.String(length=80), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_statement_slug"), ["slug"])
        batch_op.create_foreign_key(
            batch_op.f("fk_statement_made_by_account"), "account", ["made_by"], ["id"], ondelete="SET NULL"
        )


def downgrade() -> None:
    said = f"SELECT id FROM conversation WHERE event_id IN ({ELSEWHERE})"
    op.execute(f"DELETE FROM point WHERE conversation_id IN ({said})")
    op.execute(f"DELETE FROM harm_alert WHERE event_id IN ({ELSEWHERE})")
    op.execute(f"DELETE FROM conversation WHERE event_id IN ({ELSEWHERE})")
    op.execute("DELETE FROM event WHERE kind = 'elsewhere'")
    for table in ("conversation", "capture_record"):
        widen(table, "way", "captureway", OLD_WAYS + NEW_WAYS, OLD_WAYS, **WITHOUT_ROW_NUMBERS)
    for kind in NEW_KINDS:
        op.execute(f"DELETE FROM message WHERE kind = '{kind}'")
    for purpose in NEW_PURPOSES:
        op.execute(f"DELETE FROM access_link WHERE purpose = '{purpose}'")
    widen("event", "kind", "eventkind", OLD_EVENTS + NEW_EVENTS, OLD_EVENTS)
    widen("access_link", "purpose", "linkpurpose", OLD_PURPOSES + NEW_PURPOSES, OLD_PURPOSES)
    widen("message", "kind", "messagekind", OLD_KINDS + NEW_KINDS, OLD_KINDS)
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_statement_made_by_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_statement_slug"), type_="unique")
        batch_op.drop_constraint(batch_op.f("ck_statement_statementstatus"), type_="check")
        batch_op.drop_column("version")
        batch_op.drop_column("is_demo")
        batch_op.drop_column("made_by")
        batch_op.drop_column("why_not_shown")
        batch_op.drop_column("edited_at")
        batch_op.drop_column("published_on")
        batch_op.drop_column("first_by")
        batch_op.drop_column("about")
        batch_op.drop_column("status")
        batch_op.drop_column("slug")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_event_frame_id_code_frame"), type_="foreignkey")
        batch_op.drop_column("originals_until")
        batch_op.drop_column("frame_id")

    op.drop_index("ix_point_reading", table_name="point")
    op.drop_index("ix_conversation_reading", table_name="conversation")
    with op.batch_alter_table("conversation", schema=None, table_kwargs=WITHOUT_ROW_NUMBERS) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_conversation_quotepermission"), type_="check")
        batch_op.drop_column("source")
        batch_op.drop_column("may_quote")

    op.drop_table("story_reading")
    with op.batch_alter_table("coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_round_id"))
        batch_op.drop_index("ix_coding_point")
        batch_op.drop_index("ix_coding_code")

    op.drop_table("coding")
    with op.batch_alter_table("suggestion_taken", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_taken_point_id"))

    op.drop_table("suggestion_taken")
    with op.batch_alter_table("statement_quote", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_quote_statement_id"))
        batch_op.drop_index(batch_op.f("ix_statement_quote_point_id"))

    op.drop_table("statement_quote")
    with op.batch_alter_table("original_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_original_look_point_id"))

    op.drop_table("original_look")
    with op.batch_alter_table("redaction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_redaction_point_id"))

    op.drop_table("redaction")
    op.drop_table("quote_mark")
    with op.batch_alter_table("point_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_word_point_id"))

    op.drop_table("point_word")
    op.drop_table("point_translation")
    op.drop_table("point_read")
    with op.batch_alter_table("point_check", schema=None) as batch_op:
        batch_op.drop_index("ix_point_check_likely")

    op.drop_table("point_check")
    with op.batch_alter_table("coding_round_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_round_point_point_id"))

    op.drop_table("coding_round_point")
    with op.batch_alter_table("statement_source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_source_statement_id"))
        batch_op.drop_index(batch_op.f("ix_statement_source_release_id"))

    op.drop_table("statement_source")
    op.drop_index(op.f("ix_findings_quote_point_id"), table_name="findings_quote")
    op.drop_table("findings_quote")
    with op.batch_alter_table("findings_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_findings_report_release_id"))

    op.drop_table("findings_report")
    with op.batch_alter_table("coding_round_coder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_round_coder_account_id"))

    op.drop_table("coding_round_coder")
    with op.batch_alter_table("statement_answer_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_answer_step_answer_id"))

    op.drop_table("statement_answer_step")
    with op.batch_alter_table("result_release", schema=None) as batch_op:
        batch_op.drop_index("ix_release_year")
        batch_op.drop_index("ix_release_event")

    op.drop_table("result_release")
    with op.batch_alter_table("outside_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_import_event_id"))
        batch_op.drop_index(batch_op.f("ix_outside_import_digest"))

    op.drop_table("outside_import")
    with op.batch_alter_table("coding_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coding_round_event_id"))

    op.drop_table("coding_round")
    with op.batch_alter_table("suggestion_model", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggestion_model_trained_at"))

    op.drop_table("suggestion_model")
    with op.batch_alter_table("statement_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_statement_tag_value")

    op.drop_table("statement_tag")
    op.drop_table("statement_right")
    with op.batch_alter_table("statement_follower", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_follower_statement_id"))

    op.drop_table("statement_follower")
    with op.batch_alter_table("statement_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_answer_due_on"))

    op.drop_table("statement_answer")
    with op.batch_alter_table("data_export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_export_made_at"))

    op.drop_table("data_export")
    with op.batch_alter_table("code_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_move_version_id"))

    op.drop_table("code_move")
    with op.batch_alter_table("code_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_entry_code_id"))

    op.drop_table("code_entry")
    with op.batch_alter_table("memo", schema=None) as batch_op:
        batch_op.drop_index("ix_memo_of")

    op.drop_table("memo")
    op.drop_table("extract_project")
    op.drop_table("code_frame_version")
    with op.batch_alter_table("code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_frame_id"))

    op.drop_table("code")
    op.drop_table("code_frame")
