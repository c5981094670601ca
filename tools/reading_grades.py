"""How hard our own pages are to read: one line a page, with its reading grade and its longest sentence.

Leaves out the same sentences that keep their words elsewhere: of the law, of standards, of names.
Run: `python tools/reading_grades.py`. Ends with an error where a page is harder than it may be.
"""

from __future__ import annotations

import ast
import re
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
EASY_LINE = re.compile(
    r"""\{%\s*call easy_line\((?:"(?P<name>[^"]*)")?.*?\)\s*%\}(?P<words>.*?)\{%\s*endcall""", re.DOTALL
)
IN_TEMPLATE = re.compile(
    r"""\b(?:_|both)\(\s*"(?P<marked>[^"]+)"|\{%\s*trans\b.*?%\}(?P<block>.*?)\{%\s*endtrans""", re.DOTALL
)
PLURAL = re.compile(r"\{%\s*pluralize.*?%\}")
VARIABLE = re.compile(r"\{\{.*?\}\}|%\(\w+\)s")
BESIDE = re.compile(r"""\("(?P<name>[a-z]+)", _l\(""")
GETTEXT = frozenset({"_", "_l", "both", "lazy_both"})
"""What marks words of ours in Python."""
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
    lengths = [length(sentence) for sentence in plain_english.sentences(text)]
    return Reading(
        name, len(plain_english.words_of(text)), plain_english.grade(text), max(lengths, default=0)
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One string of Easy Read that stands in a template or in Python."""

    where: str
    words: str

    @property
    def longest(self) -> int:
        return max(map(length, plain_english.sentences(plain_english.plain(self.words))), default=0)


def easy_strings(root: Path = plain_english.ROOT) -> list[Said]:
    """What templates say in `easy_line`, and every string of a Python file named `easy`."""
    return [*of_templates(root), *of_python(root)]


def of_templates(root: Path) -> Iterable[Said]:
    for path in sorted(root.glob("app/templates/**/*.html")):
        where, markup = str(path.relative_to(root)), path.read_text(encoding="utf-8")
        for line in EASY_LINE.finditer(markup):
            for found in IN_TEMPLATE.finditer(line["words"]):
                said = found["marked"] or found["block"]
                yield from (Said(where, one) for one in PLURAL.split(VARIABLE.sub("this", said)))


def of_python(root: Path) -> Iterable[Said]:
    for path in sorted(root.glob("app/**/easy*.py")):
        where = str(path.relative_to(root))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
                strings = (one.value for one in node.args if isinstance(one, ast.Constant))
                yield from (Said(where, VARIABLE.sub("this", str(one))) for one in strings)


def easy_drawings(root: Path = plain_english.ROOT) -> set[str]:
    """Drawings that Easy Read names in templates and in Python."""
    templates = (path.read_text(encoding="utf-8") for path in root.glob("app/templates/**/*.html"))
    python = (path.read_text(encoding="utf-8") for path in root.glob("app/**/easy*.py"))
    return {found["name"] for text in templates for found in EASY_LINE.finditer(text) if found["name"]} | {
        found["name"] for text in python for found in BESIDE.finditer(text)
    }


def grade_of(said: Iterable[Said]) -> float:
    return plain_english.grade("\n\n".join(plain_english.plain(one.words) for one in said))


def length(sentence: str) -> int:
    """Units: words. A number is one."""
    return len(plain_english.words_of(sentence)) + len(plain_english.NUMBER.findall(sentence))


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
    said = easy_strings()
    longest = max(said, key=lambda one: one.longest)
    print(f"Easy Read in templates and Python: {len(said)} strings, grade {grade_of(said):.1f}")
    print(f"The longest sentence has {longest.longest} words: {longest.words} ({longest.where})")
    sys.exit(any(one.is_too_hard for one in all_of_them) or longest.longest > LONGEST_EASY)
