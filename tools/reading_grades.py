"""How hard our own pages are to read: one line a page, with its reading grade and its longest sentence.

Leaves out the same sentences that keep their words elsewhere: of the law, of standards, of names.
Run: `python tools/reading_grades.py`. Ends with an error where a page is harder than it may be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import plain_english

PAGES = "places/**/pages/*.en.md"
EASY = ".easy.en.md"
LONGEST_EASY = 15
"""Units: words. Source: the issue's own limit for Easy Read."""
COLUMNS = "{:44} {:>5} {:>6} {:>8}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, measured."""

    name: str
    words: int
    grade: float
    longest: int
    """Words of the longest sentence."""

    @property
    def is_easy_read(self) -> bool:
        return self.name.endswith(EASY)

    @property
    def is_too_hard(self) -> bool:
        most = LONGEST_EASY if self.is_easy_read else plain_english.LONGEST_SENTENCE
        return self.grade > plain_english.HIGHEST_GRADE or self.longest > most


def readings(root: Path = plain_english.ROOT) -> list[Reading]:
    return [
        measured(str(path.relative_to(root / "places")), path.read_text(encoding="utf-8"))
        for path in sorted(root.glob(PAGES))
    ]


def measured(name: str, page: str) -> Reading:
    text = "\n\n".join(own_words(page))
    lengths = [
        len(plain_english.words_of(sentence)) + len(plain_english.NUMBER.findall(sentence))
        for sentence in plain_english.sentences(text)
    ]
    return Reading(
        name, len(plain_english.words_of(text)), plain_english.grade(text), max(lengths, default=0)
    )


def own_words(page: str) -> Iterable[str]:
    """The parts of a page as they are read aloud, without those that keep somebody else's words."""
    kept = tuple(plain_english.rules().allowed)
    for _line, part in plain_english.blocks(page):
        if not (spoken := plain_english.plain(part)).startswith(kept):
            yield spoken


def table(measures: Iterable[Reading]) -> str:
    lines = [COLUMNS.format("page", "words", "grade", "longest")]
    lines += [COLUMNS.format(one.name, one.words, f"{one.grade:.1f}", one.longest) for one in measures]
    return "\n".join(lines)


if __name__ == "__main__":
    all_of_them = readings()
    print(table(all_of_them))
    sys.exit(any(one.is_too_hard for one in all_of_them))
