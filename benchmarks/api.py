"""Open data, measured as ratios in one run: `python benchmarks/api.py`, with --quick for fewer rounds.

Makes 1,000 and 100,000 listings with all that hangs on them (SQLite, kept under the temporary folder), asks
through the test client, the two in turns, and writes its table into RESULTS.md. Units: CPU, so that a busy
machine does no harm; memory of this process.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("GINNEL_NOW", "2026-11-24T10:00")

from benchmarks import dressed  # noqa: E402
from benchmarks.search import say  # noqa: E402

SMALL, LARGE = 1_000, 100_000
STUBS = ("oruk", "hsds")
PER_PAGE = 100
PAGES = 10
MEBIBYTE = 1024 * 1024
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TITLE = "# Open data, measured"
SECTION = re.compile(rf"\n*{TITLE}\n.*?(?=\n# |\Z)", re.DOTALL)
HEAD = """{title}

{day}, Python {python}, SQLite, {cores} cores shared with other work, median of {rounds} rounds of {pages}
pages from all over the list, taking turns. Made by `python benchmarks/api.py`. CPU is this process's; a page
is 100 whole services. Memory is what a process of its own grew by, from before the first line to the most it
held while streaming.

| stub | figure | seen | wanted |
| --- | --- | --- | --- |
"""

Row = tuple[str, str, str, str]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="fewer rounds")
    asked.add_argument(
        "--stream", nargs=2, metavar=("STUB", "SIZE"), help="only this, for a process of its own"
    )
    options = asked.parse_args()
    if options.stream:
        stream(options.stream[0], int(options.stream[1]))
        return
    rounds = 3 if options.quick else 9
    rows = [row for stub in STUBS for row in (*pages(stub, rounds), *streams(stub))]
    text = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    say(text)
    head = HEAD.format(
        title=TITLE,
        day=dt.datetime.now(dt.UTC).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        rounds=rounds,
        pages=PAGES,
    )
    before = SECTION.sub("", RESULTS.read_text()) if RESULTS.exists() else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{head}{text}".lstrip())


# --- pages ---


def pages(stub: str, rounds: int) -> Iterator[Row]:
    """CPU of a page at both sizes, and at the beginning and the end of the large one."""
    clients = {size: dressed.application(size).test_client() for size in (SMALL, LARGE)}
    for client, size in ((clients[size], size) for size in clients):
        for number in spread(size):
            cost(client, stub, number)  # once for what is kept
    taken: dict[int, list[float]] = {size: [] for size in clients}
    for _ in range(rounds):
        for size, client in clients.items():
            taken[size].append(statistics.median(cost(client, stub, number) for number in spread(size)))
    small, large = (statistics.median(taken[size]) for size in (SMALL, LARGE))
    yield stub, "CPU of a page of 100 at 1,000, ms", f"{small * 1000:.1f}", ""
    yield stub, "CPU of a page of 100 at 100,000, ms", f"{large * 1000:.1f}", ""
    yield stub, "100,000 over 1,000", f"{large / small:.2f}", "<= 1.5"
    last = LARGE // PER_PAGE
    first = statistics.median(cost(clients[LARGE], stub, 1) for _ in range(rounds))
    final = statistics.median(cost(clients[LARGE], stub, last) for _ in range(rounds))
    yield stub, f"page {last:,} over page 1, at 100,000", f"{final / first:.2f}", "<= 1.5"


def spread(size: int) -> list[int]:
    last = size // PER_PAGE
    return [1 + round(at * (last - 1) / (PAGES - 1)) for at in range(PAGES)]


def cost(client: FlaskClient, stub: str, number: int) -> float:
    """Units: seconds of CPU."""
    gc.collect()
    began = time.process_time()
    answer = client.get(f"/api/{stub}/v3/services?full=true&per_page={PER_PAGE}&page={number}")
    taken = time.process_time() - began
    if answer.status_code != 200 or answer.content_length is None:
        sys.exit(f"page {number}: {answer.status_code}")
    return taken


# --- streams ---


def streams(stub: str) -> Iterator[Row]:
    """Each in a process of its own, so that its memory is its own."""
    grown = {}
    for size in (SMALL, LARGE):
        command = [sys.executable, __file__, "--stream", stub, str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        lines, size_bytes, seconds, before, most = map(float, done.stdout.split()[-5:])
        grown[size] = most - before
        said = f"{lines:,.0f} lines, {size_bytes / MEBIBYTE:,.0f} MiB, {lines / seconds:,.0f} lines a second"
        yield stub, f"everything as lines (ndjson), {size:,}", said, ""
        yield stub, "the memory that took, MiB", f"{grown[size] / MEBIBYTE:.1f}", ""
    more = (grown[LARGE] - grown[SMALL]) / MEBIBYTE
    yield stub, "memory at 100,000 over that at 1,000, MiB", f"{more:+.1f}", "<= +32"


def stream(stub: str, size: int) -> None:
    """Prints lines, bytes, seconds, memory before and the most there was."""
    client = dressed.application(size).test_client()
    client.get(f"/api/{stub}/v3/services?per_page=1")  # the index is loaded before anybody streams
    process = psutil.Process()
    gc.collect()
    before = most = process.memory_info().rss
    began = time.monotonic()
    answer = client.get(f"/api/{stub}/v3/services?full=true&format=ndjson", buffered=False)
    lines = length = 0
    watch: Callable[[], int] = lambda: process.memory_info().rss  # noqa: E731
    for piece in answer.response:
        data = piece.encode() if isinstance(piece, str) else piece
        lines += data.count(b"\n")
        length += len(data)
        most = max(most, watch())
    answer.close()
    print(lines, length, time.monotonic() - began, before, most)


if __name__ == "__main__":
    main()
