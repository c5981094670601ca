"""A plain page in the reader's language, and what its reader is told about it."""

from __future__ import annotations

from flask import current_app

from app.gateways.place_pages import NoPageError, PageText, easy_text
from app.queries import plain_pages
from app.queries.plain_pages import Guide, Pages
from app.web.i18n import current_language

ENDPOINTS = {
    "about": "pages.about",
    "about-the-data": "pages.about_the_data",
    "accessibility": "pages.accessibility",
    "contact": "pages.contact",
    "cookies": "pages.cookies",
    "get-help": "get_help.start",
    "have-your-say": "have_your_say.home",
    "our-plan": "pages.our_plan",
    "privacy": "pages.privacy",
    "terms": "pages.terms",
}
"""Pages with an address of their own. Every other one is a guide."""

LISTED = ("our-plan", "about", "about-the-data", "privacy", "cookies", "terms", "accessibility", "contact")
"""Those of them that stand under the guides, in this order."""


def pages() -> Pages:
    """Where the files of the place's pages lie."""
    return Pages(current_app.config["ROOT"], current_app.config["PLACE"])


def text_of(slug: str) -> PageText:
    """Raises: NoPageError."""
    return plain_pages.text_of(pages(), slug, current_language())


def guides() -> list[Guide]:
    """Every guide, in the reader's language where there is one."""
    return plain_pages.guides(pages(), current_language())


def easy_of(slug: str) -> PageText | None:
    """The page in Easy Read, if there is one."""
    try:
        return easy_text(current_app.config["ROOT"], current_app.config["PLACE"], slug, current_language())
    except NoPageError:
        return None


def fixed_pages() -> list[tuple[str, str, str]]:
    """Pages of ours with an address of their own: their endpoint, title and language."""
    texts = plain_pages.titles(pages(), LISTED, current_language())
    return [(ENDPOINTS[slug], title, lang) for slug, title, lang in texts]
