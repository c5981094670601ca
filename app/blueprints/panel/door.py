"""A member's own page: confirm, answer, change, rest, leave. Opening the link only shows."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.blueprints.panel.blueprint import MOST_SENT, bp
from app.blueprints.panel.forms import AnswerForm, MemberForm, RestForm
from app.domain.errors import GoneError, NotAllowedError, StaleError, TooManyTriesError
from app.domain.panel import PanelStatus
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.panel import PanelMember
from app.operations import panel, panel_draws
from app.queries import panel as queries
from app.web.access import public
from app.web.easy_versions import easy_here
from app.web.panel_letters import is_easy as wants_easy


@bp.get("/panel/<string:token>")
@public
def door(token: str) -> ResponseReturnValue:
    """Raises: NotThereError for a link nobody made."""
    try:
        member, link = panel.member_of(token)
    except GoneError:
        return make_response(render_template("panel/over.html"), 410)
    form = MemberForm(formdata=None)
    form.show(member)
    return shown(member, token, form, is_new_address=panel.awaited(link, member))


@bp.post("/panel/<string:token>")
@public
@limiter.limit(MOST_SENT)
def act(token: str) -> ResponseReturnValue:
    """One button of the page. Raises: NotThereError."""
    try:
        member, link = panel.member_of(token)
    except GoneError:
        return make_response(render_template("panel/over.html"), 410)
    by = Viewer(link_id=link.id)
    if request.form.get("do") == "confirm" and member.status is not PanelStatus.LEFT:
        panel.confirm(member, by=by, link=link)
        return redirect(back(token), 303)
    done = DOES.get(request.form.get("do", ""), changed)(member, token, by)
    return done if done is not None else redirect(back(token), 303)


def back(token: str) -> str:
    return url_for(".door", token=token, said="kept")


def answered(member: PanelMember, token: str, by: Viewer) -> ResponseReturnValue | None:
    form = AnswerForm()
    if form.said is not None:
        panel_draws.answer(member, form.invitation_id, form.said, by=by)
    return None


def rested(member: PanelMember, token: str, by: Viewer) -> ResponseReturnValue | None:
    rest, form = RestForm(), MemberForm(formdata=None)
    if not rest.is_right():
        form.show(member)
        return shown(member, token, form, rest, status=422)
    if rest.until.data:
        panel.rest(member, rest.until.data, by=by)
    return None


def came_back(member: PanelMember, token: str, by: Viewer) -> ResponseReturnValue | None:
    panel.come_back(member, by=by)
    return None


def left(member: PanelMember, token: str, by: Viewer) -> ResponseReturnValue | None:
    panel.leave(member, by=by)
    return None


def changed(member: PanelMember, token: str, by: Viewer) -> ResponseReturnValue | None:
    """Other details. What was changed meanwhile elsewhere is said, and what was typed stays."""
    form = MemberForm()
    if not form.is_right():
        return shown(member, token, form, status=422)
    try:
        typed = form.version.data or ""
        version = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
        is_awaited = panel.change(member, form.details(), version=version, by=by)
    except (StaleError, NotAllowedError):
        form.version.data = str(member.version)
        return shown(member, token, form, status=409)
    except TooManyTriesError as error:
        raise TooManyRequests(retry_after=error.seconds) from error
    return redirect(url_for(".door", token=token, said="address"), 303) if is_awaited else None


DOES = {
    "answer": answered,
    "rest": rested,
    "come-back": came_back,
    "leave": left,
}
"""Button -> what it does; any other changes the details."""


@bp.get("/panel/<string:token>/leave")
@public
def leave(token: str) -> ResponseReturnValue:
    """What happens then, and a button. Raises: NotThereError."""
    try:
        panel.member_of(token)
    except GoneError:
        return make_response(render_template("panel/over.html"), 410)
    return render_template("panel/leave.html", token=token)


def shown(
    member: PanelMember,
    token: str,
    form: MemberForm,
    rest: RestForm | None = None,
    *,
    status: int = 200,
    is_new_address: bool = False,
) -> ResponseReturnValue:
    form.offer()
    rest = rest or RestForm(formdata=None)
    is_easy = status == 200 and easy_here(first=wants_easy(member))
    page = render_template(
        "panel/door_easy.html" if is_easy else "panel/door.html",
        member=member,
        token=token,
        form=form,
        rest=rest,
        asked=queries.invitations_of(member),
        is_stale=status == 409,
        is_new_address=is_new_address,
        has_errors=bool(form.errors or rest.errors),
    )
    return make_response(page, status)
