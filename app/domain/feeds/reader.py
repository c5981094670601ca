"""Reading single fields: each gives a value we can keep, and writes down what it had to put right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from app.domain.feeds import contact, values
from app.domain.feeds.fields import Raw, is_empty
from app.domain.feeds.labels import Dictionary
from app.domain.feeds.ledger import Healing, Ledger
from app.domain.feeds.markup import LONGEST_TEXT, MARKED_UP, clean_letters, html_to_text, tidy

PLACEHOLDERS = frozenset(
    (
        *(
            "n/a",
            "na",
            "n.a.",
            "null",
            "(null)",
            "<null>",
            "none",
            "nil",
            "undefined",
            "nan",
            "#n/a",
            "unknown",
        ),
        *("-", "--", "---", ".", "?", "[]", "{}", "not applicable", "no data"),
    )
)
LONGEST_LINE = 250
_WORD_NAMES = ("value", "name", "label", "text", "title", "description", "en", "number", "url", "email")


class Reader:
    """Reads fields of one feed. Keeps the ledger, today's date and our dictionary at hand."""

    def __init__(self, ledger: Ledger, dictionary: Dictionary, today: dt.date) -> None:
        self.ledger = ledger
        self.dictionary = dictionary
        self.today = today
        self.places: dict[str, Raw] = {}
        """Places that the feed publishes by themselves, by identifier."""
        self.terms: dict[str, Raw] = {}
        """Terms that the feed publishes by themselves, by identifier."""
        self.taxonomies: dict[str, Raw] = {}
        """Taxonomies that the feed publishes by themselves, by identifier."""
        self.own: Mapping[str, str] = {}
        """Identifier -> our own term, or nothing for one of our lists: a feed may have them from us."""

    def note(self, kind: Healing, before: object = "", after: object = "") -> None:
        self.ledger.note(kind, before, after)

    def raw_text(self, value: object) -> str:
        """Any value as text: numbers plainly, lists joined, objects by the word in them."""
        match value:
            case str():
                text = value
            case None | False | True:
                text = "yes" if value is True else ""
            case float():
                text = str(int(value)) if abs(value) < 1e15 and value.is_integer() else str(value)
            case int():
                text = str(value) if abs(value) < 10**40 else ""
            case Mapping():
                text = next((value[name] for name in _WORD_NAMES if isinstance(value.get(name), str)), "")
            case list() | tuple():
                flat = (one for one in value[:100] if not isinstance(one, list | tuple))
                text = ", ".join(filter(None, (self.raw_text(one) for one in flat)))
            case _:
                text = str(value)
        return text

    def words(self, raw: Raw, name: str) -> str:
        """A text of one or more paragraphs."""
        if name not in raw:
            return ""
        value = raw[name]
        text = self.clean(self.raw_text(value), name)
        if not text:
            if is_empty(value) or isinstance(value, str):
                self.note(Healing.EMPTY, f"{name}: {value!r}")
            elif not isinstance(value, bool):
                self.note(Healing.NOT_AN_OBJECT, f"{name}: {value!r}")
        return text

    def line(self, raw: Raw, name: str, most: int = LONGEST_LINE) -> str:
        """A text on one line, not too long for its column."""
        text = self.words(raw, name)
        if "\n" in text:
            text = " ".join(text.split())
        if len(text) > most:
            self.note(Healing.TOO_LONG, text, f"{most} letters of {len(text)}")
            text = text[:most].rstrip()
        return text

    def clean(self, text: str, name: str = "") -> str:
        if not text or (len(text) < 16 and text.strip().lower() in PLACEHOLDERS):
            return ""
        before = text
        text = clean_letters(text)
        if text != before and text.split() != before.split():
            self.note(Healing.LETTERS, before, text)
        if len(text) > LONGEST_TEXT:
            self.note(Healing.TOO_LONG, f"{name}: {len(text)} letters", f"{LONGEST_TEXT} letters")
            text = text[:LONGEST_TEXT]
        if MARKED_UP.search(text):
            made = tidy(html_to_text(text))
            if made != text:
                self.note(Healing.HTML, text, made)
            text = made
        text = tidy(text)
        return "" if text.lower() in PLACEHOLDERS else text

    def objects(self, raw: Raw, name: str, as_words: str = "name") -> list[dict[str, Any]]:
        """A list of objects, from a list, from one object, or from words where objects should be."""
        value = raw.get(name)
        if is_empty(value):
            return []
        if isinstance(value, Mapping):
            if all(isinstance(key, str) and key.isdigit() for key in value):
                value = list(value.values())
            else:
                self.note(Healing.NOT_A_LIST, f"{name}: one object", "a list of one")
                value = [value]
        elif not isinstance(value, list | tuple):
            self.note(Healing.NOT_A_LIST, f"{name}: {value!r}", "a list of one")
            value = [value]
        made: list[dict[str, Any]] = []
        for one in value:
            if isinstance(one, Mapping):
                made.append(dict(one))
            elif isinstance(one, list | tuple):
                made.extend(dict(inner) for inner in one if isinstance(inner, Mapping))
            elif not is_empty(one) and not isinstance(one, bool):
                self.note(Healing.NOT_AN_OBJECT, f"{name}: {one!r}")
                made.append({as_words: one})
        return made

    def date(self, raw: Raw, name: str) -> dt.date | None:
        value = raw.get(name)
        if is_empty(value) or (isinstance(value, str) and value.strip().lower() in PLACEHOLDERS):
            if name in raw:
                self.note(Healing.EMPTY, f"{name}: {value!r}")
            return None
        day = values.date(value)
        if day is None or not values.is_sane(day):
            self.note(Healing.DATE_DROPPED, f"{name}: {self.raw_text(value)}")
            return None
        if not (isinstance(value, str) and value.startswith(day.isoformat())):
            self.note(Healing.DATE, f"{name}: {self.raw_text(value)}", day.isoformat())
        return day

    def past_date(self, raw: Raw, name: str) -> dt.date | None:
        day = self.date(raw, name)
        if day is not None and day > self.today:
            self.note(Healing.DATE_AHEAD, f"{name}: {day.isoformat()}")
            return None
        return day

    def moment(self, raw: Raw, name: str) -> dt.datetime | None:
        value = raw.get(name)
        found = None if is_empty(value) else values.moment(value)
        if (
            found is None
            or not values.is_sane(found.date())
            or found.date() > self.today + dt.timedelta(days=1)
        ):
            if not is_empty(value):
                self.note(Healing.DATE_DROPPED, f"{name}: {self.raw_text(value)}")
            return None
        return found

    def whole(self, raw: Raw, name: str, least: int, most: int) -> int | None:
        value = raw.get(name)
        if is_empty(value):
            return None
        found = values.whole(value)
        if found is None or not least <= found <= most:
            self.note(Healing.NUMBER, f"{name}: {self.raw_text(value)}", "left out")
            return None
        if isinstance(value, str):
            self.note(Healing.NUMBER, f"{name}: {value!r}", found)
        return found

    def email(self, raw: Raw, name: str, spare: list[str]) -> str:
        """A good address; one that is none is put among the spare words."""
        text = "" if isinstance(raw.get(name), bool) else self.line(raw, name, 500)
        if not text:
            return ""
        if good := contact.email(text):
            return good
        if found := contact.email_within(text):
            self.note(Healing.EMAIL, text, found)
            bare = text.lower().removeprefix("mailto:").strip("<>;,. ")
            if bare != found.lower():
                spare.append(text)
            return found
        self.note(Healing.EMAIL_TO_WORDS, text)
        spare.append(text)
        return ""

    def link(self, raw: Raw, name: str, spare: list[str]) -> str:
        """A good web address; one that is none is put among the spare words."""
        text = "" if isinstance(raw.get(name), bool) else self.line(raw, name, contact.LONGEST_LINK)
        if not text:
            return ""
        found = contact.link(text)
        if found.is_dangerous:
            self.note(Healing.LINK_DROPPED, text)
            return ""
        if not found.address:
            self.note(Healing.LINK_TO_WORDS, text)
            spare.append(text)
            return ""
        if found.address != text:
            self.note(Healing.LINK, text, found.address)
        return found.address

    def clock(self, raw: Raw, name: str, spare: list[str]) -> str:
        """A time as HH:MM; one that is none is put among the spare words."""
        text = self.line(raw, name, 100)
        if not text:
            return ""
        found = values.clock(text)
        if not found:
            self.note(Healing.TIME_TO_WORDS, text)
            spare.append(text)
        elif text not in {found, f"{found}:00"}:
            self.note(Healing.TIME, text, found)
        return found

    def label(self, text: str) -> str:
        """A label as it is shown: one line, no spaces or stray marks around it."""
        made = re.sub(r"\s+", " ", text).strip(" ,;:|")
        if made != text:
            self.note(Healing.LABEL, repr(text), made)
        return made
