"""How near is our export to a bare `csv.writer`, and does its memory stay as rows grow?

Run: `.venv/bin/python benchmarks/export.py [--rows 200000]`. Rows are made up once and held; ours (guard,
mark, quoting, pieces of bytes) and the bare writer (the same quoting, into memory, emptied alike) take turns,
median of 7, CPU seconds. "Doubtful": a third of the rows hold a text that could start a formula. Memory: a
process of its own for each number of rows, the most it ever held; rows are made as they go.
Then 20,000 comments as a workbook and as a project that the published schema takes.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.domain.exporting import Field, Kind, Table
from app.domain.refi import Code, Comment, Span
from app.gateways import csv_rows, json_rows, refi_project, workbook_rows

FIELDS = (
    Field("id", Kind.ID, "The comment."),
    Field("event", Kind.TEXT, "The event."),
    Field("month", Kind.MONTH, "The month."),
    Field("question", Kind.TEXT, "The question.", is_long=True),
    Field("area", Kind.TEXT, "The ward.", "Not known."),
    Field("age", Kind.TEXT, "The band.", "Not asked."),
    Field("community", Kind.TEXT, "The community.", "None named."),
    Field("language", Kind.TEXT, "The language."),
    Field("words", Kind.TEXT, "What was said.", "Hidden.", is_long=True),
    Field("codes", Kind.WHOLE, "How many codes."),
)
TABLE = Table("comments", "Comments", "One row each.", FIELDS, ("id",))
SAID = (
    "The last bus is at six, so I cannot go to the evening class any more.",
    "Neighbours look in on me. That is worth more than anything, and nobody counts it.",
    "“Warm room” on Fridays 🚌 is good, but you have to know somebody to find it.\r\nPut it on the door.",
)
DOUBTFUL = ("- a bench", "=1+1", "'quoted'", "+44", "@home\n-two")
REPEATS = 7


def rows(number: int, *, doubtful: bool = False) -> Iterator[tuple[str | int | None, ...]]:
    for at in range(number):
        said = DOUBTFUL[at % 5] if doubtful and at % 3 == 0 else SAID[at % 3]
        question = "What would you like to see change?"
        yield (
            f"c{at:07}", "bus-chat", "2026-11", question, "Seacroft", "65-74", "", "en", said, at % 4
        )  # fmt: skip


def ours(given: Iterable[tuple[str | int | None, ...]]) -> None:
    for _piece in csv_rows.written(TABLE, given):
        pass


def bare(given: Iterable[tuple[str | int | None, ...]]) -> None:
    """`csv.writer` with the same quoting, emptied as often, so that both hold as little."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for number, row in enumerate(given, 1):
        writer.writerow(row)
        if number % csv_rows.ROWS_A_PIECE == 0:
            file.seek(0)
            file.truncate()


