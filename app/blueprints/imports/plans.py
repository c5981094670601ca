"""The dry run: how far it is, what it would do, and doing it."""

from __future__ import annotations

import uuid
from collections import defaultdict

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.imports import words
from app.blueprints.imports.blueprint import bp
from app.domain.roles import Permission
from app.operations import feeds as operations
from app.queries import feeds as queries
from app.web.access import requires
from app.web.viewer import viewer

MOST_SHOWN = 100


@bp.get("/plans/<uuid:plan_id>")
@requires(Permission.IMPORT_RUN)
def plan(plan_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.plan(viewer(), plan_id)
    return render_template(
        "imports/plan.html",
        plan=found,
        feed=queries.feed(viewer(), found.feed_id),
        report=found.report,
        words=words,
        most=MOST_SHOWN,
    )


@bp.post("/plans/<uuid:plan_id>/choices")
@requires(Permission.IMPORT_RUN)
def choose(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Take theirs where somebody ticked it, and look again."""
    found = queries.plan(viewer(), plan_id)
    chosen: dict[str, list[str]] = defaultdict(list)
    for value in request.form.getlist("theirs"):
        id_, _colon, name = value.partition(":")
        chosen[id_].append(name)
    operations.choose(found, chosen, by=viewer())
    return redirect(url_for(".plan", plan_id=found.id), 303)


@bp.post("/plans/<uuid:plan_id>/apply")
@requires(Permission.IMPORT_RUN)
def apply(plan_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.plan(viewer(), plan_id)
    operations.begin_applying(found, by=viewer())
    return redirect(url_for(".plan", plan_id=found.id), 303)


@bp.post("/plans/<uuid:plan_id>/throw-away")
@requires(Permission.IMPORT_RUN)
def throw_away(plan_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.plan(viewer(), plan_id)
    operations.throw_away(found, by=viewer(), data=current_app.config["DATA"])
    return redirect(url_for(".feed", feed_id=found.feed_id), 303)
