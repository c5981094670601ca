"""Words of other languages that translators bring"""

revision = "0011_translations"
down_revision = "0010_page_problems"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
