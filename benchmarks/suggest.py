"""How long learning to suggest codes takes, and how good it is, on 2 cores.

Run: `.venv/bin/python benchmarks/suggest.py [FILE] [--embeddings]`. FILE is a CSV with text, question and
labels; without one, the labelled comments beside the checkout. Prints a row for RESULTS.md: figures in five
parts, and seconds of learning from all of it, median of 3 rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
COMMENTS = ROOT.parent / "shared" / "feedback-corpus" / "fft_multilabel_tune.csv"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", nargs="?", type=Path, default=COMMENTS)
    asked.add_argument("--embeddings", action="store_true")
    given = asked.parse_args()
    if not given.file.exists():
        sys.exit(f"There is no file {given.file}.")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    from app.gateways import suggester
    from app.gateways.labelled_files import coded_in
    from app.gateways.suggester_file import from_bytes, to_bytes
    from app.gateways.suggester_learning import learn
    from app.gateways.suggester_trial import codes_worth, from_quotes, in_folds

    points, encoder = coded_in(given.file), suggester.encoder(wanted=given.embeddings)
    if given.embeddings and encoder is None:
        sys.exit("The extra is not installed.")
    codes = codes_worth(points)
    seconds, cpu = [], []
    for _ in range(3):
        began, spent = time.perf_counter(), time.process_time()
        learned = learn(points, codes, encoder=encoder)
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    data = to_bytes(learned)
    held = from_bytes(data, encoder)
    began = time.perf_counter()
    for point in points[:200]:
        held.guesses(point.said)
    each = (time.perf_counter() - began) / 200
    told, cold = in_folds(points, 5, encoder=encoder).scores, from_quotes(points, encoder=encoder).scores
    name = "with the extra" if given.embeddings else "by default"
    print(f"| {name} | {len(points)} | {len(codes)} | {told.micro_f1:.3f} | {told.macro_f1:.3f} |", end=" ")
    print(f"{told.ranking:.3f} | {told.top:.3f} | {told.top_pooled:.3f} | {cold.top:.3f} |", end=" ")
    print(f"{statistics.median(seconds):.1f} s | {statistics.median(cpu):.1f} s |", end=" ")
    print(f"{len(data) / 2**20:.1f} MiB | {each * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
