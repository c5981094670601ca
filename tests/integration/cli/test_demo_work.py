"""`flask demo work`: the invented editor has something to look at, once."""

import sqlalchemy as sa

from app.database import db
from app.domain.stewardship import ChangeStatus
from app.models.directory import ListingReport
from app.models.stewardship import ListingCare, ListingChange


def test_there_is_work_for_the_editor_and_only_once(demo_app):
    runner = demo_app.test_cli_runner()
    assert "editor: 12." in runner.invoke(args=["demo", "work"]).output
    assert "Nothing new" in runner.invoke(args=["demo", "work"]).output
    db.session.rollback()
    statuses = db.session.scalars(sa.select(ListingChange.status)).all()
    assert statuses == [ChangeStatus.WAITING] * 4
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ListingReport)) == 4
    assert db.session.scalar(sa.select(sa.func.max(ListingCare.closed_reports))) == 2


def test_work_for_a_listing_that_is_not_there_is_passed_over(app):
    runner = app.test_cli_runner()
    assert "editor: 5." in runner.invoke(args=["demo", "work"]).output
