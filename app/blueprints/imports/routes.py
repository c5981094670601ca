"""Feeds: which there are, where each is read and how often, and how it went."""

from __future__ import annotations

import uuid

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.imports import words
from app.blueprints.imports.blueprint import bp
from app.blueprints.imports.forms import NewFeedForm, ReadingForm
from app.domain.errors import NotAllowedError
from app.domain.feeds.friendly import template_rows
from app.domain.roles import Permission
from app.domain.stewardship import HowOften
from app.operations import feeds as operations
from app.queries import feeds as queries
from app.web.access import requires
from app.web.forms import Form
from app.web.viewer import viewer


def status(form: Form) -> int:
    """Of the page on which a form stands."""
    return 422 if form.errors else 200


@bp.get("")
@requires(Permission.IMPORT_RUN)
def feeds() -> ResponseReturnValue:
    return render_template("imports/feeds.html", rows=queries.feeds(viewer()), words=words)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def new_feed() -> ResponseReturnValue:
    form = NewFeedForm()
    if form.validate_on_submit():
        feed = operations.named(form.name.data or "", by=viewer())
        operations.set_reading(
            feed,
            by=viewer(),
            address=form.address.data or "",
            how_often=HowOften(form.how_often.data),
            applies_itself=form.applies_itself.data,
        )
        plan = operations.read_address(feed, by=viewer())
        return redirect(url_for(".plan", plan_id=plan.id), 303)
    return render_template("imports/new_feed.html", form=form), status(form)


@bp.route("/feeds/<uuid:feed_id>", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def feed(feed_id: uuid.UUID) -> ResponseReturnValue:
    """One feed and its history; sent, where it is read and how often."""
    found = queries.feed(viewer(), feed_id)
    form = ReadingForm(obj=found)
    if form.validate_on_submit():
        operations.set_reading(
            found,
            by=viewer(),
            address=form.address.data or "",
            how_often=HowOften(form.how_often.data),
            applies_itself=form.applies_itself.data,
        )
        return redirect(url_for(".feed", feed_id=found.id), 303)
    history = queries.plans(viewer(), found.id)
    return (
        render_template("imports/feed.html", feed=found, form=form, history=history, words=words),
        status(form),
    )


@bp.post("/feeds/<uuid:feed_id>/read")
@requires(Permission.IMPORT_RUN)
def read(feed_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.feed(viewer(), feed_id)
    plan = operations.read_address(found, by=viewer())
    return redirect(url_for(".plan", plan_id=plan.id), 303)


@bp.post("/feeds/<uuid:feed_id>/stop")
@requires(Permission.IMPORT_RUN)
def stop(feed_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.feed(viewer(), feed_id)
    if found.stopped_at is not None:
        raise NotAllowedError
    operations.stop(found, by=viewer())
    return redirect(url_for(".feed", feed_id=found.id), 303)


@bp.get("/table.csv")
@requires(Permission.IMPORT_RUN)
def table() -> ResponseReturnValue:
    """A table to start from."""
    answer = Response(template_rows(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="listings.csv"'
    return answer
