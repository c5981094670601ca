"""The call that is going on. What is put on its list lies in the browser's signed cookie until the call ends.

Nothing of it is in the database: that there was a call, who rang, what they asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import session
from flask_babel import gettext as _

from app.domain.errors import GoneError, NotThereError
from app.queries import directory
from app.queries.listings import ListingPage
from app.queries.saved_lists import Item, ListView
from app.web.i18n import current_language
from app.web.place import place
from app.web.viewer import viewer

KEPT = "call"
MOST = 20
"""Listings on one call's list: what a letter holds."""


@dataclass(frozen=True, slots=True)
class Call:
    """What is on the list of the call. `code`: of the list as it has left, until it changes."""

    slugs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    code: str = ""
    language: str = ""
    """In which the list has left."""

    @property
    def items(self) -> list[tuple[str, str]]:
        """Slug and name of each."""
        return list(zip(self.slugs, self.names, strict=True))


def current() -> Call:
    """The call of this browser, while the same person is signed in."""
    kept = session.get(KEPT)
    if not isinstance(kept, dict) or kept.get("by") != str(viewer().account_id):
        return Call()
    return Call(
        tuple(kept["slugs"]), tuple(kept["names"]), str(kept.get("code", "")), str(kept.get("language", ""))
    )


def keep(changed: Call) -> None:
    session[KEPT] = {
        "by": str(viewer().account_id),
        "slugs": list(changed.slugs),
        "names": list(changed.names),
        "code": changed.code,
        "language": changed.language,
    }


def end() -> None:
    """Nothing is left of it."""
    session.pop(KEPT, None)


def add(slug: str) -> bool:
    """Put a listing on the list. False where the list is full. Raises: NotThereError, GoneError."""
    found = directory.listing(slug, place=place(), lang=current_language())
    now = current()
    if slug in now.slugs:
        return True
    if len(now.slugs) >= MOST:
        return False
    keep(Call((*now.slugs, slug), (*now.names, found.card.name[:80])))
    return True


def remove(slug: str) -> None:
    kept = [item for item in current().items if item[0] != slug]
    keep(Call(tuple(item[0] for item in kept), tuple(item[1] for item in kept)))


def has_left(code: str, language: str) -> None:
    keep(replace(current(), code=code, language=language))


def as_list() -> ListView:
    """The list as a page, a letter and a message say it, in the language they are in."""
    now = current()
    items = [
        Item(id=number, name=name, near="", note="", listing=listed(slug))
        for number, (slug, name) in enumerate(now.items, 1)
    ]
    return ListView(
        code=now.code,
        # Translators: the heading of a list that the helpline made with somebody on the telephone.
        title=_("What we talked about"),
        shared=bool(now.code),
        notes_shared=False,
        for_somebody=True,
        is_mine=True,
        items=tuple(items),
    )


def listed(slug: str) -> ListingPage | None:
    try:
        return directory.listing(slug, place=place(), lang=current_language())
    except (NotThereError, GoneError):
        return None
