"""How much personal data is found in comments: `python benchmarks/personal_data.py`.

Recall and false alarms by kind on the invented comments of ../shared/feedback-corpus, then on the real ones
there: how many would be asked about, and how many would make somebody look for harm. Prints counts alone.

The figures on invented comments flatter: the same hand wrote their templates and the first patterns, and the
rules were tuned on them. `by list alone` says how many names would be found in sentences none of our patterns
knows: what a name in other words may expect. Never call words anonymous because nothing was found.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.harm_words import kinds_in
from app.domain.personal_data import PersonalData, find
from tests.invented_comments import invented, real, scored

say = sys.stdout.write


def main() -> None:
    score = scored(invented())
    say(f"{'invented comments':18} found of marked   false alarms\n")
    for kind in PersonalData:
        say(f"{kind.value:18} {score.found[kind]:5} of {score.marked[kind]:<9} {score.alarms[kind]:5}\n")
    say(f"clean ones: {score.touched} of {score.clean} touched\n")
    names = [
        comment.text[mark.start : mark.end]
        for comment in invented()
        for mark in comment.marked
        if mark.kind is PersonalData.NAME
    ]
    alone = sum(any(found.kind is PersonalData.NAME for found in find(f"yes, {name}")) for name in names)
    say(f"names by list alone: {alone} of {len(names)}\n\n")
    texts = list(real())
    began = time.perf_counter()
    asked = Counter(kind for text in texts for kind in {found.kind for found in find(text)})
    took = time.perf_counter() - began
    say(f"{len(texts):,} real comments, {took / len(texts) * 1000:.2f} ms each\n")
    for kind, many in asked.most_common():
        say(f"{kind.value:18} {many:5}   {many / len(texts):.2%} would be asked about it\n")
    worries = sum(bool(kinds_in(text)) for text in texts)
    say(f"words of harm      {worries:5}   {worries / len(texts):.2%} would make somebody look\n")


if __name__ == "__main__":
    main()
