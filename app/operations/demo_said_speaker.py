"""What one invented person says to one question: themes by the rates, words put together from pieces."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.engagement import EventKind
from app.operations.demo_said_themes import ASK, GOOD, HEALTHY, HELP, Pieces, Setting, Themes
from app.operations.demo_said_words import Slots, ended, parsed, said_of, slipped

Toml = Mapping[str, Any]

BEEN, LIVE = "been", "live"
"""Two more questions than the rates know: "how has it been?" and "can you live well here?"."""
SHARING = "sharing"
"""About sharing records; answered from pieces of its own."""
TRIES = 6
"""So often somebody is asked again who said what another said, word for word."""

PIECES = ("getting-about", "care", "home-and-money", "places", "people", "good")
"""Files of the pieces, theme by theme."""
P, E, W, S, G = "problem", "effect", "wish", "short", "good"
LOVED, NOTHING = "loved", "nothing"
"""What is good, in a word or two; "nothing really"."""
FORMS: Mapping[str, Sequence[tuple[float, tuple[str, ...]]]] = {
    ASK: (
        (15, (S,)),
        (16, (P,)),
        (20, (P, E)),
        (19, (P, W)),
        (16, (W,)),
        (9, (P, E, W)),
        (5, (W, P)),
    ),
    GOOD: ((12, (LOVED,)), (88, (G,))),
    HEALTHY: ((95, (HEALTHY,)), (5, (NOTHING,))),
    HELP: ((46, (HELP,)), (16, (HELP, P)), (12, (P, W)), (12, (W,)), (14, (S,))),
    BEEN: ((34, (P, E)), (20, (P,)), (12, (P, E, W)), (34, (G,))),
    LIVE: ((40, (G,)), (20, (P, E)), (15, (P, W)), (25, (P,))),
}
"""Role of a question -> how often, and from which pieces of a theme, an answer is made."""
TWO_THEMES: Mapping[str, float] = {ASK: 0.08, GOOD: 0.3, HEALTHY: 0.28, HELP: 0.08, BEEN: 0.16, LIVE: 0.3}
"""How often a second theme follows."""


GOES_ON = frozenset({P, W, G, HEALTHY, HELP})
"""After these somebody may go on about something else."""
GLAD = frozenset({G, LOVED, HEALTHY})
OWN_CAPITAL = re.compile(r"(?:I\b|[A-Z]{2}|A&E|English|Universal|Facebook|\d)")
NOT_YOUNG = re.compile(r"\b(?:\d\d|retired|husband|wife|grand\w*|nana|widow\w*|kids?|lad|lass|my two)\b")


class Voice(StrEnum):
    """How it is taken down."""

    PLAIN = "plain"
    NOTE = "note"
    """By a chat maker, who also says who spoke."""
    HURRIED = "hurried"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and about what."""

    words: str
    themes: tuple[str, ...]
    is_glad: bool = False


