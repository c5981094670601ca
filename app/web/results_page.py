"""A document of results as a page shows it: for teams, for everybody, for the group that hosted.

Themes, areas and communities are called what people here call them; a page in another language marks them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.census import NONE, Census
from app.domain.engagement import QuestionKind
from app.domain.intervals import Share, wilson
from app.domain.result_cells import NOWHERE
from app.domain.result_outline import FEW
from app.domain.results import Document, Part, Profile, Question, Theme, in_words, largest_first
from app.web.charts import Bar, Chart, chart, listed, other_language
from app.web.filters import number as number_words
from app.web.i18n import current_language
from app.web.labels_equality import QUESTIONS, answer_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said to one question. A scale or a choice, or themes; `is_open` says which."""

    chart: Chart
    is_open: bool
    answered: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of a document, in the order of the page."""

    document: Document
    themes: Chart | None
    questions: tuple[Asked, ...]
    areas: Chart | None
    communities: Chart | None
    events: Chart | None
    profiles: tuple[Chart, ...]
    has_census: bool
    notes: tuple[str, ...]


def shown(document: Document, census: Census = NONE) -> Shown:
    exact = document.round_to == 1
    return Shown(
        document=document,
        themes=themes("themes", _("What people talked about"), document.themes, exact)
        if document.coded
        else None,
        questions=tuple(
            question(one, at, exact) for at, one in enumerate(document.questions, 1) if one.answered != 0
        ),
        areas=parts("areas", _("Areas"), document.areas, _("Area"), exact),
        communities=parts("communities", _("Communities"), document.communities, _("Community"), exact),
        events=parts("events", _("Where we listened"), document.events, _("Event"), exact),
        profiles=tuple(profile(one, document, census) for one in document.profiles),
        has_census=bool(census),
        notes=tuple(notes(document)),
    )


def themes(chart_id: str, heading: str, found: Sequence[Theme], exact: bool, language: str = "") -> Chart:
    """The largest first, those too small to show after them, without those nobody spoke of."""
    there = [one for one in largest_first(found) if one.count != 0]
    return chart(
        chart_id,
        heading,
        [Bar(one.name, one.count, language=other_language("en")) for one in there],
        counts=_("Conversations"),
        names=_("Theme"),
        heading_language=language,
        is_rounded=not exact,
        is_cut=True,
    )


def question(one: Question, at: int, exact: bool) -> Asked:
    language = current_language()
    there = language if language in one.words else "en"
    heading, chart_id = in_words(one.words, language), f"question-{at}"
    if one.kind == QuestionKind.OPEN:
        made = themes(chart_id, heading, one.themes, exact, other_language(there))
        return Asked(made, is_open=True, answered=one.answered)
    rows = [
        Bar(
            in_words(part.words, language),
            part.count,
            language=other_language(language if language in part.words else "en"),
        )
        for part in one.answers
    ]
    made = chart(
        chart_id,
        heading,
        rows,
        counts=_("Conversations"),
        names=_("Answer"),
        heading_language=other_language(there),
        is_rounded=not exact,
    )
    return Asked(made, is_open=False, answered=one.answered)


def parts(chart_id: str, heading: str, found: Sequence[Part], names: str, exact: bool) -> Chart | None:
    """Nothing where none of them is large enough to be named."""
    if not any(one.key not in (NOWHERE, FEW) for one in found):
        return None
    return chart(
        chart_id,
        heading,
        [part_bar(one) for one in found],
        counts=_("Conversations"),
        names=names,
        is_rounded=not exact,
        is_cut=True,
    )


def part_bar(one: Part) -> Bar:
    if one.key == NOWHERE:
        return Bar(_("Not said"), one.count, is_striped=True)
    if one.key == FEW:
        return Bar(_("Others, each too few to show"), None)
    return Bar(in_words(one.words, "en"), one.count, language=other_language("en"))


def profile(one: Profile, document: Document, census: Census) -> Chart:
    """Shares are of those who answered, worked out from the numbers as they are shown."""
    base = base_of(one, document)
    shares = {
        part.key: wilson(min(part.count, base), base) if base and part.count is not None else None
        for part in one.answers
    }
    percents = {part.key: census.percent(one.item, part.key) for part in one.answers}
    rows = [
        Bar(
            answer_words(one.item, part.key),
            part.count,
            note=share_words(shares[part.key], percents[part.key]),
            target=target(percents[part.key], base),
        )
        for part in one.answers
        if part.count != 0 or percents[part.key] is not None
    ]
    rows.append(Bar(_("Would rather not say"), one.not_said, is_striped=True))
    rows.append(Bar(_("Not asked"), one.not_asked, is_striped=True))
    return chart(
        f"profile-{one.item}",
        str(QUESTIONS[one.item]),
        rows,
        counts=_("People"),
        names=_("Answer"),
        note_heading=_("Share of those who answered"),
        line_words=_("Dashed line: as many as it would be by the census.") if any(percents.values()) else "",
        is_rounded=document.round_to != 1,
        besides=compared(one, shares, percents),
    )


def base_of(one: Profile, document: Document) -> int:
    """How many gave an answer, by the numbers shown; 0 where that cannot be said or is too few."""
    counts = [part.count for part in one.answers]
    if None in counts:
        if document.profiled is None or one.not_said is None or one.not_asked is None:
            return 0
        base = document.profiled - one.not_said - one.not_asked
    else:
        base = sum(count or 0 for count in counts)
    return base if base >= document.below else 0


def target(percent: float | None, base: int) -> float | None:
    return base * percent / 100 if percent is not None and base else None


def share_words(share: Share | None, percent: float | None) -> str:
    said = []
    if share is not None:
        said.append(
            _(
                "%(share)s in 100 (likely between %(low)s and %(high)s)",
                share=number_words(round(share.percent)),
                low=number_words(round(share.low)),
                high=number_words(round(share.high)),
            )
        )
    if percent is not None:
        said.append(_("census: %(share)s in 100", share=number_words(round(percent))))
    return "; ".join(said)


def compared(one: Profile, shares: dict[str, Share | None], percents: dict[str, float | None]) -> str:
    """Whose share is surely less, or surely more, than by the census."""
    less: list[str] = []
    more: list[str] = []
    for key, percent in percents.items():
        share = shares[key]
        if share is None or percent is None or share.holds(percent):
            continue
        (less if share.high < percent else more).append(answer_words(one.item, key))
    parts = []
    if less:
        parts.append(_("Heard less than their share of the place: %(names)s.", names=listed(less)))
    if more:
        parts.append(_("Heard more than their share of the place: %(names)s.", names=listed(more)))
    return " ".join(parts)


NOTE_WORDS = {
    "questions-changed": lambda: _(
        "A question was asked in other words at some of the events. It counts as the same question."
    ),
    "other-frame": lambda: _(
        "Some of the events are read by other themes. Their themes are not counted here."
    ),
}


def notes(document: Document) -> list[str]:
    """What has to be said beside the numbers."""
    said = [
        _(
            "We listened; we did not ask a fair sample of everybody. The numbers say how often a thing "
            "came up where we listened. They do not say what all people think."
        ),
        _(
            "A conversation counts once for a theme. "
            "One conversation may hold several people and several themes."
        ),
    ]
    if document.round_to > 1:
        said.append(
            _(
                "Nobody can be picked out: we hide numbers below %(below)s, and some others with them. "
                "The rest go to the nearest %(step)s, so they may not add up.",
                below=number_words(document.below),
                step=number_words(document.round_to),
            )
        )
    else:
        said.append(
            _(
                "Nobody can be picked out: we hide numbers below %(below)s, and some others with them.",
                below=number_words(document.below),
            )
        )
    said.extend(NOTE_WORDS[note]() for note in document.notes if note in NOTE_WORDS)
    return said


def heard(document: Document) -> str:
    """How many were heard, as a sentence; empty where it is too few to show."""
    if document.people is None or document.conversations is None:
        return ""
    if document.round_to > 1:
        return _(
            "About %(people)s people, in about %(number)s conversations.",
            people=number_words(document.people),
            number=number_words(document.conversations),
        )
    return ngettext(
        "%(people)s people, in %(number)s conversation.",
        "%(people)s people, in %(number)s conversations.",
        document.conversations,
        people=number_words(document.people),
        number=number_words(document.conversations),
    )
