"""What is written beside a point: what somebody thought, and what it says in English."""

from __future__ import annotations

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.insight.blueprint import bp, opened_point, to_own_round
from app.blueprints.insight.counts import forget
from app.blueprints.insight.forms import MemoForm, TranslationForm
from app.blueprints.insight.page import page, wanted_here
from app.domain.errors import StaleError
from app.domain.insight import MemoOn
from app.domain.reading import id_from
from app.domain.roles import Permission
from app.models.conversations import Point
from app.operations import memos, translations
from app.queries import reading_point
from app.queries.shown_words import ENGLISH
from app.web.access import requires
from app.web.place import place
from app.web.viewer import viewer


@bp.post("/points/<uuid:point_id>/memo")
@requires(Permission.FEEDBACK_CODE)
def memo(point_id: uuid.UUID) -> ResponseReturnValue:
    """Write one, or take one away. Raises: NotThereError."""
    held, form = opened_point(point_id), MemoForm()
    if (elsewhere := to_own_round(point_id)) is not None:
        return elsewhere
    if (gone := id_from(request.form.get("remove", ""))) is not None:
        memos.take_away(reading_point.memo_of(held, gone), by=viewer())
        return back(held, "memo-gone")
    if not form.validate():
        return page(held, memo=form, status=422)
    key = id_from(form.key.data or "") or uuid.uuid4()
    memos.write(MemoOn.POINT, held.id, form.memo.data or "", by=viewer(), key=key)
    return back(held, "memo")


@bp.post("/points/<uuid:point_id>/translation")
@requires(Permission.FEEDBACK_CODE)
def translate(point_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, form = opened_point(point_id), TranslationForm()
    if (elsewhere := to_own_round(point_id)) is not None:
        return elsewhere
    if not form.validate():
        return page(held, translation=form, status=422)
    try:
        words, version = form.english.data or "", form.opened_with
        translations.write(held, ENGLISH, words, version=version, by=viewer(), place=place())
    except StaleError:
        return page(held, translation=form, status=409)
    return back(held, "translated")


def back(held: Point, said: str) -> ResponseReturnValue:
    forget()
    return redirect(url_for(".point", point_id=held.id, **wanted_here().parameters(), said=said), 303)
