"""Draws: made, looked at, sent, and answered by those who are rung."""

from __future__ import annotations

import uuid
from collections import Counter

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.panel.blueprint import bp
from app.blueprints.panel.forms import AnswerForm, DrawForm
from app.domain.easy_words import too_long
from app.domain.errors import NotThereError
from app.domain.panel import QuotaBy, places
from app.domain.roles import Permission
from app.domain.typed_text import clean_line, clean_lines
from app.models.panel import PanelDraw
from app.operations import panel_draws
from app.queries import panel as queries
from app.web.access import requires
from app.web.opening import opened
from app.web.panel_letters import gets_letter, is_easy, letters
from app.web.viewer import viewer


@bp.get("/panel/draws")
@requires(Permission.PANEL_RUN)
def draws() -> ResponseReturnValue:
    return render_template("panel/draws.html", rows=queries.draws(viewer()))


@bp.route("/panel/draws/new", methods=["GET", "POST"])
@requires(Permission.PANEL_RUN)
def new() -> ResponseReturnValue:
    form = DrawForm()
    form.offer()
    if request.method == "GET":
        form.begin()
    elif form.is_right():
        wanted, seed = form.wanted.data or 0, clean_line(form.seed.data or "")
        made = panel_draws.draw(
            form.draw_id,
            clean_lines(form.about.data or ""),
            wanted=wanted,
            seed=seed,
            quota_by=form.by,
            interest=form.about_what,
            quotas=quotas(form.by, wanted, seed),
            by=viewer(),
        )
        return redirect(url_for(".drawn", draw_id=made.id), 303)
    free = queries.candidates(clock.today())
    page = render_template("panel/new_draw.html", form=form, free=len(free), has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


def quotas(by: QuotaBy | None, wanted: int, seed: str) -> dict[str, int]:
    """Places kept, as many for each fifth or each ward; as far as they go, by lot."""
    if by is QuotaBy.DEPRIVATION:
        return places(queries.FIFTHS, wanted, seed)
    if by is QuotaBy.AREA:
        return places({one.area for one in queries.candidates(clock.today()) if one.area}, wanted, seed)
    return {}


def opened_draw(draw_id: uuid.UUID, *, part: str = "") -> PanelDraw:
    return opened("panel_draw", draw_id, lambda: queries.draw_for(viewer(), draw_id), part=part)


@bp.get("/panel/draws/<uuid:draw_id>")
@requires(Permission.PANEL_RUN)
def drawn(draw_id: uuid.UUID) -> ResponseReturnValue:
    """Who was drawn and what they said. Raises: NotThereError."""
    made = opened_draw(draw_id)
    said = Counter(one.answer.value if one.answer else "" for one in made.invitations)
    kept = made.report.get("filled")
    by_lot = len(made.invitations) - sum(pair[1] for pair in kept.values()) if isinstance(kept, dict) else 0
    return render_template(
        "panel/draw.html",
        draw=made,
        said=said,
        by_lot=by_lot,
        long_sentences=too_long(made.about),
        has_letters=any(gets_letter(one.member) for one in made.invitations),
        is_easy=is_easy,
    )


@bp.get("/panel/draws/<uuid:draw_id>/letters")
@requires(Permission.PANEL_RUN)
def draw_letters(draw_id: uuid.UUID) -> ResponseReturnValue:
    """A letter to each who chose letters, once the draw is sent. Raises: NotThereError."""
    made = opened_draw(draw_id, part="letters")
    sheets = letters(made, (one.member for one in made.invitations)) if made.sent_at else []
    if not sheets:
        raise NotThereError
    return render_template(
        "panel/letters.html", sheets=sheets, back=url_for(".drawn", draw_id=made.id), size="a4"
    )


@bp.post("/panel/draws/<uuid:draw_id>")
@requires(Permission.PANEL_RUN)
def act_on_draw(draw_id: uuid.UUID) -> ResponseReturnValue:
    """Send the invitations, or note what somebody said on the phone. Raises: NotThereError."""
    made = opened_draw(draw_id)
    form = AnswerForm()
    invitation = next((one for one in made.invitations if one.id == form.invitation_id), None)
    if request.form.get("do") == "send":
        panel_draws.send(made, by=viewer())
        return redirect(url_for(".drawn", draw_id=made.id, said="sent"), 303)
    if request.form.get("do") == "throw-away" and made.sent_at is None:
        panel_draws.throw_away(made, by=viewer())
        return redirect(url_for(".draws"), 303)
    if invitation is not None and form.said is not None and made.sent_at is not None:
        panel_draws.note(invitation, form.said, by=viewer())
    return redirect(url_for(".drawn", draw_id=made.id, said="kept"), 303)
