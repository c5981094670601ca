"""Rows about people made coarser until each looks like at least a few others.

What tells people apart (area, age, community) is blanked step by step, community first, until every
combination that is left stands for enough conversations. Source: engagement.md 7.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from app.domain.disclosure import LEAST

LEAST_ALIKE = LEAST
BLANK = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a conversation. `group`: what stays in any case, such as its event."""

    group: Hashable
    area: str = BLANK
    age: str = BLANK
    community: str = BLANK

    def without(self, steps: int) -> Traits:
        """The same with so many traits blanked."""
        return Traits(
            self.group,
            BLANK if steps >= 3 else self.area,
            BLANK if steps >= 2 else self.age,
            BLANK if steps >= 1 else self.community,
        )


STEPS = range(4)


def coarsened(counts: Mapping[Traits, int], k: int = LEAST_ALIKE) -> dict[Traits, Traits | None]:
    """Each combination as it may be shown; None where even its whole group is too small to show."""
    groups: dict[Hashable, dict[Traits, int]] = defaultdict(dict)
    for traits, number in counts.items():
        groups[traits.group][traits] = number
    shown: dict[Traits, Traits | None] = {}
    for group in groups.values():
        shown |= _of_group(group, k)
    return shown


def _of_group(counts: Mapping[Traits, int], k: int) -> dict[Traits, Traits | None]:
    if sum(counts.values()) < k:
        return dict.fromkeys(counts)
    settled: dict[Traits, Traits] = {}
    waiting = list(counts)
    for steps in STEPS:
        sizes = _sizes(counts, {**settled, **{one: one.without(steps) for one in waiting}})
        settled |= {one: one.without(steps) for one in waiting if sizes[one.without(steps)] >= k}
        waiting = [one for one in waiting if one not in settled]
    # What is left is blank and still too few: the smallest others go with it until it is enough.
    settled |= {one: one.without(max(STEPS)) for one in waiting}
    while small := [one for one, size in _sizes(counts, settled).items() if size < k]:
        blank = small[0].without(max(STEPS))
        sizes = _sizes(counts, settled)
        order = sorted((size, repr(one)) for one, size in sizes.items() if one != blank)
        least = next(one for one in sizes if repr(one) == order[0][1])
        settled = {one: blank if now in {least, small[0]} else now for one, now in settled.items()}
    return dict(settled)


def _sizes(counts: Mapping[Traits, int], shown: Mapping[Traits, Traits]) -> Counter[Traits]:
    sizes: Counter[Traits] = Counter()
    for traits, now in shown.items():
        sizes[now] += counts[traits]
    return sizes
