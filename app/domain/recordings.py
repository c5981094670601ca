"""Films in British Sign Language and recordings of plain pages: which files we take, and how one stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

BSL = "bfi"
"""British Sign Language, as ISO 639-3 calls it."""

LONGEST_TRANSCRIPT, LONGEST_WHO, LONGEST_CAPTIONS = 60_000, 120, 300_000
HEAD_BYTES = 256
"""As much of the start of a file as it takes to know it."""


class RecordingKind(StrEnum):
    BSL = "bsl"
    AUDIO = "audio"


class RecordingState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    """It was published, and a newer one is now."""
    WITHDRAWN = "withdrawn"
    """It was published and was taken off."""


class MediaType(StrEnum):
    """What a file is. The value is how its name ends."""

    MP4 = "mp4"
    WEBM = "webm"
    MP3 = "mp3"
    M4A = "m4a"
    OGG = "ogg"
    WAV = "wav"


class RecordingFault(StrEnum):
    """Why we do not take a file."""

    EMPTY = "empty"
    NOT_A_FILM = "not-a-film"
    NOT_A_SOUND = "not-a-sound"
    FILM_TOO_BIG = "film-too-big"
    SOUND_TOO_BIG = "sound-too-big"
    NO_CAPTIONS = "no-captions"
    """The file of captions is none, or is too long."""


class RecordingRefusedError(ValueError):
    def __init__(self, fault: RecordingFault) -> None:
        super().__init__(fault)
        self.fault = fault


MIME: Mapping[MediaType, str] = {
    MediaType.MP4: "video/mp4",
    MediaType.WEBM: "video/webm",
    MediaType.MP3: "audio/mpeg",
    MediaType.M4A: "audio/mp4",
    MediaType.OGG: "audio/ogg",
    MediaType.WAV: "audio/wav",
}
MEGABYTE = 1_000_000
MOST_BYTES: Mapping[RecordingKind, int] = {
    RecordingKind.BSL: 60 * MEGABYTE,
    RecordingKind.AUDIO: 20 * MEGABYTE,
}
WRONG_TYPE = {
    RecordingKind.BSL: RecordingFault.NOT_A_FILM,
    RecordingKind.AUDIO: RecordingFault.NOT_A_SOUND,
}
TOO_BIG = {
    RecordingKind.BSL: RecordingFault.FILM_TOO_BIG,
    RecordingKind.AUDIO: RecordingFault.SOUND_TOO_BIG,
}

MP4_BRANDS = (b"avc1", b"dash", b"iso", b"M4V", b"mp41", b"mp42", b"MSNV")
"""How the brand of an mp4 begins that browsers play. A picture of a phone (heic) is such a box too."""
SOUND_BRANDS = (b"M4A", b"M4B")
OGG_SOUNDS = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC")
NOT_SHOWN = frozenset({RecordingState.DRAFT, RecordingState.REPLACED, RecordingState.WITHDRAWN})
"""States from which one may be published, or thrown away for good."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a recording besides its file."""

    transcript: str
    transcript_language: str
    maker: str
    """A team or an organisation, never a private name."""
    recorded_on: dt.date
    has_sound: bool = False
    """Of a film: does it speak too?"""
    checked_by: str = ""
    """Of a film: the organisation of the Deaf person who checked it; empty where nobody has."""
    checked_on: dt.date | None = None


def kind_of(language: str) -> RecordingKind:
    """A film for British Sign Language, a recording for every spoken one."""
    return RecordingKind.BSL if language == BSL else RecordingKind.AUDIO


def media_type(head: bytes, kind: RecordingKind) -> MediaType:
    """What a file is by how it begins, whatever its name says. Raises: RecordingRefusedError."""
    found = _film(head) if kind is RecordingKind.BSL else _sound(head)
    if found is None:
        raise RecordingRefusedError(WRONG_TYPE[kind] if head else RecordingFault.EMPTY)
    return found


def _film(head: bytes) -> MediaType | None:
    if head[4:8] == b"ftyp" and head[8:12].startswith(MP4_BRANDS):
        return MediaType.MP4
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return MediaType.WEBM
    return None


def _sound(head: bytes) -> MediaType | None:
    if head[4:8] == b"ftyp" and head[8:12].startswith(SOUND_BRANDS + MP4_BRANDS):
        return MediaType.M4A
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return MediaType.WAV
    if head.startswith(b"OggS") and any(name in head for name in OGG_SOUNDS):
        return MediaType.OGG
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return MediaType.MP3
    return None


def _is_mp3_frame(head: bytes) -> bool:
    """Eleven bits of sync, then a version, layer 3, a rate of bits and one of samples that there are."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, bits, samples = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and 0 < bits < 15 and samples != 3


def captions_of(content: bytes) -> str:
    """The captions as text. Raises: RecordingRefusedError where they are no WebVTT."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RecordingRefusedError(RecordingFault.NO_CAPTIONS) from None
    is_captions = text.startswith("WEBVTT") and "-->" in text and "\0" not in text
    if not is_captions or len(text) > LONGEST_CAPTIONS:
        raise RecordingRefusedError(RecordingFault.NO_CAPTIONS)
    return text


def is_behind(of_words: str, now: str | None) -> bool:
    """Has the page changed since it was recorded? `now`: its words today, whole; None where it is gone."""
    return of_words != now
