"""Where somebody's name likely stands, for staff who decide: keener than what asks people at capture.

It reads word by word. A word is English, a place, a known name, or unknown. Names are known and unknown words
with a capital, in a row, where nothing makes them a place; in small letters they need a word beside them that
gives them away. It finds likely places and decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.domain.english_word import is_english
from app.domain.likely_name_words import (
    ABOUT_PEOPLE,
    AFTER_TITLES,
    CUES,
    DOES,
    FAMILY_SHAPES,
    GATHERINGS,
    GIVEN_SHAPES,
    GREETINGS,
    JOINS,
    KIN,
    NOT_NAMES,
    PLACES_AFTER,
    SAINTS,
    SHORT_FORMS,
    STRONG,
    TITLES,
)
from app.domain.more_names import FAMILY_NAMES, MORE_GIVEN_NAMES
from app.domain.personal_data import given_names

WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc-][^\W\d_]+)*")
OWN = re.compile(r"['\u2019\u02bc]s$", re.IGNORECASE)
SHORTENED = re.compile(r"n't$|'(?:m|ve|d|ll|re)$")
"""I'm, can't: no name ends so."""
GAPS = (" ", "\u00a0", "-")
MOST = 4
SHORTEST = 4
"""Letters of a given name in small letters with nothing beside it: shorter ones are slips more often."""
SHOUTED = 0.6
"""So great a share of capitals, and a capital is no sign any more."""


class Sort(StrEnum):
    """What a word may be."""

    GIVEN = "given"
    NAME = "name"
    UNKNOWN = "unknown"
    ENGLISH = "english"
    EITHER = "either"
    PLACE = "place"


NAMED = {Sort.GIVEN, Sort.NAME}
MAYBE = {Sort.GIVEN, Sort.NAME, Sort.UNKNOWN, Sort.EITHER}
NO_ENGLISH = {Sort.GIVEN, Sort.NAME, Sort.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the text, without its own 's."""

    small: str
    start: int
    end: int
    sort: Sort
    is_big: bool
    begins: bool
    """It is the first of a sentence."""
    joined: bool
    """One space or hyphen parts it from the word before."""
    owns: bool
    """It stands with its own 's."""


