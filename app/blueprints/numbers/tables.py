"""The table of referrals, broken down, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.disclosure import Guard
from app.domain.referral import Concern, PopulationGroup, ReferralSource
from app.domain.service_numbers import (
    NOT_KNOWN,
    OVERLAPPING,
    Breakdown,
    Counted,
    Outcome,
    broken_down,
    offered,
    rows_of,
)
from app.domain.spreadsheet_cells import Cell
from app.queries.service_numbers import area_names
from app.web.filters import number
from app.web.labels import label
from app.web.labels_equality import HEADINGS, NO_ANSWER, VALUES

COLUMNS: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: _l("Accepted"),
    Outcome.DECLINED: _l("Heard the offer and said no"),
    Outcome.DECLINED_UNHEARD: _l("Said no before the offer"),
    Outcome.NOT_ACCEPTED: _l("Not accepted"),
    Outcome.COULD_NOT_CONTACT: _l("Not reached"),
    Outcome.ELSEWHERE: _l("Went elsewhere"),
    Outcome.OPEN: _l("Not decided yet"),
}

NAMES: Mapping[Breakdown, str] = {
    Breakdown.DEPRIVATION: _l("How poor the area is"),
    Breakdown.AREA: _l("Part of town"),
    Breakdown.SOURCE: _l("Who asked"),
    Breakdown.NEED: _l("What they want help with"),
    Breakdown.GROUP: _l("Groups of people"),
    Breakdown.AGE: _l("Age"),
    Breakdown.SEX: _l("Sex"),
    Breakdown.ETHNICITY: _l("Ethnic group"),
    Breakdown.DISABILITY: _l("Disability"),
    Breakdown.CARER: _l("Carers"),
    Breakdown.RELIGION: _l("Religion"),
    Breakdown.ORIENTATION: _l("Sexual orientation"),
}


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    referred: str
    """How many referrals, in figures, or that they are too few to show."""
    offered: str
    cells: tuple[str, ...]
    width: int
    """Of its bar. Units: hundredths of the longest one."""
    is_known: bool
    """False for those of whom nothing is known, whose bar is striped."""

    @property
    def values(self) -> tuple[str, ...]:
        return (self.referred, self.offered, *self.cells)


@dataclass(frozen=True, slots=True)
class Shown:
    name: str
    lines: tuple[Line, ...]
    total: Line
    columns: tuple[str, ...]
    overlaps: bool

    @property
    def headings(self) -> tuple[str, ...]:
        return (_("Referrals"), _("Offered a link worker"), *self.columns)


def names() -> list[tuple[str, str]]:
    return [(one.value, str(words)) for one, words in NAMES.items()]


def made(counted: Sequence[Counted], by: Breakdown, guard: Guard) -> Shown:
    table = broken_down(counted, by, guard)
    rows = rows_of(by, counted)
    areas = area_names(rows) if by is Breakdown.AREA else {}
    longest = max((table.cell(row, None) or 0 for row in rows), default=0)

    def line(row: str | None, name: str) -> Line:
        referred = table.cell(row, None)
        return Line(
            name,
            said(referred),
            said(offered(table, row)),
            tuple(said(table.cell(row, column)) for column in Outcome),
            round(100 * (referred or 0) / longest) if longest else 0,
            row not in {NOT_KNOWN, "not-said", "not-asked"},
        )

    lines = tuple(line(row, row_words(by, row, areas)) for row in rows)
    return Shown(
        str(NAMES[by]),
        lines,
        line(None, _("Everybody")),
        tuple(str(COLUMNS[one]) for one in Outcome),
        by in OVERLAPPING,
    )


def said(value: int | None) -> str:
    return _("Too few to show") if value is None else number(value)


def row_words(by: Breakdown, row: str, areas: Mapping[str, str]) -> str:
    if row == NOT_KNOWN:
        return _("Not known")
    if by is Breakdown.AREA:
        return areas.get(row, row)
    if by is Breakdown.DEPRIVATION:
        return tenth(row)
    if by is Breakdown.AGE:
        return age(row)
    kinds = {Breakdown.SOURCE: ReferralSource, Breakdown.NEED: Concern, Breakdown.GROUP: PopulationGroup}
    return label(kinds[by](row)) if by in kinds else equality_words(by, row)


def equality_words(by: Breakdown, row: str) -> str:
    if row in NO_ANSWER:
        return str(NO_ANSWER[row])
    if by is Breakdown.ETHNICITY:
        return str(HEADINGS[row])
    if by in {Breakdown.DISABILITY, Breakdown.CARER}:
        return _("Yes") if row == "yes" else _("No")
    return str(VALUES[by.value][row])


def tenth(row: str) -> str:
    if row == "1":
        return _("Poorest tenth")
    return _("Richest tenth") if row == "10" else _("Tenth %(number)s", number=row)


def age(row: str) -> str:
    first, _dash, last = row.partition("-")
    if last == "up":
        return _("%(age)s and over", age=first)
    return _("%(first)s to %(last)s", first=first, last=last)


def as_rows(shown: Shown) -> Iterator[Sequence[Cell]]:
    yield [shown.name, *shown.headings]
    for line in (*shown.lines, shown.total):
        yield [line.name, *line.values]
