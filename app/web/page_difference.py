"""Two versions of a plain page beside each other: what went and what came, marked."""

from __future__ import annotations

from difflib import SequenceMatcher

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.listing_difference import Was, word_parts
from app.domain.plain_pages import Wording
from app.web.filters import number
from app.web.listing_changes import Shown, marked
from app.web.listing_fields import Words


def differences(before: Wording, after: Wording) -> list[Shown]:
    """Every part of the page that differs, ready for `macros/difference.html`."""
    parts = (
        ("title", _("Title"), before.title, after.title),
        ("summary", _("In one sentence"), before.summary, after.summary),
        ("body", _("The words"), before.body, after.body),
    )
    return [difference(key, name, was, now) for key, name, was, now in parts if was != now]


def whole_difference(before: str, after: str) -> list[Shown]:
    """The same for two texts kept whole."""
    return [difference("body", _("The words"), before, after)] if before != after else []


def difference(key: str, name: str, before: str, after: str) -> Shown:
    """Paragraph by paragraph; those that stayed are counted and not shown."""
    old, new = before.split("\n\n"), after.split("\n\n")
    was: list[Words] = []
    now: list[Words] = []
    same = 0
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            same += b - a
            continue
        parts = word_parts("\n\n".join(old[a:b]), "\n\n".join(new[c:d]))
        if a < b:
            was.append(marked(parts, Was.GONE))
        if c < d:
            now.append(marked(parts, Was.ADDED))
    return Shown(key, name, False, tuple(was), tuple(now), same_words(same))


def same_words(many: int) -> str:
    if not many:
        return ""
    return ngettext(
        "%(n)s other paragraph stays as it is.",
        "%(n)s other paragraphs stay as they are.",
        many,
        n=number(many),
    )
