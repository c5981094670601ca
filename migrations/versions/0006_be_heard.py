"""What people say: events, questions, captured conversations, cards; the schedule"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006_be_heard"
down_revision = "0005_connect"
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
)
NEW_KINDS = ("harm-raised", "unsent-left", "host-invited", "panel-link", "panel-asked", "story-link")
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
)
NEW_PURPOSES = ("host", "panel", "story")


def one_of(name, values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def widen(table, column, name, old, new):
    """Let a checked column hold other values."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(
            column, existing_type=one_of(name, old), type_=one_of(name, new), existing_nullable=False
        )


def upgrade() -> None:
    widen("message", "kind", "messagekind", OLD_KINDS, OLD_KINDS + NEW_KINDS)
    widen("access_link", "purpose", "linkpurpose", OLD_PURPOSES, OLD_PURPOSES + NEW_PURPOSES)
    op.create_table(
        "event_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("led_by", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_series_slug")),
    )
    op.create_table(
        "question_set",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("for_children", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint("key", name=op.f("uq_question_set_key")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("focus", sa.String(length=255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("said_in", sa.Integer(), nullable=False),
        sa.Column(
            "topics",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("number", name=op.f("uq_statement_number")),
    )
    op.create_table(
        "engagement_activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "listening-event",
                "survey",
                "interviews",
                "focus-groups",
                "joining-events",
                "through-groups",
                "co-design",
                "campaign",
                "consultation",
                "other",
                name="activitykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "planned",
                "running",
                "done",
                "cancelled",
                name="activitystatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("led_by", sa.String(length=255), nullable=False),
        sa.Column("lead_name", sa.LargeBinary(), nullable=True),
        sa.Column("lead_contact", sa.LargeBinary(), nullable=True),
        sa.Column("venue", sa.String(length=255), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column(
            "influence",
            sa.Enum(
                "inform",
                "consult",
                "involve",
                "collaborate",
                "empower",
                name="influence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "campaign_step",
            sa.Enum(
                "scoping",
                "diagnosis",
                "implementation",
                "evaluation",
                name="campaignstep",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "equality_check",
            sa.Enum(
                "not-yet",
                "done",
                "not-needed",
                name="equalitycheck",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("equality_note", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("knew_already", sa.Text(), nullable=False),
        sa.Column("clash_reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_engagement_activity_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagement_activity")),
    )
    with op.batch_alter_table("engagement_activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagement_activity_ends_on"), ["ends_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_engagement_activity_starts_on"), ["starts_on"], unique=False)

    op.create_table(
        "question_set_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_set_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "retired",
                name="setstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_question_set_version_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["question_set_id"],
            ["question_set.id"],
            name=op.f("fk_question_set_version_question_set_id_question_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set_version")),
        sa.UniqueConstraint(
            "question_set_id", "number", name=op.f("uq_question_set_version_question_set_id_number")
        ),
    )
    op.create_table(
        "activity_tag",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column(
            "group",
            sa.Enum(
                "community",
                "topic",
                "area",
                "partner",
                "priority",
                "strategy",
                "focus",
                "principle",
                name="taggroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["engagement_activity.id"],
            name=op.f("fk_activity_tag_activity_id_engagement_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "group", "value", name=op.f("pk_activity_tag")),
    )
    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.create_index("ix_activity_tag_value", ["group", "value"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "local",
                "community",
                "online",
                "children",
                "hosted",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                "cancelled",
                name="eventstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=60), nullable=False),
        sa.Column("community", sa.String(length=255), nullable=False),
        sa.Column("venue", sa.String(length=255), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "languages",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("words_under_13", sa.Boolean(), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("organiser_id", sa.Uuid(), nullable=True),
        sa.Column("alert_to_id", sa.Uuid(), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("join_token", sa.LargeBinary(), nullable=False),
        sa.Column("join_hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("loop_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["engagement_activity.id"],
            name=op.f("fk_event_activity_id_engagement_activity"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["alert_to_id"], ["account.id"], name=op.f("fk_event_alert_to_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["account.id"], name=op.f("fk_event_organiser_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"],
            ["event_series.id"],
            name=op.f("fk_event_series_id_event_series"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["question_set_version.id"], name=op.f("fk_event_version_id_question_set_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("join_hash", name=op.f("uq_event_join_hash")),
        sa.UniqueConstraint("slug", name=op.f("uq_event_slug")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_activity_id"), ["activity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_series_id"), ["series_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_version_id"), ["version_id"], unique=False)
        batch_op.create_index("ix_event_when", ["status", "starts_at"], unique=False)

    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "open",
                "choice",
                "scale",
                name="questionkind",
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
        sa.Column(
            "choices",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("lowest", sa.Integer(), nullable=True),
        sa.Column("highest", sa.Integer(), nullable=True),
        sa.Column(
            "ends",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_set_version.id"],
            name=op.f("fk_question_version_id_question_set_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_question_version_id_key")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_question_version_id_position")),
    )
    op.create_table(
        "capture_device",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsent", sa.Integer(), nullable=False),
        sa.Column("unfinished", sa.Integer(), nullable=False),
        sa.Column("clock_ahead", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_capture_device_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"],
            ["account.id"],
            name=op.f("fk_capture_device_revoked_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_device")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_capture_device_event_id_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_capture_device_token_hash")),
    )
    with op.batch_alter_table("capture_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capture_device_event_id"), ["event_id"], unique=False)

    op.create_table(
        "card_block",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_card_block_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_card_block_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_block")),
        sa.UniqueConstraint("event_id", "first", name=op.f("uq_card_block_event_id_first")),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "kept",
                "waiting",
                "other-version",
                "replaced",
                "taken-back",
                "refused",
                name="conversationstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "way",
            sa.Enum(
                "tablet",
                "form",
                "paper",
                "online",
                name="captureway",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=60), nullable=False),
        sa.Column("community", sa.String(length=255), nullable=False),
        sa.Column(
            "age",
            sa.Enum(
                "under-13",
                "13-to-17",
                "adult",
                "not-asked",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_helped", sa.Boolean(), nullable=False),
        sa.Column("is_unfinished", sa.Boolean(), nullable=False),
        sa.Column("card", sa.String(length=20), nullable=False),
        sa.Column("chat_maker", sa.LargeBinary(), nullable=True),
        sa.Column("decision_maker", sa.LargeBinary(), nullable=True),
        sa.Column("spoke_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "refused_for",
            sa.Enum(
                "advertisement",
                "nonsense",
                "same-again",
                "against-somebody",
                "elsewhere",
                name="refusalreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_conversation_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index("ix_conversation_event", ["event_id", "state", "spoke_at"], unique=False)
        batch_op.create_index("ix_conversation_state", ["state", "spoke_at"], unique=False)
        batch_op.create_index("ix_conversation_submission", ["event_id", "submission_id"], unique=False)

    op.create_table(
        "equality_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_equality_profile_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_profile")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("equality_profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_equality_profile_event_id"), ["event_id"], unique=False)

    op.create_table(
        "erased_submission",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("erased_on", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_erased_submission_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "submission_id", name=op.f("pk_erased_submission")),
    )
    op.create_table(
        "event_member",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "organiser",
                "facilitator",
                name="eventpart",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_event_member_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_member_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "account_id", name=op.f("pk_event_member")),
    )
    with op.batch_alter_table("event_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_member_account_id"), ["account_id"], unique=False)

    op.create_table(
        "keyed_card",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("card", sa.String(length=20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("keyed_by", sa.Uuid(), nullable=True),
        sa.Column("keyed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_keyed_card_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["keyed_by"], ["account.id"], name=op.f("fk_keyed_card_keyed_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyed_card")),
        sa.UniqueConstraint("event_id", "card", "round", name=op.f("uq_keyed_card_event_id_card_round")),
    )
    op.create_table(
        "reply_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("reach", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_reply_request_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_request")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("reply_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_request_event_id"), ["event_id"], unique=False)

    op.create_table(
        "capture_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "tablet",
                "form",
                "paper",
                "online",
                name="captureway",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("is_unfinished", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=True),
        sa.Column(
            "trouble",
            sa.Enum(
                "cannot-open",
                "not-understood",
                name="recordtrouble",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_capture_record_conversation_id_conversation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["capture_device.id"],
            name=op.f("fk_capture_record_device_id_capture_device"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_capture_record_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_record")),
        sa.UniqueConstraint(
            "event_id",
            "submission_id",
            "digest",
            name=op.f("uq_capture_record_event_id_submission_id_digest"),
        ),
        sa.UniqueConstraint(
            "event_id",
            "submission_id",
            "number",
            name=op.f("uq_capture_record_event_id_submission_id_number"),
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("capture_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_capture_record_conversation_id"), ["conversation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_capture_record_device_id"), ["device_id"], unique=False)
        batch_op.create_index(
            "ix_capture_record_waiting", ["conversation_id", "trouble", "received_at"], unique=False
        )

    op.create_table(
        "harm_alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "seen",
                "done",
                name="alertstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("for_id", sa.Uuid(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_harm_alert_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_harm_alert_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["for_id"], ["account.id"], name=op.f("fk_harm_alert_for_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["account.id"], name=op.f("fk_harm_alert_seen_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_harm_alert")),
    )
    with op.batch_alter_table("harm_alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_harm_alert_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_harm_alert_for_id"), ["for_id"], unique=False)
        batch_op.create_index("ix_harm_alert_state", ["state", "raised_at"], unique=False)

    op.create_table(
        "point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("question_key", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("choice", sa.String(length=60), nullable=False),
        sa.Column("scale", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column(
            "doubts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_point_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_point_question_id_question"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_point_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_point_question_id"), ["question_id"], unique=False)

    op.create_table(
        "reflection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_reflection_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_reflection_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reflection_event_id"), ["event_id"], unique=False)

    op.create_table(
        "tear_off_code",
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("block_id", sa.Uuid(), nullable=False),
        sa.Column("card", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"],
            ["card_block.id"],
            name=op.f("fk_tear_off_code_block_id_card_block"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_tear_off_code_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("words", name=op.f("pk_tear_off_code")),
    )
    with op.batch_alter_table("tear_off_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tear_off_code_block_id"), ["block_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tear_off_code_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("tear_off_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tear_off_code_event_id"))
        batch_op.drop_index(batch_op.f("ix_tear_off_code_block_id"))

    op.drop_table("tear_off_code")
    with op.batch_alter_table("reflection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_event_id"))
        batch_op.drop_index(batch_op.f("ix_reflection_conversation_id"))

    op.drop_table("reflection")
    with op.batch_alter_table("point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_point_question_id"))
        batch_op.drop_index(batch_op.f("ix_point_conversation_id"))

    op.drop_table("point")
    with op.batch_alter_table("harm_alert", schema=None) as batch_op:
        batch_op.drop_index("ix_harm_alert_state")
        batch_op.drop_index(batch_op.f("ix_harm_alert_for_id"))
        batch_op.drop_index(batch_op.f("ix_harm_alert_conversation_id"))

    op.drop_table("harm_alert")
    with op.batch_alter_table("capture_record", schema=None) as batch_op:
        batch_op.drop_index("ix_capture_record_waiting")
        batch_op.drop_index(batch_op.f("ix_capture_record_device_id"))
        batch_op.drop_index(batch_op.f("ix_capture_record_conversation_id"))

    op.drop_table("capture_record")
    with op.batch_alter_table("reply_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_request_event_id"))

    op.drop_table("reply_request")
    op.drop_table("keyed_card")
    with op.batch_alter_table("event_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_member_account_id"))

    op.drop_table("event_member")
    op.drop_table("erased_submission")
    with op.batch_alter_table("equality_profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_equality_profile_event_id"))

    op.drop_table("equality_profile")
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_index("ix_conversation_submission")
        batch_op.drop_index("ix_conversation_state")
        batch_op.drop_index("ix_conversation_event")

    op.drop_table("conversation")
    op.drop_table("card_block")
    with op.batch_alter_table("capture_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capture_device_event_id"))

    op.drop_table("capture_device")
    op.drop_table("question")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_when")
        batch_op.drop_index(batch_op.f("ix_event_version_id"))
        batch_op.drop_index(batch_op.f("ix_event_series_id"))
        batch_op.drop_index(batch_op.f("ix_event_activity_id"))

    op.drop_table("event")
    with op.batch_alter_table("activity_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_tag_value")

    op.drop_table("activity_tag")
    op.drop_table("question_set_version")
    with op.batch_alter_table("engagement_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_engagement_activity_starts_on"))
        batch_op.drop_index(batch_op.f("ix_engagement_activity_ends_on"))

    op.drop_table("engagement_activity")
    op.drop_table("statement")
    op.drop_table("question_set")
    op.drop_table("event_series")
    for table, column, new in (("message", "kind", NEW_KINDS), ("access_link", "purpose", NEW_PURPOSES)):
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column].in_(new)))
    widen("access_link", "purpose", "linkpurpose", OLD_PURPOSES + NEW_PURPOSES, OLD_PURPOSES)
    widen("message", "kind", "messagekind", OLD_KINDS + NEW_KINDS, OLD_KINDS)
