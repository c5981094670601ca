"""`flask import`: what an officer sees and what it leaves behind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from app.cli import import_words
from app.cli.imports import feed_key
from app.database import db
from app.domain.feeds.friendly import COLUMNS
from app.domain.feeds.ledger import Healing, Notice
from app.domain.feeds.shapes import Other
from app.domain.feeds.sums import Why
from app.models.directory import ImportRun, Service
from app.operations import imports
from tests.fixtures.feeds import council

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    def invoke(*words: object) -> Result:
        db.session.commit()
        return app.test_cli_runner().invoke(args=["import", *map(str, words)])

    return invoke


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "Council Feed.json"
    path.write_text(json.dumps(council.feed(60, seed=2)), "utf-8")
    return path


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "groups.csv"
    path.write_bytes(text.encode(encoding))
    return path


def stored() -> list[Service]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Service).order_by(Service.number)))


def test_dry_run_says_what_would_be_done_and_does_nothing(run: Run, feed: Path) -> None:
    result = run("feed", feed)
    assert result.exit_code == 0
    assert "This is what would be done: 60 given" in result.output
    assert "Nothing has been changed. Add --apply to do it." in result.output
    assert "Written as Open Referral UK 3.0." in result.output
    assert stored() == []


def test_apply_does_it_and_a_second_time_changes_nothing(run: Run, feed: Path) -> None:
    first = run("feed", feed, "--apply")
    assert first.exit_code == 0
    count = len(stored())
    assert count > 40
    assert {service.feed for service in stored()} == {"council-feed"}
    second = run("feed", feed, "--apply")
    assert f"{count:>9}  unchanged" in second.output
    assert "The directory says all of this already. Nothing was changed." in second.output
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportRun)) == 1


def test_planning_leaves_others_free_to_write(run: Run, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[bool] = []
    plan = imports.plan

    def watched(*given: Any, **named: Any) -> imports.Plan:
        began.append(db.session.connection().get_execution_options().get("write", False))
        return plan(*given, **named)

    monkeypatch.setattr(imports, "plan", watched)
    run("feed", feed, "--apply")
    assert began == [False]


def test_plan_is_made_again_when_somebody_changed_listings_meanwhile(
    run: Run, feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = iter(("before", "after"))
    planned: list[int] = []
    plan = imports.plan
    monkeypatch.setattr(imports, "standing", lambda: next(marks))
    monkeypatch.setattr(imports, "plan", lambda *a, **k: planned.append(1) or plan(*a, **k))
    assert run("feed", feed, "--apply").exit_code == 0
    assert len(planned) == 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Service))


def test_counts_in_the_report_add_up(run: Run, feed: Path) -> None:
    lines = run("feed", feed).output.split("given\n", 1)[1].splitlines()[:5]
    assert sum(int(line.split()[0]) for line in lines) == 60


def test_examples_are_few_and_the_rest_is_counted(run: Run, feed: Path, tmp_path: Path) -> None:
    result = run("feed", feed, "--examples", 2, "--report", tmp_path / "report.txt")
    assert "and 58 more" in result.output
    whole = (tmp_path / "report.txt").read_text("utf-8")
    assert len(whole) > len(result.output)


def test_change_says_the_field_and_both_values(run: Run, feed: Path) -> None:
    run("feed", feed, "--apply")
    data = json.loads(feed.read_text("utf-8"))
    data["contents"][40]["fees"] = "£9 per session"
    feed.write_text(json.dumps(data), "utf-8")
    result = run("feed", feed)
    assert "        1  changed" in result.output
    assert "→ £9 per session" in result.output


def test_listing_gone_from_the_feed_is_named(run: Run, feed: Path) -> None:
    run("feed", feed, "--apply")
    data = json.loads(feed.read_text("utf-8"))
    gone = data["contents"].pop()
    feed.write_text(json.dumps(data), "utf-8")
    result = run("feed", feed)
    assert "No longer in the feed (left as they are): 1" in result.output
    assert gone["name"] in result.output


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "is empty"),
        ("<html>", "is a web page, not a feed"),
        ('{"contents": [', "cannot be read: it breaks off or is not JSON"),
        ("[" * 90 + "]" * 90, "is nested too deeply"),
        ("[1, null]", "is not a listing but a bare value"),
        ("[]", "Nothing could be read."),
    ],
)
def test_unreadable_feed_ends_with_1_and_the_reason(
    run: Run, tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content, "utf-8")
    result = run("feed", path)
    assert result.exit_code == 1
    assert words in result.output
    assert "Nothing could be read." in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "source", ["/nowhere", "http://127.0.0.1/", "ftp://example.org/x", "http://[", "x\x00y", " "]
)
def test_source_that_cannot_be_read_ends_with_1_and_no_traceback(run: Run, source: str) -> None:
    result = run("feed", source)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


def test_report_that_cannot_be_written_is_said(run: Run, feed: Path) -> None:
    result = run("feed", feed, "--report", "/nowhere/report.txt")
    assert result.exit_code == 0
    assert "The report could not be written" in result.output


def test_partly_read_feed_says_nothing_of_the_rest(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"name": "One"}\n{"name": "Two"}\n', "utf-8")
    run("feed", path, "--apply")
    path.write_text('{"name": "One"}\n{"name": \n', "utf-8")
    result = run("feed", path)
    assert result.exit_code == 0
    assert "Not all of it could be read" in result.output
    assert "No longer in the feed" not in result.output


# Tables


def test_template_comes_in_as_it_is(run: Run, tmp_path: Path) -> None:
    template = run("csv", "--template").output
    header, example = list(csv.reader(io.StringIO(template)))
    assert len(header) == len(example) == len(COLUMNS)
    result = run("csv", table(tmp_path, template), "--apply")
    assert result.exit_code == 0
    (service,) = stored()
    assert service.name == "Puff and natter"
    assert service.pence == 200
    assert service.in_person
    assert [schedule.byday for schedule in service.schedules] == ["TU"]
    assert service.at_locations[0].location.addresses[0].postal_code
    assert {term.term.code for term in service.terms} >= {"need:breath", "do:exercise"}
    assert [spoken.code for spoken in service.languages] == ["en", "ur"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_table_is_read_however_it_was_saved(run: Run, tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = (
        delimiter.join(("Name", "Cost", "Postcode"))
        + "\r\n"
        + delimiter.join(("Café", "£2", "ls9 7uf"))
        + "\r\n"
    )
    run("csv", table(tmp_path, text, encoding), "--apply")
    (service,) = stored()
    assert (service.name, service.pence) == ("Café", 200)


def test_unknown_columns_are_listed_and_bad_cells_named_by_row(run: Run, tmp_path: Path) -> None:
    text = "Name,Colour,E-mail,Starts\nOne,red,nobody,10:00\n\nTwo,blue,bev@example.org,teatime\n"
    result = run("csv", table(tmp_path, text))
    assert "Columns we do not know, not read: 1\n  Colour" in result.output
    assert "row 2: One: nobody" in result.output
    assert "row 4: Two: teatime" in result.output


def test_table_without_names_says_which_column_it_needs(run: Run, tmp_path: Path) -> None:
    result = run("csv", table(tmp_path, "Cost,Postcode\n£2,LS9 7UF\n"))
    assert result.exit_code == 1
    assert "lacks a column that is needed (Name)" in result.output
    assert "--template" in result.output


def test_rows_of_one_activity_in_two_places_are_joined(run: Run, tmp_path: Path) -> None:
    text = (
        "Name,Organisation,Description,Venue,Postcode,Days,Starts\n"
        "Tea,Beckside,Hot tea.,Hall,LS9 7UF,Monday,10am\n"
        "Tea,Beckside,Hot tea.,Library,LS8 4HS,Friday,2pm\n"
    )
    result = run("csv", table(tmp_path, text), "--apply")
    assert "        1  joined with another" in result.output
    (service,) = stored()
    where = {joined.id: joined.location.name for joined in service.at_locations}
    when = {where.get(one.service_at_location_id, ""): one.byday for one in service.schedules}
    assert when == {"Hall": "MO", "Library": "FR"}


def test_csv_without_a_file_says_so(run: Run) -> None:
    result = run("csv")
    assert result.exit_code == 2
    assert "Say which file to read" in result.output


@pytest.mark.parametrize(
    ("name", "source", "key"),
    [
        ("My feed", "x.json", "My feed"),
        (None, "/tmp/Bristol Feed (new).json", "bristol-feed-new"),
        (None, "https://www.example.org/api/services?page=2", "example.org"),
        (None, "http://[", "feed"),
        (None, "///", "feed"),
    ],
)
def test_feed_is_called_after_its_source(name: str | None, source: str, key: str) -> None:
    assert feed_key(name, source) == key


def test_every_kind_has_its_words() -> None:
    for kinds, words in (
        (Healing, import_words.HEALINGS),
        (Notice, import_words.NOTICES),
        (Why, import_words.REASONS),
        (Other, import_words.OTHERS),
    ):
        table_: dict[Any, str] = dict(words.items())  # type: ignore[attr-defined]
        assert set(table_) == set(kinds)
