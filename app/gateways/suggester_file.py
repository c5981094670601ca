"""What was learned as bytes and back: arrays and JSON in one archive. No pickle, so reading it runs nothing.

The same model gives the same bytes. Imported only where scikit-learn is installed.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import numpy as np

from app.gateways.suggester_features import KINDS, Encoder, Features, vectoriser
from app.gateways.suggester_learning import PENALTIES, Learned

FORMAT = 1
MOST_BYTES = 200 * 2**20
ARRAYS = ("weights", "bias", "spread", "second", "added", "lines")


class UnreadableModelError(Exception):
    """These bytes are no model, or one of another version of Ginnel."""


def to_bytes(learned: Learned) -> bytes:
    arrays: dict[str, Any] = {name: getattr(learned, name) for name in ARRAYS}
    arrays["weights"] = learned.weights.astype(np.float16)
    about: dict[str, Any] = {
        "format": FORMAT,
        "codes": list(learned.codes),
        "questions": learned.features.questions,
        "uses_meaning": learned.features.encoder is not None,
        "learned_from": learned.learned_from,
    }
    for kind, one in learned.features.vectorisers.items():
        arrays[f"rarity_{kind}"] = one.idf_
        about[f"terms_{kind}"] = sorted(one.vocabulary_, key=one.vocabulary_.get)
    text = json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
    arrays["about"] = np.frombuffer(text, dtype=np.uint8)
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, **arrays)
    return held.getvalue()


def from_bytes(data: bytes, encoder: Encoder | None) -> Learned:
    """`encoder` is needed where it was learned with one. Raises: UnreadableModelError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise UnreadableModelError
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            about = json.loads(found["about"].tobytes())
            if about["format"] != FORMAT or (about["uses_meaning"] and encoder is None):
                raise UnreadableModelError
            made = {}
            for kind in KINDS:
                terms = about[f"terms_{kind}"]
                made[kind] = vectoriser(kind, vocabulary={term: at for at, term in enumerate(terms)})
                made[kind].idf_ = found[f"rarity_{kind}"]
            arrays = {name: found[name] for name in ARRAYS}
    except (AttributeError, KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise UnreadableModelError from error
    arrays["weights"] = arrays["weights"].astype(np.float32)
    if arrays["weights"].ndim != 2 or arrays["weights"].shape[1] != len(PENALTIES) * len(about["codes"]):
        raise UnreadableModelError
    features = Features(made, about["questions"], encoder if about["uses_meaning"] else None)
    return Learned(tuple(about["codes"]), features, **arrays, learned_from=about["learned_from"])
