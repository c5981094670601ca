"""What a search says of itself: its heading, what we understood, what was wrong, and where else to look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup, escape

from app.domain.near import UNIT_IN_WORDS, Located, NearKind, NotLocated, NotLocatedReason, read_near
from app.domain.search import Criteria, Fault, FaultCode, Sort
from app.queries.results import Looser, Note, NoteKind, Results
from app.web.filters import miles, number
from app.web.i18n import direction, locale, place_name
from app.web.terms import term_words

WORDS_IN_HEADING = 60
"""Units: characters. Longer words typed are cut there in the heading only."""


NOTES = {
    # Translators: we read a word that somebody typed as a filter, such as "Tuesdays" as the day Tuesday.
    NoteKind.TOOK: _l("We took “%(typed)s” to mean: %(term)s."),
    NoteKind.TOOK_NEAR: _l("We took “%(typed)s” as the place to look near."),
    NoteKind.ALSO: _l("We also looked for: %(terms)s."),
    NoteKind.SPELLING: _l("Nothing here says “%(typed)s”, so we looked for “%(used)s”."),
    NoteKind.NO_SUCH_WORD: _l("Nothing here says “%(typed)s”, so we left it out."),
    NoteKind.NOT_KEPT: _l("Nothing fits all of your words. We left out: %(terms)s."),
}

FAULTS = {
    FaultCode.UNKNOWN_FILTER: _l("We do not know the filter “%(typed)s”, so we left it out."),
    FaultCode.UNKNOWN_DISTANCE: _l("“%(typed)s” is not a distance we know, so we looked at any distance."),
    FaultCode.UNKNOWN_SORT: _l("We cannot sort by “%(typed)s”, so the best match comes first."),
    FaultCode.UNKNOWN_PAGE: _l("There is no page “%(typed)s”, so this is the first page."),
    FaultCode.WORDS_CUT: _l("That was more than we can look for. We used the first words only."),
    FaultCode.NO_WORDS: _l(
        "There is no word in “%(typed)s”, so this is everything. Say what you would like."
    ),
    FaultCode.NEAR_CUT: _l("That is too long for a place. We used the first part only."),
    FaultCode.NEAR_WANTED: _l("Say where you are, and we can tell you what is nearest."),
    FaultCode.PAGE_PAST_END: _l("There are not so many pages. This is the last one."),
}

NOT_LOCATED = {
    NotLocatedReason.EMPTY: "",
    NotLocatedReason.NOT_A_PLACE: _l(
        "We do not know where “%(typed)s” is. Try a postcode or a neighbourhood."
    ),
    NotLocatedReason.UNKNOWN_NAME: _l(
        "We do not know where “%(typed)s” is. Try a postcode or a neighbourhood."
    ),
    NotLocatedReason.UNKNOWN_POSTCODE: _l(
        "We cannot find the postcode “%(typed)s”. Check it, or type its first half."
    ),
    NotLocatedReason.BEYOND: _l(
        "We do not know the postcode “%(typed)s”. We know those in and around %(place)s."
    ),
}


def quoted(typed: str) -> str:
    """What somebody typed, short enough to say back; the marks around it are in the sentences."""
    return typed if len(typed) <= WORDS_IN_HEADING else typed[:WORDS_IN_HEADING].rstrip() + "…"


def listed(keys: Sequence[str]) -> str:
    """Terms as a list in words."""
    return str(format_list([term_words(key) for key in keys], locale=locale().replace("-", "_")))


def isolated(name: str) -> str:
    """A Latin name or postcode that keeps its own direction inside an Arabic sentence."""
    return f"\u2068{name}\u2069" if direction() == "rtl" else name


def where_name(results: Results) -> str:
    """The place searched near, as it is shown; empty when there is none or it is the whole place."""
    where = results.where
    return isolated(where.label) if isinstance(where, Located) and not where.whole else ""


def subject(asked: Criteria) -> str:
    """What is looked for: the words typed, else the one thing chosen."""
    if asked.q:
        return quoted(asked.q)
    chosen = [*asked.of_group("need"), *asked.of_group("do")]
    return term_words(chosen[0]) if len(chosen) == 1 else ""


def heading(results: Results) -> str:
    """Shape: `19 places for “lonely” near LS9 7`."""
    total = results.total
    if not total:
        return nothing_heading(results)
    what, near = subject(results.criteria), where_name(results)
    wards = results.criteria.of_group("ward")
    if what and near:
        said = ngettext(
            "%(num)s place for “%(what)s” near %(near)s",
            "%(num)s places for “%(what)s” near %(near)s",
            total,
            what=what,
            near=near,
        )
    elif what:
        said = ngettext("%(num)s place for “%(what)s”", "%(num)s places for “%(what)s”", total, what=what)
    elif near:
        said = ngettext("%(num)s place near %(near)s", "%(num)s places near %(near)s", total, near=near)
    elif len(wards) == 1:
        said = ngettext(
            "%(num)s place in %(ward)s", "%(num)s places in %(ward)s", total, ward=term_words(wards[0])
        )
    else:
        said = ngettext(
            "%(num)s place in %(place)s", "%(num)s places in %(place)s", total, place=place_name()
        )
    return str(said)


def on_paper(words: str) -> Markup:
    """The words, of whose whole postcodes only the district is printed: paper is left on tables."""

    def kept(found: re.Match[str]) -> str:
        return f'{found[1]}<span class="gin-screen">{found[0][len(found[1]) :]}</span>'

    return Markup(UNIT_IN_WORDS.sub(kept, str(escape(words))))  # noqa: S704 - escaped


def nothing_heading(results: Results) -> str:
    what, near = subject(results.criteria), where_name(results)
    if what and near:
        return _("Nothing for “%(what)s” near %(near)s", what=what, near=near)
    if what:
        return _("Nothing for “%(what)s”", what=what)
    return _("Nothing fits all of that near %(near)s", near=near) if near else _("Nothing fits all of that")


def looked_for(results: Results) -> str:
    """All that was asked at once, to be said when nothing fits."""
    # Translators: words that somebody typed, in quotation marks.
    asked = [_("“%(typed)s”", typed=quoted(results.criteria.q))] if results.criteria.q else []
    asked += [chip_words(chip.key, results) for chip in results.chips]
    return str(format_list(asked, locale=locale().replace("-", "_")))


def showing(results: Results) -> str:
    """Shape: `Showing 1 to 6 of 19.`"""
    if not results.total:
        return _("We found nothing.")
    last = results.first + len(results.cards) - 1
    return _(
        "Showing %(first)s to %(last)s of %(total)s.",
        first=number(results.first),
        last=number(last),
        total=number(results.total),
    )


def sorted_words(sort: Sort) -> str:
    match sort:
        case Sort.NEAREST:
            return _("Nearest first.")
        case Sort.SOONEST:
            return _("Soonest first.")
        case _:
            return _("Best match first.")


def sort_link_words(sort: Sort) -> str:
    match sort:
        case Sort.NEAREST:
            return _("Nearest first")
        case Sort.SOONEST:
            return _("Soonest first")
        case _:
            return _("Best match first")


def distance_words(within: float | None) -> str:
    """Shape: `Within 3 miles`, `Within half a mile`."""
    if within is None:
        return _("Any distance")
    if within == 0.5:
        return _("Within half a mile")
    return _("Within %(miles)s", miles=miles(within))


def chip_words(key: str, results: Results) -> str:
    """What a chosen filter is called on its chip."""
    if key == "near":
        return _("Near %(near)s", near=where_name(results) or quoted(results.criteria.near))
    return distance_words(results.criteria.within) if key == "within" else term_words(key)


def note_words(note: Note) -> str:
    """What we understood or did, as a sentence."""
    if note.kind is NoteKind.KEPT_ANYWHERE:
        return str(
            ngettext(
                "%(num)s of these is for all of %(place)s. It comes after what is near you.",
                "%(num)s of these are for all of %(place)s. They come after what is near you.",
                note.count,
                place=place_name(),
            )
        )
    return str(NOTES[note.kind]) % {
        "typed": quoted(note.typed),
        "used": note.used,
        "term": term_words(note.key) if note.key else "",
        "terms": listed(note.keys),
    }


def undo_words(note: Note) -> str:
    """The link that takes it back."""
    match note.kind:
        case NoteKind.ALSO | NoteKind.SPELLING:
            return _("Only “%(typed)s”", typed=quoted(note.typed)) if note.typed else _("Only my own words")
        case NoteKind.TOOK_NEAR:
            return _("Look everywhere")
        case _:
            return _("Leave that out")


def fault_words(fault: Fault) -> str:
    """What was wrong with the address, and what we did."""
    return str(FAULTS[fault.code]) % {"typed": quoted(fault.typed)}


def near_error(where: Located | NotLocated | None) -> str:
    """Why the place typed cannot be used; empty when it can."""
    if not isinstance(where, NotLocated):
        return ""
    return str(NOT_LOCATED[where.reason]) % {"typed": quoted(where.typed), "place": place_name()}


def near_note(where: Located | NotLocated | None, typed: str) -> str:
    """What to know of a place that we did find; empty when there is nothing to say."""
    if not isinstance(where, Located):
        return ""
    if not where.inside and where.council_name:
        return _(
            "%(near)s is in %(council)s. This is what there is in %(place)s, nearest first where we know.",
            near=isolated(where.label),
            council=where.council_name,
            place=place_name(),
        )
    if not where.inside:
        return _(
            "%(near)s is outside %(place)s. This is what there is in %(place)s.",
            near=isolated(where.label),
            place=place_name(),
        )
    is_whole_postcode = read_near(typed).kind is NearKind.POSTCODE
    if where.suggestions or (is_whole_postcode and where.kind is not NearKind.POSTCODE):
        return _("We do not have that very postcode, so we looked near %(near)s.", near=isolated(where.label))
    return ""


def looser_words(looser: Looser, asked: Criteria) -> str:
    """The nearest looser search, as the words of its link."""
    total = looser.total
    if looser.swapped_for:
        return str(
            ngettext(
                "There is %(num)s for %(terms)s",
                "There are %(num)s for %(terms)s",
                total,
                terms=listed(looser.swapped_for),
            )
        )
    if looser.to_miles is not None:
        return str(
            ngettext(
                "There is %(num)s within %(miles)s",
                "There are %(num)s within %(miles)s",
                total,
                miles=miles(looser.to_miles),
            )
        )
    if "near" in looser.dropped or "within" in looser.dropped:
        return str(
            ngettext(
                "There is %(num)s in all of %(place)s",
                "There are %(num)s in all of %(place)s",
                total,
                place=place_name(),
            )
        )
    if "q" in looser.dropped:
        return str(
            ngettext(
                "There is %(num)s without the words “%(what)s”",
                "There are %(num)s without the words “%(what)s”",
                total,
                what=quoted(asked.q),
            )
        )
    return str(
        ngettext(
            "There is %(num)s without: %(terms)s",
            "There are %(num)s without: %(terms)s",
            total,
            terms=listed(looser.dropped),
        )
    )
