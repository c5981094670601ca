"""The difference of two listings in plain words: what it was beside what it would be, marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.domain.listing import VenueFact
from app.domain.listing_difference import FieldDifference, Item, Part, Was, difference, word_parts
from app.domain.listing_document import Document, Shape, Weight, risk_of
from app.domain.schedule_records import rules_of
from app.web.labels import label
from app.web.listing_fields import (
    PLACE_PARTS,
    Words,
    fact_words,
    key_words,
    lines,
    name_of,
    place_part,
    record_words,
)
from app.web.times_form import ReadBack, read_back


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a difference, ready for its macro."""

    key: str
    name: str
    risky: bool
    was: tuple[Words, ...]
    would_be: tuple[Words, ...]
    same: str
    """How many others stay as they are."""
    dates: ReadBack | None = None
    """The next dates, as they would be."""

    @property
    def id(self) -> str:
        return f"field-{self.key.replace('_', '-')}"


def shown(before: Document, after: Document, fields: Iterable[str] | None = None) -> list[Shown]:
    """Every field that differs, in the order of the form."""
    return [_shown(one, before, after) for one in difference(before, after, fields)]


def _shown(one: FieldDifference, before: Document, after: Document) -> Shown:
    risky = risk_of([one.key], before, after) >= Weight.RISKY
    was: list[Words]
    would_be: list[Words]
    same = ""
    if one.words:
        was, would_be = [marked(one.words, Was.GONE)], [marked(one.words, Was.ADDED)]
    elif one.items:
        was, would_be = items_of(one, before, after)
        same = same_words(one.items)
    else:
        was, would_be = whole(lines(one.key, before), "del"), whole(lines(one.key, after), "ins")
    dates = read_back(rules_of(after["schedules"])) if one.key == "schedules" else None
    return Shown(one.key, name_of(one.key), risky, tuple(was), tuple(would_be), same, dates)


def marked(parts: Iterable[Part], keep: Was) -> Markup:
    """A text with the words that went, or those that came, marked. Line breaks stay."""
    tag = "del" if keep is Was.GONE else "ins"
    said = Markup()
    for part in parts:
        if part.was is Was.KEPT:
            said += _broken(part.text)
        elif part.was is keep:
            said += mark(tag, part.text)
    return said


def mark(tag: str, text: Words) -> Markup:
    """Marked for eyes and, in hidden words, for ears."""
    before = _("taken out:") if tag == "del" else _("put in:")
    after = _("end of what was taken out") if tag == "del" else _("end of what was put in")
    hidden = Markup('<span class="govuk-visually-hidden">{} </span>')
    return Markup("<{tag}>{before}{text}{after}</{tag}>").format(
        tag=tag, before=hidden.format(before), text=_broken(text), after=hidden.format(", " + after)
    )


def _broken(text: Words) -> Markup:
    """A text's own lines; what is marked up already stays."""
    if isinstance(text, Markup):
        return text
    return Markup("<br>").join(Markup("{}").format(line) for line in text.split("\n"))


def whole(said: Iterable[Words], tag: str) -> list[Words]:
    return [mark(tag, words) for words in said]


def items_of(one: FieldDifference, before: Document, after: Document) -> tuple[list[Words], list[Words]]:
    was: list[Words] = []
    would_be: list[Words] = []
    for item in one.items:
        if item.was is Was.CHANGED and one.key == "places":
            _place(item, was, would_be)
            continue
        old = _item_words(one, item.before, before) if item.was in (Was.GONE, Was.CHANGED) else ""
        new = _item_words(one, item.after, after) if item.was in (Was.ADDED, Was.CHANGED) else ""
        _beside(old, new, was, would_be)
    return was, would_be


def _item_words(one: FieldDifference, value: Any, document: Document) -> Words:
    if one.shape is Shape.KEYS:
        return key_words(one.key, value)
    return record_words(one.key, value, document)


def _beside(old: Words, new: Words, was: list[Words], would_be: list[Words], name: str = "") -> None:
    """Both sides of a line, where each says something; only the words that differ are marked."""
    if old and new and not isinstance(old, Markup) and not isinstance(new, Markup):
        parts = word_parts(old, new)
        said = [marked(parts, Was.GONE), marked(parts, Was.ADDED)]
    else:
        said = [mark("del", old) if old else Markup(), mark("ins", new) if new else Markup()]
    for side, words in zip((was, would_be), said, strict=True):
        if name:
            side.append(Markup("{}: {}").format(name, words or _("nothing")))
        elif words:
            side.append(words)


def _place(item: Item, was: list[Words], would_be: list[Words]) -> None:
    """A place part by part, so that a new ramp does not look like a new address."""
    for part, name in PLACE_PARTS.items():
        if part == "access" or part not in item.parts:
            continue
        _beside(place_part(item.before, part), place_part(item.after, part), was, would_be, str(name))
    for fact in VenueFact:
        old, new = (fact_words(place, fact) for place in (item.before, item.after))
        if old != new:
            _beside(old, new, was, would_be, label(fact))


def same_words(items: Iterable[Item]) -> str:
    """Shape: `2 others stay as they are.`"""
    kept = sum(item.was is Was.KEPT for item in items)
    return (
        str(ngettext("%(num)s other stays as it is.", "%(num)s others stay as they are.", kept))
        if kept
        else ""
    )
