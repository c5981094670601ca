"""Names of days, months and times by language, each language's own."""

from __future__ import annotations

import copy
from functools import cache

from babel import localedata


@cache
def set_apart(locale: str) -> None:
    """Give a language its own copy of what Babel knows of it.

    A language with nothing of its own under a heading shares Babel's table, and fills it in as it is read:
    after one page in Urdu every language met for the first time would have Urdu names of weekdays.
    """
    shared = localedata.load(locale)
    own = copy.deepcopy(shared)
    shared.clear()
    shared.update(own)
