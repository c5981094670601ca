"""What is measured on a page. Each check is one function with a name and the criterion it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from access.found import Found
from config import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

EVERY = frozenset({"en", "ar", "pl", "ro", "ur"})
ENGLISH = frozenset({"en"})


@dataclass
class Look:
    """A page that stands open in the browser."""

    page: Page
    found: Found
    language: str
    told: list[str] = field(default_factory=list)
    """What the page said in the console, and what it asked of others."""
    without_scripts: Page | None = None


@dataclass(frozen=True)
class Check:
    """`run` gives each fault in words; none where all is well."""

    key: str
    name: str
    criterion: str
    run: Callable[[Look], Iterator[str]]
    languages: frozenset[str] = EVERY


def script(name: str) -> str:
    """What is run inside the page."""
    return (ROOT / "access" / "scripts" / f"{name}.js").read_text(encoding="utf-8")


def size(look: Look, width: int, height: int) -> None:
    wanted = {"width": width, "height": height}
    if look.page.viewport_size != wanted:
        look.page.set_viewport_size(wanted)
