"""Plain pages that staff edit"""

revision = "0009_plain_pages"
down_revision = "0008_answer"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
