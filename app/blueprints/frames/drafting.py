"""Writing in a draft: a code new or anew, moved by a step, the whole published or thrown away."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.frames.blueprint import bp, id_asked, node_in, opened_draft
from app.blueprints.frames.forms import CodeForm, PublishForm, typed_of
from app.blueprints.frames.routes import version_page
from app.domain.code_tree import Fault, FrameFaultError, Way
from app.domain.coding import Node
from app.domain.roles import Permission
from app.models.code_frames import FrameVersion
from app.operations import frame_drafts, frames
from app.queries import frame_changes
from app.queries import frames as queries
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.labels import label
from app.web.moved_on import MovedOnError, words_of
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission
BASE = "/<uuid:frame_id>/versions/<int:number>"
PLACES = frozenset({Fault.TOO_DEEP, Fault.UNDER_ITSELF})


@bp.route(f"{BASE}/code", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def code(frame_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One code, new or written before. Raises: NotThereError."""
    held, refused = opened_draft(frame_id, number), ""
    nodes = queries.tree(held)
    known = node_in(nodes, id_asked("code")) if request.values.get("code") else None
    form = form_about(held, known)
    form.offer(nodes, known.code_id if known else None)
    if form.validate_on_submit():
        try:
            kept = keep(held, known, form)
        except FrameFaultError as error:
            undo()
            field = form.parent if error.fault in PLACES else form.name
            field.errors = [label(error.fault)]
        except MovedOnError as error:
            undo()
            refused = words_of(error)
            form.version.data = str(opened_draft(frame_id, number).version)
        else:
            return redirect(
                f"{url_for('.version', frame_id=frame_id, number=number, said='kept')}#c-{kept}", 303
            )
    page = render_template(
        "frames/code.html",
        held=opened_draft(frame_id, number),
        form=form,
        known=known,
        is_new=known is not None and queries.code(frame_id, known.code_id).since == number,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 409 if refused else 422 if form.errors else 200


def form_about(held: FrameVersion, known: Node | None) -> CodeForm:
    if known:
        return CodeForm(data=typed_of(known, held.version))
    above = id_asked("under")
    return CodeForm(data={"version": str(held.version), "key": str(uuid.uuid4()), "parent": str(above or "")})


def keep(held: FrameVersion, known: Node | None, form: CodeForm) -> uuid.UUID:
    """The code that was written."""
    if known is None:
        return frame_drafts.add(
            held, form.written(), key=form.own_key, by=viewer(), version=form.opened_with
        ).code_id
    frame_drafts.rewrite(held, known.code_id, form.written(), by=viewer(), version=form.opened_with)
    return known.code_id


@bp.post(f"{BASE}/order")
@requires(P.FRAME_EDIT)
def order(frame_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """A code one step up, down, in or out. Raises: NotThereError."""
    held, form = opened_draft(frame_id, number), VersionedForm()
    code_id, way = id_asked("code"), request.form.get("do", "")
    if code_id is not None and way in set(Way):
        try:
            frame_drafts.move(held, code_id, Way(way), by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            undo()
            return version_page(frame_id, number, said_of(error))
    return redirect(f"{url_for('.version', frame_id=frame_id, number=number)}#c-{code_id}", 303)


def said_of(error: Exception) -> str:
    return label(error.fault) if isinstance(error, FrameFaultError) else words_of(error)


@bp.route(f"{BASE}/publish", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def publish(frame_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """What the draft changes and means, and the button. Raises: NotThereError."""
    held, refused = opened_draft(frame_id, number), ""
    form = PublishForm(data={"version": str(held.version)})
    if form.validate_on_submit():
        try:
            frames.publish(held, note=form.note.data or "", by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            undo()
            refused = said_of(error)
            held = opened_draft(frame_id, number)
            form.version.data = str(held.version)
        else:
            return redirect(url_for(".shown", frame_id=frame_id, said="published"), 303)
    page = render_template(
        "frames/publish.html",
        held=held,
        form=form,
        meanings=frame_changes.meant_by(held),
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 409 if refused else 422 if form.errors else 200


@bp.post(f"{BASE}/throw-away")
@requires(P.FRAME_EDIT)
def throw_away(frame_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, form = opened_draft(frame_id, number), VersionedForm()
    if request.form.get("sure") != "yes":
        return version_page(frame_id, number, _("Tick that you are sure first. Nothing was thrown away."))
    try:
        frames.throw_away(held, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        undo()
        return version_page(frame_id, number, words_of(error))
    if number == 1:
        return redirect(url_for(".listed", said="gone"), 303)
    return redirect(url_for(".shown", frame_id=frame_id, said="gone"), 303)
