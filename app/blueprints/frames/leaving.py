"""A code of a draft goes: into another, into several, out of use, or as if it had never been."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.frames.blueprint import bp, node_in, opened_draft
from app.blueprints.frames.drafting import BASE, said_of
from app.blueprints.frames.forms import MergeForm, RetireForm, SplitForm, id_of, rows_of
from app.blueprints.frames.routes import version_page
from app.domain.coding import Node
from app.domain.roles import Permission
from app.models.code_frames import FrameVersion
from app.operations import frame_drafts
from app.queries import code_counts
from app.queries import frames as queries
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.moved_on import MovedOnError
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission
CODE = f"{BASE}/codes/<uuid:code_id>"
SAID = {"frames/merge.html": "merge", "frames/split.html": "split", "frames/retire.html": "retire"}


@bp.route(f"{CODE}/merge", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def merge(frame_id: uuid.UUID, number: int, code_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_draft(frame_id, number)
    nodes = queries.tree(held)
    node, form = node_in(nodes, code_id), MergeForm(data={"version": str(held.version)})
    form.offer(nodes, code_id)

    def go() -> None:
        into = id_of(form.into.data) or uuid.uuid4()
        frame_drafts.merge(held, code_id, into, by=viewer(), version=form.opened_with)

    return asked("frames/merge.html", held, node, form, go)


@bp.route(f"{CODE}/split", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def split(frame_id: uuid.UUID, number: int, code_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_draft(frame_id, number)
    node, form = node_in(queries.tree(held), code_id), SplitForm(data={"version": str(held.version)})

    def go() -> None:
        names = rows_of(form.names.data)
        frame_drafts.split(held, code_id, names, by=viewer(), version=form.opened_with)

    return asked("frames/split.html", held, node, form, go)


@bp.route(f"{CODE}/retire", methods=["GET", "POST"])
@requires(P.FRAME_EDIT)
def retire(frame_id: uuid.UUID, number: int, code_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_draft(frame_id, number)
    node, form = node_in(queries.tree(held), code_id), RetireForm(data={"version": str(held.version)})

    def go() -> None:
        frame_drafts.retire(held, code_id, form.reason.data or "", by=viewer(), version=form.opened_with)

    return asked("frames/retire.html", held, node, form, go)


def asked(
    template: str,
    held: FrameVersion,
    node: Node,
    form: MergeForm | SplitForm | RetireForm,
    go: Callable[[], None],
) -> ResponseReturnValue:
    """The page that asks for one of them, and what came of it."""
    refused = ""
    if form.validate_on_submit():
        try:
            go()
        except MovedOnError as error:
            undo()
            refused = said_of(error)
            form.version.data = str(opened_draft(held.frame_id, held.number).version)
        else:
            address = url_for(".version", frame_id=held.frame_id, number=held.number, said=SAID[template])
            return redirect(address, 303)
    before = queries.before(held)
    page = render_template(
        template,
        held=held,
        node=node,
        form=form,
        points=code_counts.counts_at(before).get(node.code_id, 0) if before else 0,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 409 if refused else 422 if form.errors else 200


@bp.post(f"{CODE}/back")
@requires(P.FRAME_EDIT)
def put_back(frame_id: uuid.UUID, number: int, code_id: uuid.UUID) -> ResponseReturnValue:
    """Give a retired code again, or take out one that is new here. Raises: NotThereError."""
    held, form = opened_draft(frame_id, number), VersionedForm()
    is_out = request.form.get("do") == "out"
    do = frame_drafts.take_out if is_out else frame_drafts.bring_back
    try:
        do(held, code_id, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        undo()
        return version_page(frame_id, number, said_of(error))
    said = "out" if is_out else "back"
    return redirect(url_for(".version", frame_id=frame_id, number=number, said=said), 303)
