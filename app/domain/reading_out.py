"""A phone number as somebody says it on the telephone: in groups the ear can hold."""

from __future__ import annotations

LONGEST_GROUP = 4
LAST = 3
"""A long run of digits is said in threes from its end, after the first ones."""


def spoken_groups(number: str) -> tuple[str, ...]:
    """The digits of a number in the groups it is written in; a longer group is parted.

    Shape: `0113 496 0417` is `("0113", "496", "0417")`, `01134960417` is `("01134", "960", "417")`.
    """
    written = "".join(sign if sign.isdigit() or sign == "+" else " " for sign in number).split()
    return tuple(part for group in written for part in parted(group))


def parted(group: str) -> tuple[str, ...]:
    """One group, in as many as it takes; a code of five digits such as 01274 stays whole."""
    if len(group) <= LONGEST_GROUP + 1:
        return (group,)
    return (*parted(group[:-LAST]), group[-LAST:])
