"""What is erased leaves nothing behind: no memo, no file that waits, nothing that was learned from it."""

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.insight import MemoOn, WorkStatus
from app.domain.viewer import SYSTEM
from app.gateways import kept_exports
from app.models.answers import Export
from app.models.coding_rounds import SuggestionModel
from app.models.insight import Memo
from app.operations import erasing_conversations, memos
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import ExportFactory, frame_with

pytestmark = pytest.mark.usefixtures("db_session")


def test_memos_about_it_files_with_its_words_and_what_was_learned_go(tmp_path):
    event, data = EventFactory(), tmp_path
    gone, stays = (ConversationFactory(event_id=event.id) for _ in range(2))
    for one in (gone, stays):
        memos.write(MemoOn.POINT, one.points[0].id, "From Elm Street", by=SYSTEM, key=uuid.uuid4())
    for scope in (f"event:{event.id}", f"year:{event.starts_at.year}", "year:1999"):
        made = ExportFactory(what={"scope": scope}, status=WorkStatus.DONE, total=1)
        db.session.flush()
        made.kept, made.until = kept_exports.keep(data, made.id, [b"PK"]), clock.now() + dt.timedelta(days=3)
    version = frame_with("Buses")
    for status, weights in ((WorkStatus.DONE, "d29yZHM="), (WorkStatus.WAITING, None)):
        db.session.add(
            SuggestionModel(
                frame_version_id=version.id, trained_at=clock.now(), status=status, points=9, weights=weights
            )
        )
    db.session.flush()
    erasing_conversations.erase(event.id, gone.submission_id, by=SYSTEM, data=data)
    assert db.session.scalars(select(Memo.of_id)).all() == [stays.points[0].id]
    kept = db.session.scalars(select(Export).where(Export.kept != "")).all()
    assert [one.what["scope"] for one in kept] == ["year:1999"]
    assert [path.name for path in (data / "exports").glob("*.sealed")] == [one.kept for one in kept]
    models = db.session.scalars(select(SuggestionModel)).all()
    assert {(one.status, one.weights) for one in models} == {
        (WorkStatus.DONE, None),
        (WorkStatus.FAILED, None),
    }
