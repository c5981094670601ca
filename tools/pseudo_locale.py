"""A made-up language that shows what was never handed to a translator.

Every English string becomes ⟦Ëvéŕý šťŕíñĝ⟧; words on a page outside the brackets are hard-coded.

Run: `python tools/pseudo_locale.py FOLDER` writes FOLDER/pl/LC_MESSAGES/messages.mo (in the place of Polish).
"""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools import catalogues

OPEN, CLOSE = "⟦", "⟧"
PLAIN = "ACDEGIKLNORSTUYZacdegiklnorstuyz"
ACCENTED = "ÁĆĎÉĜÍĶĹŃÓŔŠŤÚÝŽáćďéĝíķĺńóŕšťúýž"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
LEFT_ALONE = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;|\{\w+\})")


def pseudo(text: str) -> str:
    """The string in accents and brackets; gaps and tags left as they are."""
    parts = LEFT_ALONE.split(text)
    return (
        OPEN
        + "".join(part if LEFT_ALONE.fullmatch(part) else part.translate(ACCENTS) for part in parts)
        + CLOSE
    )


def is_left_out(message: Message, every: int) -> bool:
    """One string of so many stays without words, always the same ones; none where `every` is 0."""
    words = message.id if isinstance(message.id, str) else message.id[0]
    return bool(every) and zlib.crc32(words.encode()) % every == 0


def pseudo_catalogue(english: Catalog, language: str, leave_out: int = 0) -> Catalog:
    """Every string of the English catalogue in the made-up language, in every plural form."""
    made = Catalog(locale=language)
    for message in english:
        if not message.id or is_left_out(message, leave_out):
            continue
        if isinstance(message.id, tuple):
            words: str | tuple[str, ...] = (pseudo(message.id[1]),) * made.num_plurals
        else:
            words = pseudo(message.id)
        made.add(message.id, words, context=message.context)
    return made


def write(folder: Path, language: str = "pl", leave_out: int = 0) -> Path:
    target = folder / language / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, pseudo_catalogue(catalogues.extracted(), language, leave_out))
    return target


if __name__ == "__main__":
    print(write(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pseudo")))
