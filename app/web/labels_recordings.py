"""The words of films and recordings of pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.recordings import RecordingFault, RecordingKind, RecordingState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    RecordingKind: {
        RecordingKind.BSL: _l("Film in British Sign Language (BSL)"),
        RecordingKind.AUDIO: _l("Recording to listen to"),
    },
    RecordingState: {
        RecordingState.DRAFT: _lp("film or recording", "Draft"),
        RecordingState.PUBLISHED: _lp("film or recording", "On the page"),
        RecordingState.REPLACED: _lp("film or recording", "Earlier one"),
        RecordingState.WITHDRAWN: _lp("film or recording", "Taken off"),
    },
    RecordingFault: {
        RecordingFault.EMPTY: _l("There is nothing in this file. Choose another."),
        RecordingFault.NOT_A_FILM: _l(
            "This is not an mp4 or webm film. Save it as mp4, then choose it again."
        ),
        RecordingFault.NOT_A_SOUND: _l(
            "This is not an mp3, m4a, ogg or wav recording. Save it as mp3, then choose it again."
        ),
        RecordingFault.FILM_TOO_BIG: _l(
            "The film is bigger than 60 MB. Make it smaller or shorter, then choose it again."
        ),
        RecordingFault.SOUND_TOO_BIG: _l(
            "The recording is bigger than 20 MB. Save it as mp3, then choose it again."
        ),
        RecordingFault.NO_CAPTIONS: _l(
            "This is not a file of captions. It ends in .vtt and begins with the word WEBVTT."
        ),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    RecordingState: {
        RecordingState.DRAFT: "todo",
        RecordingState.PUBLISHED: "yes",
        RecordingState.REPLACED: "no",
        RecordingState.WITHDRAWN: "no",
    },
}
