"""The numbers of the service: what is counted, by what it is broken down, and what each number means.

Source: referrals.md 5.5. Blank, `not asked` and `would rather not say` are never counted together.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.ages import age_on
from app.domain.disclosure import Guard, Table, protected
from app.domain.equality import ETHNIC_GROUPS, ITEMS, NOT_ASKED, NOT_SAID, is_disabled
from app.domain.referral import Concern, PopulationGroup, ReferralSource, ReferralStatus

NOT_KNOWN = "not-known"


class Outcome(StrEnum):
    """What became of a referral. Every one that is counted has exactly one."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    """The person heard the offer and said no."""
    DECLINED_UNHEARD = "declined-unheard"
    """The person said no before anybody could make the offer."""
    NOT_ACCEPTED = "not-accepted"
    COULD_NOT_CONTACT = "could-not-contact"
    ELSEWHERE = "elsewhere"
    """Sent on, taken back, or the person died."""
    OPEN = "open"


class Breakdown(StrEnum):
    DEPRIVATION = "deprivation"
    AREA = "area"
    SOURCE = "source"
    NEED = "need"
    GROUP = "group"
    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    CARER = "carer"
    RELIGION = "religion"
    ORIENTATION = "orientation"


OVERLAPPING = frozenset({Breakdown.NEED, Breakdown.GROUP})
"""Somebody may stand in several of their rows: each is set against all the others."""

AGES: tuple[tuple[str, int, int], ...] = (
    ("16-24", 0, 24),
    ("25-44", 25, 44),
    ("45-64", 45, 64),
    ("65-79", 65, 79),
    ("80-up", 80, 200),
)
"""Band, from, to."""
ITEM_OF = {
    Breakdown.ETHNICITY: "ethnicity",
    Breakdown.CARER: "carer",
    Breakdown.SEX: "sex",
    Breakdown.RELIGION: "religion",
    Breakdown.ORIENTATION: "orientation",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One referral, as far as it is counted. Nobody's name is in it."""

    outcome: Outcome
    source: str
    needs: Sequence[str] = ()
    ward_code: str = ""
    imd_decile: int | None = None
    born_on: str = ""
    received_on: dt.date = dt.date.min
    groups: Sequence[str] = ()
    equality: Mapping[str, str] = field(default_factory=dict)


def outcome_of(status: ReferralStatus, *, heard_offer: bool | None) -> Outcome | None:
    """None for what is not counted: a draft, a mistake, one that goes on in another."""
    if status in {ReferralStatus.DRAFT, ReferralStatus.IN_ERROR, ReferralStatus.DUPLICATE}:
        return None
    if status is ReferralStatus.DECLINED_BY_PERSON:
        return Outcome.DECLINED if heard_offer else Outcome.DECLINED_UNHEARD
    return {
        ReferralStatus.ACCEPTED: Outcome.ACCEPTED,
        ReferralStatus.NOT_ACCEPTED: Outcome.NOT_ACCEPTED,
        ReferralStatus.COULD_NOT_CONTACT: Outcome.COULD_NOT_CONTACT,
        ReferralStatus.REDIRECTED: Outcome.ELSEWHERE,
        ReferralStatus.WITHDRAWN: Outcome.ELSEWHERE,
        ReferralStatus.PERSON_DIED: Outcome.ELSEWHERE,
    }.get(status, Outcome.OPEN)


