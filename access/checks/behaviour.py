"""What a page does: errors that take the focus, life without scripts, and silence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access.checks import Look, script

SUMMARY = script("error-summary")
LANDS = script("follow-error")
FORMS = script("forms-and-words")
FIELDS = {"INPUT", "SELECT", "TEXTAREA"}
LEAST_KEPT = 0.9


def error_summary(look: Look) -> Iterator[str]:
    told = look.page.evaluate(SUMMARY)
    if told is None:
        return
    if not told["focused"]:
        yield "the error summary has no focus"
    for link in told["links"]:
        if link.startswith("#"):
            tag, html = look.page.evaluate(LANDS, link)
            if tag not in FIELDS:
                yield f"{link} lands on {html}"


def without_scripts(look: Look) -> Iterator[str]:
    """The same words, and every form can be sent."""
    bare = look.without_scripts
    if bare is None:
        return
    told, whole = bare.evaluate(FORMS), look.page.evaluate(FORMS)
    yield from (f"a button that does nothing: {one}" for one in told["idle"])
    yield from (f"a form that cannot be sent: {one}" for one in told["stuck"])
    here, there = (set(filter(not_a_code, re.findall(r"\w+", one["words"]))) for one in (told, whole))
    if there and len(here & there) / len(there) < LEAST_KEPT:
        yield f"words that only scripts show: {' '.join(sorted(there - here))[:120]}"


def not_a_code(word: str) -> bool:
    """A secret somebody copies is another one each time the page is opened."""
    return not (word.isupper() and len(word) > 3)


def silence(look: Look) -> Iterator[str]:
    yield from look.told
