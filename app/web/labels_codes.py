"""The words of codes, their versions and rounds of double coding."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.code_tree import Fault
from app.domain.insight import RoundStatus, VersionStatus

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    VersionStatus: {
        VersionStatus.DRAFT: _l("Being written"),
        VersionStatus.PUBLISHED: _l("Published"),
    },
    RoundStatus: {
        RoundStatus.OPEN: _l("Being coded"),
        RoundStatus.CODED: _l("To settle"),
        RoundStatus.SETTLED: _l("Settled"),
    },
    Fault: {
        Fault.NAME_TAKEN: _l("Another code in the same place has this name. Choose another name."),
        Fault.TOO_DEEP: _l("That would be deeper than four levels. Choose a place higher up."),
        Fault.UNDER_ITSELF: _l("A code cannot go into itself or under itself. Choose another one."),
        Fault.HAS_CHILDREN: _l("Other codes stand under this one. Move them somewhere else first."),
        Fault.NOT_CODABLE: _l(
            "This only works with a code that people can give. Choose one that is no heading."
        ),
        Fault.TOO_FEW: _l("Write at least two names."),
        Fault.TOO_MANY: _l("That is too many. Use fewer."),
        Fault.IS_TARGET: _l("This code has a past, so it stays. You can retire it instead."),
        Fault.NOTHING_TO_GIVE: _l("There is no code yet that people can give. Add one first."),
        Fault.NOT_PUBLISHED: _l("These codes have no published version yet. Publish one first."),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    VersionStatus: {VersionStatus.DRAFT: "part", VersionStatus.PUBLISHED: "yes"},
    RoundStatus: {RoundStatus.OPEN: "todo", RoundStatus.CODED: "part", RoundStatus.SETTLED: "yes"},
}