def rows_of(breakdown: Breakdown, counted: Iterable[Counted]) -> list[str]:
    """The rows of a breakdown in their order, empty ones too. Areas: those there are."""
    if breakdown is Breakdown.AREA:
        return [*sorted({one.ward_code for one in counted if one.ward_code}), NOT_KNOWN]
    fixed: Mapping[Breakdown, Sequence[str]] = {
        Breakdown.DEPRIVATION: [*map(str, range(1, 11)), NOT_KNOWN],
        Breakdown.SOURCE: [one.value for one in ReferralSource],
        Breakdown.NEED: [one.value for one in Concern],
        Breakdown.GROUP: [one.value for one in PopulationGroup],
        Breakdown.AGE: [*(name for name, _, _ in AGES), NOT_KNOWN],
        Breakdown.ETHNICITY: [*ETHNIC_GROUPS, NOT_SAID, NOT_ASKED],
        Breakdown.DISABILITY: ["yes", "no", NOT_SAID, NOT_ASKED],
        Breakdown.CARER: ["yes", "no", NOT_SAID, NOT_ASKED],
    }
    if breakdown in fixed:
        return list(fixed[breakdown])
    return [*ITEMS[ITEM_OF[breakdown]].values, NOT_SAID, NOT_ASKED]


def keys_of(one: Counted, breakdown: Breakdown) -> Sequence[str]:
    """The rows somebody stands in: one of them, or any number of an overlapping breakdown."""
    plain: Mapping[Breakdown, Sequence[str]] = {
        Breakdown.SOURCE: [one.source],
        Breakdown.NEED: one.needs,
        Breakdown.GROUP: one.groups,
        Breakdown.AREA: [one.ward_code or NOT_KNOWN],
        Breakdown.DEPRIVATION: [str(one.imd_decile) if one.imd_decile else NOT_KNOWN],
        Breakdown.AGE: [age_band(one)],
    }
    return plain[breakdown] if breakdown in plain else [said(one.equality, breakdown)]


def age_band(one: Counted) -> str:
    """By their age on the day they asked."""
    age = age_on(one.born_on, one.received_on)
    if age is None:
        return NOT_KNOWN
    return next((name for name, youngest, oldest in AGES if youngest <= age <= oldest), NOT_KNOWN)


def said(equality: Mapping[str, str], breakdown: Breakdown) -> str:
    """Their answer to an equality question, as a row of the breakdown."""
    if breakdown is Breakdown.DISABILITY:
        return disability(equality)
    value = equality.get(ITEM_OF[breakdown], NOT_ASKED)
    if value in {NOT_SAID, NOT_ASKED}:
        return value
    if breakdown is Breakdown.ETHNICITY:
        return next((group for group, values in ETHNIC_GROUPS.items() if value in values), NOT_ASKED)
    if breakdown is Breakdown.CARER:
        return "no" if value == "no" else "yes"
    return value


def disability(equality: Mapping[str, str]) -> str:
    known = is_disabled(equality)
    if known is not None:
        return "yes" if known else "no"
    asked = {equality.get("condition"), equality.get("condition-limits")}
    return NOT_SAID if NOT_SAID in asked else NOT_ASKED


def broken_down(counted: Sequence[Counted], breakdown: Breakdown, guard: Guard) -> Table[str, Outcome]:
    """The referrals by row and outcome, as they may be shown."""
    rows = rows_of(breakdown, counted)
    counts = Counter((key, one.outcome) for one in counted for key in set(keys_of(one, breakdown)))
    if breakdown not in OVERLAPPING:
        return protected(counts, rows, Outcome, guard)
    everybody = Counter(one.outcome for one in counted)
    cells: dict[tuple[str | None, Outcome | None], int | None] = {}
    for row in rows:
        rest = {("rest", outcome): everybody[outcome] - counts[row, outcome] for outcome in Outcome}
        here = {(row, outcome): counts[row, outcome] for outcome in Outcome}
        alone = protected({**here, **rest}, [row, "rest"], Outcome, guard)
        cells |= {place: shown for place, shown in alone.cells.items() if place[0] != "rest"}
    total = protected({("all", outcome): everybody[outcome] for outcome in Outcome}, ["all"], Outcome, guard)
    return Table(cells | {(None, column): total.cell("all", column) for column in (*Outcome, None)})


def offered(table: Table[str, Outcome], row: str | None) -> int | None:
    """How many heard the offer: those accepted, and those who heard it and said no."""
    parts = [table.cell(row, Outcome.ACCEPTED), table.cell(row, Outcome.DECLINED)]
    return None if None in parts else sum(part for part in parts if part is not None)
