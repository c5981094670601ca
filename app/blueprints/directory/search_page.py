"""All that the page of results shows, in words and addresses, made from what was found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import urlencode

from babel.lists import format_list
from flask import current_app, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.domain.lru import Lru
from app.domain.near import Located, NotLocated, words_for_sharing
from app.domain.places import Point
from app.domain.search import PARAMETERS, WITHIN, Criteria, Sort
from app.queries.results import Facet, FacetValue, Results
from app.web import paging, search_words, ward_picture
from app.web.i18n import locale
from app.web.place import place
from app.web.terms import box_parts, group_words
from app.web.ward_picture import Picture, WardCount

IN_PANEL = ("access", "who", "day", "part", "cost", "how", "lang", "do", "need", "support", "kind")
"""Groups offered as boxes to tick, in this order. Wards are chosen on the map and its list."""
FOLDED = frozenset({"do", "need", "support", "kind"})
"""Long lists, opened by those who want them."""
MORE = "more"
"""The parameter that asks for every filter."""
MOST_BOXES = 5
"""A longer group shows those with most, and leads to all of them."""
NEVER_SHORTENED = frozenset({"day", "part", "cost", "how"})
PANELS = "ginnel_panels"
PANEL_BYTES = 8 * 1024 * 1024
WIDE_PAGE = 720
"""The narrowest a whole map is shown beside nothing else. Units: CSS pixels."""


class Link(NamedTuple):
    words: str
    url: str


class NoteView(NamedTuple):
    words: str
    undo: Link | None


class Group(NamedTuple):
    """One group of filters; `boxes` is markup."""

    name: str
    words: str
    boxes: Markup
    is_folded: bool


class Choice(NamedTuple):
    value: str
    words: str
    is_chosen: bool


def address(base: str, asked: Criteria) -> str:
    """Where a search lives. One `url_for` a page: a page of results has sixty links."""
    query = urlencode(asked.parameters(), doseq=True)
    return f"{base}?{query}" if query else base


def page_address(first: str, number: int) -> str:
    """A page of the search whose first page this is; the page comes last in an address."""
    return first if number == 1 else f"{first}{'&' if '?' in first else '?'}page={number}"


def more_address(here: str) -> str:
    """The same search with every filter there is."""
    return f"{here}{'&' if '?' in here else '?'}{MORE}=1#filters"


def context(results: Results, everything: bool) -> dict[str, Any]:
    """What `directory/search.html` shows; `everything` is every filter, however many."""
    base = url_for("directory.search")
    to = partial(address, base)
    asked = results.criteria
    near_fault = search_words.near_error(results.where)
    return {
        "results": results,
        "action": base,
        "heading": search_words.on_paper(search_words.heading(results)),
        "near_error": near_fault,
        "near_note": search_words.on_paper(search_words.near_note(results.where, asked.near)),
        "perhaps": list(perhaps(results, to)),
        "faults": [search_words.fault_words(fault) for fault in results.faults],
        "notes": [note_view(note, to) for note in results.notes] if results.total else [],
        "did_you_mean": (
            Link(results.did_you_mean.words, to(results.did_you_mean.search))
            if results.did_you_mean
            else None
        ),
        "chips": [
            Link(search_words.chip_words(chip.key, results), to(chip.remove)) for chip in results.chips
        ],
        "clear_url": to(Criteria(q=asked.q, near=asked.near)),
        "looked_for": search_words.on_paper(search_words.looked_for(results)) if not results.total else "",
        "showing": search_words.showing(results),
        "sorted_by": search_words.sorted_words(asked.sort),
        "sort_links": list(sort_links(results, to)),
        "pages": paging.pages(results.page, results.pages, partial(page_address, to(asked.at_page(1)))),
        "looser": Link(search_words.looser_words(results.looser, asked), to(results.looser.search))
        if results.looser
        else None,
        "kept_by_words": list(kept(asked, {"q", "near", "page", "ignore"})),
        "panel": panel(results, everything, base),
        "website_url": elsewhere(to(asked.at_page(1)), "developers.your_website"),
        "calendar_url": elsewhere(to(asked.at_page(1)), "developers.calendar"),
        "version": results.version,
        "has_errors": bool(near_fault),
    }


def elsewhere(here: str, endpoint: str) -> str:
    """The same search under another address of ours."""
    return here.replace(url_for("directory.search"), url_for(endpoint), 1)


def panel(results: Results, everything: bool, base: str) -> Markup:
    """The map and the filters, which are half of the page's work, kept while the index is the same."""
    kept_panels: Lru[Hashable, Markup] = current_app.extensions.setdefault(PANELS, Lru(PANEL_BYTES))
    asked = results.criteria.at_page(1)
    key = (results.version, base, asked, everything, counts_of(results), ward_picture.look_chosen())
    found = kept_panels.get(key)
    if found is None:
        words = render_template("directory/_panel.html", **panel_context(results, everything, base))
        found = kept_panels.put(key, Markup(words), 2 * len(words))  # noqa: S704 - our own template
    return found


def counts_of(results: Results) -> tuple[int, ...]:
    """Every number in the panel: they fall while the day goes by."""
    values = (value.count for facet in results.facets for value in facet.values)
    return (*values, *(ward.count for ward in results.wards))


