"""Lists sent for somebody who rang, and what was said on the telephone"""

import sqlalchemy as sa
from alembic import op

revision = "0012_paper_and_phone"
down_revision = "0011_translations"
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
    "page-problem-received",
    "page-problem-answered",
)
NEW_KINDS = ("list-sent",)
OLD_WAYS = ("tablet", "form", "paper", "online", "file")
NEW_WAYS = ("phone",)
WITHOUT_ROW_NUMBERS = {"sqlite_with_rowid": False}
CONVERSATIONS = ("conversation", "capture_record")


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
    for table in CONVERSATIONS:
        widen(table, "way", "captureway", OLD_WAYS, OLD_WAYS + NEW_WAYS, **WITHOUT_ROW_NUMBERS)


def downgrade() -> None:
    for table in CONVERSATIONS:
        op.execute(f"UPDATE {table} SET way = 'form' WHERE way = 'phone'")  # noqa: S608 - our own names
        widen(table, "way", "captureway", OLD_WAYS + NEW_WAYS, OLD_WAYS, **WITHOUT_ROW_NUMBERS)
    op.execute("DELETE FROM message WHERE kind = 'list-sent'")
    widen("message", "kind", "messagekind", OLD_KINDS + NEW_KINDS, OLD_KINDS)
