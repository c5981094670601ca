"""Queries read. They never add, change or commit, and only the clock knows the time."""

import ast

from config import ROOT

CHANGES = {"add", "add_all", "delete", "commit", "flush", "merge", "begin_writing", "insert", "update"}
TIMES = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
}


def changes(source):
    """Calls in a module that would change the database."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in CHANGES:
                yield f"line {node.lineno}: {called.id}"
            if (
                isinstance(called, ast.Attribute)
                and called.attr in CHANGES
                and "session" in ast.unparse(called.value)
            ):
                yield f"line {node.lineno}: {called.attr}"


def own_times(source):
    """Places in a module that ask the system for the time."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value).rpartition(".")[2]
            if (owner, node.func.attr) in TIMES:
                yield f"line {node.lineno}: {owner}.{node.func.attr}"


def test_a_change_in_a_query_is_seen():
    assert list(changes("def f(x):\n    db.session.add(x)\n    update(T)")) == [
        "line 2: add",
        "line 3: update",
    ]
    assert list(changes("def f(x):\n    seen.add(x)\n    facets.update(x)")) == []


def test_asking_the_system_for_the_time_is_seen():
    assert list(own_times("dt.datetime.now(dt.UTC)")) and list(own_times("date.today()"))
    assert not list(own_times("clock.now()")) and not list(own_times("time.perf_counter()"))


def test_queries_change_nothing():
    found = {path.name: list(changes(path.read_text())) for path in (ROOT / "app" / "queries").rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_only_the_clock_knows_the_time():
    found = {
        str(path.relative_to(ROOT)): list(own_times(path.read_text()))
        for path in (ROOT / "app").rglob("*.py")
        if path != ROOT / "app" / "clock.py"
    }
    assert {name: lines for name, lines in found.items() if lines} == {}
