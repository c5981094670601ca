"""Files about people: looked into before they are kept, encrypted, under our own names outside the web root.

What a file is, is told by its contents. Pictures lose what a camera writes into them: where and when.
"""

from __future__ import annotations

import io
import os
import uuid
import zipfile
from enum import StrEnum
from pathlib import Path

from app.models.sealed import seal, unseal

FOLDER = "documents"
MOST_BYTES = 10 * 1024 * 1024
MOST_IN_ARCHIVE = 60 * 1024 * 1024
MOST_ENTRIES = 2000
WHERE = "case_document"


class DocumentKind(StrEnum):
    """What may be kept. The value is how its name ends."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    ODT = "odt"
    TXT = "txt"


MIME = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.PNG: "image/png",
    DocumentKind.JPEG: "image/jpeg",
    DocumentKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentKind.ODT: "application/vnd.oasis.opendocument.text",
    DocumentKind.TXT: "text/plain; charset=utf-8",
}


class DocumentFault(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_KNOWN = "not-known"
    """None of the kinds we keep, whatever its name says."""
    MACROS = "macros"
    """It holds a program."""
    BROKEN = "broken"


class DocumentRefusedError(ValueError):
    def __init__(self, fault: DocumentFault) -> None:
        super().__init__(fault)
        self.fault = fault


def looked_into(content: bytes) -> tuple[DocumentKind, bytes]:
    """What it is, and what of it is kept. Raises: DocumentRefusedError."""
    if not content:
        raise DocumentRefusedError(DocumentFault.EMPTY)
    if len(content) > MOST_BYTES:
        raise DocumentRefusedError(DocumentFault.TOO_LARGE)
    if content.startswith(b"%PDF-"):
        if b"/JavaScript" in content or b"/Launch" in content:
            raise DocumentRefusedError(DocumentFault.MACROS)
        return DocumentKind.PDF, content
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return DocumentKind.PNG, bare_png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return DocumentKind.JPEG, bare_jpeg(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content), content
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise DocumentRefusedError(DocumentFault.NOT_KNOWN) from None
    if "\0" in text or text.lstrip("\ufeff \t\r\n").startswith(("<", "#!", "MZ")):
        raise DocumentRefusedError(DocumentFault.NOT_KNOWN)
    return DocumentKind.TXT, content


def _of_archive(content: bytes) -> DocumentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_IN_ARCHIVE:
                raise DocumentRefusedError(DocumentFault.TOO_LARGE)
            if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
                raise DocumentRefusedError(DocumentFault.MACROS)
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return DocumentKind.DOCX
            if "mimetype" in names and archive.read("mimetype").strip() == MIME[DocumentKind.ODT].encode():
                return DocumentKind.ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise DocumentRefusedError(DocumentFault.BROKEN) from None
    raise DocumentRefusedError(DocumentFault.NOT_KNOWN)


def bare_jpeg(content: bytes) -> bytes:
    """The picture without what a camera or a program wrote beside it. Raises: DocumentRefusedError."""
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise DocumentRefusedError(DocumentFault.BROKEN)
        mark, size = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if mark == 0xDA:
            return bytes(kept) + content[at:]
        if size < 2 or at + 2 + size > len(content):
            break
        is_beside = 0xE1 <= mark <= 0xEF or mark == 0xFE
        if not is_beside:
            kept += content[at : at + 2 + size]
        at += 2 + size
    raise DocumentRefusedError(DocumentFault.BROKEN)


SHOWN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"bKGD", b"pHYs"})
"""The parts of a PNG that make the picture."""


def bare_png(content: bytes) -> bytes:
    """The same for a PNG. Raises: DocumentRefusedError."""
    kept, at = bytearray(content[:8]), 8
    while at + 12 <= len(content):
        size, name = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if at + 12 + size > len(content):
            break
        if name in SHOWN:
            kept += content[at : at + 12 + size]
        if name == b"IEND":
            return bytes(kept)
        at += 12 + size
    raise DocumentRefusedError(DocumentFault.BROKEN)


def keep(data: Path, document_id: uuid.UUID, content: bytes) -> str:
    """Keep it encrypted, whole on the disk before anything says so; the name it has there."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{document_id.hex}.sealed"
    made = path.with_suffix(".new")
    made.touch(mode=0o600)
    with made.open("wb") as file:
        file.write(seal(content, where=f"{WHERE}:{document_id}"))
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)
    return path.name


def read(data: Path, document_id: uuid.UUID, stored_as: str) -> bytes:
    """Raises: OSError where it is not there; InvalidTag where it was changed or stands for another."""
    return unseal((data / FOLDER / Path(stored_as).name).read_bytes(), where=f"{WHERE}:{document_id}")


def forget(data: Path, stored_as: str) -> None:
    (data / FOLDER / Path(stored_as).name).unlink(missing_ok=True)
