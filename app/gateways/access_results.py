"""Reads what the accessibility statement says: `access/results.json` of the last test, and the known issues.

The results are written by `script/access`; where they are not there, nobody has run it. Known issues are
kept by hand in `access/known_issues.toml`. A mistake in either stops the page with the file's name.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.accessibility import Check, Known, KnownIssue, LastTest, NotTested
from app.domain.errors import PlaceFolderError

FOLDER = "access"
RESULTS, ISSUES = "results.json", "known_issues.toml"


@functools.cache
def last_test(root: Path) -> LastTest | None:
    """What the last test found; None where there was none. Raises: PlaceFolderError."""
    path = root / FOLDER / RESULTS
    if not path.is_file():
        return None
    try:
        return test_of(json.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def test_of(found: Mapping[str, Any]) -> LastTest:
    return LastTest(
        run_on=dt.date.fromisoformat(found["run_on"]),
        pages=int(found["pages"]),
        roles=int(found["roles"]),
        languages=tuple(str(code) for code in found["languages"]),
        checks=tuple(
            Check(
                str(row["key"]),
                str(row.get("name") or row["key"]),
                str(row.get("criterion") or ""),
                int(row["runs"]),
                int(row["faults"]),
            )
            for row in found["checks"]
        ),
        not_run=tuple(
            (str(row.get("name") or row["key"]), str(row.get("why") or ""))
            for row in found.get("not_run", ())
        ),
    )


@functools.cache
def known(root: Path) -> Known:
    """The known issues, by the day they are to be mended. Raises: PlaceFolderError."""
    path = root / FOLDER / ISSUES
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        issues = [issue_of(row) for row in file.get("issue", ())]
        return Known(
            issues=tuple(sorted(issues, key=lambda issue: (issue.mend_by, issue.key))),
            not_tested=tuple(
                NotTested(row["key"], words_of(row["words"])) for row in file.get("not_tested", ())
            ),
            people=str(file.get("tested_with_people", "")),
        )
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (OSError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def issue_of(row: Mapping[str, Any]) -> KnownIssue:
    for name in ("since", "mend_by"):
        if type(row[name]) is not dt.date:
            raise ValueError(f"{row['key']}: {name} is not a date such as 2026-11-22")
    return KnownIssue(
        key=row["key"],
        since=row["since"],
        criterion=row.get("criterion", ""),
        mend_by=row["mend_by"],
        what=words_of(row["what"]),
        hurts=words_of(row["hurts"]),
        instead=words_of(row["instead"]),
    )


def words_of(given: Mapping[str, str]) -> dict[str, str]:
    if not given.get("en"):
        raise ValueError("the English words are missing")
    return dict(given)
