"""What refusing each kind of bomb costs, in time and memory: `python benchmarks/bombs.py`."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app.domain.feeds.sums import Refused  # noqa: E402
from app.gateways import feeds  # noqa: E402
from app.operations.feeds import BOUNDS  # noqa: E402
from tests.fixtures import bombs  # noqa: E402


def grown() -> float:
    """The most memory this process has had. Units: megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def try_one(name: str, path: Path) -> None:
    file, _ = bombs.FILES[name]
    data = path.read_bytes()
    list(feeds.pieces_of(bombs.workbook(bombs.plain_row()), "plain.xlsx", BOUNDS))
    list(feeds.pieces_of(b"[{}]", "plain.json", BOUNDS))
    before, started = grown(), time.process_time()
    pieces = list(feeds.pieces_of(data, file, BOUNDS))
    spent = (time.process_time() - started) * 1000
    whys = {piece.why.value for piece in pieces if isinstance(piece, Refused)}
    print(
        f"| {name} | {len(data):,} | {', '.join(whys)} | {spent:.0f} | {grown() - before:.0f} |", flush=True
    )


def main() -> None:
    """Each in a process of its own, so that the memory of one does not hide that of the next."""
    print(
        "| bomb | bytes given | refused as | ms of CPU | MB more |\n| --- | ---: | --- | ---: | ---: |",
        flush=True,
    )
    folder = Path("/tmp") / "ginnel-bombs"
    folder.mkdir(exist_ok=True)
    for name, (file, make) in bombs.FILES.items():
        path = folder / file
        path.write_bytes(make())
        subprocess.run([sys.executable, __file__, name, str(path)], check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        try_one(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
