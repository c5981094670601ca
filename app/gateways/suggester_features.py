"""Words and parts of words of what was said, as numbers: TF-IDF, the question, and sentence vectors if any.

Imported only where scikit-learn is installed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from app.domain.suggesting import Said

Encoder = Callable[[Sequence[str]], "np.ndarray[Any, Any]"]

WEIGHT_OF_QUESTION = 0.55
WEIGHT_OF_MEANING = 1.2
LONG_DRAWN = re.compile(r"(.)\1{2,}")
WORD = re.compile(r"(?u)\b\w[\w']*\b")
MOST_TERMS = {"words": 20_000, "parts": 30_000}
KINDS: dict[str, dict[str, Any]] = {
    "words": {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w\w+\b"},
    "parts": {"ngram_range": (2, 5), "analyzer": "char_wb"},
}
IN_POINTS = 2
"""A word or a part that only one point holds teaches little, may be a name, and is not kept."""


def tidied(words: str) -> str:
    """Small letters, straight apostrophes, and "sooooo" like "soo". Parts of words forgive other slips."""
    return LONG_DRAWN.sub(r"\1\1", words.lower().replace("’", "'"))


def vectoriser(kind: str, **more: Any) -> Any:
    options = {"sublinear_tf": True, "strip_accents": "unicode", "dtype": np.float32, **KINDS[kind], **more}
    return TfidfVectorizer(preprocessor=None, lowercase=False, **options)


@dataclass
class Features:
    """What was learned of words: which there are and how rare each is."""

    vectorisers: dict[str, Any]
    questions: list[str]
    encoder: Encoder | None = field(default=None, compare=False)

    @classmethod
    def learn(
        cls, points: Sequence[Said], encoder: Encoder | None, *, are_invented: bool = False
    ) -> Features:
        """Of invented ones, as example quotes are, every word may be kept."""
        texts = [tidied(point.words) for point in points]
        made = {}
        for kind in KINDS:
            least = 1 if are_invented and kind == "words" else IN_POINTS
            made[kind] = vectoriser(kind, max_features=MOST_TERMS[kind], min_df=least)
            try:
                made[kind].fit(texts)
            except ValueError:  # nothing left, as with a handful of one-letter answers
                made[kind] = vectoriser(kind, vocabulary={"": 0}).fit(["x"])
        return cls(made, sorted({point.question for point in points}), encoder)

    def of(self, points: Sequence[Said]) -> Any:
        """One sparse row a point: words, parts of words, question, meaning."""
        texts = [tidied(point.words) for point in points]
        blocks = [self.vectorisers[kind].transform(texts) for kind in KINDS]
        asked = np.array([[point.question == one for one in self.questions] for point in points])
        blocks.append(sparse.csr_matrix(asked.reshape(len(points), -1) * np.float32(WEIGHT_OF_QUESTION)))
        if self.encoder is not None:
            meaning = self.encoder([point.words for point in points])
            blocks.append(sparse.csr_matrix(meaning * np.float32(WEIGHT_OF_MEANING)))
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    def alike(self, point: Said, others: Sequence[Said]) -> list[float]:
        """From 0 to 1 for each of the others: the cosine of their words, and of what they mean if known."""
        asked = [Said(one.words) for one in (point, *others)]  # which question it was is not what it says
        rows = self.of(asked)
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel()) + 1e-9
        shared = np.asarray((rows[1:] @ rows[0].T).todense()).ravel()
        return [float(one) for one in shared / lengths[1:] / lengths[0]]

    def words_that_counted(self, point: Said, weights: Any, most: int) -> list[tuple[str, ...]]:
        """For each column of `weights` the words of this text that spoke most for it, as they stand there."""
        row = self.of([point])
        place = {term: at for at, term in enumerate(row.indices.tolist())}
        given = row.data[:, None] * weights[row.indices]
        tokens = {
            match.group(): tidied(match.group())
            for match in WORD.finditer(point.words)
            if len(match.group()) > 2 and tidied(match.group()) not in ENGLISH_STOP_WORDS
        }
        terms = {
            word: [place[term] for term in self._terms(tidy) if term in place]
            for word, tidy in tokens.items()
        }
        shared = Counter(at for found in terms.values() for at in found)
        sums = {
            word: sum((given[at] / shared[at] for at in found), np.zeros(weights.shape[1]))
            for word, found in terms.items()
        }
        return [
            strongest({word: float(each[at]) for word, each in sums.items()}, most)
            for at in range(weights.shape[1])
        ]

    def _terms(self, word: str) -> set[int]:
        """Which columns a word stands behind: itself and its parts."""
        of_words, of_parts = (self.vectorisers[kind].vocabulary_ for kind in KINDS)
        found = {len(of_words) + of_parts[one] for one in self._analysers[1](word) if one in of_parts}
        return found | {of_words[one] for one in self._analysers[0](word) if one in of_words}

    @cached_property
    def _analysers(self) -> list[Any]:
        return [self.vectorisers[kind].build_analyzer() for kind in KINDS]


def strongest(sums: dict[str, float], most: int) -> tuple[str, ...]:
    """Each word once, however it is written."""
    ranked = sorted((word for word in sums if sums[word] > 0), key=lambda word: (-sums[word], word))
    seen: dict[str, str] = {}
    for word in ranked:
        seen.setdefault(word.lower(), word)
    return tuple(seen.values())[:most]
