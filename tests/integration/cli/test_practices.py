"""`flask place load-practices`."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.persons import Practice


def test_a_list_of_practices_is_loaded_and_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "practices.csv"
    file.write_text("ods_code,name\nb86001,Beck Side\n!,No code\nB86002,\n", encoding="utf-8")

    first = app.test_cli_runner().invoke(args=["place", "load-practices", str(file), "--demo"])
    second = app.test_cli_runner().invoke(args=["place", "load-practices", str(file), "--demo"])

    assert "1 new, 0 changed, 0 as they were." in first.output
    assert "Line 3 was left out: no code of a practice." in first.output
    assert "Line 4 was left out: no name." in first.output
    assert "0 new, 0 changed, 1 as they were." in second.output
    held = db.session.scalars(select(Practice)).one()
    assert (held.ods_code, held.name, held.is_demo) == ("B86001", "Beck Side", True)


def test_a_file_without_the_columns_loads_nothing(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "practices.csv"
    file.write_text("code\nB86001\n", encoding="utf-8")

    result = app.test_cli_runner().invoke(args=["place", "load-practices", str(file)])

    assert (result.exit_code, "must name ods_code and name" in result.output) == (1, True)
