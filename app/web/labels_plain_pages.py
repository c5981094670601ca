"""The words of plain pages: their groups, versions and translations."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.plain_pages import DueState, PageGroup, PageMethod, PageVersionState, TranslationState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    PageGroup: {
        PageGroup.HELP_FOR_YOU: _l("Help for you"),
        PageGroup.HOW_IT_WORKS: _l("How it works"),
        PageGroup.LIVING_WELL: _l("Living well"),
        PageGroup.FAMILIES: _l("Families and young people"),
        PageGroup.MONEY_HOME: _l("Money and home"),
        PageGroup.ABOUT_US: _l("About us"),
        PageGroup.FOR_STAFF: _l("For professionals and groups"),
    },
    PageVersionState: {
        PageVersionState.DRAFT: _lp("version of a page", "Draft"),
        PageVersionState.PUBLISHED: _lp("version of a page", "Everybody reads this"),
        PageVersionState.REPLACED: _lp("version of a page", "Earlier version"),
        PageVersionState.WITHDRAWN: _lp("version of a page", "Taken off"),
    },
    PageMethod: {
        PageMethod.ORIGINAL: _l("Written in this language"),
        PageMethod.PERSON: _l("Translated by a person"),
        PageMethod.MACHINE_HELPED: _l("Translated with help of a machine"),
    },
    TranslationState: {
        TranslationState.UP_TO_DATE: _lp("translation", "Up to date"),
        TranslationState.BEHIND: _lp("translation", "English changed since"),
        TranslationState.NOT_CHECKED: _lp("translation", "Not checked by anybody"),
        TranslationState.MISSING: _lp("translation", "Missing"),
    },
    DueState: {
        DueState.LATER: _lp("look at a page again", "Looked after"),
        DueState.DUE: _lp("look at a page again", "Due for a look"),
        DueState.NO_DAY: _lp("look at a page again", "No day set"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    PageVersionState: {
        PageVersionState.DRAFT: "todo",
        PageVersionState.PUBLISHED: "yes",
        PageVersionState.REPLACED: "no",
        PageVersionState.WITHDRAWN: "no",
    },
    TranslationState: {
        TranslationState.UP_TO_DATE: "yes",
        TranslationState.BEHIND: "part",
        TranslationState.NOT_CHECKED: "unknown",
        TranslationState.MISSING: "todo",
    },
    DueState: {
        DueState.LATER: "yes",
        DueState.DUE: "late",
        DueState.NO_DAY: "unknown",
    },
}
