"""Hold what we say to people to plain English.

Reads every English string of the app and every English page of every place. Words to avoid, sentences over
25 words, and a reading grade over 6 in texts of 20 words or more are faults.

Run: `python tools/plain_english.py`.
Source: GOV.UK and NHS content guides for the limits; the list of words is ours.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyphen

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import catalogues

ROOT = Path(__file__).resolve().parent.parent
WORDS = Path(__file__).with_name("plain_english.toml")
LONGEST_SENTENCE = 25
HIGHEST_GRADE = 6.0
GRADED_FROM = 20
"""Units: words. Below this a reading grade says nothing."""

GAP = re.compile(r"%\(\w+\)[sd]|\{[\w.]+\}|%[sd]")
TAG = re.compile(r"<[^>]+>")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
NUMBER = re.compile(r"[\d][\d,.:]*")
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n{2,}")
NOT_PROSE = re.compile(r"\A(---|\+\+\+)\n.*?^\1$|^```.*?^```$|^[|>][^\n]*$", re.MULTILINE | re.DOTALL)
BEFORE_TITLE = re.compile(r"\A[^#]*?(?=^# )", re.MULTILINE | re.DOTALL)
"""What a page of a place says about itself, such as who owns it."""
PICTURE = re.compile(r"^![a-z-]+$", re.MULTILINE)
"""The name of a drawing in Easy Read."""
STARTS_BLOCK = re.compile(r"^\s*(?:[#*+-]|\d+\.|\|)\s*")


@dataclass(frozen=True)
class Rules:
    """The words to avoid, with what to say instead, and the texts that may keep theirs."""

    avoid: dict[str, str]
    allowed: dict[str, str]


def rules() -> Rules:
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return Rules(read["avoid"], read.get("allowed", {}))


def text_faults(text: str, known: Rules) -> list[str]:
    """What is not plain in one text, in words."""
    spoken = plain(text)
    if any(spoken.startswith(start) for start in known.allowed):
        return []
    return [*word_faults(spoken, known), *sentence_faults(spoken), *grade_faults(spoken)]


def plain(text: str) -> str:
    """The text as it would be read aloud: no tags, no addresses, a short word for each gap."""
    for pattern, instead in ((LINK, r"\1"), (TAG, " "), (ADDRESS, "this"), (GAP, "this")):
        text = pattern.sub(instead, text)
    return re.sub(r"[ \t]+", " ", text).strip()


def word_faults(text: str, known: Rules) -> Iterator[str]:
    for word, instead in known.avoid.items():
        if found := pattern_of(word).search(text):
            yield f"“{found[0]}”: {instead}"


@cache
def pattern_of(word: str) -> re.Pattern[str]:
    """A word with its usual endings. A word that ends in * takes any ending, and = takes none."""
    if word.endswith("="):
        ending, stem = "", word[:-1]
    elif word.endswith("*"):
        ending, stem = r"\w*", word[:-1]
    else:
        ending, stem = r"(?:s|es|d|ed|ing)?", word
    return re.compile(rf"\b{re.escape(stem)}{ending}\b", re.IGNORECASE)


def sentence_faults(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        length = len(words_of(sentence)) + len(NUMBER.findall(sentence))
        if length > LONGEST_SENTENCE:
            yield f"{length} words in one sentence, at most {LONGEST_SENTENCE}: {sentence[:50]}…"


def grade_faults(text: str) -> Iterator[str]:
    if len(words_of(text)) >= GRADED_FROM and (reading := grade(text)) > HIGHEST_GRADE:
        yield f"reading grade {reading:.1f}, at most {HIGHEST_GRADE:.0f}: use shorter words and sentences"


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE_END.split(text) if WORD.search(part)]


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def grade(text: str) -> float:
    """Flesch-Kincaid grade: the school year at which somebody reads this with ease."""
    words = words_of(text)
    beats = sum(syllables(word) for word in words)
    return 0.39 * len(words) / max(1, len(sentences(text))) + 11.8 * beats / max(1, len(words)) - 15.59


@cache
def hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """How many beats a word has: hyphenation points, or groups of vowels where it knows none."""
    bare = word.strip("'’-")
    by_vowels = len(re.findall(r"[aeiouy]+", re.sub(r"(?<![aeiouyl])e[sd]?$", "", bare.lower())))
    return max(1, min(len(hyphenator().positions(bare)) + 1, max(by_vowels, 1) + 1), by_vowels)


def blocks(markdown: str) -> Iterator[tuple[int, str]]:
    """The paragraphs, list items and headings of a page, with their line numbers.

    No code, no tables, and no quotes: those are somebody else's words, kept as they are. Nothing that stands
    before the title either, and no names of drawings.
    """
    gathered: list[str] = []
    first = 1
    for pattern in (BEFORE_TITLE, NOT_PROSE, PICTURE):
        markdown = pattern.sub(blanked, markdown)
    for number, line in enumerate([*markdown.splitlines(), ""], 1):
        if gathered and (not line.strip() or STARTS_BLOCK.match(line)):
            yield first, " ".join(gathered)
            gathered = []
        if line.strip():
            first = first if gathered else number
            gathered.append(STARTS_BLOCK.sub("", line).strip())


def blanked(found: re.Match[str]) -> str:
    """As many empty lines as there were, so that line numbers stay."""
    return "\n" * found[0].count("\n")


def faults() -> list[str]:
    known = rules()
    found = []
    for message in catalogues.extracted():
        if message.id:
            place, line = (message.locations or [("?", 0)])[0]
            for text in message.id if isinstance(message.id, tuple) else (message.id,):
                found += [f"{place}:{line}: {fault}" for fault in text_faults(text, known)]
    for page in sorted(ROOT.glob("places/**/pages/*.en.md")):
        for line, text in blocks(page.read_text(encoding="utf-8")):
            found += [f"{page.relative_to(ROOT)}:{line}: {fault}" for fault in text_faults(text, known)]
    return sorted(set(found))


if __name__ == "__main__":
    wrong = faults()
    print("\n".join(wrong) if wrong else "Plain English: nothing to change.")
    sys.exit(bool(wrong))
