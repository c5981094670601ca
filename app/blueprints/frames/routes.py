"""All frames, one frame with its versions, the codes of a version with their counts."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.frames.blueprint import bp, id_asked, opened_frame, opened_version, under
from app.blueprints.frames.choosing import choose_event, event_form, new_frame_form, start_of
from app.blueprints.frames.forms import FrameForm
from app.domain.code_tree import FrameFaultError
from app.domain.insight import VersionStatus
from app.domain.roles import Permission
from app.operations import frames
from app.queries import code_counts, frame_changes
from app.queries import frames as queries
from app.web.access import requires
from app.web.labels import label
from app.web.viewer import viewer

P = Permission


@bp.get("")
@requires(P.FEEDBACK_READ)
def listed() -> ResponseReturnValue:
    return render_template("frames/listed.html", rows=queries.listed(), form=event_form())


@bp.post("/events")
@requires(P.FRAME_EDIT)
def event() -> ResponseReturnValue:
    """Which codes an event uses. Raises: NotThereError."""
    form = event_form()
    if form.validate() and choose_event(form):
        return redirect(url_for(".listed", said="event"), 303)
    return render_template("frames/listed.html", rows=queries.listed(), form=form, has_errors=True), 422


@bp.route("/new", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def make() -> ResponseReturnValue:
    form = new_frame_form()
    if form.validate_on_submit():
        first = frames.make(
            form.name.data or "",
            about=form.about.data or "",
            key=form.own_key,
            by=viewer(),
            **start_of(form),
        )
        return redirect(url_for(".version", frame_id=first.frame_id, number=first.number), 303)
    page = render_template("frames/edit.html", form=form, held=None, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/<uuid:frame_id>")
@requires(P.FEEDBACK_READ)
def shown(frame_id: uuid.UUID) -> ResponseReturnValue:
    """The newest published version, and every other one. Raises: NotThereError."""
    return page_of(frame_id)


def page_of(frame_id: uuid.UUID, refused: str = "") -> ResponseReturnValue:
    held = opened_frame(frame_id)
    newest = queries.newest(held)
    page = render_template(
        "frames/shown.html",
        held=held,
        newest=newest,
        draft=queries.draft_of(held),
        under=under(queries.tree(newest) if newest else ()),
        counts=code_counts.counts_at(newest) if newest else {},
        waiting=sum(code_counts.waiting_at(newest).values()) if newest else 0,
        refused=refused,
    )
    return page, 409 if refused else 200


@bp.route("/<uuid:frame_id>/change", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def change(frame_id: uuid.UUID) -> ResponseReturnValue:
    """What they are called and for. Raises: NotThereError."""
    held = opened_frame(frame_id)
    form = FrameForm(data={"name": held.name, "about": held.about})
    if form.validate_on_submit():
        frames.describe(held, name=form.name.data or "", about=form.about.data or "", by=viewer())
        return redirect(url_for(".shown", frame_id=held.id, said="changed"), 303)
    page = render_template("frames/edit.html", form=form, held=held, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.post("/<uuid:frame_id>/usual")
@requires(P.FRAME_EDIT)
def usual(frame_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_frame(frame_id)
    try:
        frames.make_usual(held, by=viewer())
    except FrameFaultError as error:
        return page_of(frame_id, label(error.fault))
    return redirect(url_for(".shown", frame_id=held.id, said="usual"), 303)


@bp.post("/<uuid:frame_id>/next")
@requires(P.FRAME_EDIT)
def next_version(frame_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    draft = frames.next_version(opened_frame(frame_id), by=viewer())
    return redirect(url_for(".version", frame_id=frame_id, number=draft.number, said="next"), 303)


@bp.get("/<uuid:frame_id>/versions/<int:number>")
@requires(P.FEEDBACK_READ)
def version(frame_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """A version with what counts in it; a draft to write in. Raises: NotThereError."""
    return version_page(frame_id, number)


def version_page(frame_id: uuid.UUID, number: int, refused: str = "") -> ResponseReturnValue:
    held = opened_version(frame_id, number)
    if held.status is VersionStatus.DRAFT:
        page = render_template(
            "frames/draft.html", held=held, under=under(queries.tree(held)), refused=refused
        )
        return page, 409 if refused else 200
    event_id = id_asked("event")
    of = [event_id] if event_id else None
    page = render_template(
        "frames/version.html",
        held=held,
        newest=queries.newest(held.frame),
        nodes=queries.tree(held),
        counts=code_counts.counts_at(held, of),
        waiting=code_counts.waiting_at(held, of),
        names=queries.names_of(code_counts.waiting_at(held, of)),
        changes=frame_changes.changes_in(held) if held.number > 1 else (),
        events=queries.events(),
        event_id=event_id,
        is_book=request.args.get("show") == "book",
    )
    return page, 409 if refused else 200
