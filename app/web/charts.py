"""Charts as accessible pictures: bars with their numbers, a sentence that says what they show, the table.

In a template: `{{ chart(one) }}` of macros/chart.html, on a page that loads charts.css.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.chart_facts import Facts, facts_of, width
from app.web.filters import number as number_words
from app.web.i18n import current_language

MOST_BARS = 10
"""A picture of more says less: the rest stands in the table."""
MOST_NAMES = 3
"""As many names as a sentence bears."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and one row of the table."""

    words: str
    number: int | None
    """None where it is too small to show."""
    language: str = ""
    """Of the words, where it is not the page's."""
    is_striped: bool = False
    """We do not know: not asked, or not said."""
    note: str = ""
    """What the table says besides the number."""
    target: float | None = None
    """Where a dashed line stands. Units: as the number."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar with how long it is."""

    bar: Bar
    width: str
    target: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the macro draws. `id` is unique on its page."""

    id: str
    heading: str
    sentence: str
    counts: str
    """What the numbers count: the heading of their column."""
    names: str
    """What the bars are: the heading of the first column."""
    bars: tuple[Drawn, ...]
    """Those that are drawn: hidden ones stand in the table only."""
    rows: tuple[Bar, ...]
    note_heading: str = ""
    line_words: str = ""
    """What the dashed line means."""
    heading_language: str = ""
    is_cut: bool = False
    """Only the largest are drawn, and what is hidden stands in a sentence."""
    left_out: int = 0
    """Bars that stand in the table only, though they are large enough to show."""

    @property
    def is_drawn(self) -> bool:
        return any(one.bar.number for one in self.bars)

    @property
    def hidden_names(self) -> str:
        """What is too small to show, or nobody spoke of, named one after another."""
        return _(", ").join(f"\u2068{bar.words}\u2069" for bar in self.rows if bar.number is None)


def chart(
    chart_id: str,
    heading: str,
    rows: Sequence[Bar],
    *,
    counts: str,
    names: str,
    note_heading: str = "",
    line_words: str = "",
    heading_language: str = "",
    is_rounded: bool = True,
    is_cut: bool = False,
    besides: str = "",
) -> Chart:
    """`besides`: a sentence to follow the one about the largest and the smallest.

    `is_cut`: the largest come first, and only so many of them are drawn.
    """
    told = [bar for bar in rows if not bar.is_striped]
    most = max((max(bar.number or 0, round(bar.target or 0)) for bar in rows), default=0)
    said = sentence(facts_of([(bar.words, bar.number) for bar in told]), is_rounded=is_rounded)
    drawable = [bar for bar in rows if bar.number is not None]
    drawn = drawable[:MOST_BARS] if is_cut and len(drawable) > MOST_BARS + 2 else drawable
    return Chart(
        id=chart_id,
        heading=heading,
        sentence=" ".join(part for part in (said, besides) if part),
        counts=counts,
        names=names,
        bars=tuple(
            Drawn(
                bar, width(bar.number, most), f"{100 * bar.target / most:.1f}%" if bar.target and most else ""
            )
            for bar in drawn
        ),
        rows=tuple(rows),
        note_heading=note_heading,
        line_words=line_words,
        heading_language=heading_language,
        is_cut=is_cut,
        left_out=len(drawable) - len(drawn),
    )


def sentence(facts: Facts, *, is_rounded: bool) -> str:
    """What a chart shows: the largest, the smallest shown, how many are hidden."""
    parts: list[str] = []
    if facts.is_level:
        parts.append(level(facts, is_rounded))
    elif facts.largest:
        parts.append(largest(facts, is_rounded))
        parts.append(smallest(facts, is_rounded))
    if facts.hidden:
        parts.append(
            ngettext(
                "%(num)s number is too small to show.", "%(num)s numbers are too small to show.", facts.hidden
            )
        )
    return " ".join(parts) or _("There is nothing to show yet.")


def level(facts: Facts, is_rounded: bool) -> str:
    number, names = number_words(facts.most), listed(facts.largest)
    if len(facts.largest) == 1:
        return (
            _("We can show one: %(names)s, about %(number)s.", names=names, number=number)
            if is_rounded
            else _("We can show one: %(names)s, %(number)s.", names=names, number=number)
        )
    return (
        _("All we can show are about %(number)s each.", number=number)
        if is_rounded
        else _("All we can show are %(number)s each.", number=number)
    )


def largest(facts: Facts, is_rounded: bool) -> str:
    number, names = number_words(facts.most), listed(facts.largest)
    return (
        _("Most: %(names)s, about %(number)s.", names=names, number=number)
        if is_rounded
        else _("Most: %(names)s, %(number)s.", names=names, number=number)
    )


def smallest(facts: Facts, is_rounded: bool) -> str:
    number, names = number_words(facts.least), listed(facts.smallest)
    return (
        _("Fewest of those we can show: %(names)s, about %(number)s.", names=names, number=number)
        if is_rounded
        else _("Fewest of those we can show: %(names)s, %(number)s.", names=names, number=number)
    )


def listed(names: Sequence[str]) -> str:
    """Names one after another, each kept from turning its neighbours round; after three, how many more."""
    kept = [f"\u2068{name}\u2069" for name in names[:MOST_NAMES]]
    words = _(", ").join(kept)
    if len(names) > MOST_NAMES:
        more = len(names) - MOST_NAMES
        return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=words)
    return words


def other_language(language: str) -> str:
    """The language to mark words with: nothing where it is the page's own."""
    return "" if language == current_language() else language
