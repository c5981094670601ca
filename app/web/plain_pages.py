"""A plain page in the reader's language, and what its reader is told about it."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, url_for
from flask_babel import refresh

from app.domain.plain_pages import group_of
from app.gateways.place_pages import NoPageError, PageText, easy_text, files
from app.queries import plain_pages
from app.queries.plain_pages import Guide, Pages
from app.web.i18n import ENGLISH, current_language
from app.web.prose import prose, sections

ENDPOINTS = {
    "about": "pages.about",
    "about-the-data": "pages.about_the_data",
    "accessibility": "pages.accessibility",
    "contact": "pages.contact",
    "cookies": "pages.cookies",
    "get-help": "get_help.start",
    "have-your-say": "have_your_say.home",
    "help-now": "pages.help_now",
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


def guide_slugs() -> frozenset[str]:
    """Every guide anybody can read, whatever its language."""
    return frozenset(one.slug for one in guides())


def frame(slug: str, text: PageText) -> dict[str, Any]:
    """What the page of a guide shows: its words, and the others of its group."""
    every = guides()
    group = group_of(text.group)
    same = [one for one in every if one.group == group]
    slugs = [one.slug for one in same]
    at = slugs.index(slug) if slug in slugs else len(slugs)
    return {
        "text": text,
        "prose": prose(text),
        "sections": sections(text),
        "slug": slug,
        "group": group,
        "following": same[at + 1] if at + 1 < len(same) else None,
        "others": [one for one in same if one.slug != slug],
        "easy": easy_of(slug),
    }


def speak(language: str) -> None:
    """From here on the page is said in this language, as its public twin would be."""
    g.lang = language
    refresh()


def easy_of(slug: str) -> PageText | None:
    """The page in Easy Read, if there is one."""
    try:
        return easy_text(current_app.config["ROOT"], current_app.config["PLACE"], slug, current_language())
    except NoPageError:
        return None


def easy_pages() -> list[tuple[str, str, str]]:
    """Every page in Easy Read: its slug, title and language."""
    root, place = current_app.config["ROOT"], current_app.config["PLACE"]
    slugs = {slug for slug, lang in files(root, place, easy=True) if lang == ENGLISH}
    texts = {slug: text for slug in slugs if (text := easy_of(slug))}
    return [
        (slug, text.title, text.lang)
        for slug, text in sorted(texts.items(), key=lambda one: (one[1].order, one[1].title))
    ]


def fixed_pages() -> list[tuple[str, str, str]]:
    """Pages of ours with an address of their own: their endpoint, title and language."""
    texts = plain_pages.titles(pages(), LISTED, current_language())
    return [(ENDPOINTS[slug], title, lang) for slug, title, lang in texts]


def address_of(slug: str, language: str = ENGLISH) -> str:
    """Where everybody reads the page, in a language."""
    if slug in ENDPOINTS:
        return url_for(ENDPOINTS[slug], lang=language)
    return url_for("pages.guide", slug=slug, lang=language)
