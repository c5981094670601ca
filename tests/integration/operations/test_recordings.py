"""Recordings of one page that are published at the same moment: one is shown, and nobody meets an error."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.domain.recordings import RecordingState
from app.domain.viewer import SYSTEM
from app.models.recordings import PageRecording
from app.operations import recordings
from tests.factories_everybody import PageRecordingFactory
from tests.together import at_once


@pytest.mark.postgresql  # SQLite lets one write at a time
def test_several_that_are_published_at_once_leave_one(app):
    ids = [PageRecordingFactory().id for _ in range(6)]
    db.session.commit()

    def press(recording_id: uuid.UUID):
        with app.app_context():
            row = recordings.publish(recording_id, version=1, by=SYSTEM)
            db.session.commit()
            return row.id

    assert at_once([lambda one=one: press(one) for one in ids]) == ids
    states = list(db.session.scalars(select(PageRecording.state)))
    assert states.count(RecordingState.PUBLISHED) == 1
    assert states.count(RecordingState.REPLACED) == 5


def test_the_database_shows_no_two_of_a_page_and_language(db_session):
    PageRecordingFactory(state=RecordingState.PUBLISHED)
    PageRecordingFactory(state=RecordingState.PUBLISHED, language="pl")
    with pytest.raises(IntegrityError):
        PageRecordingFactory(state=RecordingState.PUBLISHED)
