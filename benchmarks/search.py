"""Searching, measured as ratios in one run: `python benchmarks/search.py`, with --quick or --only DATABASE.

Makes 10,000 and 100,000 listings on each database (kept under the temporary folder for the next run), serves
the application and a bare Flask hello with granian, the same options, in turns, and writes RESULTS.md beside
this file. Needs `wrk`. Only the ratios mean anything: the machine is shared.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import logging
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from urllib.parse import urlencode

import psutil
from flask import Flask
from sqlalchemy import NullPool, create_engine, make_url, text

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("GINNEL_NOW", "2026-11-24T10:00")

from app import create_app  # noqa: E402
from app.database import begin_writing, db  # noqa: E402
from app.gateways import search_index, vocabulary_file  # noqa: E402
from benchmarks import generator  # noqa: E402
from config import TestConfig  # noqa: E402
from tests.databases import on_server, postgresql_server  # noqa: E402

KEPT = Path(tempfile.gettempdir()) / "ginnel-benchmark"
PORTS = {"search": 8793, "hello": 8794}
SIZES = (10_000, 100_000)
HELLO = "from flask import Flask\napp = Flask('hello')\n@app.get('/')\ndef hello():\n    return 'hello'\n"
SERVED = """import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from app import create_app
from config import TestConfig
settings = TestConfig({url!r}, Path({data!r}))
settings.SEARCH_TRUSTED_FOR = 1.0  # as in production
app = create_app(settings)
"""
GRANIAN = ["--interface", "wsgi", "--no-ws", "--log-level", "error", "--workers", "1"]
OPTIONS = [*GRANIAN, "--blocking-threads", "1", "--backpressure", "8"]
LUA = """local anew = {anew}
local paths = {{{paths}}}
local at, asked = 0, 0
request = function()
  at = at % #paths + 1
  asked = asked + 1
  local path = anew and paths[at] .. "&n=" .. asked or paths[at]
  return wrk.format("GET", path, {{["Accept-Encoding"] = "gzip"}})
end
done = function(summary, latency, requests)
  io.write(string.format("ERRORS %d P95 %.3f\\n", summary.errors.status + summary.errors.connect
    + summary.errors.read + summary.errors.timeout, latency:percentile(95.0) / 1000))
end
"""

HEAD = """# Searching, measured

{day}, Python {python}, granian {granian} with 1 worker of 1 thread, 2 connections, {cores} cores shared with
the load and with other work; median of {rounds} rounds, taking turns. 120 different searches one after the
other; hello is a bare Flask view on the same server with the same options. Made by
`python benchmarks/search.py`. Only the ratios mean anything. "Asked again": the same 120 addresses within the
minute that a page is kept. "Drawn anew": each address once; what searches share
(words, circles, cards) is kept. "Every cache emptied": before each request.

"""

Say = Callable[[str], None]


def say(words: str) -> None:
    print(words, flush=True)


# --- databases ---


def ready(kind: str, size: int) -> str:
    """The address of a filled database, made when it is not there."""
    KEPT.mkdir(exist_ok=True)
    if kind == "sqlite":
        path = KEPT / f"{size}.sqlite"
        if not path.exists():
            making = KEPT / f"making-{size}.sqlite"
            making.unlink(missing_ok=True)
            fill(f"sqlite:///{making}", size)
            making.rename(path)
        return f"sqlite:///{path}"
    server, name = postgresql_server(), f"ginnel_benchmark_{size}"
    address = server.set(database=name).render_as_string(hide_password=False)
    if not on_server(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        making_name = f"making_{name}"
        on_server(
            server, f"DROP DATABASE IF EXISTS {making_name} WITH (FORCE)", f"CREATE DATABASE {making_name}"
        )
        fill(server.set(database=making_name).render_as_string(hide_password=False), size)
        on_server(server, f"ALTER DATABASE {making_name} RENAME TO {name}")
    return address


def fill(url: str, size: int) -> None:
    from flask_migrate import upgrade

    app = application(url)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        say(f"   place: {app.test_cli_runner().invoke(args=['place', 'load']).exit_code}")
        started = time.monotonic()
        begin_writing()
        generator.fill(size, app.config["PLACE_DATA"], vocabulary_file.of_root(ROOT), say)
        db.session.commit()
        close()
        settle(url)
        say(f"   {size:,} listings made and indexed in {time.monotonic() - started:.0f} s")


def settle(url: str) -> None:
    """What a database does by itself in time: statistics, one segment of full text, one file."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as own:
        if is_sqlite:
            own.execute(text("INSERT INTO search_text(search_text) VALUES ('optimize')"))
            own.execute(text("ANALYZE"))
            own.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        else:
            own.execute(text("VACUUM ANALYZE"))


