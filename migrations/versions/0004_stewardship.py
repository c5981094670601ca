"""How listings are kept true: changes, versions, checks, reports answered, feeds, duplicates."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004_stewardship"
down_revision = "0003_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service", sa.Column("capacity_on", sa.Date(), nullable=True))
    op.create_table(
        "column_mapping",
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column(
            "mapping",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("signature", name=op.f("pk_column_mapping")),
    )
    op.create_table(
        "feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "how_often",
            sa.Enum(
                "never",
                "daily",
                "weekly",
                name="howoften",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applies_itself", sa.Boolean(), nullable=False),
        sa.Column(
            "mapping",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_feed_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("name", name=op.f("uq_feed_name")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_next_at"), ["next_at"], unique=False)

    op.create_table(
        "organization_care",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("trusted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trusted_by", sa.Uuid(), nullable=True),
        sa.Column("unseen_since_sample", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_organization_care_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["trusted_by"],
            ["account.id"],
            name=op.f("fk_organization_care_trusted_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_organization_care")),
    )
    op.create_table(
        "term_edit",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column(
            "labels",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "synonyms",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edited_by"], ["account.id"], name=op.f("fk_term_edit_edited_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_term_edit")),
    )
    op.create_table(
        "import_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("feed_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "reading",
                "ready",
                "applying",
                "applied",
                "failed",
                "outdated",
                "thrown-away",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("doing", sa.String(length=255), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("standing", sa.String(length=255), nullable=False),
        sa.Column(
            "mapping",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "choices",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "report",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("error", sa.String(length=255), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feed.id"], name=op.f("fk_import_plan_feed_id_feed"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_import_plan_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["import_run.id"], name=op.f("fk_import_plan_run_id_import_run"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_plan")),
    )
    with op.batch_alter_table("import_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_plan_feed_id"), ["feed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_plan_made_at"), ["made_at"], unique=False)

    op.create_table(
        "duplicate_pair",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column(
            "reasons",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "open",
                "different",
                "merged",
                name="pairstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["account.id"],
            name=op.f("fk_duplicate_pair_decided_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["service.id"], name=op.f("fk_duplicate_pair_first_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["service.id"],
            name=op.f("fk_duplicate_pair_second_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_pair_first_id_second_id")),
    )
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duplicate_pair_first_id"), ["first_id"], unique=False)
        batch_op.create_index("ix_duplicate_pair_queue", ["status", "score"], unique=False)
        batch_op.create_index(batch_op.f("ix_duplicate_pair_second_id"), ["second_id"], unique=False)

    op.create_table(
        "link_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=255), nullable=False),
        sa.Column("failing_since", sa.Date(), nullable=True),
        sa.Column("times_failed", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_link_check_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_check")),
        sa.UniqueConstraint("service_id", "url", name=op.f("uq_link_check_service_id_url")),
    )
    with op.batch_alter_table("link_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_check_checked_at"), ["checked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_check_service_id"), ["service_id"], unique=False)

    op.create_table(
        "listing_care",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column(
            "local_fields",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("staff_note", sa.LargeBinary(), nullable=True),
        sa.Column("check_due_on", sa.Date(), nullable=True),
        sa.Column("reminder_step", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unchecked_since", sa.Date(), nullable=True),
        sa.Column("closed_reports", sa.Integer(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("priority", sa.Float(), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["service.id"],
            name=op.f("fk_listing_care_merged_into_id_service"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_listing_care_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_listing_care")),
    )
    with op.batch_alter_table("listing_care", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_care_check_due_on"), ["check_due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_care_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_care_priority"), ["priority"], unique=False)

    op.create_table(
        "listing_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["gone_id"], ["service.id"], name=op.f("fk_listing_merge_gone_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["service.id"], name=op.f("fk_listing_merge_kept_id_service"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["merged_by"],
            ["account.id"],
            name=op.f("fk_listing_merge_merged_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"],
            ["account.id"],
            name=op.f("fk_listing_merge_undone_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_merge")),
    )
    with op.batch_alter_table("listing_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_merge_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_merge_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "listing_view",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_listing_view_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "week", name=op.f("pk_listing_view")),
    )
    op.create_table(
        "listing_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "new", "edit", "stop", name="changekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "public",
                "organiser",
                "editor",
                "spreadsheet",
                "import",
                "merge",
                "restore",
                "check",
                "system",
                name="changesource",
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
                "waiting",
                "asked",
                "accepted",
                "part",
                "refused",
                "withdrawn",
                name="changestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("base", sa.LargeBinary(), nullable=True),
        sa.Column(
            "fields",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("risk", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("contact", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sampled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["account.id"],
            name=op.f("fk_listing_change_decided_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["access_link.id"],
            name=op.f("fk_listing_change_link_id_access_link"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_listing_change_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_listing_change_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_listing_change_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_change")),
    )
    with op.batch_alter_table("listing_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_change_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_change_made_by"), ["made_by"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_listing_change_organization_id"), ["organization_id"], unique=False
        )
        batch_op.create_index("ix_listing_change_queue", ["status", "risk", "sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_listing_change_service_id"), ["service_id"], unique=False)

    op.create_table(
        "listing_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column(
            "fields",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "public",
                "organiser",
                "editor",
                "spreadsheet",
                "import",
                "merge",
                "restore",
                "check",
                "system",
                name="changesource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("change_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["listing_change.id"],
            name=op.f("fk_listing_version_change_id_listing_change"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_listing_version_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_listing_version_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_version")),
        sa.UniqueConstraint("service_id", "number", name=op.f("uq_listing_version_service_id_number")),
    )
    with op.batch_alter_table("listing_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_version_service_id"), ["service_id"], unique=False)

    with op.batch_alter_table("listing_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("email", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("source_hash", sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column(
                "status",
                sa.Enum(
                    "open", "done", name="reportstatus", native_enum=False, create_constraint=True, length=40
                ),
                server_default="open",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column(
                "outcome",
                sa.Enum(
                    "put-right",
                    "was-right",
                    "closed",
                    "could-not-tell",
                    name="reportoutcome",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("answer", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered_by", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_listing_report_status"), ["status"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_listing_report_answered_by_account"),
            "account",
            ["answered_by"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("listing_report", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_listing_report_answered_by_account"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_listing_report_status"))
        batch_op.drop_constraint(op.f("ck_listing_report_reportoutcome"), type_="check")
        batch_op.drop_constraint(op.f("ck_listing_report_reportstatus"), type_="check")
        batch_op.drop_column("answered_by")
        batch_op.drop_column("answered_at")
        batch_op.drop_column("answer")
        batch_op.drop_column("outcome")
        batch_op.drop_column("status")
        batch_op.drop_column("source_hash")
        batch_op.drop_column("email")

    with op.batch_alter_table("listing_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_version_service_id"))

    op.drop_table("listing_version")
    with op.batch_alter_table("listing_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_change_service_id"))
        batch_op.drop_index("ix_listing_change_queue")
        batch_op.drop_index(batch_op.f("ix_listing_change_organization_id"))
        batch_op.drop_index(batch_op.f("ix_listing_change_made_by"))
        batch_op.drop_index(batch_op.f("ix_listing_change_made_at"))

    op.drop_table("listing_change")
    op.drop_table("listing_view")
    with op.batch_alter_table("listing_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_merge_kept_id"))
        batch_op.drop_index(batch_op.f("ix_listing_merge_gone_id"))

    op.drop_table("listing_merge")
    with op.batch_alter_table("listing_care", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_listing_care_priority"))
        batch_op.drop_index(batch_op.f("ix_listing_care_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_listing_care_check_due_on"))

    op.drop_table("listing_care")
    with op.batch_alter_table("link_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_check_service_id"))
        batch_op.drop_index(batch_op.f("ix_link_check_checked_at"))

    op.drop_table("link_check")
    with op.batch_alter_table("duplicate_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duplicate_pair_second_id"))
        batch_op.drop_index("ix_duplicate_pair_queue")
        batch_op.drop_index(batch_op.f("ix_duplicate_pair_first_id"))

    op.drop_table("duplicate_pair")
    with op.batch_alter_table("import_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_plan_made_at"))
        batch_op.drop_index(batch_op.f("ix_import_plan_feed_id"))

    op.drop_table("import_plan")
    op.drop_table("term_edit")
    op.drop_table("organization_care")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feed_next_at"))

    op.drop_table("feed")
    op.drop_table("column_mapping")
    op.drop_column("service", "capacity_on")
