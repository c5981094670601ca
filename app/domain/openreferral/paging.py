"""A page of published records, as the standards wrap it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Record = dict[str, Any]


def envelope(contents: Sequence[Record], *, total: int, page: int, per_page: int) -> Record:
    """The page with its sums. A list of nothing is one empty page; so is what lies past the last one."""
    pages = max(1, -(-total // per_page))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
