"""Ask about what looks like personal data, on pages without a script: "Take it out" or "Keep it".

A view calls `look` or `look_at` with what was typed. While `is_asking`, it shows its page again (200) with
the macro `keep_it(looked)` inside the form, and nothing is kept yet. Each place is asked about once: whoever
answers nothing keeps it, and it is marked for who reads it later. So nobody is caught in a loop.
Easy Read asks `until_answered`: there nobody is expected to know what leaving it out means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.domain.harm_words import patterns_for_script
from app.domain.personal_data import PersonalData, find, rules
from app.web.keep_it_words import taken_out

ASKED = "keep_it_asked"
"""Hidden field: what this page asks about."""
BEFORE = "keep_it-"
"""Before what a place goes by in the name of its choice."""
OUT, KEEP = "out", "keep"
MOST = 20
"""So many are asked about at once; the rest follow, or are marked."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that look like personal data, wherever they stand."""

    kind: PersonalData
    words: str

    @property
    def key(self) -> str:
        """What it goes by on the page: the same words of the same kind are one."""
        told = f"{self.kind}\n{' '.join(self.words.split())}"
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        return BEFORE + self.key


@dataclass(frozen=True, slots=True)
class Looked:
    """What was typed, and what is still to be asked about it."""

    texts: Mapping[str, str]
    """The texts, with what was to be taken out replaced."""
    asking: tuple[Doubt, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
    """Name and value of what was chosen before: the page carries it on."""
    asked: tuple[str, ...] = ()
    """Keys of what was asked about before."""
    kept: tuple[str, ...] = ()
    """Kinds somebody chose to keep: `Document.kept`."""

    @property
    def is_asking(self) -> bool:
        return bool(self.asking)


def look(
    texts: Mapping[str, str], posted: MultiDict[str, str] | None = None, *, until_answered: bool = False
) -> Looked:
    """Look through typed texts, by name. `posted`: the form that was sent, with what was decided."""
    sent = request.form if posted is None else posted
    asked = tuple(dict.fromkeys(sent.getlist(ASKED)))
    clean = {name: without(text, sent) for name, text in texts.items()}
    there = {doubt.key: doubt for text in clean.values() for doubt in doubts_in(text)}
    is_kept = {key for key in there if sent.get(BEFORE + key) == KEEP}
    passed = () if until_answered else asked
    return Looked(
        texts=clean,
        asking=tuple(there[key] for key in there if key not in is_kept and key not in passed)[:MOST],
        decided=tuple((BEFORE + key, KEEP) for key in there if key in is_kept),
        asked=tuple(key for key in passed if key in there and key not in is_kept),
        kept=tuple(sorted({there[key].kind.value for key in is_kept})),
    )


def look_at(form: Form, names: Iterable[str], *, until_answered: bool = False) -> Looked:
    """The same for the fields of a form; what was to be taken out is taken out of them."""
    typed = {name: form[name].data or "" for name in names if name in form}
    looked = look(typed, until_answered=until_answered)
    for name, text in looked.texts.items():
        if text != typed[name]:
            form[name].data = text
    return looked


def without(text: str, posted: Mapping[str, str]) -> str:
    """The text, with everything that somebody chose to take out replaced by a word that says so."""
    parts, at = [], 0
    for found in find(text):
        if posted.get(Doubt(found.kind, text[found.start : found.end]).name) == OUT:
            parts += [text[at : found.start], str(taken_out(found.kind))]
            at = found.end
    return "".join([*parts, text[at:]])


def doubts_in(text: str) -> list[Doubt]:
    return [Doubt(found.kind, text[found.start : found.end]) for found in find(text)]


def for_script() -> dict[str, object]:
    """What the script of a capture page reads: the rules, and words beside which help lines are shown."""
    return {"personal": rules(), "harm": patterns_for_script()}
