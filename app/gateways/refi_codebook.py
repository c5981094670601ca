"""A code frame as a REFI-QDA codebook (.qdc), written piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from app.domain.refi import COLOUR, ORIGIN, Code, in_xml

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACE = "urn:QDA-XML:codebook:1.0"


class NoCodesError(ValueError):
    """A codebook must hold a code."""


def written(codes: Sequence[Code]) -> Iterator[bytes]:
    """The file in pieces. Raises: NoCodesError."""
    if not codes:
        raise NoCodesError
    yield f'{HEAD}<CodeBook xmlns="{NAMESPACE}" origin={attribute(ORIGIN)}>\n'.encode()
    yield from (line.encode() for line in lines(codes))
    yield b"</CodeBook>\n"


def lines(codes: Sequence[Code]) -> Iterator[str]:
    """The codes as they stand in a codebook and in a project alike."""
    yield "<Codes>\n"
    for code in codes:
        yield from _code(code, 1)
    yield "</Codes>\n"


def _code(code: Code, depth: int) -> Iterator[str]:
    indent = " " * depth
    colour = f" color={attribute(code.colour)}" if COLOUR.fullmatch(code.colour) else ""
    yield (
        f'{indent}<Code guid="{code.id}" name={attribute(code.name)}'
        f' isCodable="{str(code.is_codable).lower()}"{colour}>\n'
    )
    if code.about:
        yield f"{indent} <Description>{text(code.about)}</Description>\n"
    for one in code.below:
        yield from _code(one, depth + 1)
    yield f"{indent}</Code>\n"


def text(words: str) -> str:
    """What stands between tags. A carriage return is named, else every reader drops it."""
    return escape(in_xml(words), {"\r": "&#13;"})


def attribute(words: str) -> str:
    return quoteattr(in_xml(words))
