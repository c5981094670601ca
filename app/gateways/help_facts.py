"""Reads the facts of help now: `places/<name>/help_now.toml`, then those every place shares.

A mistake in a file stops the first page with the file's name and what is wrong in it.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import PlaceFolderError
from app.domain.help_facts import HelpCard, HelpFact

FILE = "help_now.toml"
LONGEST_TRUST = 366


@functools.cache
def help_facts(root: Path, place: str) -> tuple[HelpFact, ...]:
    """The place's own facts, then the shared ones, in the order of their files.

    Raises: PlaceFolderError.
    """
    folder = root / "places"
    found = [*facts_of(folder / place / FILE), *facts_of(folder / FILE)]
    keys = [fact.key for fact in found]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise PlaceFolderError(str(folder / place / FILE), f"{', '.join(sorted(twice))} is there twice")
    return tuple(found)


def facts_of(path: Path) -> Iterator[HelpFact]:
    if not path.exists():
        return
    try:
        for row in tomllib.loads(path.read_text(encoding="utf-8")).get("fact", []):
            yield fact_of(row)
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def fact_of(row: Mapping[str, Any]) -> HelpFact:
    fact = HelpFact(**{**row, "card": HelpCard(row["card"])})
    if not (fact.source.strip() and fact.owner.strip()):
        raise ValueError(f"{fact.key}: the source or the owner is empty")
    if not 1 <= fact.trust_days <= LONGEST_TRUST:
        raise ValueError(f"{fact.key}: a fact is trusted from 1 to {LONGEST_TRUST} days")
    for name in ("checked", "source_date"):
        if type(getattr(fact, name)) not in (dt.date, type(None)):
            raise ValueError(f"{fact.key}: {name} is not a date such as 2026-09-07")
    return fact
