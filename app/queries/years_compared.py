"""Years side by side: a question keeps its key through all versions, a theme its code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.result_cells import CONVERSATIONS, Cell, answered, summed, theme
from app.domain.result_guard import for_team
from app.domain.result_outline import Asked, Code
from app.models.engagement import Event, Series
from app.queries import frames, result_events, result_outline, said_counts

MOST_YEARS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A theme or a question, and its number in each year; None where it is too small to show."""

    name: str
    words: dict[str, str]
    numbers: tuple[int | None, ...]
    asked: tuple[bool, ...] = ()
    """Was the question asked that year?"""


@dataclass(frozen=True, slots=True)
class Compared:
    """The years, the oldest first; what was counted in each."""

    years: tuple[int, ...]
    conversations: tuple[int | None, ...]
    themes: tuple[Line, ...]
    questions: tuple[Line, ...]
    frame_version: int
    versions: tuple[int, ...]
    """Numbers of the versions of the frame that the codes of these years were given by."""


def compared(series: Series | None) -> Compared | None:
    """The last years with anything in them; None where there is only one.

    Codes count as they stand in the newest version, whenever they were given.
    """
    every = [event for event in result_events.events() if series is None or event.series_id == series.id]
    frame = frames.usual()
    version = frames.newest(frame) if frame else None
    by_event = said_counts.counted(result_events.ids_of(every), version)
    years = sorted(
        {result_events.year_of(event) for event in every if by_event[event.id].get(CONVERSATIONS)}
    )[-MOST_YEARS:]
    if len(years) < 2:
        return None
    parted = {year: [event for event in every if result_events.year_of(event) == year] for year in years}
    shown = {year: for_team(summed(by_event[event.id] for event in parted[year])) for year in years}
    outline = result_outline.of_year("", years[-1], in_order(parted, years), version)
    return Compared(
        years=tuple(years),
        conversations=tuple(shown[year].get(CONVERSATIONS, 0) for year in years),
        themes=tuple(
            theme_line(code, years, shown) for code in outline.codes if is_there(code, years, shown)
        ),
        questions=tuple(question_line(one, years, shown, parted) for one in outline.questions),
        frame_version=outline.frame_version,
        versions=said_counts.versions_used([event.id for event in every], version) if version else (),
    )


def in_order(parted: dict[int, list[Event]], years: Sequence[int]) -> list[Event]:
    return [event for year in reversed(years) for event in parted[year]]


def is_there(code: Code, years: Sequence[int], shown: dict[int, dict[Cell, int | None]]) -> bool:
    return any(shown[year].get(theme(code.code_id), 0) != 0 for year in years)


def theme_line(code: Code, years: Sequence[int], shown: dict[int, dict[Cell, int | None]]) -> Line:
    return Line(
        code.name, {"en": code.name}, tuple(shown[year].get(theme(code.code_id), 0) for year in years)
    )


def question_line(
    one: Asked,
    years: Sequence[int],
    shown: dict[int, dict[Cell, int | None]],
    parted: dict[int, list[Event]],
) -> Line:
    return Line(
        one.key,
        dict(one.words),
        tuple(shown[year].get(answered(one.key), 0) for year in years),
        asked=tuple(
            any(question.key == one.key for event in parted[year] for question in event.asks.questions)
            for year in years
        ),
    )