class Speaker:
    """Speaks for everybody, from the parsed files."""

    def __init__(self, files: Mapping[str, Toml], dice: random.Random) -> None:
        self.dice = dice
        self.slots = Slots(files["slots"], dice)
        self.themes = Themes(files["rates"], dice)
        self.voices = files["voices"]
        self.sharing: Sequence[str] = files["sharing"]["said"]
        self.reflections: Sequence[str] = files["reflections"]["said"]
        self.languages = {code: Pieces(held) for code, held in files["languages"].items()}
        self.children = Pieces(files["children"])
        self.pieces = Pieces({theme: held for name in PIECES for theme, held in files[name].items()})
        self.used: set[str] = set()
        self.only: frozenset[str] = frozenset()

    def said(
        self,
        role: str,
        setting: Setting,
        voice: Voice,
        here: Sequence[str],
        language: str = "en",
        *,
        only: frozenset[str] = frozenset(),
    ) -> Said:
        """One answer, `only` about these themes where there are some.

        Another than all before it, where that is easily had.
        """
        self.only = only
        found = self.attempt(role, setting, voice, here, language)
        for _ in range(TRIES):
            if found.words.casefold() not in self.used:
                break
            found = self.attempt(role, setting, voice, here, language)
        self.used.add(found.words.casefold())
        return found

    def attempt(self, role: str, setting: Setting, voice: Voice, here: Sequence[str], language: str) -> Said:
        where = self.dice.choice(here)
        if language != "en":
            return self.in_language(role, setting, language)
        if role == SHARING:
            return Said(self.slots.filled(self.piece_of(self.sharing), here=where), ())
        pieces = self.children if voice is Voice.CHILD else self.pieces
        said = self.in_english(role, setting, pieces, where)
        return replace(said, words=self.taken_down(said.words, voice, glad=said.is_glad))

    def in_english(self, role: str, setting: Setting, pieces: Pieces, here: str) -> Said:
        form = self.form_of(role, pieces)
        theme = self.theme(role, form[0], setting, pieces)
        words = [self.piece_of(pieces.of(theme, part)) for part in form if pieces.of(theme, part)]
        themes: tuple[str, ...] = (theme,)
        glad = form[0] in GLAD
        if self.dice.random() < TWO_THEMES[role] and form[0] in GOES_ON:
            second = self.second(role, form, setting, pieces)
            if second.themes[0] != theme:
                words.append(self.joined(second.words))
                themes, glad = (theme, *second.themes), glad and second.is_glad
        if role == LIVE:
            words.insert(0, self.dice.choice(self.voices["well" if form == (G,) else "not-well"]))
        text = " ".join(ended(one) if len(words) > 1 else one for one in words if one)
        return Said(self.slots.filled(text, here=here), themes, is_glad=glad)

    def form_of(self, role: str, pieces: Pieces) -> tuple[str, ...]:
        """A form of which somebody has the first piece."""
        forms = [(share, form) for share, form in FORMS[role] if pieces.themes(form[0])]
        return self.dice.choices([form for _, form in forms], [share for share, _ in forms])[0]

    def second(self, role: str, form: tuple[str, ...], setting: Setting, pieces: Pieces) -> Said:
        """One piece about something else: what is not so good after what is, and more of the same."""
        part = {G: G, HEALTHY: HEALTHY, HELP: HELP}.get(form[0], W)
        if role in {LIVE, BEEN} and form[0] == G:
            part = P
        theme = self.theme(role, part, setting, pieces)
        return Said(self.piece_of(pieces.of(theme, part)), (theme,), is_glad=part in GLAD)

    def theme(self, role: str, part: str, setting: Setting, pieces: Pieces) -> str:
        """One that has such words; of those wanted, where any of them has."""
        held = pieces.themes(part)
        return self.themes.drawn(drawn_for(role, part), setting, held & self.only or held)

    def joined(self, words: str) -> str:
        join = self.dice.choice(self.voices["joins"])
        return f"{join}{lowered(words)}" if join else words

    def piece_of(self, ways: Sequence[str]) -> str:
        return said_of(parsed(self.dice.choice(ways)), self.dice)

    def in_language(self, role: str, setting: Setting, language: str) -> Said:
        pieces = self.languages[language]
        first = {GOOD: G, HEALTHY: HEALTHY, HELP: W, LIVE: G}.get(role, P)
        themes = [self.theme(role, first, setting, pieces)]
        words = [self.piece_of(pieces.of(themes[0], first))]
        wishes = pieces.of(themes[0], W) if first in {P, G} else ()
        if wishes and self.dice.random() < (0.6 if first == P else 0.15):
            words.append(self.piece_of(wishes))
        other = self.theme(role, first, setting, pieces)
        if first in {G, HEALTHY} and other != themes[0] and self.dice.random() < 0.4:
            themes.append(other)
            words.append(self.piece_of(pieces.of(other, first)))
        return Said(self.slots.filled(" ".join(words)), tuple(themes))

    def reflection(self) -> str:
        """What a decision maker thought. Another than all before it, where that is easily had."""
        for _ in range(TRIES):
            words = self.slots.filled(self.piece_of(self.reflections))
            if words not in self.used:
                break
        self.used.add(words)
        return words

    # How it is taken down

    def taken_down(self, words: str, voice: Voice, *, glad: bool) -> str:
        dice, ways = self.dice, self.voices
        if voice is Voice.CHILD:
            return slipped(words, ways["slips"], dice) if dice.random() < 0.4 else words
        if len(words) > 40:
            words = self.opened(ended(words), voice, glad=glad)
        if voice is Voice.HURRIED:
            words = slipped(words, ways["slips"], dice)
        elif dice.random() < 0.012:
            words = words.upper()
        if dice.random() < 0.03:
            words = f"{words} {dice.choice(ways['glad' if glad else 'cross'])}"
        return words

    def opened(self, words: str, voice: Voice, *, glad: bool) -> str:
        """With what people say before they say it, or what a chat maker writes around it."""
        dice, ways = self.dice, self.voices
        if voice is Voice.NOTE:
            who = ways["who_says"] if NOT_YOUNG.search(words) else ways["who_says"] + ways["who_says_young"]
            before = dice.choice(who) if dice.random() < 0.55 else ""
            after = ways["note_after_glad" if glad else "note_after_cross"]
            return f"{before}{words}" + (f" {dice.choice(after)}" if dice.random() < 0.14 else "")
        if dice.random() < 0.1:
            before = dice.choice(ways["before"])
            words = before + (lowered(words) if not before.endswith(". ") else words)
        if not glad and dice.random() < 0.1:
            words = f"{words} {dice.choice(ways['after'])}"
        return words


def lowered(words: str) -> str:
    """Without its capital, where its first word has none of its own."""
    words = words.replace("{who_cap}", "{who}", 1) if words.startswith("{who_cap}") else words
    return words if OWN_CAPITAL.match(words) else words[:1].lower() + words[1:]


def drawn_for(role: str, part: str) -> str:
    """Which of the rates hold for an answer that begins so."""
    if part in {LOVED, NOTHING}:
        return GOOD if part == LOVED else HEALTHY
    if part in {G, HEALTHY, HELP}:
        return part
    if part == S and role in {GOOD, HEALTHY, HELP}:
        return role
    return ASK if role in {BEEN, LIVE, GOOD, HEALTHY} else role


def voices_of(kind: EventKind, dice: random.Random) -> Voice:
    """One for a whole conversation."""
    if kind is EventKind.CHILDREN:
        return Voice.CHILD
    shares = (60, 6, 34) if kind is EventKind.ONLINE else (55, 30, 15)
    return dice.choices([Voice.PLAIN, Voice.NOTE, Voice.HURRIED], shares)[0]
