"""Our vocabulary: what a listing can be about, in plain words, and what people type for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Words = Mapping[str, str]


@dataclass(frozen=True)
class Term:
    """One thing to choose. `key` is `group:id`, such as `need:lonely`."""

    key: str
    group: str
    label: Words
    typed: tuple[str, ...] = ()
    first_person: Words | None = None
    drawing: str = ""
    front: int | None = None
    """Its place among the doors of the home page."""
    also: tuple[str, ...] = ()
    """Terms that count as this one."""


@dataclass(frozen=True)
class Vocabulary:
    groups: Mapping[str, Words]
    terms: Mapping[str, Term]

    def group(self, name: str) -> tuple[Term, ...]:
        """The terms of a group in the file's order."""
        return self._by_group.get(name, ())

    def label(self, key: str, language: str) -> str:
        """A term's words in a language, else in English; the bare key for a term we do not hold."""
        term = self.terms.get(key)
        return said(term.label, language) if term else key

    @cached_property
    def front(self) -> tuple[Term, ...]:
        """The needs on the home page, in order."""
        chosen = [term for term in self.terms.values() if term.front is not None]
        return tuple(sorted(chosen, key=lambda term: term.front or 0))

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[Term, ...]]:
        return {
            name: tuple(term for term in self.terms.values() if term.group == name) for name in self.groups
        }


def said(words: Words, language: str) -> str:
    return words.get(language) or words.get("en", "")


def read(table: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary from its parsed file.

    Raises: KeyError for a term of a group that is not named in `groups`.
    """
    groups: Mapping[str, Words] = table["groups"]
    terms: dict[str, Term] = {}
    for group, rows in table.items():
        if group == "groups":
            continue
        if group not in groups:
            raise KeyError(group)
        for name, row in rows.items():
            key = f"{group}:{name}"
            terms[key] = Term(
                key=key,
                group=group,
                label={code: word for code, word in row.items() if isinstance(word, str) and len(code) == 2},
                typed=_strings(row.get("typed", ())),
                first_person=row.get("first_person"),
                drawing=row.get("drawing", ""),
                front=row.get("front"),
                also=_strings(row.get("also", ())),
            )
    return Vocabulary(groups, terms)


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
