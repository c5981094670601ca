"""The team's page for its lead: waits, loads, what waits for a lead; and somebody's cap."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.team.blueprint import bp
from app.blueprints.team.forms import CapForm
from app.domain.errors import NotThereError, StaleError
from app.domain.roles import Permission
from app.domain.waits import TARGETS
from app.operations import audit, workload
from app.queries import my_day, team
from app.queries import workload as load_queries
from app.queries.team import Load
from app.web import task_words, team_words
from app.web.access import requires
from app.web.place import place
from app.web.viewer import viewer


@bp.get("/team")
@requires(Permission.CASE_LEAD)
def shown() -> ResponseReturnValue:
    by, on = viewer(), clock.today()
    people = my_day.needed(by, on, leads_only=True)
    waiting = team.waiting_list(by, Permission.CASE_LEAD, place().bank_holidays)
    if people or waiting:
        audit.seen(by, "team.seen", count=len(people) + len(waiting))
    return render_template(
        "team/shown.html",
        figures=team_words.wait_rows(team.wait_figures(by, place().bank_holidays)),
        targets=TARGETS,
        loads=team.loads(by),
        waiting=waiting,
        people=task_words.rows(people, on),
        covers=team.covers(by),
        transfers=[(one, task_words.transfer_url(one)) for one in load_queries.asked_of(by)],
        day=on,
    )


@bp.route("/team/caps/<uuid:account_id>", methods=["GET", "POST"])
@requires(Permission.CASE_LEAD)
def cap(account_id: uuid.UUID) -> ResponseReturnValue:
    """How many people somebody of the team can have at once."""
    load = load_of(account_id)
    form = CapForm(cap=load.cap, version=str(load.cap_version))
    if not form.validate_on_submit():
        return cap_page(form, load, 422 if form.is_submitted() else 200)
    typed = form.version.data or ""
    try:
        workload.set_cap(
            account_id,
            form.cap.data or 0,
            by=viewer(),
            version=int(typed) if typed.isdecimal() else -1,
        )
    except StaleError:
        return cap_page(form, load, 409)
    return redirect(url_for(".shown", said="cap"), 303)


def load_of(account_id: uuid.UUID) -> Load:
    """Somebody of the viewer's teams. Raises: NotThereError, and traces it."""
    found = next((one for one in team.loads(viewer()) if one.account_id == account_id), None)
    if found is None:
        audit.refused(viewer(), "workload.refused", of=("account", account_id))
        raise NotThereError
    return found


def cap_page(form: CapForm, load: Load, status: int) -> ResponseReturnValue:
    return make_response(render_template("team/cap.html", form=form, load=load, status=status), status)
