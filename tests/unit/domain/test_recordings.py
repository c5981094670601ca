"""A file is what it begins as, whatever its name says; a recording is behind when the words have changed."""

import pytest

from app.domain import recordings
from app.domain.recordings import BSL, MediaType, RecordingFault, RecordingKind, RecordingRefusedError

FILM, SOUND = RecordingKind.BSL, RecordingKind.AUDIO
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41"
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
MP3_FRAME = b"\xff\xfb\x90\x00"
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0"


@pytest.mark.parametrize(
    ("head", "kind", "found"),
    [
        (MP4, FILM, MediaType.MP4),
        (b"\0\0\0\x18ftypmp42", FILM, MediaType.MP4),
        (WEBM, FILM, MediaType.WEBM),
        (M4A, SOUND, MediaType.M4A),
        (MP4, SOUND, MediaType.M4A),
        (b"RIFF\x24\0\0\0WAVEfmt ", SOUND, MediaType.WAV),
        (b"OggS\0\2" + bytes(22) + b"OpusHead", SOUND, MediaType.OGG),
        (b"ID3\x04", SOUND, MediaType.MP3),
        (MP3_FRAME, SOUND, MediaType.MP3),
    ],
)
def test_a_file_is_known_by_how_it_begins(head, kind, found):
    assert recordings.media_type(head, kind) is found


@pytest.mark.parametrize(
    ("head", "kind", "fault"),
    [
        (b"", FILM, RecordingFault.EMPTY),
        (b"<html>", FILM, RecordingFault.NOT_A_FILM),
        (b"RIFF\x24\0\0\0WAVEfmt ", FILM, RecordingFault.NOT_A_FILM),
        (M4A, FILM, RecordingFault.NOT_A_FILM),
        (b"\0\0\0\x18ftypheic", FILM, RecordingFault.NOT_A_FILM),
        (b"\0\0\0\x14ftypqt  ", FILM, RecordingFault.NOT_A_FILM),
        (WEBM.replace(b"webm", b"matroska"), FILM, RecordingFault.NOT_A_FILM),
        (WEBM, SOUND, RecordingFault.NOT_A_SOUND),
        (b"OggS\0\2" + bytes(22) + b"\x80theora", SOUND, RecordingFault.NOT_A_SOUND),
        (b"\xff\xf1\x50\x80", SOUND, RecordingFault.NOT_A_SOUND),
        (b"\xff\xfb\xf0\x00", SOUND, RecordingFault.NOT_A_SOUND),
        (b"%PDF-1.7", SOUND, RecordingFault.NOT_A_SOUND),
    ],
)
def test_what_is_something_else_is_refused(head, kind, fault):
    with pytest.raises(RecordingRefusedError) as refused:
        recordings.media_type(head, kind)
    assert refused.value.fault is fault


def test_captions_are_webvtt_and_nothing_else():
    said = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"
    assert recordings.captions_of(b"\xef\xbb\xbf" + said.encode()) == said
    for wrong in (b"1\n00:00:00,000 --> 00:00:02,000\nHello", b"WEBVTT", b"\xff\xfe", b""):
        with pytest.raises(RecordingRefusedError):
            recordings.captions_of(wrong)


def test_a_sign_language_is_a_film_and_a_spoken_one_a_recording():
    assert recordings.kind_of(BSL) is FILM
    assert recordings.kind_of("pl") is SOUND


def test_it_is_behind_when_one_word_of_the_page_changed_or_the_page_is_gone():
    assert not recordings.is_behind("Ring us.", "Ring us.")
    assert recordings.is_behind("Ring us.", "Write to us.")
    assert recordings.is_behind("Ring us.", None)
