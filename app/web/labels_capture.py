"""The words of what stands in a rescue file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.rescue_file import WhyNot

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    WhyNot: {
        WhyNot.NO_FILE: _l("This is no rescue file. Choose the file the tablet saved."),
        WhyNot.TOO_MANY: _l("There is too much in this file. Ask us for help."),
        WhyNot.OTHER_EVENT: _l("This file is of another event. Go to that event, and send it there."),
        WhyNot.NO_RECORD: _l("This part is damaged. We cannot read it."),
        WhyNot.ERASED: _l("Somebody asked us to erase this one. We did not take it in again."),
    },
}
