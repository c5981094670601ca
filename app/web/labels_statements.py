"""The words of statements and answers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.insight import (
    AnswerStatus,
    RightAnswer,
    SourceKind,
    StatementStatus,
    StepState,
    WayIn,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AnswerStatus: {
        # Translators: what became of something people asked for.
        AnswerStatus.MET: _lp("answer", "Met"),
        AnswerStatus.PARTLY: _lp("answer", "Partly met"),
        AnswerStatus.NOT_MET: _lp("answer", "Not met"),
        AnswerStatus.NOT_STARTED: _lp("answer", "Not started"),
        # Translators: the reason follows on the next line.
        AnswerStatus.CANNOT: _lp("answer", "We cannot, because"),
        # Translators: an old paper said that it was planned; nobody knows whether it was done.
        AnswerStatus.PLANNED: _lp("answer", "Planned, not checked since"),
    },
    StatementStatus: {
        StatementStatus.DRAFT: _lp("statement", "Draft"),
        StatementStatus.PUBLISHED: _lp("statement", "Everybody can read it"),
    },
    StepState: {
        StepState.WAITING: _lp("answer", "Waits for you to read it"),
        StepState.SHOWN: _lp("answer", "Shown"),
        StepState.RETURNED: _lp("answer", "Went back with a question"),
    },
    RightAnswer: {
        RightAnswer.YES: _lp("did we get this right?", "Yes"),
        RightAnswer.NOT_QUITE: _lp("did we get this right?", "Not quite"),
        RightAnswer.NO: _lp("did we get this right?", "No"),
    },
    SourceKind: {
        SourceKind.EVENT: _lp("source", "A theme of an event"),
        SourceKind.SURVEY: _lp("source", "A survey"),
        SourceKind.PAST: _lp("source", "Something people told us before"),
    },
    WayIn: {
        # Translators: what the partnership wants for people in the end.
        WayIn.OUTCOME: _l("Aims"),
        WayIn.PRIORITY: _l("Priorities"),
        WayIn.STRATEGY: _l("Strategies"),
        # Translators: the few things the partnership measures most closely; their own word.
        WayIn.OBSESSION: _l("Obsessions"),
        WayIn.AREA: _l("Areas"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    AnswerStatus: {
        AnswerStatus.MET: "yes",
        AnswerStatus.PARTLY: "part",
        AnswerStatus.NOT_MET: "no",
        AnswerStatus.NOT_STARTED: "todo",
        AnswerStatus.CANNOT: "cannot",
        AnswerStatus.PLANNED: "unknown",
    },
    StatementStatus: {StatementStatus.DRAFT: "todo", StatementStatus.PUBLISHED: "yes"},
    StepState: {StepState.WAITING: "new", StepState.SHOWN: "yes", StepState.RETURNED: "part"},
}
