"""Points as rows: their words as they may be shown, their codes, and the state they are in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.insight import RoundStatus
from app.queries import reading
from app.queries.codings import codes_of
from app.queries.frames import names_of
from app.queries.reading_choices import area_names
from app.queries.rounds import hidden_from
from app.queries.shown_words import in_english, shown_words
from app.web.labels import label
from app.web.language_names import language_name, own_name
from app.web.viewer import viewer

HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    words: str
    language: str
    direction: str
    english: str
    """Where it was said in another language and somebody translated it."""
    question_key: str
    event: str
    area: str
    community: str
    codes: tuple[str, ...]
    state: tuple[str, str]
    """The shape it is drawn with, and the words."""
    is_good: bool


def rows(ids: Sequence[uuid.UUID]) -> list[Row]:
    """Seven statements, however many there are. Codes of points somebody codes alone are kept from them."""
    held = reading.held(ids)
    shown = shown_words([one.point for one in held])
    blind = hidden_from(viewer(), ids)
    given = codes_of([one for one in ids if one not in blind])
    names = names_of({coding.code_id for codings in given.values() for coding in codings})
    english = in_english(ids)
    areas = area_names({one.area_code for one in held})
    return [
        Row(
            id=one.point.id,
            words=shown[one.point.id].plain(hidden=HIDDEN),
            language=one.point.language,
            direction=own_name(one.point.language)[1],
            english=english.get(one.point.id, ""),
            question_key=one.point.question_key,
            event=one.event,
            area=areas.get(one.area_code, ""),
            community=one.community,
            codes=tuple(
                dict.fromkeys(names.get(coding.code_id, "") for coding in given.get(one.point.id, []))
            ),
            state=("todo", label(RoundStatus.OPEN)) if one.point.id in blind else state_of(one),
            is_good=one.is_good,
        )
        for one in held
    ]


def state_of(one: reading.Held) -> tuple[str, str]:
    """What stands first about it."""
    if one.differs:
        return "part", _("Two coders differ")
    if one.is_coded:
        return "yes", _("Coded")
    if one.is_untranslated:
        return "unknown", _("In %(language)s, not translated", language=language_name(one.point.language))
    if one.is_read:
        return "no", _("Read, nothing fits")
    return "todo", _("Not coded")
