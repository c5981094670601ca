"""Packed files, opened only when they cannot grow beyond what we can hold.

Everything is judged by the list at the end of the file, before anything is unpacked. What that list says of a
member's size also bounds what the standard library unpacks of it, so it cannot lie to our cost.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from app.domain.feeds.sums import Refused, Why
from app.gateways.feed_documents import MEGABYTE, Bounds

MARK = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LONGEST_END = 65_535 + _END.size
_BYTES_PER_ENTRY = 400
"""In the list at the end: more than any honest name takes."""
RATIO = 250
"""Times its packed size. Repetitive tables reach 100."""
SMALL = MEGABYTE
"""Members no bigger than this may be packed as tightly as they like."""
CHUNK = 65_536
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What unpacking a broken member may raise."""
_DEFINITIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def opened(data: bytes, source: str, bounds: Bounds) -> zipfile.ZipFile | Refused:
    """The archive, when it is one and within bounds."""
    at = data.rfind(_END_MARK, max(0, len(data) - _LONGEST_END))
    if at < 0 or len(data) - at < _END.size:
        return Refused(source, Why.NOT_KNOWN, "it breaks off")
    _, _, _, _, entries, list_bytes, _, _ = _END.unpack_from(data, at)
    if entries > bounds.members or list_bytes > bounds.members * _BYTES_PER_ENTRY:
        return Refused(source, Why.TOO_BIG, "it holds too many files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return Refused(source, Why.NOT_KNOWN, "it breaks off")
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        return Refused(source, Why.LOCKED)
    if sum(member.file_size for member in members) > bounds.unpacked_bytes or any(
        member.file_size > max(SMALL, RATIO * member.compress_size) for member in members
    ):
        return Refused(source, Why.TOO_BIG, "it would grow too big when unpacked")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """A member unpacked; None where it is broken."""
    try:
        return archive.read(name)
    except (*BROKEN, KeyError):
        return None


def xml_fault(archive: zipfile.ZipFile, tags: int) -> Why | None:
    """What is wrong with the XML in an archive: definitions, which grow when read, or too much of it."""
    left = tags
    for one in archive.infolist():
        if not one.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        before = b""
        try:
            with archive.open(one) as file:
                while chunk := file.read(CHUNK):
                    if not before and chunk[:2] in (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00"):
                        return Why.NOT_KNOWN
                    if _DEFINITIONS.search(before[-16:] + chunk):
                        return Why.TOO_DEEP
                    left -= chunk.count(b"<")
                    if left < 0:
                        return Why.TOO_BIG
                    before = chunk
        except BROKEN:
            return Why.NOT_KNOWN
    return None