def panel_context(results: Results, everything: bool, base: str) -> dict[str, Any]:
    to, asked = partial(address, base), results.criteria.at_page(1)
    counts = ward_counts(results, to)
    return {
        "action": base,
        "groups": list(groups(results.facets, everything)),
        "everything": everything,
        "more_url": more_address(to(asked)) if not everything and is_shortened(results.facets) else "",
        "distances": distances(results),
        "kept_by_filters": list(kept(asked, {"page", "within", *IN_PANEL})),
        "wards": counts,
        "picture": picture(results, counts),
        "map_url": to(asked).replace(base, url_for("directory.map"), 1),
    }


def perhaps(results: Results, to: Any) -> Iterator[Link]:
    """Places that may have been meant, each a search."""
    where = results.where
    if isinstance(where, Located | NotLocated):
        for name in where.suggestions:
            yield Link(name, to(results.criteria.close_to(name)))


def note_view(note: Any, to: Any) -> NoteView:
    undo = Link(search_words.undo_words(note), to(note.undo)) if note.undo else None
    return NoteView(search_words.note_words(note), undo)


def sort_links(results: Results, to: Any) -> Iterator[Link]:
    for sort in Sort:
        if sort is results.criteria.sort or (sort is Sort.NEAREST and not results.can_be_nearest):
            continue
        yield Link(search_words.sort_link_words(sort), to(results.criteria.sorted_by(sort)))


def groups(facets: Iterable[Facet], everything: bool) -> Iterator[Group]:
    """The groups that have something to choose, in our order."""
    known = {facet.group: facet for facet in facets if facet.values}
    for name in IN_PANEL:
        if facet := known.get(name):
            some_chosen = any(value.chosen for value in facet.values)
            shown = facet.values if everything else shortened(facet)
            yield Group(name, group_words(name), boxes(name, shown), name in FOLDED and not some_chosen)


def shortened(facet: Facet) -> Sequence[FacetValue]:
    """What is chosen and what has most, in the order given."""
    if len(facet.values) <= MOST_BOXES + 1 or facet.group in NEVER_SHORTENED:
        return facet.values
    most = sorted(facet.values, key=lambda value: (not value.chosen, -value.count))[:MOST_BOXES]
    return [value for value in facet.values if value in most or value.chosen]


def is_shortened(facets: Iterable[Facet]) -> bool:
    return any(len(shortened(facet)) < len(facet.values) for facet in facets if facet.group in IN_PANEL)


def boxes(group: str, values: Iterable[FacetValue]) -> Markup:
    """The group's boxes in one go: a macro for each would cost more than the search."""
    said = []
    for value in values:
        start, words = box_parts(value.key)
        said.append(
            f"{start}{' checked' if value.chosen else ''}>{words} <small>({value.count})</small></label>\n"
        )
    return Markup("".join(said))  # noqa: S704 - box_parts escapes


def distances(results: Results) -> list[Choice]:
    """How far to look; nothing where no place is known."""
    if not results.can_be_nearest:
        return []
    chosen = results.criteria.within
    return [
        Choice("any" if miles is None else f"{miles:g}", search_words.distance_words(miles), miles == chosen)
        for miles in (*WITHIN, None)
    ]


def kept(asked: Criteria, but: set[str]) -> Iterator[tuple[str, str]]:
    """Hidden fields that carry the rest of the search along."""
    left_out = {PARAMETERS.get(name, name) for name in but}
    for name, values in asked.parameters().items():
        if name not in left_out:
            for value in values:
                yield name, value


def ward_counts(results: Results, to: Any) -> list[WardCount]:
    """Wards with something in them, the most first, then by name."""
    everywhere = to(results.criteria.without_group("ward"))
    joined = f"{everywhere}{'&' if '?' in everywhere else '?'}ward="
    found = [
        WardCount(one.code, one.name, one.count, joined + one.code) for one in results.wards if one.count
    ]
    return sorted(found, key=lambda ward: (-ward.count, ward.name))


def point_of(results: Results) -> Point | None:
    where = results.where
    return where.point if isinstance(where, Located) and not where.whole else None


def picture(
    results: Results, counts: list[WardCount], *, whole: bool = False, across: int = 300
) -> Picture | None:
    """The map of the wards; none where the place has no drawing or nothing is to be shown."""
    drawing = place().ward_map
    if drawing is None or not counts:
        return None
    return ward_picture.picture(drawing, counts, point_of(results), whole=whole, across=across)


def title(results: Results) -> str:
    """The name of the page, which browsers print: its heading without a whole postcode, and its number."""
    words = words_for_sharing(search_words.heading(results))
    return _("%(heading)s, page %(page)s", heading=words, page=results.page) if results.page > 1 else words


def map_context(results: Results) -> dict[str, Any]:
    """What `directory/map.html` shows: all of the place, and a table that agrees."""
    to = partial(address, url_for("directory.search"))
    away = partial(address, url_for("directory.map"))
    chips = [Link(search_words.chip_words(chip.key, results), away(chip.remove)) for chip in results.chips]
    counts = ward_counts(results, to)
    empty = [ward.name for ward in results.wards if not ward.count]
    return {
        "heading": search_words.on_paper(search_words.heading(results)),
        "named": words_for_sharing(search_words.heading(results)),
        "chips": chips,
        "whole": picture(results, counts, whole=True, across=WIDE_PAGE),
        "whole_on_phone": picture(results, counts, whole=True),
        "wards": sorted(counts, key=lambda ward: ward.name),
        "none_in": format_list(empty, locale=locale().replace("-", "_")),
        "list_url": to(results.criteria),
    }
