"""Reads a place's ready frame of codes: `places/leeds/codes.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from app.domain.coding import MOST_LEVELS
from app.domain.errors import PlaceFolderError
from app.domain.ready_codes import ReadyCode, ReadyFrame

NAME = "codes.toml"


def ready_frame(root: Path, place: str) -> ReadyFrame | None:
    """None where the place has none. Raises: PlaceFolderError with the file and what is wrong in it."""
    path = root / "places" / place / NAME
    return read(path) if path.exists() else None


def read(path: Path) -> ReadyFrame:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        found = ReadyFrame(
            key=data["key"],
            name=data["name"],
            about=data.get("about", ""),
            note=data["note"],
            codes=tuple(
                ReadyCode(
                    key=row["key"],
                    name=row["name"],
                    under=row.get("under", ""),
                    definition=row.get("definition", ""),
                    include=row.get("include", ""),
                    exclude=row.get("exclude", ""),
                    examples=tuple(row.get("examples", ())),
                    colour=row.get("colour", ""),
                    is_heading=row.get("heading", False),
                    theme=row.get("theme", ""),
                )
                for row in data["code"]
            ),
        )
        check(found)
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (OSError, TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error
    return found


def check(frame: ReadyFrame) -> None:
    """Raises: ValueError for a code twice, under one that does not come before it, or too deep."""
    depths = {"": 0}
    for code in frame.codes:
        if code.key in depths:
            raise ValueError(f"the code {code.key!r} is there twice")
        if code.under not in depths:
            raise ValueError(f"the code {code.key!r} stands under {code.under!r}, which does not come before")
        depths[code.key] = depths[code.under] + 1
        if depths[code.key] > MOST_LEVELS:
            raise ValueError(f"the code {code.key!r} is deeper than {MOST_LEVELS} levels")
