"""Sharing out who waits: several at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.team.blueprint import bp
from app.blueprints.team.forms import ReasonForm
from app.domain.roles import Permission
from app.operations import allocation, audit
from app.operations.allocation import OverCapError
from app.queries import team
from app.queries.team import Load, Waiting
from app.web import team_words
from app.web.access import requires
from app.web.place import place
from app.web.viewer import viewer

TO = "to-"
"""The name of a select: this, and the case's id."""


@bp.get("/team/share-out")
@requires(Permission.CASE_LEAD)
def share_out() -> ResponseReturnValue:
    return page({}, ReasonForm(formdata=None))


@bp.post("/team/share-out")
@requires(Permission.CASE_LEAD)
def give() -> ResponseReturnValue:
    loads, form, chosen = team.loads(viewer()), ReasonForm(), asked()
    known = {one.account_id: one for one in loads}
    chosen = {case_id: worker for case_id, worker in chosen.items() if worker in known}
    if not chosen:
        form.form_errors.append(_("Choose a link worker for at least one person"))
        return page(chosen, form, status=422)
    if not form.validate():
        return page(chosen, form, status=422)
    try:
        done = allocation.share_out(
            chosen,
            by=viewer(),
            rooms={one.account_id: one.room for one in loads},
            reason=form.reason.data or "",
        )
    except OverCapError as error:
        names = "; ".join(known[worker].name for worker in error.workers)
        form.reason.errors = [
            _("%(names)s would be over their cap. Choose somebody else, or say why", names=names)
        ]
        return page(chosen, form, status=422, full=error.workers)
    if done.gone and not done.given:
        return page(chosen, form, status=409)
    return redirect(url_for(".shared", given=len(done.given), gone=len(done.gone)), 303)


@bp.get("/team/share-out/done")
@requires(Permission.CASE_LEAD)
def shared() -> ResponseReturnValue:
    """What came of it, and who still waits."""
    given, gone = (max(0, request.args.get(name, 0, type=int)) for name in ("given", "gone"))
    if not given and not gone:
        return redirect(url_for(".share_out"), 303)
    return page({}, ReasonForm(formdata=None), given=given, gone=gone)


def asked() -> dict[uuid.UUID, uuid.UUID]:
    """Case -> worker, as the form says; what is no id is left out."""
    found = {}
    for name, value in request.form.items():
        if name.startswith(TO) and value:
            try:
                found[uuid.UUID(name.removeprefix(TO))] = uuid.UUID(value)
            except ValueError:
                continue
    return found


def page(
    chosen: Mapping[uuid.UUID, uuid.UUID],
    form: ReasonForm,
    *,
    status: int = 200,
    full: Collection[uuid.UUID] = (),
    given: int = 0,
    gone: int = 0,
) -> ResponseReturnValue:
    waiting = team.waiting_list(viewer(), Permission.CASE_LEAD, place().bank_holidays)
    if waiting:
        audit.seen(viewer(), "team.seen", count=len(waiting))
    loads = team.loads(viewer())
    return make_response(
        render_template(
            "team/share_out.html",
            rows=[(team_words.waiting_row(one, named=True), workers_for(one, loads)) for one in waiting],
            chosen={str(case): str(worker) for case, worker in chosen.items()},
            full=full,
            form=form,
            given=given,
            gone=gone,
            status=status,
        ),
        status,
    )


def workers_for(waiting: Waiting, loads: list[Load]) -> list[Load]:
    return [one for one in loads if one.team_id == waiting.team_id]
