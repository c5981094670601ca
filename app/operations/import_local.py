"""What people here have changed stays, until somebody says that the feed's is better."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.domain.feeds.ledger import shortened
from app.domain.feeds.local import PLACES, Kept, Ours
from app.domain.listing import Capacity, CheckedBy
from app.operations.import_owners import Owner
from app.queries.imports import Row, Rows

Choices = Mapping[uuid.UUID, frozenset[str]]
"""Listing -> the fields where the feed's was chosen."""

_SAYS_NOTHING: Mapping[str, object] = {"capacity": Capacity.UNKNOWN, "sensitive": False}
"""What an import puts where a feed is silent; it does not undo what somebody has found out."""
_UNSAID = frozenset(("id", "feed", "feed_id", "position", "service_id", "location_id", "organization_id"))


class Local:
    """Decides row by row whether ours stays, and remembers where the feed says something else."""

    def __init__(self, local: Mapping[uuid.UUID, list[str]], choices: Choices, existing: Rows) -> None:
        self.ours = {
            service: Ours.of(name for name in fields if name not in choices.get(service, frozenset()))
            for service, fields in local.items()
        }
        self.kept: dict[uuid.UUID, dict[str, Kept]] = defaultdict(dict)
        self.shared: dict[Owner, tuple[uuid.UUID, str]] = {}
        """Places that stay, for which listing, and as which field."""
        for row in existing.get("service_at_location", {}).values():
            if (ours := self.ours.get(row["service_id"])) is not None and ours.has_places:
                self.shared[("location", row["location_id"])] = (row["service_id"], PLACES)

    def changed(self, table: str, owner: Owner, before: Row, changed: Row) -> Row:
        """Those of the changes to a row that may be made."""
        if table == "service":
            changed = _less_known_left_out(before, changed)
            if (ours := self.ours.get(owner[1])) is not None:
                for name in sorted(changed.keys() & ours.columns.keys()):
                    self._note(owner[1], ours.columns[name], before[name], changed[name])
                changed = {name: value for name, value in changed.items() if name not in ours.columns}
            return changed
        return {} if changed and self.stays(table, owner, before, {**before, **changed}) else changed

    def stays(self, table: str, owner: Owner, before: Row | None, after: Row | None) -> bool:
        """Is this row one of those that are left as they are? A difference is remembered."""
        if owner in self.shared:
            service, name = self.shared[owner]
        elif owner[0] == "service" and table in self.ours.get(owner[1], _NOTHING).tables:
            service, name = owner[1], self.ours[owner[1]].tables[table]
        else:
            return False
        self._note(service, name, before and _words(before), after and _words(after))
        return True

    def _note(self, service: uuid.UUID, name: str, ours: object, theirs: object) -> None:
        known = self.kept[service].get(name)
        texts = [shortened(one) if one not in (None, "") else "" for one in (ours, theirs)]
        if known is not None:
            before = (known.ours, known.theirs)
            texts = [" / ".join(filter(None, pair)) for pair in zip(before, texts, strict=True)]
        self.kept[service][name] = Kept(name, shortened(texts[0]), shortened(texts[1]))


_NOTHING = Ours()


def _less_known_left_out(before: Row, changed: Row) -> Row:
    """Without what would put less knowledge in the place of more: an older check, a capacity not known."""
    left = {name for name, value in _SAYS_NOTHING.items() if name in changed and changed[name] == value}
    if {"checked_on", "checked_by"} & changed.keys() and before["checked_on"] is not None:
        theirs = changed.get("checked_on", before["checked_on"])
        by_others = before["checked_by"] not in (CheckedBy.PUBLISHER, CheckedBy.NOBODY)
        if by_others and (theirs is None or theirs <= before["checked_on"]):
            left |= {"checked_on", "checked_by"}
    return {name: value for name, value in changed.items() if name not in left}


def _words(row: Mapping[str, Any]) -> str:
    """A row in short, for people."""
    said = (
        str(value)
        for name, value in row.items()
        if name not in _UNSAID and not isinstance(value, bool | uuid.UUID) and value not in ("", None)
    )
    return ", ".join(said)
