"""Words of translating: how a string stands, and why words cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_pgettext as _lp

from app.domain.languages import Completeness, Method
from app.domain.translating import Fault, Standing, Wrong

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Standing: {
        Standing.MISSING: _lp("a translation", "Missing"),
        Standing.ENGLISH_CHANGED: _lp("a translation", "The English changed"),
        Standing.NOT_CHECKED: _lp("a translation", "Not checked"),
        Standing.CHECKED: _lp("a translation", "Checked"),
    },
    Completeness: {
        Completeness.EVERYTHING: _lp("a translation", "Every page"),
        Completeness.RESIDENT: _lp("a translation", "Pages for residents"),
    },
    Method: {
        Method.PERSON: _lp("a translation", "By a person"),
        Method.MACHINE_HELPED: _lp("a translation", "With the help of a machine"),
    },
}
SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Standing: {
        Standing.MISSING: "no",
        Standing.ENGLISH_CHANGED: "todo",
        Standing.NOT_CHECKED: "unknown",
        Standing.CHECKED: "yes",
    },
}


def fault_words(fault: Fault) -> str:
    """What is wrong, and what to do."""
    about = fault.about
    if fault.wrong is Wrong.MARKUP:
        return _("Keep %(tag)s as it is in the English, and add none of your own.", tag=about)
    if fault.wrong is Wrong.LOST_GAP:
        return _("Put %(gap)s back. We fill it in on the page.", gap=about)
    if fault.wrong is Wrong.MADE_UP_GAP:
        return _("Take %(gap)s out. The English does not have it.", gap=about)
    if fault.wrong is Wrong.FORMS:
        return _("This needs %(count)s forms, one for each kind of number.", count=about)
    return {
        Wrong.EMPTY: _("Write the words"),
        Wrong.STRAY_PERCENT: _("Write “per cent” as a word, or as the English has it."),
        Wrong.QUOTE: _("Use the quotation marks of your language, not the straight ones."),
        Wrong.UNSEEN: _("There is a sign in it that nobody sees. Type the words again."),
        Wrong.TOO_LONG: _("Make it shorter. It is many times as long as the English."),
        Wrong.UNKNOWN: _("No page of ours says this English any more."),
    }[fault.wrong]
