"""Choosing again where a code was split; one code with its past and what people thought about it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.frames.blueprint import bp, id_asked, opened_code, opened_frame, traced
from app.blueprints.frames.forms import MemoForm, id_of
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.insight import MemoOn
from app.domain.roles import Permission
from app.models.code_frames import FrameVersion
from app.operations import audit, memos, recoding
from app.queries import choosing_again, code_counts, frame_changes
from app.queries import frames as queries
from app.queries.rounds import hidden_from, is_blind
from app.queries.shown_words import shown_words
from app.web.access import requires
from app.web.labels_redaction import SHORT
from app.web.moved_on import words_of
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission


@bp.route("/<uuid:frame_id>/again", methods=["GET", "POST"])
@requires(P.FEEDBACK_CODE)
def again(frame_id: uuid.UUID) -> ResponseReturnValue:
    """Points whose code was split. Raises: NotThereError."""
    version = queries.newest(opened_frame(frame_id))
    if version is None:
        raise NotThereError
    if request.method == "GET":
        return again_page(version)
    point_id, split_id = id_asked("point"), id_asked("split")
    chosen = [one for value in request.form.getlist("code") if (one := id_of(value))]
    if not chosen and request.form.get("do") != "none":
        return again_page(version, nothing=point_id)
    wanted = point_id or uuid.uuid4()
    with traced("point", wanted):
        point = choosing_again.point(wanted)
    picked = [] if request.form.get("do") == "none" else chosen
    try:
        if is_blind(viewer(), point.id):
            raise NotAllowedError
        recoding.choose_again(point, split_id or uuid.uuid4(), picked, version=version, by=viewer())
    except NotAllowedError as error:
        undo()
        return again_page(version, refused=words_of(error))
    return redirect(url_for(".again", frame_id=frame_id, said="chosen"), 303)


def again_page(
    version: FrameVersion, *, nothing: uuid.UUID | None = None, refused: str = ""
) -> ResponseReturnValue:
    found = choosing_again.waiting(version)
    hidden = hidden_from(viewer(), [row.point.id for row in found.rows])
    rows = [row for row in found.rows if row.point.id not in hidden]
    audit.seen(viewer(), "feedback.read", of=("code-frame", version.frame_id), scope="again", count=len(rows))
    page = render_template(
        "frames/again.html",
        held=version,
        rows=rows,
        total=found.total,
        hidden=len(hidden),
        words=shown_words([row.point for row in rows]),
        short=SHORT,
        nothing=nothing,
        refused=refused,
    )
    return page, 409 if refused else 422 if nothing else 200


@bp.get("/<uuid:frame_id>/codes/<uuid:code_id>")
@requires(P.FEEDBACK_READ)
def one(frame_id: uuid.UUID, code_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    form = MemoForm(data={"key": str(uuid.uuid4())})
    return code_page(frame_id, code_id, form)


@bp.post("/<uuid:frame_id>/codes/<uuid:code_id>/memo")
@requires(P.FEEDBACK_CODE)
def memo(frame_id: uuid.UUID, code_id: uuid.UUID) -> ResponseReturnValue:
    """Write one, or take one away. Raises: NotThereError."""
    code = opened_code(frame_id, code_id)
    gone = id_asked("remove")
    if gone is not None:
        memos.take_away(queries.memo_of(code, gone), by=viewer())
        return redirect(url_for(".one", frame_id=frame_id, code_id=code_id, said="gone"), 303)
    form = MemoForm()
    if not form.validate():
        return code_page(frame_id, code_id, form)
    memos.write(MemoOn.CODE, code.id, form.words.data or "", by=viewer(), key=form.own_key)
    return redirect(url_for(".one", frame_id=frame_id, code_id=code_id, said="memo"), 303)


def code_page(frame_id: uuid.UUID, code_id: uuid.UUID, form: MemoForm) -> ResponseReturnValue:
    held, code = opened_frame(frame_id), opened_code(frame_id, code_id)
    newest = queries.newest(held)
    nodes = queries.tree(newest) if newest else []
    page = render_template(
        "frames/one.html",
        held=held,
        newest=newest,
        code=code,
        node=next((node for node in nodes if node.code_id == code_id), None),
        name=queries.names_of([code_id]).get(code_id, _("A code")),
        count=code_counts.counts_at(newest).get(code_id, 0) if newest else 0,
        life=frame_changes.life_of(code),
        memos=queries.memos_about(code),
        form=form,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200
