"""Our vocabulary: what a listing can be about, in plain words, and what people type for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from app.domain.places import Words, said


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
    hidden: bool = False
    """No longer offered; what carries it keeps it."""


OFF = "off"
"""Among an edit's words by language: those of the file that no longer count."""


@dataclass(frozen=True)
class Edit:
    """What editors changed about a term: it wins over the file."""

    labels: Words
    typed: Mapping[str, Sequence[str]]
    """By language, what people type besides the file's words; `OFF` names those of the file to leave out."""
    hidden: bool = False


@dataclass(frozen=True)
class Vocabulary:
    groups: Mapping[str, Words]
    terms: Mapping[str, Term]

    def group(self, name: str) -> tuple[Term, ...]:
        """The terms of a group that are offered, in the file's order."""
        return self._by_group.get(name, ())

    def label(self, key: str, language: str) -> str:
        """A term's words in a language, else in English; the bare key for a term we do not hold."""
        term = self.terms.get(key)
        return said(term.label, language) if term else key

    @cached_property
    def front(self) -> tuple[Term, ...]:
        """The needs on the home page, in order."""
        chosen = [term for term in self.terms.values() if term.front is not None and not term.hidden]
        return tuple(sorted(chosen, key=lambda term: term.front or 0))

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[Term, ...]]:
        return {
            name: tuple(term for term in self.terms.values() if term.group == name and not term.hidden)
            for name in self.groups
        }


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


def with_language(vocabulary: Vocabulary, code: str, table: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary with the words of one language besides its own.

    `table`: group -> term -> `typed`, and `label` and `first_person` where the vocabulary lacks them; names
    of groups stand under `groups`. Raises: KeyError for a term that is not there.
    """
    terms = dict(vocabulary.terms)
    for group, rows in table.items():
        for name, row in rows.items() if group != "groups" else ():
            term = terms[f"{group}:{name}"]
            label, spoken = row.get("label"), row.get("first_person")
            terms[term.key] = replace(
                term,
                label={**term.label, code: label} if label else term.label,
                first_person={**(term.first_person or {}), code: spoken} if spoken else term.first_person,
                typed=tuple(dict.fromkeys([*term.typed, *_strings(row.get("typed", ()))])),
            )
    names: Mapping[str, str] = table.get("groups", {})
    groups = {
        key: {**words, code: names[key]} if key in names else words
        for key, words in vocabulary.groups.items()
    }
    return Vocabulary(groups, terms)


def edited(vocabulary: Vocabulary, edits: Mapping[str, Edit]) -> Vocabulary:
    """The vocabulary as editors left it. Edits of terms that the file no longer has are passed over."""
    known = {key: edit for key, edit in edits.items() if key in vocabulary.terms}
    if not known:
        return vocabulary
    terms = {
        key: with_edit(term, known[key]) if key in known else term for key, term in vocabulary.terms.items()
    }
    return Vocabulary(vocabulary.groups, terms)


def with_edit(term: Term, edit: Edit) -> Term:
    off = frozenset(edit.typed.get(OFF, ()))
    added = [word for language, words in edit.typed.items() if language != OFF for word in words]
    return replace(
        term,
        label={**term.label, **{language: words for language, words in edit.labels.items() if words}},
        typed=tuple(dict.fromkeys([*(word for word in term.typed if word not in off), *added])),
        hidden=edit.hidden,
    )


def _strings(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