def cpu(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def ratio(held: list[tuple[str | int | None, ...]]) -> tuple[float, float]:
    """Our rows a CPU-second over those of the bare writer, and ours."""
    mine, plain = [], []
    for _turn in range(REPEATS):
        mine.append(cpu(lambda: ours(held)))
        plain.append(cpu(lambda: bare(held)))
    return statistics.median(plain) / statistics.median(mine), len(held) / statistics.median(mine)


def memory(kind: str, number: int) -> float:
    """Units: MiB."""
    found = subprocess.run(
        [sys.executable, __file__, "--memory", kind, str(number)], check=True, capture_output=True, text=True
    )
    return float(found.stdout)


def measured(kind: str, number: int) -> None:
    """The highest this process ever held; what its parent held does not count."""
    for _piece in written(kind, number):
        pass
    print(highest())


def highest() -> float:
    """Units: MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def written(kind: str, number: int) -> Iterator[bytes]:
    if kind == "csv":
        return csv_rows.written(TABLE, rows(number))
    return json_rows.written([(TABLE, rows(number))])


def from_database(number: int) -> None:
    """Prints rows a CPU-second and the most memory of comments.csv out of a database of so many comments."""
    import logging
    import os

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GINNEL_DATA"], os.environ["GINNEL_NOW"] = folder, "2026-11-24T10:00:00"
        from flask_migrate import upgrade

        from app import create_app
        from app.domain.viewer import SYSTEM
        from app.queries import export_rows
        from app.queries.export_plan import Scope, plan
        from config import settings

        app = create_app(settings())
        logging.getLogger("ginnel").setLevel(logging.ERROR)
        with app.app_context():
            upgrade(directory=str(app.config["ROOT"] / "migrations"))
            event_id = filled(number)
        with app.app_context():
            settled = plan(SYSTEM, Scope.read(f"event:{event_id}"))
        took = cpu(lambda: ours(export_rows.comment_rows(settled, app.app_context)))
        print(f"{number / took:.0f} {highest():.1f}")


def filled(number: int) -> uuid.UUID:
    """An event with so many comments, three a conversation."""
    from sqlalchemy import insert

    from app import clock
    from app.database import begin_writing, db
    from app.domain.engagement import AgeBand, CaptureWay, ConversationState
    from app.models.conversations import Conversation, Point
    from app.models.insight import PointCheck
    from tests.factories_engagement import EventFactory

    begin_writing()
    event = EventFactory(slug="bus-chat")
    db.session.commit()
    event_id = event.id
    for start in range(0, number, 3000):
        begin_writing()
        held = [uuid.uuid4() for _ in range(1000)]
        db.session.execute(
            insert(Conversation),
            [
                {
                    "id": one, "event_id": event_id, "submission_id": one, "state": ConversationState.KEPT,
                    "way": CaptureWay.FORM, "age": AgeBand.ADULT, "spoke_at": clock.now(),
                }
                for one in held
            ],
        )  # fmt: skip
        points = [uuid.uuid4() for _ in range(min(3000, number - start))]
        db.session.execute(
            insert(Point),
            [
                {
                    "id": one, "conversation_id": held[at // 3], "question_key": "love", "position": at % 3,
                    "words": SAID[at % 3], "doubts": [],
                }
                for at, one in enumerate(points)
            ],
        )  # fmt: skip
        db.session.execute(
            insert(PointCheck), [{"point_id": one, "likely": 0, "decided": []} for one in points]
        )
        db.session.commit()
    return event_id


def out_of_database(number: int) -> tuple[float, float]:
    command = [sys.executable, __file__, "--from-database", str(number)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(found[-2]), float(found[-1])


def capped() -> Iterator[tuple[str, str]]:
    """20,000 comments in the formats that are made behind the page."""
    with tempfile.TemporaryDirectory() as folder:
        book, project = Path(folder) / "a.xlsx", Path(folder) / "a.qdpx"
        cover = workbook_rows.Cover("Comments", ())
        took = cpu(lambda: workbook_rows.write(book, cover, [(TABLE, rows(20_000))]))
        yield "a workbook of 20,000 comments, s of CPU", f"{took:.1f}"
        took = cpu(lambda: many_comments(project))
        yield "a project (.qdpx) of 20,000 comments, 40,000 codings, s of CPU", f"{took:.1f}"
        yield "the schema's own word on it", said_by_schema(project)


def many_comments(path: Path) -> None:
    code = Code(uuid.UUID(int=4), "Late")
    for number in (3, 2, 1):
        code = Code(uuid.UUID(int=number), f"Level {number}", below=(code,))
    comments = (
        Comment(
            str(at), f"Comment {at}", SAID[at % 3],
            (Span(uuid.UUID(int=4), "Coder 1", 2, 9), Span(uuid.UUID(int=3), "Coder 2")),
            {"Area": "Seacroft"},
        )
        for at in range(20_000)
    )  # fmt: skip
    refi_project.write(
        path, name="Many", codes=[code], coders=["Coder 1", "Coder 2"], variables={"Area": ""},
        comments=comments,
    )  # fmt: skip


def said_by_schema(path: Path) -> str:
    from lxml import etree

    schema = Path(__file__).resolve().parents[2] / "shared" / "refi-qda" / "Project.xsd"
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"), etree.XMLParser(huge_tree=True))
    return "valid" if etree.XMLSchema(etree.parse(schema)).validate(root) else "NOT VALID"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=200_000)
    asked.add_argument("--memory", nargs=2)
    asked.add_argument("--from-database", type=int)
    given = asked.parse_args()
    if given.from_database:
        from_database(given.from_database)
        return
    if given.memory:
        measured(given.memory[0], int(given.memory[1]))
        return
    print("| figure | seen | wanted |\n| --- | ---: | --- |")
    for name, doubtful in (("", False), (", a third of the rows doubtful", True)):
        over, speed = ratio(list(rows(given.rows, doubtful=doubtful)))
        wanted = "" if doubtful else ">= .30, goal .42"
        print(f"| CSV rows a CPU-second over a bare csv.writer{name} | {over:.2f} | {wanted} |")
        print(f"| the same, rows a CPU-second | {speed:,.0f} | |")
    for kind in ("csv", "json"):
        less = memory(kind, 1_000_000) - memory(kind, 10_000)
        print(f"| memory of {kind} at 1,000,000 rows less at 10,000, MiB | {less:.1f} | <= 16 |")
    (_slow, few), (speed, many) = out_of_database(10_000), out_of_database(100_000)
    print(f"| comments.csv out of SQLite, 100,000 comments: rows a CPU-second | {speed:,.0f} | |")
    print(f"| memory of that at 100,000 less at 10,000, MiB | {many - few:.1f} | <= 16 |")
    for name, seen in capped():
        print(f"| {name} | {seen} | {'<= 60' if 'project' in name else ''} |")


if __name__ == "__main__":
    main()
