"""What a page was asked for in its address: a page number, a part, an organisation."""

from __future__ import annotations

import uuid
from enum import StrEnum
from typing import TypeVar

from flask import request

from app.web import addresses
from app.web.paging import Pages, pages

LAST_PAGE = 10_000
Choice = TypeVar("Choice", bound=StrEnum)


def page_number() -> int:
    asked = request.args.get("page", "")
    return max(1, min(int(asked), LAST_PAGE)) if asked.isdecimal() and len(asked) < 7 else 1


def choice_of(name: str, otherwise: Choice) -> Choice:
    """The choice in the address; junk is as good as none."""
    asked = request.values.get(name, "")
    kind = type(otherwise)
    return kind(asked) if asked in set(kind) else otherwise


def id_of(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.values.get(name, "")[:60])
    except ValueError:
        return None


def ids_of(name: str) -> list[uuid.UUID]:
    """Every id that was ticked; what is none is passed over."""
    found = []
    for text in request.values.getlist(name)[:1000]:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def pages_of(current: int, total: int, size: int) -> Pages:
    return pages(
        current, max(1, -(-total // size)), lambda number: addresses.with_arguments(page=str(number))
    )


def whole(name: str) -> int:
    """A number that a page of ours wrote; 0 for junk."""
    text = request.values.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
