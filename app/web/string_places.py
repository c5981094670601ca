"""Where a string of ours is said: the part of the app, and a page to see it on."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import current_app, url_for
from werkzeug.routing import Rule

from app.domain.translating import Source

SHARED = frozenset({"app", "layouts", "macros", "web"})


def area_of(source: Source) -> str:
    """Shape: `directory`, `emails`, `shared`."""
    for name in source.used_in:
        parts = PurePosixPath(name).parts
        if len(parts) > 3 and parts[2] not in SHARED:
            return parts[2]
    return "shared"


def page_of(source: Source, language: str) -> str:
    """The address of a page that may say it; empty where each such page is about one thing of many.

    A string of every page is on the first one.
    """
    for name in source.used_in:
        path = PurePosixPath(name)
        area = path.parts[2] if len(path.parts) > 3 else "shared"
        if area in SHARED or area == "shared":
            continue
        rules = [rule for rule in _plain() if rule.endpoint.partition(".")[0] == area]
        best = [rule for rule in rules if rule.endpoint.partition(".")[2] == path.stem]
        if best or rules:
            return url_for((best or rules)[0].endpoint, lang=language)
    return url_for("directory.home", lang=language) if area_of(source) == "shared" else ""


def _plain() -> list[Rule]:
    """Pages whose address needs nothing filled in, shortest first."""
    found = (
        rule
        for rule in current_app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and "." in rule.endpoint
    )
    return sorted(found, key=lambda rule: (len(rule.rule), rule.rule))
