"""Films in BSL and recordings of plain pages, with their transcripts"""

revision = "0013_recordings"
down_revision = "0012_paper_and_phone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
