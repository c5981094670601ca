"""One task: tick it off, or put it off, and say why."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.today.blueprint import bp
from app.blueprints.today.forms import DoneForm, LaterForm
from app.domain.roles import Permission
from app.domain.tasks import Settled, can_be_ticked_off, latest_day, ways_to_settle
from app.operations import day_tasks
from app.queries import my_day
from app.queries.my_day import Opened
from app.web import task_words
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer


@bp.get("/today/tasks/<uuid:task_id>")
@requires(Permission.CASE_WORK)
def task(task_id: uuid.UUID) -> ResponseReturnValue:
    return page(opened_task(task_id))


@bp.post("/today/tasks/<uuid:task_id>/done")
@requires(Permission.CASE_WORK)
def done(task_id: uuid.UUID) -> ResponseReturnValue:
    found = opened_task(task_id)
    form = DoneForm().offer(found.row.kind)
    if not ways_to_settle(found.row.kind):
        return page(found, status=409)
    if not form.validate():
        return page(found, done_form=form, status=422)
    day_tasks.tick_off(found.row, Settled(form.how.data), by=viewer(), reason=form.reason.data or "")
    return redirect(url_for(".day", said="done"), 303)


@bp.post("/today/tasks/<uuid:task_id>/later")
@requires(Permission.CASE_WORK)
def later(task_id: uuid.UUID) -> ResponseReturnValue:
    found, form = opened_task(task_id), LaterForm()
    if not form.validate():
        return page(found, later_form=form, status=422)
    to = form.to.data or clock.today()
    if to == found.row.due_on:
        return redirect(url_for(".day", said="later"), 303)
    is_moved = form.due.data != found.row.due_on.isoformat()
    if found.row.done_at is not None or is_moved or not can_be_ticked_off(found.row.kind):
        return page(found, later_form=form, status=409)
    day_tasks.put_off(found.row, to, by=viewer(), reason=form.why.data or "")
    return redirect(url_for(".day", said="later"), 303)


def opened_task(task_id: uuid.UUID) -> Opened:
    return opened("task", task_id, lambda: my_day.task_for(viewer(), task_id))


def page(
    found: Opened,
    *,
    done_form: DoneForm | None = None,
    later_form: LaterForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return make_response(
        render_template(
            "today/task.html",
            task=found.row,
            row=task_words.row(found.needed, clock.today()),
            done_form=done_form or DoneForm(formdata=None).offer(found.row.kind),
            later_form=later_form or LaterForm(formdata=None),
            due=found.row.due_on.isoformat(),
            last=latest_day(clock.today()),
            can_tick=can_be_ticked_off(found.row.kind) and found.row.done_at is None,
            status=status,
        ),
        status,
    )
