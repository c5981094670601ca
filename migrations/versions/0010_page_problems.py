"""What readers say is wrong with a page"""

revision = "0010_page_problems"
down_revision = "0009_plain_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
