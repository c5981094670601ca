"""Which drawing stands beside a question on an Easy Read card, by what the question is about.

A wrong picture misleads: where nothing fits it is somebody speaking.
"""

from __future__ import annotations

import re

SAY = "say"
ABOUT: tuple[tuple[str, str], ...] = (
    ("walking", "active exercise fit healthy move moving sport walk wellbeing"),
    ("bus", "bus buses transport travel"),
    ("food", "eat eating food meal meals"),
    ("money", "afford benefits cost costs money pay"),
    ("online", "computer digital internet online"),
    ("phone", "phone ring telephone"),
    ("baby", "babies baby pregnancy pregnant"),
    ("carer", "care carer carers caring"),
    ("memory", "dementia memory"),
    ("access", "access accessible disability disabled wheelchair"),
    ("low", "lonely mood sad stress worried worries"),
    ("company", "belong communities community friends neighbours people together"),
    ("breathing", "breathing smoke smoking"),
    ("home", "area city estate home house live living neighbourhood place town village"),
)
"""Drawing -> words. The first one that fits is taken."""
WORD = re.compile(r"[a-z]+")


def drawing_for(english: str) -> str:
    """The name of a drawing of ours for a question in English."""
    said = set(WORD.findall(english.casefold()))
    return next((drawing for drawing, words in ABOUT if said & set(words.split())), SAY)
