"""The entries of `harm_words`: patterns of small letters, each with kind, language and why it is there."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.engagement import HarmKind


@dataclass(frozen=True, slots=True)
class Harm:
    kind: HarmKind
    language: str
    words: str
    """A pattern of whole words; "|" stands between ways to say it, "~" for the rest of a word."""
    why: str


S, A, C, V = HarmKind.SELF_HARM, HarmKind.ABUSE, HarmKind.CHILD, HarmKind.VIOLENCE

HARMS = (
    Harm(S, "en", "suicid(?:e|al|ally)|suicides", "the plain word"),
    Harm(S, "en", "kill(?:ing|ed)? (?:my|him|her|them|your)sel(?:f|ves)", "the plain words"),
    Harm(S, "en", "self[ -]?harm(?:s|ed|ing)?", "the plain word"),
    Harm(
        S,
        "en",
        "(?:end|ending|ended|take|taking|took) (?:my|his|her|their) (?:own )?li(?:fe|ves)",
        "a common way",
    ),
    Harm(
        S,
        "en",
        "end it all|ending it all|not want to (?:live|be here)|don'?t want to (?:live|be here)",
        "the same",
    ),
    Harm(
        A,
        "en",
        "(?:he|she|they|husband|wife|partner|boyfriend|girlfriend|dad|mum) (?:hits?|beats?|hurts?) me",
        "somebody says who does it",
    ),
    Harm(
        A,
        "en",
        "rape(?:d|s)?|raping|sexual(?:ly)? (?:abus|assault)~|domestic (?:abuse|violence)",
        "plain words",
    ),
    Harm(
        C,
        "en",
        "(?:hits?|beats?|hurts?|touch(?:es|ed)) (?:the|my|his|her|their) (?:kids?|child|children|son|"
        "daughter|boy|girl|baby)",
        "a child named as the one who is hurt",
    ),
    Harm(
        C,
        "en",
        "child abuse|abus(?:e|es|ed|ing) (?:a |the |my |her |his )?(?:kids?|child|children)",
        "plain words",
    ),
    Harm(V, "en", "(?:kill|stab|shoot|murder) (?:him|her|me|you|them|us|somebody|someone)", "a threat"),
    Harm(V, "en", "stabb(?:ed|ing)s?|murder(?:ed|s)?|knife crime|at knifepoint", "plain words"),
    Harm(
        S,
        "pl",
        "samobójstw~|samobójcz~|zabić się|zabiję się|nie chcę żyć|nie chce mi się żyć",
        "plain words",
    ),
    Harm(
        A,
        "pl",
        "bije mnie|pobił mnie|przemoc~ domow~|zgwałc~|gwałt~",
        "plain words",
    ),
    Harm(S, "ar", "(?:ال)?انتحار|انتحر|اقتل نفسي|اريد ان اموت|لا اريد ان اعيش|اؤذي نفسي", "plain words"),
    Harm(A, "ar", "يضربني|تضربني|اغتصاب|اغتصبني|عنف (?:منزلي|اسري)", "plain words"),
)

HARMLESS = (
    "kill(?:ing|s)? (?:some |the )?time",
    "to die for",
    "(?:kill|die|murder) for an? \\w+",
)
