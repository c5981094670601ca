"""A rescue file by the command line."""

import json

from app.database import db
from app.models.conversations import CaptureRecord
from tests.factories_engagement import EventFactory
from tests.integration.blueprints.test_capture_rescue import file_of, record


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["capture", "rescue", *map(str, arguments)])


def test_a_rescue_file_is_taken_in_once(app, tmp_path):
    event, file = EventFactory(), tmp_path / "ginnel.json"
    file.write_bytes(file_of(event, record(event)))
    db.session.commit()
    assert "New: 1. Already there: 0." in run(app, file).output
    assert "New: 0. Already there: 1." in run(app, file).output
    assert db.session.query(CaptureRecord).count() == 1


def test_a_file_that_names_no_event_needs_one(app, tmp_path):
    event, file = EventFactory(), tmp_path / "lines.jsonl"
    file.write_text(json.dumps(record(event)))
    db.session.commit()
    assert run(app, file).exit_code == 1
    assert run(app, file, "--event", "nowhere").exit_code == 1
    assert "New: 1" in run(app, file, "--event", event.slug).output
