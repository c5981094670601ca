"""Ratios of WSGI servers on one view that says hello, in one run: `python benchmarks/servers.py`.

Needs `wrk` on the PATH, and gunicorn and waitress beside granian (they are not in our requirements).
Servers take turns, so that a busy machine slows them alike; the median of the rounds counts.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

PORT = 8791
ROUNDS = 5
SECONDS = 3
BIN = Path(sys.executable).parent
HELLO = "from flask import Flask\napp = Flask('hello')\n@app.get('/')\ndef hello():\n    return 'hello'\n"
GRANIAN = ["granian", "--interface", "wsgi", "--port", str(PORT), "--no-ws", "--log-level", "error"]
GUNICORN = ["gunicorn", "-b", f"127.0.0.1:{PORT}", "--log-level", "error", "-k", "gthread"]
WAITRESS = ["waitress-serve", f"--listen=127.0.0.1:{PORT}", "--threads=4"]
FOUR_EACH = ["--blocking-threads", "4", "--backpressure", "4"]
SERVERS = {
    "granian, 1 process x 4 threads": [*GRANIAN, "--workers", "1", *FOUR_EACH, "hello:app"],
    "the same without --backpressure": [*GRANIAN, "--workers", "1", "--blocking-threads", "4", "hello:app"],
    "gunicorn, 1 process x 4 threads": [*GUNICORN, "-w", "1", "--threads", "4", "hello:app"],
    "waitress, 1 process x 4 threads": [*WAITRESS, "hello:app"],
    "granian, 2 processes x 4 threads": [*GRANIAN, "--workers", "2", *FOUR_EACH, "hello:app"],
    "gunicorn, 2 processes x 4 threads": [*GUNICORN, "-w", "2", "--threads", "4", "hello:app"],
}


def measure(command: list[str], folder: str) -> tuple[float, float, float]:
    """Requests a second, 99th centile in milliseconds, and memory in MB (PSS) under load."""
    server = subprocess.Popen(
        [str(BIN / command[0]), *command[1:]],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait()
        load = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", "--latency", f"http://127.0.0.1:{PORT}/"]
        said = subprocess.run(load, capture_output=True, text=True, check=True).stdout
        family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
        memory = sum(process.memory_full_info().pss for process in family) / 1e6
    finally:
        server.terminate()
        server.wait(20)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    return rate, float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]], memory  # type: ignore[index]


def wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def main() -> None:
    if not shutil.which("wrk"):
        sys.exit("wrk is not here (Debian: apt-get install wrk)")
    known = {name: command for name, command in SERVERS.items() if (BIN / command[0]).exists()}
    results: dict[str, list[tuple[float, float, float]]] = {name: [] for name in known}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "hello.py").write_text(HELLO)
        for _ in range(ROUNDS):
            for name, command in known.items():
                results[name].append(measure(command, folder))
    first = statistics.median(rate for rate, _, _ in results["granian, 1 process x 4 threads"])
    print("| server | requests a second, ratio | 99th centile, ms | memory, MB |\n| --- | --- | --- | --- |")
    for name, rows in results.items():
        rate, slow, memory = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"| {name} | {rate / first:.2f} | {slow:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
