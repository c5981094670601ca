"""Who is on the panel, one of them, and how the panel stands beside the place."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.panel.blueprint import bp
from app.domain.disclosure import TEAM
from app.domain.panel import PanelStatus
from app.domain.roles import Permission
from app.models.panel import PanelMember
from app.operations import audit, panel
from app.queries import panel as queries
from app.web.access import requires
from app.web.opening import opened
from app.web.paging import pages
from app.web.viewer import viewer

PER_PAGE = 40


@bp.get("/panel/members")
@requires(Permission.PANEL_RUN)
def members() -> ResponseReturnValue:
    """The list; that somebody looked at it is traced."""
    counts = queries.counts(viewer())
    status = next((one for one in PanelStatus if one.value == request.args.get("status")), None)
    total = counts[status] if status else sum(counts.values()) - counts[PanelStatus.LEFT]
    last = max(1, -(-total // PER_PAGE))
    asked = request.args.get("page", "")
    at = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 6 else 1), last)
    rows = queries.members(viewer(), status, today=clock.today(), page=at, size=PER_PAGE)
    audit.seen(viewer(), "panel.listed", count=len(rows))
    return render_template(
        "panel/members.html",
        rows=rows,
        counts=counts,
        status=status,
        total=total,
        pages=pages(at, last, lambda number: url_for(".members", status=status, page=number)),
    )


def opened_member(member_id: uuid.UUID) -> PanelMember:
    return opened("panel_member", member_id, lambda: queries.member_for(viewer(), member_id))


@bp.route("/panel/members/<uuid:member_id>", methods=["GET", "POST"])
@requires(Permission.PANEL_RUN)
def member(member_id: uuid.UUID) -> ResponseReturnValue:
    """One member; whoever rang them, or has their letter, confirms them here. Raises: NotThereError."""
    held = opened_member(member_id)
    if request.method == "POST":
        if request.form.get("do") == "leave":
            panel.leave(held, by=viewer())
        elif held.status is not PanelStatus.LEFT:
            panel.confirm(held, by=viewer())
        return redirect(url_for(".member", member_id=held.id, said="kept"), 303)
    return render_template("panel/member.html", member=held, asked=queries.invitations_of(held))


@bp.get("/panel/profile")
@requires(Permission.PANEL_RUN)
def profile() -> ResponseReturnValue:
    fifths, unknown = queries.by_deprivation(TEAM)
    return render_template(
        "panel/profile.html", fifths=fifths, unknown=unknown, wards=queries.by_ward(TEAM), few=TEAM.below
    )
