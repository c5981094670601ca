"""People helped, referrals, cases, plans, measures, introductions; links and messages that lead to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_connect"
down_revision = "0004_stewardship"
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
)
NEW_KINDS = (
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
OLD_PURPOSES = ("invitation", "new-password", "claim", "still-right", "report-answer", "suggestion")
NEW_PURPOSES = ("journey", "refer", "referral", "my", "introduction", "measure", "helped")


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
        "note_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("tab", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_note_draft_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_draft")),
        sa.UniqueConstraint(
            "account_id", "form", "about_id", "tab", name=op.f("uq_note_draft_account_id_form_about_id_tab")
        ),
    )
    with op.batch_alter_table("note_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_note_draft_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "practice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ods_code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_practice_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
        sa.UniqueConstraint("ods_code", name=op.f("uq_practice_ods_code")),
    )
    op.create_table(
        "sharing_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=255), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["account.id"],
            name=op.f("fk_sharing_agreement_made_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_sharing_agreement_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_agreement")),
    )
    with op.batch_alter_table("sharing_agreement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sharing_agreement_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "workload",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=False),
        sa.Column("diary_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_workload_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_workload")),
        sa.UniqueConstraint("diary_hash", name=op.f("uq_workload_diary_hash")),
    )
    op.create_table(
        "cover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("away_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["away_id"], ["account.id"], name=op.f("fk_cover_away_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_cover_by_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_cover_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_cover_team_id_team"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover")),
    )
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cover_away_id"), ["away_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cover_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cover_team_id"), ["team_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("given_name", sa.LargeBinary(), nullable=False),
        sa.Column("family_name", sa.LargeBinary(), nullable=False),
        sa.Column("preferred_name", sa.LargeBinary(), nullable=True),
        sa.Column("pronouns", sa.LargeBinary(), nullable=True),
        sa.Column("born_on", sa.LargeBinary(), nullable=True),
        sa.Column("nhs_number", sa.LargeBinary(), nullable=True),
        sa.Column("nhs_number_status", sa.String(length=2), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("postcode", sa.LargeBinary(), nullable=True),
        sa.Column("home", sa.String(length=255), nullable=False),
        sa.Column("ward_code", sa.String(length=9), nullable=False),
        sa.Column("lsoa21", sa.String(length=9), nullable=False),
        sa.Column("imd_decile", sa.Integer(), nullable=True),
        sa.Column("is_address_protected", sa.Boolean(), nullable=False),
        sa.Column("protected_lead_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_e164", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("reaching", sa.LargeBinary(), nullable=False),
        sa.Column("needs_agreed_on", sa.Date(), nullable=True),
        sa.Column("needs_review_on", sa.Date(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=False),
        sa.Column("groups", sa.LargeBinary(), nullable=False),
        sa.Column("practice_id", sa.Uuid(), nullable=True),
        sa.Column("health_check_on", sa.Date(), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["person.id"],
            name=op.f("fk_person_merged_into_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice.id"], name=op.f("fk_person_practice_id_practice"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["protected_lead_id"],
            ["account.id"],
            name=op.f("fk_person_protected_lead_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_needs_review_on"), ["needs_review_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_practice_id"), ["practice_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_ward_code"), ["ward_code"], unique=False)

    op.create_table(
        "referral_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.LargeBinary(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=True),
        sa.Column(
            "report",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_referral_import_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_referral_import_team_id_team"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_import")),
    )
    op.create_table(
        "routing_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_practice_id", sa.Uuid(), nullable=True),
        sa.Column("from_area", sa.String(length=60), nullable=True),
        sa.Column("to_area", sa.String(length=60), nullable=True),
        sa.Column("to_team_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_area"], ["area.code"], name=op.f("fk_routing_rule_from_area_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_practice_id"],
            ["practice.id"],
            name=op.f("fk_routing_rule_from_practice_id_practice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_routing_rule_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["to_area"], ["area.code"], name=op.f("fk_routing_rule_to_area_area"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_team_id"], ["team.id"], name=op.f("fk_routing_rule_to_team_id_team"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_rule")),
    )
    with op.batch_alter_table("routing_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_routing_rule_from_area"), ["from_area"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_routing_rule_from_practice_id"), ["from_practice_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_routing_rule_to_area"), ["to_area"], unique=False)
        batch_op.create_index(batch_op.f("ix_routing_rule_to_team_id"), ["to_team_id"], unique=False)

    op.create_table(
        "case_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "allocated",
                "active",
                "on-hold",
                "closing",
                "awaiting-lead",
                "closed",
                "in-error",
                name="casestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "priority",
            sa.Enum(
                "urgent",
                "soon",
                "routine",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column(
            "hold_reason",
            sa.Enum(
                "hospital",
                "away",
                "waiting-for-something",
                "asked-for-a-break",
                "other",
                name="holdreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("hold_until", sa.Date(), nullable=True),
        sa.Column("is_high_risk", sa.Boolean(), nullable=False),
        sa.Column("is_safeguarding_open", sa.Boolean(), nullable=False),
        sa.Column("risks", sa.LargeBinary(), nullable=True),
        sa.Column("concerns", sa.LargeBinary(), nullable=False),
        sa.Column("is_restricted", sa.Boolean(), nullable=False),
        sa.Column("goals_set", sa.Integer(), nullable=False),
        sa.Column("goals_met", sa.Integer(), nullable=False),
        sa.Column("is_sampled", sa.Boolean(), nullable=False),
        sa.Column("closing", sa.LargeBinary(), nullable=True),
        sa.Column("letter", sa.String(length=255), nullable=False),
        sa.Column(
            "closure_reason",
            sa.Enum(
                "goals-met",
                "partly-met",
                "other-support",
                "chose-to-stop",
                "no-contact",
                "missed-meetings",
                "moved-away",
                "hospital-or-care",
                "died",
                "transferred",
                "not-suitable",
                "opened-in-error",
                name="closurereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Uuid(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_record_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["case_record.id"],
            name=op.f("fk_case_record_previous_id_case_record"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_case_record_team_id_team"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["account.id"], name=op.f("fk_case_record_worker_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_record")),
        sa.UniqueConstraint("number", name=op.f("uq_case_record_number")),
    )
    with op.batch_alter_table("case_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_record_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_record_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_record_previous_id"), ["previous_id"], unique=False)
        batch_op.create_index(
            "ix_case_record_team", ["team_id", "status", "priority", "waiting_since"], unique=False
        )
        batch_op.create_index("ix_case_record_worker", ["worker_id", "status"], unique=False)
        batch_op.create_index(
            "uq_case_record_one_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("status NOT IN ('closed', 'in-error')"),
            postgresql_where=sa.text("status NOT IN ('closed', 'in-error')"),
        )

    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "contact",
                "record",
                "tell-referrer",
                "share-with-provider",
                "team-discussion",
                "talk-with-family",
                "story",
                "feedback",
                name="consentpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("named", sa.LargeBinary(), nullable=True),
        sa.Column(
            "data",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "how",
            sa.Enum(
                "spoken",
                "written",
                "online",
                "best-interests",
                name="consenthow",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("given_by", sa.String(length=255), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("wording", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("why_not", sa.LargeBinary(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_consent_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_consent_recorded_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_ends_on"), ["ends_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)

    op.create_table(
        "equality_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("said_by", sa.String(length=255), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_equality_answer_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_answer")),
        sa.UniqueConstraint("person_id", "item", name=op.f("uq_equality_answer_person_id_item")),
    )
    with op.batch_alter_table("equality_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_equality_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "nhs_reveal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_nhs_reveal_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_nhs_reveal_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nhs_reveal")),
    )
    with op.batch_alter_table("nhs_reveal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nhs_reveal_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nhs_reveal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "not_same_person",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["person.id"], name=op.f("fk_not_same_person_first_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["account.id"], name=op.f("fk_not_same_person_said_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["person.id"], name=op.f("fk_not_same_person_second_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_not_same_person")),
    )
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["person.id"], name=op.f("fk_person_merge_kept_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_person_merge_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_id"], ["person.id"], name=op.f("fk_person_merge_merged_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["account.id"], name=op.f("fk_person_merge_undone_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_merge")),
    )
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_merge_merged_id"), ["merged_id"], unique=False)

    op.create_table(
        "case_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("file_name", sa.LargeBinary(), nullable=False),
        sa.Column("stored_as", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_case_document_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_case_document_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_document")),
    )
    with op.batch_alter_table("case_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_document_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_person", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("idempotency_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_case_message_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["account.id"], name=op.f("fk_case_message_sent_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_message")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_case_message_idempotency_key")),
    )
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_message_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_task",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("for_lead", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "safeguarding",
                "lead-confirm",
                "new-to-me",
                "first-contact",
                "wrote-back",
                "provider-answered",
                "provider-silent",
                "asked-to-stop",
                "return-date",
                "transfer",
                "book-support",
                "next-step",
                "follow-up",
                "did-it-help",
                "measure",
                "tell-by-hand",
                "consent-ends",
                "needs-review",
                "plan-review",
                "worth-a-word",
                name="taskkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_record.id"], name=op.f("fk_case_task_case_id_case_record"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["account.id"], name=op.f("fk_case_task_done_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_case_task_team_id_team"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["account.id"], name=op.f("fk_case_task_worker_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_task")),
        sa.UniqueConstraint("key", name=op.f("uq_case_task_key")),
    )
    with op.batch_alter_table("case_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_task_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_case_task_day", ["worker_id", "done_at", "cancelled_at", "due_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_case_task_team_id"), ["team_id"], unique=False)

    op.create_table(
        "case_transfer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "requested",
                "accepted",
                "declined",
                "withdrawn",
                "expired",
                name="transferstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_worker_id", sa.Uuid(), nullable=True),
        sa.Column("to_worker_id", sa.Uuid(), nullable=True),
        sa.Column("to_team_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_case_transfer_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["from_worker_id"],
            ["account.id"],
            name=op.f("fk_case_transfer_from_worker_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["to_team_id"], ["team.id"], name=op.f("fk_case_transfer_to_team_id_team"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["to_worker_id"],
            ["account.id"],
            name=op.f("fk_case_transfer_to_worker_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_transfer")),
    )
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_transfer_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_transfer_to_team_id"), ["to_team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_transfer_to_worker_id"), ["to_worker_id"], unique=False)

    op.create_table(
        "history_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "referral",
                "case",
                "introduction",
                "transfer",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("start", sa.String(length=40), nullable=False),
        sa.Column("end", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("on_behalf_of", sa.LargeBinary(), nullable=True),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["account.id"], name=op.f("fk_history_event_actor_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_history_event_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_history_event_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_event")),
    )
    with op.batch_alter_table("history_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_event_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_history_event_subject", ["subject", "subject_id", "id"], unique=False)

    op.create_table(
        "introduction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "signpost",
                "introduction",
                name="introductionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "given",
                "draft",
                "sent",
                "seen",
                "accepted",
                "waitlisted",
                "started",
                "completed",
                "not-completed",
                "declined",
                "cancelled",
                "in-error",
                name="introductionstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("service_name", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("what_person_says", sa.LargeBinary(), nullable=True),
        sa.Column("shared", sa.LargeBinary(), nullable=True),
        sa.Column(
            "shared_fields",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("sent_to", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminder_step", sa.Integer(), nullable=False),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "no-capacity",
                "waiting-list-closed",
                "not-eligible",
                "outside-area",
                "access-need",
                "could-not-contact",
                "wrong-service",
                "other",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("provider_words", sa.LargeBinary(), nullable=True),
        sa.Column("rough_wait_weeks", sa.Integer(), nullable=True),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_place", sa.LargeBinary(), nullable=True),
        sa.Column("goes_along", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("output", sa.LargeBinary(), nullable=True),
        sa.Column(
            "not_completed",
            sa.Enum(
                "did-not-come",
                "could-not-contact",
                "stopped",
                "service-ended",
                "other",
                name="notcompletedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("cancel_reason", sa.LargeBinary(), nullable=True),
        sa.Column(
            "helped",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "did-not-go",
                "rather-not-say",
                name="helped",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("helped_words", sa.LargeBinary(), nullable=True),
        sa.Column("helped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_on", sa.Boolean(), nullable=False),
        sa.Column("share_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_introduction_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consent.id"],
            name=op.f("fk_introduction_consent_id_consent"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_introduction_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_introduction_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_introduction_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_introduction_service_id_service"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
    )
    with op.batch_alter_table("introduction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_introduction_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_consent_id"), ["consent_id"], unique=False)
        batch_op.create_index("ix_introduction_organization", ["organization_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_service_id"), ["service_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_share_ends_at"), ["share_ends_at"], unique=False)
        batch_op.create_index("ix_introduction_silent", ["status", "sent_at"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ons4",
                "loneliness",
                "goals",
                "licensed",
                "service",
                name="measurekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "moment",
            sa.Enum(
                "start",
                "review",
                "end",
                name="measuremoment",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("licence", sa.String(length=255), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "worker",
                "paper",
                "own-link",
                name="askedhow",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_not", sa.LargeBinary(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_record.id"], name=op.f("fk_measure_case_id_case_record"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_measure_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["account.id"], name=op.f("fk_measure_recorded_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_measure_idempotency_key")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index("ix_measure_case", ["case_id", "kind", "answered_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_measure_person_id"), ["person_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_how", sa.String(length=255), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_record.id"], name=op.f("fk_plan_case_id_case_record"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_plan_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_plan_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_plan_case_id_number")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_person_id"), ["person_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "received",
                "in-triage",
                "info-needed",
                "awaiting-lead",
                "accepted",
                "not-accepted",
                "redirected",
                "declined-by-person",
                "could-not-contact",
                "withdrawn",
                "duplicate",
                "person-died",
                "in-error",
                name="referralstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "self",
                "carer-self",
                "for-somebody",
                "professional",
                "helpline",
                "letter",
                "import",
                name="referralsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "method",
            sa.Enum(
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                "7",
                name="referralmethod",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "priority",
            sa.Enum(
                "urgent",
                "soon",
                "routine",
                name="priority",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("is_safeguarding", sa.Boolean(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("concerns", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("ward_code", sa.String(length=9), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("practice_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("routed_by", sa.String(length=255), nullable=False),
        sa.Column("referrer_account_id", sa.Uuid(), nullable=True),
        sa.Column("referrer_organization_id", sa.Uuid(), nullable=True),
        sa.Column("referrer_name", sa.LargeBinary(), nullable=True),
        sa.Column("referrer_service", sa.LargeBinary(), nullable=True),
        sa.Column("referrer_contact", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("triaged_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("question", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column(
            "not_accepted",
            sa.Enum(
                "outside-area",
                "age",
                "clinical-or-crisis",
                "already-open",
                "not-enough-information",
                "no-consent",
                "at-capacity",
                "safety",
                name="notacceptedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("heard_offer", sa.Boolean(), nullable=True),
        sa.Column("message", sa.LargeBinary(), nullable=True),
        sa.Column("sent_on_to", sa.LargeBinary(), nullable=True),
        sa.Column("duplicate_of_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_record.id"], name=op.f("fk_referral_case_id_case_record"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"],
            ["referral.id"],
            name=op.f("fk_referral_duplicate_of_id_referral"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_referral_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_referral_person_id_person"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["practice_id"],
            ["practice.id"],
            name=op.f("fk_referral_practice_id_practice"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referrer_account_id"],
            ["account.id"],
            name=op.f("fk_referral_referrer_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["referrer_organization_id"],
            ["organization.id"],
            name=op.f("fk_referral_referrer_organization_id_organization"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_referral_team_id_team"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["triaged_by"], ["account.id"], name=op.f("fk_referral_triaged_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_duplicate_of_id"), ["duplicate_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_practice_id"), ["practice_id"], unique=False)
        batch_op.create_index("ix_referral_queue", ["team_id", "status", "received_at"], unique=False)
        batch_op.create_index("ix_referral_received_at", ["received_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referral_referrer_account_id"), ["referrer_account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_referral_referrer_organization_id"), ["referrer_organization_id"], unique=False
        )

    op.create_table(
        "safeguarding_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("concern", sa.LargeBinary(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("person_told", sa.String(length=255), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_safeguarding_note_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["account.id"],
            name=op.f("fk_safeguarding_note_lead_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"],
            ["account.id"],
            name=op.f("fk_safeguarding_note_raised_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_note")),
    )
    with op.batch_alter_table("safeguarding_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_safeguarding_note_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safeguarding_note_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_safeguarding_note_raised_by"), ["raised_by"], unique=False)

    op.create_table(
        "story_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_story_offer_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consent.id"],
            name=op.f("fk_story_offer_consent_id_consent"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_offer")),
    )
    with op.batch_alter_table("story_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_offer_case_id"), ["case_id"], unique=False)

    op.create_table(
        "unmet_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("theme", sa.String(length=60), nullable=False),
        sa.Column("ward_code", sa.String(length=9), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_unmet_need_case_id_case_record"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_unmet_need_made_by_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_need")),
    )
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unmet_need_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unmet_need_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_unmet_need_theme"), ["theme"], unique=False)
        batch_op.create_index(batch_op.f("ix_unmet_need_ward_code"), ["ward_code"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("introduction_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "meeting",
                "call",
                "going-along",
                "other",
                name="appointmentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "happened",
                "cancelled",
                name="appointmentstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("support", sa.LargeBinary(), nullable=True),
        sa.Column("booking", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_appointment_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["introduction_id"],
            ["introduction.id"],
            name=op.f("fk_appointment_introduction_id_introduction"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["account.id"], name=op.f("fk_appointment_worker_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_appointment_diary", ["worker_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_introduction_id"), ["introduction_id"], unique=False)

    op.create_table(
        "case_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "we-reached-out",
                "they-reached-out",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "face-to-face",
                "home-visit",
                "phone",
                "video",
                "text",
                "email",
                "letter",
                "group",
                name="contactchannel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "attendance",
            sa.Enum(
                "5",
                "6",
                "7",
                "2",
                "3",
                "4",
                "0",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "talked",
                "message-left",
                "no-answer",
                "wrong-details",
                "sent",
                name="contactresult",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("present", sa.LargeBinary(), nullable=True),
        sa.Column("interpreter", sa.String(length=255), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column(
            "needs_met",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "none-known",
                name="needsmet",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("needs_unmet", sa.LargeBinary(), nullable=True),
        sa.Column("unsafe_why", sa.LargeBinary(), nullable=True),
        sa.Column("next_step", sa.LargeBinary(), nullable=True),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=80), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case_record.id"],
            name=op.f("fk_case_contact_case_id_case_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["account.id"], name=op.f("fk_case_contact_made_by_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_contact_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_case_contact_referral_id_referral"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_contact")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_case_contact_idempotency_key")),
    )
    with op.batch_alter_table("case_contact", schema=None) as batch_op:
        batch_op.create_index("ix_case_contact_case", ["case_id", "happened_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_contact_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_contact_person_id"), ["person_id"], unique=False)

    op.create_table(
        "introduction_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("introduction_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.String(length=255), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["introduction_id"],
            ["introduction.id"],
            name=op.f("fk_introduction_day_introduction_id_introduction"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction_day")),
    )
    with op.batch_alter_table("introduction_day", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_introduction_day_introduction_id"), ["introduction_id"], unique=False
        )

    op.create_table(
        "journey_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("journey", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_journey_draft_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_journey_draft_referral_id_referral"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey_draft")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_journey_draft_token_hash")),
    )
    with op.batch_alter_table("journey_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journey_draft_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journey_draft_code_hash"), ["code_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_journey_draft_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "person_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "nhs-number",
                "name-born",
                "sound-born",
                "given-born",
                "name-year",
                "phone",
                "address",
                "email",
                name="matchkey",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_key_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_person_key_referral_id_referral"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_key")),
    )
    with op.batch_alter_table("person_key", schema=None) as batch_op:
        batch_op.create_index("ix_person_key_hash", ["kind", "hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_key_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_key_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "relation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("in_household", sa.Boolean(), nullable=False),
        sa.Column("is_dependant", sa.Boolean(), nullable=False),
        sa.Column("is_carer", sa.Boolean(), nullable=False),
        sa.Column("is_emergency_contact", sa.Boolean(), nullable=False),
        sa.Column("may_be_told", sa.Boolean(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("own_words", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("offered_own_referral_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_relation_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_relation_referral_id_referral"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "safeguarding_reader",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=True),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_safeguarding_reader_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["named_by"],
            ["account.id"],
            name=op.f("fk_safeguarding_reader_named_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["safeguarding_note.id"],
            name=op.f("fk_safeguarding_reader_note_id_safeguarding_note"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("note_id", "account_id", name=op.f("pk_safeguarding_reader")),
    )
    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("referral_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("introduction_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_access_link_introduction_id"), ["introduction_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_link_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_link_referral_id"), ["referral_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_access_link_referral_id_referral"),
            "referral",
            ["referral_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_access_link_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_access_link_introduction_id_introduction"),
            "introduction",
            ["introduction_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("case_id", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_message_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_person_id"), ["person_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_message_case_id_case_record"),
            "case_record",
            ["case_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_message_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_message_person_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_message_case_id_case_record"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_message_person_id"))
        batch_op.drop_index(batch_op.f("ix_message_case_id"))
        batch_op.drop_column("case_id")
        batch_op.drop_column("person_id")

    with op.batch_alter_table("access_link", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_access_link_introduction_id_introduction"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_access_link_person_id_person"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_access_link_referral_id_referral"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_access_link_referral_id"))
        batch_op.drop_index(batch_op.f("ix_access_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_access_link_introduction_id"))
        batch_op.drop_column("introduction_id")
        batch_op.drop_column("referral_id")
        batch_op.drop_column("person_id")

    op.drop_table("safeguarding_reader")
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relation_person_id"))

    op.drop_table("relation")
    with op.batch_alter_table("person_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_key_referral_id"))
        batch_op.drop_index(batch_op.f("ix_person_key_person_id"))
        batch_op.drop_index("ix_person_key_hash")

    op.drop_table("person_key")
    with op.batch_alter_table("journey_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journey_draft_expires_at"))
        batch_op.drop_index(batch_op.f("ix_journey_draft_code_hash"))
        batch_op.drop_index(batch_op.f("ix_journey_draft_account_id"))

    op.drop_table("journey_draft")
    with op.batch_alter_table("introduction_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_introduction_day_introduction_id"))

    op.drop_table("introduction_day")
    with op.batch_alter_table("case_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_contact_person_id"))
        batch_op.drop_index(batch_op.f("ix_case_contact_made_by"))
        batch_op.drop_index("ix_case_contact_case")

    op.drop_table("case_contact")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_introduction_id"))
        batch_op.drop_index("ix_appointment_diary")
        batch_op.drop_index(batch_op.f("ix_appointment_case_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("unmet_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unmet_need_ward_code"))
        batch_op.drop_index(batch_op.f("ix_unmet_need_theme"))
        batch_op.drop_index(batch_op.f("ix_unmet_need_made_at"))
        batch_op.drop_index(batch_op.f("ix_unmet_need_case_id"))

    op.drop_table("unmet_need")
    with op.batch_alter_table("story_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_story_offer_case_id"))

    op.drop_table("story_offer")
    with op.batch_alter_table("safeguarding_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safeguarding_note_raised_by"))
        batch_op.drop_index(batch_op.f("ix_safeguarding_note_lead_id"))
        batch_op.drop_index(batch_op.f("ix_safeguarding_note_case_id"))

    op.drop_table("safeguarding_note")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_referrer_organization_id"))
        batch_op.drop_index(batch_op.f("ix_referral_referrer_account_id"))
        batch_op.drop_index("ix_referral_received_at")
        batch_op.drop_index("ix_referral_queue")
        batch_op.drop_index(batch_op.f("ix_referral_practice_id"))
        batch_op.drop_index(batch_op.f("ix_referral_person_id"))
        batch_op.drop_index(batch_op.f("ix_referral_duplicate_of_id"))
        batch_op.drop_index(batch_op.f("ix_referral_case_id"))
        batch_op.drop_index(batch_op.f("ix_referral_asked_at"))

    op.drop_table("referral")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_person_id"))

    op.drop_table("plan")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_person_id"))
        batch_op.drop_index("ix_measure_case")

    op.drop_table("measure")
    with op.batch_alter_table("introduction", schema=None) as batch_op:
        batch_op.drop_index("ix_introduction_silent")
        batch_op.drop_index(batch_op.f("ix_introduction_share_ends_at"))
        batch_op.drop_index(batch_op.f("ix_introduction_service_id"))
        batch_op.drop_index(batch_op.f("ix_introduction_person_id"))
        batch_op.drop_index("ix_introduction_organization")
        batch_op.drop_index(batch_op.f("ix_introduction_consent_id"))
        batch_op.drop_index(batch_op.f("ix_introduction_case_id"))

    op.drop_table("introduction")
    with op.batch_alter_table("history_event", schema=None) as batch_op:
        batch_op.drop_index("ix_history_event_subject")
        batch_op.drop_index(batch_op.f("ix_history_event_case_id"))

    op.drop_table("history_event")
    with op.batch_alter_table("case_transfer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_transfer_to_worker_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_to_team_id"))
        batch_op.drop_index(batch_op.f("ix_case_transfer_case_id"))

    op.drop_table("case_transfer")
    with op.batch_alter_table("case_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_task_team_id"))
        batch_op.drop_index("ix_case_task_day")
        batch_op.drop_index(batch_op.f("ix_case_task_case_id"))

    op.drop_table("case_task")
    with op.batch_alter_table("case_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_message_case_id"))

    op.drop_table("case_message")
    with op.batch_alter_table("case_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_document_case_id"))

    op.drop_table("case_document")
    with op.batch_alter_table("person_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_merge_merged_id"))
        batch_op.drop_index(batch_op.f("ix_person_merge_kept_id"))

    op.drop_table("person_merge")
    op.drop_table("not_same_person")
    with op.batch_alter_table("nhs_reveal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nhs_reveal_person_id"))
        batch_op.drop_index(batch_op.f("ix_nhs_reveal_account_id"))

    op.drop_table("nhs_reveal")
    with op.batch_alter_table("equality_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_equality_answer_person_id"))

    op.drop_table("equality_answer")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.drop_index(batch_op.f("ix_consent_organization_id"))
        batch_op.drop_index(batch_op.f("ix_consent_ends_on"))

    op.drop_table("consent")
    with op.batch_alter_table("case_record", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_case_record_one_open",
            sqlite_where=sa.text("status NOT IN ('closed', 'in-error')"),
            postgresql_where=sa.text("status NOT IN ('closed', 'in-error')"),
        )
        batch_op.drop_index("ix_case_record_worker")
        batch_op.drop_index("ix_case_record_team")
        batch_op.drop_index(batch_op.f("ix_case_record_previous_id"))
        batch_op.drop_index(batch_op.f("ix_case_record_person_id"))
        batch_op.drop_index(batch_op.f("ix_case_record_closed_at"))

    op.drop_table("case_record")
    with op.batch_alter_table("routing_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_routing_rule_to_team_id"))
        batch_op.drop_index(batch_op.f("ix_routing_rule_to_area"))
        batch_op.drop_index(batch_op.f("ix_routing_rule_from_practice_id"))
        batch_op.drop_index(batch_op.f("ix_routing_rule_from_area"))

    op.drop_table("routing_rule")
    op.drop_table("referral_import")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_ward_code"))
        batch_op.drop_index(batch_op.f("ix_person_practice_id"))
        batch_op.drop_index(batch_op.f("ix_person_needs_review_on"))
        batch_op.drop_index(batch_op.f("ix_person_merged_into_id"))

    op.drop_table("person")
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cover_team_id"))
        batch_op.drop_index(batch_op.f("ix_cover_by_id"))
        batch_op.drop_index(batch_op.f("ix_cover_away_id"))

    op.drop_table("cover")
    op.drop_table("workload")
    with op.batch_alter_table("sharing_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sharing_agreement_organization_id"))

    op.drop_table("sharing_agreement")
    op.drop_table("practice")
    with op.batch_alter_table("note_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_note_draft_saved_at"))

    op.drop_table("note_draft")
    for table, column, new in (("message", "kind", NEW_KINDS), ("access_link", "purpose", NEW_PURPOSES)):
        rows = sa.table(table, sa.column(column))
        op.execute(rows.delete().where(rows.c[column].in_(new)))
    widen("access_link", "purpose", "linkpurpose", OLD_PURPOSES + NEW_PURPOSES, OLD_PURPOSES)
    widen("message", "kind", "messagekind", OLD_KINDS + NEW_KINDS, OLD_KINDS)
