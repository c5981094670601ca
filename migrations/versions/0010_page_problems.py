"""What readers say is wrong with a page"""

import sqlalchemy as sa
from alembic import op

revision = "0010_page_problems"
down_revision = "0009_plain_pages"
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
    "answer-asked",
    "answer-reminder",
    "answer-returned",
    "follow-asked",
    "statement-changed",
    "what-came-of-it",
)
NEW_KINDS = ("page-problem-received", "page-problem-answered")


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
    op.create_table(
        "page_problem",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.String(length=300), nullable=False),
        sa.Column(
            "reason",
            one_of(
                "problemreason",
                (
                    "keyboard",
                    "screen-reader",
                    "hard-to-read",
                    "words",
                    "out-of-date",
                    "not-working",
                    "print",
                    "other",
                ),
            ),
            nullable=False,
        ),
        sa.Column(
            "reading",
            one_of(
                "wayofreading",
                (
                    "eyes",
                    "bigger",
                    "colours",
                    "screen-reader",
                    "keyboard",
                    "voice",
                    "paper",
                    "with-somebody",
                ),
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("status", one_of("problemstatus", ("open", "promised", "done")), nullable=False),
        sa.Column(
            "outcome",
            one_of("problemoutcome", ("mended", "will-be-mended", "no-fault", "cannot")),
            nullable=True,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["account.id"],
            name=op.f("fk_page_problem_answered_by_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_problem")),
    )
    with op.batch_alter_table("page_problem", schema=None) as batch_op:
        batch_op.create_index("ix_page_problem_due", ["status", "due_on"], unique=False)
        batch_op.create_index("ix_page_problem_changed", ["changed_on"], unique=False)


def downgrade() -> None:
    op.drop_table("page_problem")
    op.execute(sa.text("DELETE FROM message WHERE kind IN ('page-problem-received', 'page-problem-answered')"))
    widen("message", "kind", "messagekind", OLD_KINDS + NEW_KINDS, OLD_KINDS)