def close() -> None:
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def application(url: str) -> Flask:
    KEPT.mkdir(exist_ok=True)
    settings = TestConfig(url, KEPT / "data")
    settings.SEARCH_TRUSTED_FOR = 1.0  # as in production
    return create_app(settings)


# --- one process: CPU a search, warm and cold ---


def database_cpu(url: str) -> dict[int, float]:
    """CPU seconds of each PostgreSQL process that serves this database; none for SQLite, which is in ours."""
    if url.startswith("sqlite"):
        return {}
    engine = create_engine(make_url(url).set(database="postgres"), poolclass=NullPool)
    with engine.connect() as own:
        wanted = text("SELECT pid FROM pg_stat_activity WHERE datname = :name")
        pids = list(own.execute(wanted, {"name": make_url(url).database}).scalars())
    spent: dict[int, float] = {}
    for pid in pids:
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent[pid] = times.user + times.system
    return spent


def spent_between(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def spent_on(url: str, work: Callable[[], object]) -> float:
    """CPU seconds of ours and of the database's own processes."""
    database, ours = database_cpu(url), time.process_time()
    work()
    ours = time.process_time() - ours
    return ours + spent_between(database, database_cpu(url))


def in_process(kind: str, url: str, paths: Sequence[str], rounds: int) -> dict[str, float]:
    """CPU a request by the test client: hello, drawn anew, cold; a broad word over the ranked query."""
    app, hello = application(url), Flask("hello")
    hello.add_url_rule("/", "hello", lambda: "hello")
    logging.disable(logging.CRITICAL)
    ours, bare = app.test_client(), hello.test_client()
    asked = itertools.count()

    def draw(path: str) -> None:
        answer = ours.get(f"{path}&n={next(asked)}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200

    def draw_all() -> None:
        for path in paths:
            draw(path)

    def draw_all_cold() -> None:
        for path in paths:
            forget(app)
            draw(path)

    def get_hello() -> None:
        for _ in range(600):
            bare.get("/")

    def search_broad() -> None:
        draw(f"/activities?q={generator.BROAD}")

    draw_all()
    warm, cold, plain, broad, ranked = [], [], [], [], []
    for _ in range(rounds):
        plain.append(spent_on("sqlite:", get_hello) / 600)
        draw_all()
        warm.append(spent_on(url, draw_all) / len(paths))
        cold.append(spent_on(url, draw_all_cold) / len(paths))
        forget(app)
        broad.append(spent_on(url, search_broad))
        with app.app_context():
            ranked_query(kind)
            ranked.append(spent_on(url, lambda: ranked_query(kind)))
            db.session.remove()
    with app.app_context():
        close()
    return {
        "hello": statistics.median(plain),
        "warm": statistics.median(warm),
        "cold": statistics.median(cold),
        "broad": statistics.median(broad) / statistics.median(ranked),
        "ranked": statistics.median(ranked),
    }


def forget(app: Flask) -> None:
    """Drop every cache of answers; bitmaps and days stay, as for a new search in a running worker."""
    with app.app_context():
        held = search_index.snapshot()
        for cache in (held.texts, held.circles, held.answers, held.cards):
            cache.clear()
        for name in ("ginnel_cards", "ginnel_panels", "ginnel_pages"):
            if name in app.extensions:
                app.extensions[name].clear()


def ranked_query(kind: str) -> None:
    """What one would write by hand: the twenty best by the database's own rank."""
    if kind == "sqlite":
        statement = "SELECT rowid FROM search_text WHERE search_text MATCH :word ORDER BY rank LIMIT 20"
    else:
        statement = """SELECT number FROM search_document, plainto_tsquery('english', :word) AS query
            WHERE all_words @@ query ORDER BY ts_rank(all_words, query) DESC LIMIT 20"""
    db.session.execute(text(statement), {"word": generator.BROAD}).all()


# --- a server: searches a second ---


@contextmanager
def served(name: str, folder: Path) -> Iterator[psutil.Process]:
    port = str(PORTS[name])
    command = [str(Path(sys.executable).parent / "granian"), "--port", port, *OPTIONS, f"{name}_served:app"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/{'activities' if name == 'search' else ''}")
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def wait(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=20)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def load(name: str, script: Path, seconds: int) -> tuple[float, float]:
    """Requests a second and the 95th centile in milliseconds. An error stops the run."""
    base = f"http://127.0.0.1:{PORTS[name]}/"
    command = ["wrk", "-t1", "-c2", f"-d{seconds}s", "-s", str(script), base]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, rest = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"ERRORS (\d+) P95 ([\d.]+)", said)
    assert rate
    assert rest
    if int(rest[1]):
        raise RuntimeError(f"{rest[1]} answers were errors")
    return float(rate[1]), float(rest[2])


def through_server(url: str, paths: Sequence[str], rounds: int, seconds: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "hello_served.py").write_text(HELLO)
        (folder / "search_served.py").write_text(
            SERVED.format(root=str(ROOT), url=url, data=str(KEPT / "data"))
        )
        for name, wanted in (("search", paths), ("anew", paths), ("hello", ["/"])):
            quoted = ", ".join('"' + path + '"' for path in wanted)
            script = LUA.format(paths=quoted, anew="true" if name == "anew" else "false")
            (folder / f"{name}.lua").write_text(script)
        seen: dict[str, list[tuple[float, float, float]]] = {"hello": [], "search": [], "anew": []}
        with served("hello", folder) as bare, served("search", folder) as server:
            for path in paths:
                get(path)
            for _ in range(rounds):
                for name, process in (("hello", bare), ("search", server), ("anew", server)):
                    database, before = database_cpu(url), family_cpu(process)
                    port = "hello" if name == "hello" else "search"
                    rate, late = load(port, folder / f"{name}.lua", seconds)
                    spent = family_cpu(process) - before
                    if name != "hello":
                        spent += spent_between(database, database_cpu(url))
                    seen[name].append((rate, late, spent / (rate * seconds)))
            memory = sum(one.memory_full_info().pss for one in family(server)) / 2**20
            weights = page_weights()
    ratios: dict[str, float] = {}
    for name in ("search", "anew"):
        pairs = list(zip(seen[name], seen["hello"], strict=True))
        ratios[f"{name}_rate"] = statistics.median(a[0] / b[0] for a, b in pairs)
        ratios[f"{name}_cpu"] = statistics.median(a[2] / b[2] for a, b in pairs)
        ratios[f"{name}_p95"] = statistics.median(a[1] for a in seen[name])
        ratios[f"{name}_ms"] = statistics.median(a[2] for a in seen[name]) * 1000
    return {**ratios, "memory": memory, **weights}


def family(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]


def family_cpu(server: psutil.Process) -> float:
    return sum(one.cpu_times().user + one.cpu_times().system for one in family(server))


def page_weights() -> dict[str, float]:
    """Compressed bytes: results in English and Arabic, and a first view with its styles and script."""
    english = get("/activities?q=walking&near=LS9")
    arabic = get("/ar/activities?q=walking&near=LS9")
    page = gzip.decompress(english).decode()
    parts = set(re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js))"', page))
    return {
        "english": len(english),
        "arabic": len(arabic),
        "first_view": len(english) + sum(len(get(part)) for part in parts),
    }


def get(path: str) -> bytes:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{PORTS['search']}{path}", headers={"Accept-Encoding": "gzip"}
    )
    return urllib.request.urlopen(asked, timeout=20).read()


