"""What a page of ours is called, by its address: for staff who read about it in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l

from app.domain.page_problems import BLANK
from app.queries import plain_pages
from app.queries.listing_lookup import names_of
from app.web.i18n import ENGLISH, current_language
from app.web.page_address import matched
from app.web.plain_pages import ENDPOINTS, guides, pages
from app.web.staff_menu import ENTRIES

LISTING = "directory.listing"
GUIDES = frozenset({"pages.guide", "pages.easy"})
OTHERS: Mapping[str, str] = {
    "directory.home": _l("Find something good near you"),
    "directory.search": _l("Find something"),
    "directory.needs": _l("How are things for you?"),
    "directory.a_to_z": _l("A to Z"),
    "my_list.show": _l("My list"),
    "pages.guides_by_group": _l("Guides"),
    "pages.languages": _l("All languages"),
    "pages.ways_to_read": _l("How do you want to read this?"),
    "page_problems.changed": _l("What we changed"),
    "you_said.listed": _l("You said, we did"),
}
"""Pages whose words stand in their templates."""


FIXED = {endpoint: slug for slug, endpoint in ENDPOINTS.items()}
Title = tuple[str, str]
"""Words, and the language they are in."""


def titles_of(paths: Iterable[str]) -> dict[str, Title]:
    """By path; those without one are left out. At most three statements."""
    known = {path: found for path in paths if path and BLANK not in path and (found := matched(path, "GET"))}
    ends = {path: str(rule.endpoint) for path, (rule, _) in known.items()}
    slugs = {path: str(values.get("slug", "")) for path, (_, values) in known.items()}
    there = frozenset(ends.values())
    own = of_endpoints(there)
    listings = listing_names({slugs[path] for path, end in ends.items() if end == LISTING})
    living = {one.slug: (one.title, one.lang) for one in guides()} if GUIDES & there else {}
    named = {LISTING: listings, **dict.fromkeys(GUIDES, living)}
    made = {path: named[end].get(slugs[path]) if end in named else own.get(end) for path, end in ends.items()}
    return {path: title for path, title in made.items() if title}


def of_endpoints(there: frozenset[str]) -> dict[str, Title]:
    """Of pages that are alone at their address."""
    here = current_language()
    found = {entry.endpoint: (str(entry.words), here) for entry in ENTRIES}
    found |= {end: (str(words), here) for end, words in OTHERS.items()}
    slugs = sorted(FIXED[end] for end in there if end in FIXED)
    texts = plain_pages.titles(pages(), slugs, here) if slugs else []
    return found | {ENDPOINTS[slug]: (title, language) for slug, title, language in texts}


def listing_names(slugs: set[str]) -> dict[str, Title]:
    return {slug: (name, ENGLISH) for slug, name in names_of(slugs).items()}
