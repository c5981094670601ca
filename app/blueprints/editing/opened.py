"""What every page of the form does first and last: open the listing, know whether it moved, keep a draft."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from flask import request

from app.domain.listing_document import Document, clean
from app.domain.listing_faults import faults
from app.domain.roles import Role
from app.domain.stewardship import ChangeSource
from app.operations import audit, drafts
from app.queries.listing_edits import Editing, editing
from app.web.i18n import current_language
from app.web.transaction import SAFE_METHODS
from app.web.viewer import viewer

OPENED_AS = "opened_as"
"""The hidden field that says which values the form was opened with (decisions.md 7)."""


def opened(listing_id: uuid.UUID) -> Editing:
    """The listing, for whoever may change it. Raises: NotThereError."""
    found = editing(listing_id, viewer=viewer(), lock=request.method not in SAFE_METHODS)
    if found.shows_secrets:
        audit.seen(viewer(), "listing.secret-seen", of=("service", listing_id))
    return found


def layout() -> str:
    """Staff work among their own pages; who came with a code sees the public ones."""
    return "layouts/staff.html" if viewer().is_signed_in else "layouts/public.html"


def source() -> ChangeSource:
    is_editor = Role.DIRECTORY_EDITOR in viewer().roles
    return ChangeSource.EDITOR if is_editor else ChangeSource.ORGANISER


def print_of(document: Document, fields: Iterable[str]) -> str:
    """By which a page knows whether its fields are still as they were when it was opened."""
    values = json.dumps({name: document[name] for name in fields}, sort_keys=True)
    return hashlib.sha256(values.encode()).hexdigest()[:24]


def has_moved(found: Editing, fields: Iterable[str]) -> bool:
    """Did somebody change these fields since this form was opened?"""
    return request.form.get(OPENED_AS) != print_of(found.document, fields)


def keep(found: Editing, values: Mapping[str, Any]) -> None:
    """Put the values into this person's draft."""
    drafts.keep(found, values, by=viewer(), language=current_language(), source=source())


def faults_with(found: Editing, values: Mapping[str, Any]) -> dict[str, Any]:
    """Path -> what would be wrong with these values in place; of their fields only."""
    return dict(faults(clean({**found.document, **values}), fields=set(values)))
