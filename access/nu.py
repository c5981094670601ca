"""The Nu HTML checker, over all the pages in one call, where Java and the checker are."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from access.found import Found
from config import ROOT

ALLOWED = re.compile(r"The “role” attribute must not be used on (a|any) “(tr|th|td|thead|tbody)” element")
"""Tables that stand as cards on a phone say again that they are tables: some browsers forget it otherwise
(styles: `gin-table--stack`). The roles are the ones the elements have; the checker calls that needless."""
JAR = ROOT / "access" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def why_not() -> str:
    """Why it cannot run; empty when it can."""
    if not shutil.which("java"):
        return "there is no Java here"
    return "" if JAR.exists() else "the checker is not installed: npm ci --prefix access"


def faults(pages: Iterable[Found], folder: Path) -> Iterator[tuple[Found, str]]:
    """Every page is written to the folder first, and named by number."""
    folder.mkdir(parents=True, exist_ok=True)
    named = {f"{number:04}.html": page for number, page in enumerate(pages)}
    for name, page in named.items():
        (folder / name).write_bytes(page.markup)
    command = [
        "java",
        "-jar",
        str(JAR),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        str(folder),
    ]
    told = subprocess.run(command, capture_output=True, check=True)
    seen = set()
    for message in json.loads(told.stderr or told.stdout)["messages"]:
        page = named[Path(message["url"]).name]
        extract = re.sub(r"\s+", " ", message.get("extract", ""))[:90]
        words = f"{message['message']} {extract}"
        if ALLOWED.search(message["message"]):
            continue
        if message["type"] == "error" and (page.name, message["message"]) not in seen:
            seen.add((page.name, message["message"]))
            yield page, words
