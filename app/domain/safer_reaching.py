"""Two answers to how somebody is reached safely become one: what must not be done is never lost."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.reaching import Reaching, clean_reaching, empty_reaching


def safer(kept: Mapping[str, object], other: Mapping[str, object]) -> Reaching:
    """The first, with every limit of the other: no message where either says so, and both sets of words."""
    made, more = clean_reaching(kept), clean_reaching(other)
    if made == empty_reaching():
        return more
    for flag in ("leave_message", "others_may_answer"):
        if more[flag] is False:
            made[flag] = False
    said = [words for words in (made["never"], more["never"]) if words]
    made["never"] = "\n".join(dict.fromkeys(said))
    return made