def names(text: str, places: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Start and end of each, in the order of the text. `places`: words of names of places, small letters."""
    words = list(read(text, places))
    return joined([with_title(words, span) for span in (*with_capitals(words), *in_small_letters(words))])


def with_title(words: Sequence[Word], span: tuple[int, int]) -> tuple[int, int]:
    """The span from the title on, where one stands before it."""
    at = bisect_left(words, span[0], key=lambda word: word.start)
    if at and words[at].joined and words[at - 1].small in TITLES:
        return words[at - 1].start, span[1]
    return span


def joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that overlap become one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def read(text: str, places: frozenset[str]) -> Iterator[Word]:
    found = list(WORD.finditer(text))
    is_shouted = sum(one.group().isupper() for one in found if len(one.group()) > 1) > SHOUTED * len(found)
    before = 0
    for one in found:
        bare = OWN.sub("", one.group())
        between = text[before : one.start()]
        small = bare.lower().replace("\u2019", "'").replace("\u02bc", "'")
        yield Word(
            small=small,
            start=one.start(),
            end=one.start() + len(bare),
            sort=sort_of(small, places),
            is_big=bare[0].isupper() and not is_shouted and (len(bare) < 2 or not bare.isupper()),
            begins=not before or any(mark in between for mark in '.!?\n\r:;"\u201c\u2022'),
            joined=between in GAPS,
            owns=bare != one.group(),
        )
        before = one.end()


def sort_of(  # noqa: PLR0911 - one line for each sort
    small: str, places: frozenset[str]
) -> Sort:
    parts = small.split("-")
    if small in NOT_NAMES or len(small) < 2 or SHORTENED.search(small):
        return Sort.ENGLISH
    if small in places:
        return Sort.PLACE
    if any(part in all_given() or part in family_names() for part in parts):
        if any(is_english(part) for part in parts):
            return Sort.EITHER
        return Sort.GIVEN if any(part in all_given() for part in parts) else Sort.NAME
    if all(is_english(part) or part in NOT_NAMES for part in parts):
        return Sort.ENGLISH
    if GIVEN_SHAPES.fullmatch(small):
        return Sort.GIVEN
    return Sort.NAME if FAMILY_SHAPES.fullmatch(small) else Sort.UNKNOWN


def with_capitals(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for run in runs(words):
        first, last = run[0], run[-1]
        after = words[last + 1].small if last + 1 < len(words) and words[last + 1].joined else ""
        before = words[first - 1].small if first and words[first].joined else ""
        kept = [words[at] for at in run]
        is_place = after in PLACES_AFTER and not (kept[-1].owns and after in GATHERINGS)
        if is_place or kept[-1].small in PLACES_AFTER or before in SAINTS - {"our", "the"}:
            continue
        if is_name(kept, before=told_before(words, first), after=after):
            yield kept[0].start, kept[-1].end


def runs(words: Sequence[Word]) -> Iterator[list[int]]:
    """Words in a row that begin with a capital and may be names: their places in `words`."""
    run: list[int] = []
    for at, word in enumerate(words):
        fits = (word.is_big and word.sort in MAYBE) or is_second(words, at, run) or is_first(words, at)
        if run and not (fits and word.joined and len(run) < MOST):
            yield run
            run = []
        if fits and (word.is_big or run):
            run.append(at)
    if run:
        yield run


def is_second(words: Sequence[Word], at: int, run: Sequence[int]) -> bool:
    """An English word with a capital after the first of a name ("Gaynor Wood"), or a small word in one."""
    word = words[at]
    if not run or not word.joined:
        return False
    if word.is_big and word.sort is Sort.ENGLISH and word.small not in NOT_NAMES:
        return words[run[0]].sort in NAMED
    nearest = words[at + 1] if at + 1 < len(words) else None
    return word.small in JOINS and nearest is not None and nearest.is_big and nearest.joined


def is_first(words: Sequence[Word], at: int) -> bool:
    """An English word with a capital before one that is none ("Comfort Asante"), or after a title."""
    word = words[at]
    if (
        not word.is_big
        or word.sort is not Sort.ENGLISH
        or word.small in NOT_NAMES
        or word.small in AFTER_TITLES
    ):
        return False
    if at and word.joined and words[at - 1].small in TITLES:
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    fits = following is not None and following.joined and following.is_big
    return fits and following is not None and following.sort in {Sort.NAME, Sort.UNKNOWN}


def is_name(run: Sequence[Word], *, before: str, after: str) -> bool:
    sorts = [word.sort for word in run]
    if Sort.GIVEN in sorts:
        return True
    if len(run) > 1:
        known = any(sort is not Sort.EITHER for sort in sorts)
        return known and (Sort.NAME in sorts or not before.endswith("the"))
    return is_name_alone(run[0], before=before, after=after)


def is_name_alone(word: Word, *, before: str, after: str) -> bool:
    """One word with a capital that no list of given names has."""
    last = before.rpartition(" ")[2]
    if last in TITLES or last in KIN:
        return True
    is_told = before in cues(CUES) or last in cues(CUES) or any(before.endswith(f" {cue}") for cue in CUES)
    acts = after in DOES or (word.owns and bool(after) and (after in GATHERINGS or after not in PLACES_AFTER))
    if word.sort is Sort.EITHER:
        return before in cues(STRONG) or any(before.endswith(f" {cue}") for cue in STRONG)
    if word.sort is Sort.UNKNOWN and last in ABOUT_PEOPLE and not word.begins:
        return True
    if word.sort is Sort.NAME:
        return acts or (is_told and not word.begins)
    return (
        acts
        and last not in {"the", "at", "in", "near", "to"}
        and not (word.begins and after in {"is", "on", "at", "in", "and"})
    )


def could_be_place(small: str, places: frozenset[str]) -> bool:
    """Whether a name that other rules found is rather that of a place ("Kirkstall Abbey")."""
    parts = small.split()
    if parts[0] in TITLES:
        return False
    if parts[0] in SAINTS:
        return True
    return parts[-1] in PLACES_AFTER or all(part in places or part in NOT_NAMES for part in parts)


def is_somebody(found: str, places: frozenset[str]) -> bool:
    """Whether what a language model takes for a person may be one by its words."""
    if could_be_place(found.lower(), places):
        return False
    return any(word.sort in MAYBE for word in read(found, places))


def told_before(words: Sequence[Word], at: int) -> str:
    """Up to three words before, in small letters, of the same sentence."""
    told: list[str] = []
    while at > 0 and not words[at].begins and len(told) < 3:
        at -= 1
        told.insert(0, words[at].small)
    return " ".join(told)


def in_small_letters(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for at, word in enumerate(words):
        if word.sort not in MAYBE:
            continue
        before = told_before(words, at)
        follows = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
        length = small_name(word, before, follows)
        if length:
            yield word.start, words[at + length - 1].end


def small_name(word: Word, before: str, follows: Word | None) -> int:
    """How many words from this one are a name; 0 where none begins here."""
    last = before.rpartition(" ")[2]
    is_told = before in cues(STRONG) or any(before.endswith(f" {cue}") for cue in STRONG)
    is_pair = (
        follows is not None
        and not word.owns
        and follows.sort in (NO_ENGLISH if word.sort is not Sort.EITHER else NAMED)
    )
    after = follows.small if follows else ""
    if after in PLACES_AFTER or last in SAINTS:
        return 0
    if word.sort is Sort.EITHER:
        return (2 if is_pair else 1) if is_told or last in TITLES else 0
    if introduces(word, last, after, is_pair) or (last in GREETINGS and word.sort in NAMED):
        return 1
    is_kin = last in KIN and (word.sort in NAMED or after in DOES or after.endswith("ed") or is_pair)
    is_known = word.sort is Sort.GIVEN and len(word.small) >= SHORTEST
    if is_told or is_kin or is_known or last in TITLES:
        return 2 if is_pair else 1
    if before.endswith("it was") and after == "who":
        return 1
    return 2 if is_pair and follows is not None and is_known_pair(word, follows) else 0


def introduces(word: Word, last: str, after: str, is_pair: bool) -> bool:
    """Whether "I'm" and one known name say who speaks."""
    return last in {"i'm", "im", "i am"} and word.sort in NAMED and not is_pair and after not in DOES


def is_known_pair(word: Word, follows: Word) -> bool:
    """In small letters with nothing beside them: one is a given name, or a family name follows."""
    return Sort.GIVEN in {word.sort, follows.sort} or (
        word.sort is Sort.UNKNOWN and follows.sort is Sort.NAME and len(follows.small) > SHORTEST
    )


@cache
def cues(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(phrases)


@cache
def all_given() -> frozenset[str]:
    return given_names() | frozenset(MORE_GIVEN_NAMES.split()) | SHORT_FORMS


@cache
def family_names() -> frozenset[str]:
    return frozenset(FAMILY_NAMES.split())
