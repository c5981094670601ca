"""The sentences of a page as they are read, for tests of Easy Read."""

from __future__ import annotations

import re
from html import unescape

from tools import plain_english, reading_grades

BLOCKS = re.compile(r"</(?:p|li|h\d|div|label|legend|dt|dd|button|summary|option)>|<br>")
UNREAD = re.compile(r"<(script|style|noscript)\b.*?</\1>", re.DOTALL)


def of_main(page: str) -> list[str]:
    """What stands in the main part of a page, sentence by sentence."""
    main = UNREAD.sub("", page.partition("<main")[2].partition("</main")[0].partition(">")[2])
    blocks = (unescape(plain_english.TAG.sub(" ", block)) for block in BLOCKS.split(main))
    return [
        " ".join(sentence.split()) for block in blocks for sentence in plain_english.sentences(block.strip())
    ]


def too_long(page: str) -> list[str]:
    return [one for one in of_main(page) if reading_grades.length(one) > reading_grades.LONGEST_EASY]
