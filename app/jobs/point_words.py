"""Makes what people said findable by its words, where it came in by another way than one by one."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import point_words

KIND = "point-words"


def run(arguments: Mapping[str, object]) -> None:
    point_words.index_missing()
