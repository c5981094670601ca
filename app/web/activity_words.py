"""An activity of the schedule in words: when it is, where, what it serves, and what clashes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from app.domain.clashes import Clash, Why
from app.domain.engagement import VOCABULARIES, TagGroup
from app.domain.known import Known
from app.domain.places import Term
from app.models.engagement import Activity
from app.queries.activities import Row
from app.queries.clashing import Clashing
from app.web.filters import full_date
from app.web.i18n import current_language, reader_language
from app.web.place import place


@dataclass(frozen=True, slots=True)
class ShownClash:
    """One sentence, and who it is about."""

    sentence: str
    others: tuple[Activity, ...]


def span_words(starts_on: dt.date, ends_on: dt.date) -> str:
    """Shape: `5 May 2027`, `5 to 9 May 2027` as whole dates."""
    if starts_on == ends_on:
        return full_date(starts_on)
    return _("%(first)s to %(last)s", first=full_date(starts_on), last=full_date(ends_on))


def month_words(day: dt.date) -> str:
    """Shape: `May 2027`."""
    return str(format_date(day, "LLLL y", rebase=False))


def months_words(first: dt.date, last: dt.date) -> str:
    """Shape: `in May 2027`, `between May 2027 and June 2027`."""
    one, other = month_words(first), month_words(last)
    if one == other:
        return _("in %(month)s", month=one)
    return _("between %(first)s and %(last)s", first=one, last=other)


def comma() -> str:
    """The reader's own."""
    return reader_language().comma


def listed_words(words: Sequence[str]) -> str:
    """Words of others for plain text. Shape: `buses, trains`."""
    return comma().join(words)


def apart(words: Iterable[str]) -> Markup:
    """The same for a page: each keeps its own direction."""
    return Markup(comma()).join(Markup("<bdi>{}</bdi>").format(word) for word in words)  # noqa: S704


def area_words(codes: Iterable[str]) -> list[str]:
    """Names of areas; a code we do not know any more stands as it is."""
    names = {area.code: area.name for area in place().areas}
    return [names.get(code, code) for code in codes]


def where_words(venue: str, areas: Sequence[str]) -> str:
    """For plain text. Shape: `Market Hall, Harehills`."""
    return listed_words(where_parts(venue, areas))


def where_parts(venue: str, areas: Sequence[str]) -> list[str]:
    """The venue, then the areas; the whole place where neither is said."""
    said = [word for word in (venue, *area_words(areas)) if word]
    return said or [place().words(place().name, current_language())]


def terms_of(group: TagGroup) -> list[Term]:
    """What the place has of priorities, strategies, areas of focus or principles; maybe nothing."""
    held = place().vocabularies
    return [term for name in VOCABULARIES[group] for term in held.get(name, ())]


def term_words(group: TagGroup, keys: Iterable[str]) -> list[str]:
    known = {term.key: place().words(term.words, current_language()) for term in terms_of(group)}
    return [known.get(key, key) for key in keys]


def source_words(group: TagGroup) -> str:
    """Where a list of the place comes from. Shape: names of papers with their dates."""
    return "; ".join(dict.fromkeys(term.source for term in terms_of(group)))


def shown(found: Clashing, communities: Iterable[str], topics: Iterable[str]) -> list[ShownClash]:
    """Each clash as a sentence. `communities`, `topics`: as they are typed, for the words of it."""
    people, about = list(communities), list(topics)
    return [
        ShownClash(clash_sentence(clash, people, about), tuple(found.of(clash))) for clash in found.clashes
    ]


def clash_sentence(clash: Clash, communities: Sequence[str], topics: Sequence[str]) -> str:
    """Shape: `3 other teams ask this community about transport in May 2027: carers.`"""
    alike, num = place().alike, len(clash.teams)
    said = {
        "about": listed_words([word for word in topics if alike.keys(word) & clash.topics]),
        "people": listed_words([word for word in communities if alike.keys(word) & clash.shared]),
        "months": months_words(clash.first, clash.last),
    }
    if not num:
        return OWN[clash.why](said)
    return OTHERS[clash.why](num, said)


def _people_and_topic(num: int, said: dict[str, str]) -> str:
    return str(
        ngettext(
            "%(num)s other team asks this community about %(about)s %(months)s: %(people)s.",
            "%(num)s other teams ask this community about %(about)s %(months)s: %(people)s.",
            num,
            **said,
        )
    )


def _people(num: int, said: dict[str, str]) -> str:
    return str(
        ngettext(
            "%(num)s other team asks this community about something else %(months)s: %(people)s.",
            "%(num)s other teams ask this community about something else %(months)s: %(people)s.",
            num,
            people=said["people"],
            months=said["months"],
        )
    )


def _area_and_topic(num: int, said: dict[str, str]) -> str:
    return str(
        ngettext(
            "%(num)s other team asks about %(about)s in the same area %(months)s.",
            "%(num)s other teams ask about %(about)s in the same area %(months)s.",
            num,
            about=said["about"],
            months=said["months"],
        )
    )


OTHERS = {
    Why.PEOPLE_AND_TOPIC: _people_and_topic,
    Why.PEOPLE: _people,
    Why.AREA_AND_TOPIC: _area_and_topic,
}
OWN = {
    Why.PEOPLE_AND_TOPIC: lambda said: _(
        "Your own team asks this community about %(about)s too, %(months)s: %(people)s.", **said
    ),
    Why.PEOPLE: lambda said: _(
        "Your own team asks this community about something else too, %(months)s: %(people)s.",
        people=said["people"],
        months=said["months"],
    ),
    Why.AREA_AND_TOPIC: lambda said: _(
        "Your own team asks about %(about)s in the same area too, %(months)s.",
        about=said["about"],
        months=said["months"],
    ),
}


def why_known(one: Known) -> str:
    """Why something known is shown. Shape: `Topic: transport. Words in it: bus, fares.`"""
    said = []
    if one.topics:
        said.append(_("Topic: %(words)s.", words=", ".join(one.topics)))
    if one.words:
        said.append(_("Words in it: %(words)s.", words=", ".join(one.words)))
    return " ".join(said)


SENTENCE_ENDS = (".", "?", "!", "…", "؟", "۔", "。")


def knew_words(found: Sequence[Known]) -> str:
    """What is known, as lines to keep with a new activity."""
    lines = []
    for one in found:
        title, words = one.source.title, one.source.words
        if words:
            words = f"{title} {words}" if title.endswith(SENTENCE_ENDS) else f"{title}. {words}"
        lines.append(f"{one.source.said_on.year}, {one.source.from_whom}: {words or title}")
    return "\n".join(lines)


def public_where(row: Row) -> Markup:
    return apart(where_parts(row.venue, row.tagged(TagGroup.AREA)))
