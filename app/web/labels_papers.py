"""The words of worries, consents and files of a case."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.consent import ConsentState
from app.domain.safeguarding import PersonTold, WorryKind
from app.gateways.kept_documents import DocumentFault, DocumentKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    WorryKind: {
        WorryKind.DOMESTIC_ABUSE: _lp("worry", "Abuse at home, by a partner or family"),
        WorryKind.PHYSICAL: _lp("worry", "Somebody hurts them"),
        WorryKind.EMOTIONAL: _lp("worry", "Somebody frightens, shames or controls them"),
        WorryKind.SEXUAL: _lp("worry", "Sexual abuse"),
        WorryKind.MONEY: _lp("worry", "Somebody takes their money or things"),
        WorryKind.EXPLOITATION: _lp("worry", "Somebody uses them: forced work, a taken-over home"),
        WorryKind.DISCRIMINATION: _lp("worry", "They are harmed for who they are"),
        WorryKind.ORGANISATION: _lp("worry", "Harm by a service or in a care home"),
        WorryKind.NEGLECT: _lp("worry", "They are not looked after by whoever should"),
        WorryKind.SELF_NEGLECT: _lp("worry", "They do not look after themselves, and it is dangerous"),
        WorryKind.SELF_HARM: _lp("worry", "They may hurt or kill themselves"),
        WorryKind.CHILD: _lp("worry", "A child may be harmed"),
        WorryKind.OTHER: _lp("worry", "Something else"),
    },
    PersonTold: {
        PersonTold.YES: _lp("told", "Yes, they know"),
        PersonTold.NO: _lp("told", "No, it could make things worse"),
    },
    ConsentState: {
        ConsentState.LIVE: _lp("consent", "Yes"),
        ConsentState.NOT_YET: _lp("consent", "From a later day"),
        ConsentState.EXPIRED: _lp("consent", "Ran out"),
        ConsentState.WITHDRAWN: _lp("consent", "Taken back"),
        ConsentState.REFUSED: _lp("consent", "No"),
    },
    DocumentKind: {
        DocumentKind.PDF: _l("PDF"),
        DocumentKind.PNG: _l("Picture"),
        DocumentKind.JPEG: _l("Photograph"),
        DocumentKind.DOCX: _l("Word file"),
        DocumentKind.ODT: _l("OpenDocument text"),
        DocumentKind.TXT: _l("Plain text"),
    },
    DocumentFault: {
        DocumentFault.EMPTY: _l("There is nothing in this file. Choose another."),
        DocumentFault.TOO_LARGE: _l("This file is too big. 10 megabytes is the most."),
        DocumentFault.NOT_KNOWN: _l(
            "We cannot keep this kind of file. Send a PDF, a picture (PNG or JPEG), a Word or OpenDocument "
            "file, or plain text."
        ),
        DocumentFault.MACROS: _l(
            "There is a program in this file. Save it without, as a PDF, and try again."
        ),
        DocumentFault.BROKEN: _l(
            "This file is damaged: it ends in the middle. Save it again and try once more."
        ),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ConsentState: {
        ConsentState.LIVE: "yes",
        ConsentState.NOT_YET: "todo",
        ConsentState.EXPIRED: "late",
        ConsentState.WITHDRAWN: "no",
        ConsentState.REFUSED: "no",
    },
}
"""How a state looks beside its words."""