# --- the table ---


def paths_for(app: Flask) -> list[str]:
    found = generator.searches(app.config["PLACE_DATA"])
    return ["/activities?" + urlencode(one, doseq=True) for one in found]


def table(found: dict[tuple[str, int], dict[str, float]]) -> str:
    rows = []
    for kind in dict.fromkeys(kind for kind, _ in found):
        small, big = found[kind, SIZES[0]], found[kind, SIZES[1]]
        rows += [
            (
                kind,
                "CPU of a search over hello's, 100,000: a page asked again",
                big["search_cpu"],
                "<= 10, goal 5",
            ),
            (kind, "the same, every page drawn anew", big["anew_cpu"], "<= 10, goal 5"),
            (kind, "the same by the test client, drawn anew", big["warm"] / big["hello"], ""),
            (kind, "the same by the test client, every cache emptied", big["cold"] / big["hello"], ""),
            (
                kind,
                "searches a second over hello's, 10,000: asked again",
                small["search_rate"],
                ">= .12, goal .25",
            ),
            (kind, "the same, every page drawn anew", small["anew_rate"], ">= .12, goal .25"),
            (
                kind,
                "searches a second over hello's, 100,000: asked again",
                big["search_rate"],
                ">= .09, goal .20",
            ),
            (kind, "the same, every page drawn anew", big["anew_rate"], ">= .09, goal .20"),
            (
                kind,
                "CPU 100,000 over 10,000, drawn anew",
                big["anew_ms"] / small["anew_ms"],
                "<= 2, goal 1.3",
            ),
            (
                kind,
                "95th centile 100,000 over 10,000, drawn anew",
                big["anew_p95"] / small["anew_p95"],
                "<= 2, goal 1.3",
            ),
            (kind, "cold broad search over the bare ranked query, 10,000", small["broad"], "<= 2"),
            (kind, "the same, 100,000", big["broad"], "<= 2, goal .5"),
            (kind, "memory at 10,000, MiB (PSS, server and worker)", small["memory"], "<= 140, goal 90"),
            (kind, "memory at 100,000, MiB (PSS, server and worker)", big["memory"], "<= 260, goal 190"),
            (kind, "page of results, English, KiB compressed", big["english"] / 1024, "<= 8"),
            (kind, "page of results, Arabic, KiB compressed", big["arabic"] / 1024, "<= 10"),
            (kind, "first view with styles and script, KiB compressed", big["first_view"] / 1024, "<= 40"),
        ]
    lines = ["| database | figure | seen | wanted |", "| --- | --- | --- | --- |"]
    lines += [f"| {kind} | {name} | {value:.2f} | {wanted} |" for kind, name, value, wanted in rows]
    return "\n".join(lines)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="fewer rounds")
    asked.add_argument("--only", choices=("sqlite", "postgresql"))
    options = asked.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not here (Debian: apt-get install wrk)")
    rounds, seconds = (3, 2) if options.quick else (5, 4)
    found: dict[tuple[str, int], dict[str, float]] = {}
    for kind in [options.only] if options.only else ["sqlite", "postgresql"]:
        for size in SIZES:
            say(f"{kind}, {size:,} listings")
            url = ready(kind, size)
            paths = paths_for(application(url))
            measured = in_process(kind, url, paths, rounds)
            measured |= through_server(url, paths, rounds, seconds)
            found[kind, size] = measured
            say("   " + ", ".join(f"{name} {value:.4g}" for name, value in measured.items()))
    result = table(found)
    say(result)
    (ROOT / "benchmarks" / "RESULTS.md").write_text(
        HEAD.format(
            day=dt.datetime.now(dt.UTC).date().isoformat(),
            python=platform.python_version(),
            granian=metadata.version("granian"),
            cores=os.cpu_count(),
            rounds=rounds,
        )
        + result
        + "\n"
    )


if __name__ == "__main__":
    main()
