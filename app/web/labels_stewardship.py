"""The words of changes to listings: what they would do, who made them, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.queries.changes import Shelf
from app.queries.stewardship import State

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ChangeKind: {
        ChangeKind.NEW: _l("New"),
        ChangeKind.EDIT: _l("Change"),
        ChangeKind.STOP: _l("Has stopped"),
    },
    ChangeSource: {
        ChangeSource.PUBLIC: _l("a reader"),
        ChangeSource.ORGANISER: _l("an organiser"),
        ChangeSource.EDITOR: _l("an editor"),
        ChangeSource.SPREADSHEET: _l("a spreadsheet"),
        ChangeSource.IMPORT: _l("an import"),
        ChangeSource.MERGE: _l("two listings made one"),
        ChangeSource.RESTORE: _l("an earlier version put back"),
        ChangeSource.CHECK: _l("a check"),
        ChangeSource.SYSTEM: _l("Ginnel itself"),
    },
    ChangeStatus: {
        ChangeStatus.DRAFT: _l("Not sent yet"),
        ChangeStatus.WAITING: _l("Waiting"),
        ChangeStatus.ASKED: _l("We asked a question"),
        ChangeStatus.ACCEPTED: _l("On the page"),
        ChangeStatus.PART: _l("Part of it is on the page"),
        ChangeStatus.REFUSED: _l("Not taken"),
        ChangeStatus.WITHDRAWN: _l("Taken back"),
    },
    Shelf: {
        Shelf.WAITING: _l("To look at"),
        Shelf.ASKED: _l("Waiting for an answer"),
        Shelf.SAMPLE: _l("Published, to look over"),
        Shelf.DECIDED: _l("Decided"),
    },
    State: {
        State.ALL: _l("All"),
        State.RUNNING: _l("Running"),
        State.CLOSED: _l("Closed for now"),
        State.ENDED: _l("Stopped"),
        State.UNCHECKED: _l("Not checked in time"),
        State.NOBODYS: _l("Without an organisation"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ChangeStatus: {
        ChangeStatus.DRAFT: "todo",
        ChangeStatus.WAITING: "new",
        ChangeStatus.ASKED: "part",
        ChangeStatus.ACCEPTED: "yes",
        ChangeStatus.PART: "part",
        ChangeStatus.REFUSED: "no",
        ChangeStatus.WITHDRAWN: "no",
    },
}
