"""Everybody at every door: what each role meets at each address, by each method, is what was reviewed.

`UPDATE_SNAPSHOTS=1` writes docs/permissions.csv anew, for somebody to review.
"""

import logging
import os

import pytest

from app.domain.roles import GRANTS, Permission, Role
from app.web.access import PUBLIC, ByDevice, Needs, declared
from config import ROOT
from tests import walk
from tests.objects import world

TABLE = ROOT / "docs" / "permissions.csv"
PARTS = 4


@pytest.fixture
def everybody(app, monkeypatch, clock):
    made = world()
    list(walk.steps(app, made))  # makes everything before commits are undone
    monkeypatch.setattr(logging.getLogger("ginnel"), "disabled", True)  # 30,000 lines that nobody reads
    with walk.changing_nothing(monkeypatch):
        yield made


def reviewed():
    with TABLE.open(encoding="utf-8") as lines:
        return walk.from_csv(lines)


def differences(found, expected):
    for step in sorted(found.keys() | expected.keys()):
        if step not in found:
            yield f"{step}: in the table, and not an address any more"
        elif step not in expected:
            yield f"{step}: not in the table"
        else:
            for who, meets in found[step].items():
                if expected[step][who] != meets:
                    yield f"{step} {who}: meets {meets}, reviewed {expected[step][who]}"


def test_a_difference_is_seen():
    row = dict.fromkeys(walk.WHO, "no")
    step = ("/x", "GET", "")
    assert list(differences({step: row}, {step: row})) == []
    assert len(list(differences({step: {**row, "analyst": "yes"}}, {step: row}))) == 1
    assert len(list(differences({step: row}, {}))) == len(list(differences({}, {step: row}))) == 1


def test_every_argument_of_an_address_has_something_to_try(bare_app):
    assert walk.unknown_arguments(bare_app) == set()


def part_of(rule, case, parts):
    """In which of so many parts of the walk a step is: by its own name, the same every time."""
    return sum(map(ord, rule + case)) % parts


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_meets_what_was_reviewed(app, everybody, database_kind, record_property, part):
    """A part at a time, so that two workers share the walk; on PostgreSQL a seventh of one part."""
    parts = PARTS if database_kind == "sqlite" else PARTS * 7
    anew = bool(os.environ.get("UPDATE_SNAPSHOTS")) and database_kind == "sqlite" and part == 0
    found = walk.outcomes(app, everybody, lambda step: anew or part_of(step.rule, step.case, parts) == part)
    assert [step for step, row in found.items() if "crash" in row.values()] == []
    if anew:
        TABLE.write_text(walk.as_csv(found), encoding="utf-8")
    here = {step: row for step, row in reviewed().items() if anew or part_of(step[0], step[2], parts) == part}
    record_property("asserted", len(found) * len(walk.WHO))
    print(f"asserted: {len(found)} x {len(walk.WHO)} = {len(found) * len(walk.WHO)}")  # noqa: T201 - the figure is asked for
    assert list(differences(found, here)) == []


def others(needed):
    """A permission that other roles hold."""

    def holders(permission):
        return {role for role in Role if permission in GRANTS[role]}

    return next(one for one in Permission if holders(one) != holders(needed))


@pytest.mark.sqlite
def test_a_wrong_permission_is_caught_at_every_door(app, everybody):
    """Each declaration in turn is made public, and made another permission: some row must fail each time."""
    expected, missed, tried = reviewed(), [], 0
    steps = {}
    for step in walk.steps(app, everybody):
        steps.setdefault(step.endpoint, []).append(step)
    browsers = walk.browsers(app, everybody)
    for endpoint, view in app.view_functions.items():
        needed = declared(view)
        if endpoint not in steps or isinstance(needed, ByDevice):
            continue  # a tablet's view looks by itself who it is: test_capture_records.py
        wrong = (
            [Needs(Permission.AUDIT_READ)] if needed == PUBLIC else [PUBLIC, Needs(others(needed.permission))]
        )
        for mutant in wrong:
            tried += 1
            view.access = mutant
            try:
                if not any(is_caught(step, browsers, expected) for step in steps[endpoint]):
                    missed.append(f"{endpoint}: {mutant}")
            finally:
                view.access = needed
    print(f"mutants caught: {tried - len(missed)} of {tried}")  # noqa: T201 - the figure is asked for
    assert missed == []


def is_caught(step, browsers, expected):
    row = expected[step.rule, step.method, step.case]
    return any(walk.meets(browser, step) != row[who] for who, browser in browsers.items())
