"""The rules by which referrals find a team, the practices, and trying the rules out."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.routing import words
from app.blueprints.routing.forms import ChangeRuleForm, PracticeForm, RuleForm, TryForm, node
from app.domain.errors import StaleError
from app.domain.roles import Permission
from app.operations import routing_rules
from app.operations.routing import route_referral
from app.queries import routing as queries
from app.web.access import requires
from app.web.forms import choice
from app.web.transaction import undo
from app.web.viewer import viewer

bp = Blueprint("routing", __name__, url_prefix="/admin/routing")


@bp.get("")
@requires(Permission.ROUTING_EDIT)
def shown() -> ResponseReturnValue:
    """The rules that hold, those that ended, and the way of one practice or postcode on a day."""
    today = clock.today()
    rows = queries.rule_rows(viewer())
    form, path = tried()
    return render_template(
        "routing/shown.html",
        live=[row for row in rows if row.starts_on <= today and (row.ends_on or today) >= today],
        coming=[row for row in rows if row.starts_on > today],
        ended=[row for row in rows if row.ends_on and row.ends_on < today],
        form=form,
        path=path,
        has_errors=bool(form.errors),
    )


def tried() -> tuple[TryForm, words.Path | None]:
    """The form to try the rules, and the way they lead, where somebody asked."""
    form = TryForm(request.args)
    if not request.args.getlist("day"):
        form.day.data = clock.today()
    form.practice.choices = [
        choice("", _("No practice")),
        *(choice(str(one.id), one.name) for one in queries.practices(viewer(), clock.today())),
    ]
    asked = bool(form.practice.data or (form.postcode.data or "").strip())
    if not asked or not form.validate():
        return form, None
    found = route_referral(
        {"practice_id": form.practice.data, "postcode": form.postcode.data or ""},
        day=form.day.data or clock.today(),
    )
    return form, words.path(found.route, queries.names_of(), form.day.data or clock.today())


@bp.route("/practices", methods=["GET", "POST"])
@requires(Permission.ROUTING_EDIT)
def practices() -> ResponseReturnValue:
    form = PracticeForm()
    if form.validate_on_submit():
        try:
            routing_rules.add_practice(
                (form.ods_code.data or "").strip().upper(), (form.name.data or "").strip(), by=viewer()
            )
        except routing_rules.TwiceError:
            form.ods_code.errors = [_("There is a practice with this code already")]
        else:
            return redirect(url_for("routing.practices", said="added"), 303)
    page = render_template(
        "routing/practices.html",
        form=form,
        rows=queries.practices(viewer(), clock.today()),
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@bp.route("/rules/new", methods=["GET", "POST"])
@requires(Permission.ROUTING_EDIT)
def make() -> ResponseReturnValue:
    form = RuleForm(data={"starts_on": clock.today(), "start": request.args.get("start", "")})
    form.offer(
        [(str(one.id), one.name) for one in queries.practices(viewer(), clock.today())],
        queries.areas(),
        [(str(id_), name) for id_, name in queries.teams()],
    )
    if form.validate_on_submit():
        try:
            routing_rules.make_rule(
                node(form.start.data),
                node(form.end.data),
                starts_on=form.starts_on.data or clock.today(),
                note=(form.note.data or "").strip(),
                by=viewer(),
            )
        except routing_rules.TwiceError:
            form.end.errors = [_("This rule is there already")]
        else:
            return redirect(url_for("routing.shown", said="made"), 303)
    page = render_template("routing/rule.html", form=form, row=None, has_errors=bool(form.errors), trouble="")
    return page, 422 if form.errors else 200


@bp.route("/rules/<uuid:rule_id>", methods=["GET", "POST"])
@requires(Permission.ROUTING_EDIT)
def change(rule_id: uuid.UUID) -> ResponseReturnValue:
    """Its last day, and why. Where it leads is never changed: it ends, and another follows."""
    rule = queries.rule_for(viewer(), rule_id)
    form = ChangeRuleForm(data={"ends_on": rule.ends_on, "note": rule.note})
    form.starts_on, trouble, status = rule.starts_on, "", 200
    if form.validate_on_submit():
        try:
            routing_rules.change_rule(
                rule,
                ends_on=form.ends_on.data,
                note=(form.note.data or "").strip(),
                by=viewer(),
                version=form.seen,
            )
        except StaleError:
            undo()
            rule, status = queries.rule_for(viewer(), rule_id), 409
            trouble = _("Somebody changed this rule while you had it open. What you typed is still here.")
        else:
            return redirect(url_for("routing.shown", said="changed"), 303)
    elif form.errors:
        status = 422
    form.version.data = str(rule.version)
    row = queries.row_of(rule, queries.names_of())
    page = render_template(
        "routing/rule.html", form=form, row=row, has_errors=bool(form.errors), trouble=trouble
    )
    return page, status
