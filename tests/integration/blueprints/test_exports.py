"""Exports: looked at before, taken with a purpose, the same from page, job and command."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import uuid
import zipfile

import pytest
from lxml import etree
from openpyxl import load_workbook

from app.database import db
from app.domain.engagement import AgeBand
from app.domain.insight import RoundStatus, WorkStatus
from app.domain.roles import Role
from app.jobs import exports as job
from app.jobs import runner
from app.models.answers import Export, ExtractProject
from app.models.audit import AuditEvent
from app.models.conversations import Conversation, Point
from app.models.insight import Coding, PointCheck
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import (
    CodingFactory,
    CodingRoundFactory,
    ExtractProjectFactory,
    RedactionFactory,
    frame_with,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")
WHY = "A report to the board about buses"


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def event(app):
    """Six conversations: one of a kind, five alike; formulas, a name that is hidden, a code on some words."""
    made = EventFactory(slug="bus-chat", name="Bus chat")
    version = frame_with("Buses", "Company")
    for number in range(5):
        ConversationFactory(event_id=made.id, age=AgeBand.ADULT, said={"love": f"=1+{number}"})
    odd = ConversationFactory(
        event_id=made.id,
        community="Deaf people",
        chat_maker="Ines",
        age=AgeBand.TEENAGER,
        said={"love": "🚌 Ask Imran about the bus"},
    )
    point = db.session.query(Point).filter_by(conversation_id=odd.id).one()
    RedactionFactory(point_id=point.id, start=6, end=11)
    code = version.entries[0].code_id
    CodingFactory(point_id=point.id, code_id=code, version_id=version.id, start=22, end=25)
    for each in db.session.query(Point):
        db.session.add(PointCheck(point_id=each.id))
    db.session.commit()
    return made


def asked(event, *files, purpose=WHY, **more):
    return {
        "scope": f"event:{event.id}",
        "files": list(files or ("tidy",)),
        "purpose": purpose,
        "export_id": str(uuid.uuid4()),
        **more,
    }


def taken(answer):
    """The files of an answer, by their names."""
    assert answer.status_code == 200, answer.text[:300]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_before_anything_leaves_one_sees_how_much_and_what_stays(officer, event):
    page = officer.get("/exports/new", query_string={"scope": f"event:{event.id}", "files": "tidy"}).text
    assert "What would leave" in page
    assert "Comments in it" in page
    assert db.session.query(Export).count() == 0


def test_tables_come_with_what_they_mean_and_a_note_that_checks_them(officer, event):
    files = taken(post(officer, "/exports/new", **asked(event, "tidy", "wide")))
    assert list(files) == [
        "comments.csv",
        "comments.csv-metadata.json",
        "codings.csv",
        "codings.csv-metadata.json",
        "wide.csv",
        "wide.csv-metadata.json",
        "datapackage.json",
        "manifest.json",
    ]
    note = json.loads(files["manifest.json"])
    assert note["purpose"] == WHY
    assert note["thresholds"] == {"conversations_alike_at_least": 5}
    for one in note["files"]:
        assert hashlib.sha256(files[one["name"]]).hexdigest() == one["sha256"]
    assert note["files"][0]["rows"] == 6
    export = db.session.query(Export).one()
    assert export.status is WorkStatus.DONE
    assert export.manifest == note
    assert db.session.query(AuditEvent).filter_by(action="export.made").count() == 1


def test_comments_leave_without_what_was_hidden_and_start_no_formula(officer, event):
    files = taken(post(officer, "/exports/new", **asked(event)))
    comments = rows(files["comments.csv"])
    assert sorted(row["words"] for row in comments) == [
        *(f"'=1+{number}" for number in range(5)),
        "🚌 Ask […] about the bus",
    ]
    whole = b"".join(files.values()).decode()
    assert "Imran" not in whole
    assert "Ines" not in whole
    assert "10:00" not in files["comments.csv"].decode()


def test_who_is_like_nobody_has_no_area_age_or_community(officer, event):
    comments = rows(taken(post(officer, "/exports/new", **asked(event)))["comments.csv"])
    assert {(row["age"], row["community"]) for row in comments} == {("", "")}


def test_a_span_lies_on_the_words_as_they_are_shown(officer, event):
    files = taken(post(officer, "/exports/new", **asked(event)))
    (coding,) = rows(files["codings.csv"])
    comment = next(row for row in rows(files["comments.csv"]) if row["comment_id"] == coding["comment_id"])
    assert comment["words"][int(coding["start"]) : int(coding["end"])] == "bus"
    assert coding["code"] == "Buses"
    assert comment["codes"] == "1"


def test_what_may_tell_who_is_speaking_waits_until_somebody_decided(officer, event):
    db.session.query(PointCheck).first().likely = 1
    db.session.commit()
    page = officer.get("/exports/new", query_string={"scope": f"event:{event.id}", "files": "tidy"}).text
    assert "1 comment that may tell who is speaking" in page
    assert len(rows(taken(post(officer, "/exports/new", **asked(event)))["comments.csv"])) == 5


def test_what_was_not_looked_through_yet_waits(officer, event):
    db.session.delete(db.session.query(PointCheck).first())
    db.session.commit()
    assert len(rows(taken(post(officer, "/exports/new", **asked(event)))["comments.csv"])) == 5


def test_an_event_with_too_few_conversations_stays(officer, event):
    db.session.delete(db.session.query(Conversation).first())
    db.session.delete(db.session.query(Conversation).first())
    db.session.commit()
    answer = post(officer, "/exports/new", **asked(event))
    assert answer.status_code == 422
    assert "too few people did" in answer.text


@pytest.mark.parametrize("purpose", ["", "report", "test test test test"])
def test_a_purpose_that_says_nothing_is_refused_and_stays_typed(officer, event, purpose):
    answer = post(officer, "/exports/new", **asked(event, purpose=purpose))
    assert answer.status_code == 422
    assert purpose in answer.text
    assert "what you will use it for" in answer.text
    assert db.session.query(Export).count() == 0


def test_sent_twice_it_is_one_export(officer, event):
    fields = asked(event)
    first = taken(post(officer, "/exports/new", **fields))
    again = taken(post(officer, "/exports/new", **fields))
    assert first == again
    assert db.session.query(Export).count() == 1


def test_the_id_of_another_s_export_gives_nothing(officer, as_role, event):
    fields = asked(event)
    taken(post(officer, "/exports/new", **fields))
    assert post(as_role(Role.ANALYST), "/exports/new", **fields).status_code == 409


def test_the_same_choice_gives_the_same_bytes_but_for_the_note(officer, event):
    kinds = ("tidy", "wide", "json")
    first = taken(post(officer, "/exports/new", **asked(event, *kinds)))
    again = taken(
        post(officer, "/exports/new", **asked(event, *kinds, purpose="Another report to the board"))
    )
    assert first.pop("manifest.json") != again.pop("manifest.json")
    assert first == again


def test_json_holds_the_same_two_tables(officer, event):
    files = taken(post(officer, "/exports/new", **asked(event, "json")))
    said = json.loads(files["said-bus-chat.json"])
    assert len(said["comments"]) == 6
    assert said["codings"][0]["code"] == "Buses"


def test_what_takes_long_is_made_behind_the_page_and_kept_seven_days(officer, event, clock):
    fields = asked(event, "xlsx", "qdc", "qdpx", "qdpx-questions")
    answer = post(officer, "/exports/new", **fields)
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    assert "0 of 6 comments are written" in page
    while runner.run_one("test"):
        pass
    page = officer.get(answer.location).text
    assert "Download the files" in page
    files = taken(officer.get(f"{answer.location}/file"))
    assert list(files) == [
        "said-bus-chat.qdc",
        "said-bus-chat.xlsx",
        "said-bus-chat.qdpx",
        "said-bus-chat-by-question.qdpx",
        "manifest.json",
    ]
    book = load_workbook(io.BytesIO(files["said-bus-chat.xlsx"]))
    assert book.sheetnames == ["Cover", "Notes", "comments", "codings", "wide"]
    with zipfile.ZipFile(io.BytesIO(files["said-bus-chat.qdpx"])) as project:
        root = etree.fromstring(project.read("project.qde"))
    assert len(root.findall(".//{*}Case")) == 6
    assert db.session.query(AuditEvent).filter_by(action="export.taken").count() == 1


KINDS = ("tidy", "wide", "json", "xlsx", "qdc", "qdpx", "qdpx-questions")


def test_page_and_command_give_the_same_bytes_but_for_the_note(officer, event, app, tmp_path):
    answer = post(officer, "/exports/new", **asked(event, *KINDS))
    while runner.run_one("test"):
        pass
    files = taken(officer.get(f"{answer.location}/file"))
    told = app.test_cli_runner().invoke(
        args=["insight", "export", "--event", "bus-chat", "--purpose", WHY, "--to", str(tmp_path)]
        + [word for kind in KINDS for word in ("--file", kind)]
    )
    assert told.exit_code == 0, told.output
    assert {path.name for path in tmp_path.iterdir()} == set(files)
    for name in files.keys() - {"manifest.json"}:
        assert (tmp_path / name).read_bytes() == files[name], name


def test_a_command_without_a_real_purpose_writes_nothing(app, event, tmp_path):
    words = ["--event", "bus-chat", "--file", "tidy", "--purpose", "x", "--to", str(tmp_path / "out")]
    told = app.test_cli_runner().invoke(args=["insight", "export", *words])
    assert told.exit_code == 1
    assert "Say in a few more words" in told.output
    assert not (tmp_path / "out").exists()


def test_after_seven_days_the_files_are_gone(officer, event, app, monkeypatch):
    answer = post(officer, "/exports/new", **asked(event, "qdc"))
    while runner.run_one("test"):
        pass
    export = db.session.query(Export).one()
    path = app.config["DATA"] / "exports" / export.kept
    assert path.exists()
    assert b"Buses" not in path.read_bytes()
    export.until = export.made_at
    db.session.commit()
    with monkeypatch.context() as later:
        later.setenv("GINNEL_NOW", "2026-12-24T10:00")
        job.run({})
        db.session.commit()
    assert not path.exists()
    assert officer.get(f"{answer.location}/file").status_code == 410


def test_the_list_says_who_took_what_and_why(officer, event):
    taken(post(officer, "/exports/new", **asked(event)))
    page = officer.get("/exports").text
    assert WHY in page
    assert "Bus chat" in page
    export = db.session.query(Export).one()
    one = officer.get(f"/exports/{export.id}").text
    assert export.manifest["files"][0]["sha256"] in one


def test_an_export_that_is_not_there_is_not_found_and_traced(officer):
    assert officer.get(f"/exports/{uuid.uuid4()}").status_code == 404
    assert officer.get(f"/exports/new?scope=event:{uuid.uuid4()}&files=tidy").status_code == 404
    assert officer.get("/exports/new?scope=year:x&files=tidy").status_code == 404


def test_nothing_chosen_is_said(officer, event):
    answer = officer.get("/exports/new?scope=")
    assert answer.status_code == 422
    assert "Choose at least one file" in answer.text


def test_an_extract_has_names_of_its_own_and_none_after_its_end(as_role, event):
    analyst = as_role(Role.ANALYST)
    one, other = ExtractProjectFactory(key="11" * 32), ExtractProjectFactory(key="22" * 32)
    db.session.commit()
    got = {}
    for project in (one, other):
        answer = post(analyst, f"/exports/extracts/{project.id}", **asked(event))
        got[project.id] = {row["comment_id"] for row in rows(taken(answer)["comments.csv"])}
        assert {row["words"] for row in rows(taken(answer)["comments.csv"])} == {"[…]"}
    assert len(got[one.id]) == 6
    assert not got[one.id] & got[other.id]
    post(analyst, f"/exports/extracts/{one.id}", do="end")
    assert db.session.get(ExtractProject, one.id, populate_existing=True).key is None
    assert post(analyst, f"/exports/extracts/{one.id}", **asked(event)).status_code == 410
    assert db.session.query(AuditEvent).filter_by(action="extract.ended").count() == 1


def test_a_language_that_few_spoke_is_not_told_nor_shown(officer, event):
    made = ConversationFactory(
        event_id=event.id, age=AgeBand.ADULT, language="ti", people=4, said={"love": "ጽቡቕ"}
    )
    point = db.session.query(Point).filter_by(conversation_id=made.id).one()
    point.language = "ti"
    db.session.add(PointCheck(point_id=point.id))
    db.session.commit()
    table = rows(taken(post(officer, "/exports/new", **asked(event)))["comments.csv"])
    (row,) = [one for one in table if not one["language"]]
    assert (row["words"], row["people"]) == ("[…]", "")
    assert {one["people"] for one in table} == {"1", ""}


@pytest.mark.parametrize("year", ["99999", "9999", "0", "1", "x"])
def test_a_year_that_cannot_be_is_not_there(officer, year):
    assert officer.get(f"/exports/new?scope=year:{year}&files=tidy").status_code in {404, 422}


def test_what_nobody_finished_is_given_up_and_swept_away(officer, event, app, clock):
    post(officer, "/exports/new", **asked(event, "xlsx"))
    left = app.config["DATA"] / "exports" / ".making-killed"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    clock.set("2026-11-26T11:00")
    job.run({})
    db.session.commit()
    assert not left.exists()
    assert db.session.query(Export).one().status is WorkStatus.FAILED


def test_an_analyst_starts_a_piece_of_analysis(as_role):
    analyst = as_role(Role.ANALYST)
    day = {"ends_on": ["24", "12", "2026"]}
    bad = post(analyst, "/exports/extracts", name="Buses", purpose="x", ends_on=["1", "1", "2020"])
    assert bad.status_code == 422
    assert "at most three years away" in bad.text
    made = post(analyst, "/exports/extracts", name="Buses", purpose="Do buses keep people in?", **day)
    assert made.status_code == 303
    assert "Do buses keep people in?" in analyst.get(made.location).text


def test_an_officer_has_no_extracts(officer):
    assert officer.get("/exports/extracts").status_code == 403


def test_codes_of_comments_in_an_open_round_stay_out_for_everybody(officer, event):
    held = db.session.query(Coding).one()
    made = CodingRoundFactory(
        frame_version_id=held.version_id, event_id=event.id, among=[officer.account.id], of=[held.point_id]
    )
    db.session.commit()
    files = taken(post(officer, "/exports/new", **asked(event)))
    assert rows(files["codings.csv"]) == []
    assert json.loads(files["manifest.json"])["left_out"]["codes_of_comments_in_an_open_round"] == 1
    made.status = RoundStatus.CODED
    db.session.commit()
    files = taken(post(officer, "/exports/new", **asked(event)))
    assert len(rows(files["codings.csv"])) == 1
