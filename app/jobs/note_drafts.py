"""Each day: what was typed and never sent goes after two weeks."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import note_drafts

KIND = "note-drafts"


def run(arguments: Mapping[str, object]) -> None:
    note_drafts.forget_old(now=clock.now())
