"""Suggestions of codes behind one small door: the app starts, and every page works, without scikit-learn.

`requirements/insight.txt`. Whatever needs it is imported when it is first asked for.
"""

from __future__ import annotations

import base64
import importlib.util
from typing import TYPE_CHECKING

from app.gateways import sentence_vectors

if TYPE_CHECKING:
    from app.gateways.suggester_features import Encoder

NEEDED = ("sklearn", "scipy", "numpy")


def is_there() -> bool:
    """Whether scikit-learn is installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def knows_meaning() -> bool:
    """Whether the extra for the meaning of sentences is installed as well."""
    return is_there() and sentence_vectors.is_there()


def encoder(*, wanted: bool) -> Encoder | None:
    return sentence_vectors.vectors if wanted and knows_meaning() else None


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


def unpacked(text: str) -> bytes:
    return base64.b64decode(text)
