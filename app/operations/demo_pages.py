"""Plain pages that the invented team of a demonstration has edited, one of them overdue for a look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.plain_pages import ENGLISH, Details, Made, Wording
from app.domain.viewer import SYSTEM
from app.operations import plain_pages
from app.queries import plain_pages_desk as desk
from app.queries.plain_pages import Pages

Toml = Mapping[str, Any]


def add(row: Toml, root: Path, place: str) -> bool:
    """Each version adds its words to those of the file. A page that is not there is passed over."""
    pages = Pages(root, place)
    try:
        held = desk.held(pages, row["slug"])
    except NotThereError:
        return False
    file = held.file(ENGLISH)
    if file is None:
        return False
    for version in row["versions"]:
        words = Wording(file.title, file.summary, f"{file.body}\n\n{version['add']}")
        edition = held.edition(ENGLISH)
        draft = plain_pages.write(held, ENGLISH, words, Made(), by=SYSTEM, edition=edition)
        held = desk.held(pages, row["slug"])
        plain_pages.publish(held, draft, by=SYSTEM, edition=held.edition(ENGLISH))
        draft.made_at = draft.published_at = clock.now() - dt.timedelta(days=version["days_ago"])
        db.session.flush()
    page = plain_pages.locked(held)
    page.is_demo = True
    before = held.details
    due = clock.today() - dt.timedelta(days=row["review_days_ago"])
    details = Details(before.group, before.order, row["owner"], due, before.drawing)
    plain_pages.set_details(held, details, is_right=False, by=SYSTEM, version=page.version)
    page.checked_on = clock.today() - dt.timedelta(days=row["checked_days_ago"])
    db.session.flush()
    return True
