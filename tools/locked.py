"""Check that what we install is pinned by hash and that no lock file holds an address.

Run: `python tools/locked.py`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*(?:\[[^\]]+\])?==\S+")


def requirement_faults(name: str, text: str) -> Iterator[str]:
    """What is wrong in one compiled requirements file."""
    entries = [entry for entry in re.sub(r"\\\n", " ", text).splitlines() if entry.strip()]
    for entry in entries:
        words = entry.strip()
        if "://" in words or words.startswith("-"):
            yield f"{name}: holds an address or an option: {words[:60]}"
        elif not words.startswith("#") and not (PINNED.match(words) and "--hash=sha256:" in words):
            yield f"{name}: not pinned with a hash: {words[:60]}"
    if not entries:
        yield f"{name}: empty"


def npm_faults(name: str, text: str) -> Iterator[str]:
    """What is wrong in the npm lock file: an address, or a package without its hash."""
    for path, package in json.loads(text)["packages"].items():
        if "resolved" in package:
            yield f"{name}: {path} holds an address"
        if path and not package.get("integrity", "").startswith("sha512-"):
            yield f"{name}: {path} has no hash"


def faults() -> list[str]:
    found: list[str] = []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        found += requirement_faults(path.name, path.read_text())
    lock = ROOT / "package-lock.json"
    return found + list(npm_faults(lock.name, lock.read_text()))


if __name__ == "__main__":
    wrong = faults()
    print("\n".join(wrong) if wrong else "Lock files: pinned by hash, no address.")
    sys.exit(bool(wrong))
