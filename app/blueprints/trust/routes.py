"""Overrides, approvals and what only staff may know of a listing."""

from __future__ import annotations

import uuid

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.trust import event_pages
from app.blueprints.trust.blueprint import bp
from app.blueprints.trust.forms import ApprovalForm, DiscloseForm, ReviewForm, StaffNoteForm
from app.domain.errors import NotThereError
from app.domain.overrides import review_due
from app.domain.people import Decision, OverrideCategory
from app.domain.roles import Permission
from app.operations import approvals as approving
from app.operations import audit, disclosing, listing_notes
from app.operations import overrides as overriding
from app.operations.index import ground
from app.queries import trust
from app.web.access import requires
from app.web.forms import Form
from app.web.override_form import OverrideForm
from app.web.place import place
from app.web.viewer import viewer

__all__ = ["bp", "event_pages"]


@bp.get("/audit/overrides")
@requires(Permission.BREAK_GLASS_REVIEW)
def overrides() -> ResponseReturnValue:
    rows = trust.overrides(viewer())
    audit.seen(viewer(), "override.listed", count=len(rows))
    holidays = place().bank_holidays
    due = {row.id: review_due(clock.local_day(row.opened_at), holidays) for row in rows}
    return render_template("trust/overrides.html", rows=rows, due=due)


@bp.route("/audit/overrides/<uuid:override_id>", methods=["GET", "POST"])
@requires(Permission.BREAK_GLASS_REVIEW)
def review(override_id: uuid.UUID) -> ResponseReturnValue:
    override = trust.override_for(viewer(), override_id)
    (row,) = trust.override_rows([override])
    form = ReviewForm()
    if form.validate_on_submit():
        overriding.review(override, Decision(form.decision.data), by=viewer(), note=form.note.data or "")
        return redirect(url_for(".overrides"), 303)
    audit.seen(viewer(), "override.opened-for-review", of=("override", override.id))
    is_own = override.account_id == viewer().account_id
    return render_template("trust/review.html", row=row, form=form, is_own=is_own), status(form)


@bp.get("/admin/approvals")
@requires(Permission.APPROVAL_DECIDE)
def approvals() -> ResponseReturnValue:
    since = clock.now() - approving.LASTS
    rows = trust.approvals(viewer())
    audit.seen(viewer(), "approval.listed", count=len(rows))
    return render_template("trust/approvals.html", rows=rows, since=since)


@bp.route("/admin/approvals/<uuid:approval_id>", methods=["GET", "POST"])
@requires(Permission.APPROVAL_DECIDE)
def approval(approval_id: uuid.UUID) -> ResponseReturnValue:
    found = trust.approval_for(viewer(), approval_id)
    form = ApprovalForm()
    if form.validate_on_submit():
        approving.decide(
            found,
            Decision(form.decision.data),
            by=viewer(),
            ground=ground(place(), current_app.config["ROOT"]),
            note=form.note.data or "",
        )
        return redirect(url_for(".approvals"), 303)
    audit.seen(viewer(), "approval.seen", of=("approval", found.id))
    (row,) = trust.approval_rows([found])
    can_decide = (
        row.decision is None
        and viewer().account_id not in {row.asked_by, row.object_id}
        and row.asked_at > clock.now() - approving.LASTS
    )
    return render_template("trust/approval.html", row=row, form=form, can_decide=can_decide), status(form)


@bp.get("/listings/<uuid:service_id>/private")
@requires(Permission.LISTING_READ_STAFF)
def private(service_id: uuid.UUID) -> ResponseReturnValue:
    details = trust.private_details(viewer(), service_id)
    audit.seen(viewer(), "listing.private-seen", of=("listing", details.id), scope="role")
    form = StaffNoteForm(note=details.note)
    return render_template("trust/private.html", details=details, form=form)


@bp.post("/listings/<uuid:service_id>/private")
@requires(Permission.LISTING_REVIEW)
def note(service_id: uuid.UUID) -> ResponseReturnValue:
    details = trust.private_details(viewer(), service_id)
    form = StaffNoteForm()
    if form.validate_on_submit():
        listing_notes.write(service_id, form.note.data or "", by=viewer())
        return redirect(url_for(".private", service_id=service_id), 303)
    audit.seen(viewer(), "listing.private-seen", of=("listing", details.id), scope="role")
    return render_template("trust/private.html", details=details, form=form), 422


@bp.route("/listings/<uuid:service_id>/disclose", methods=["GET", "POST"])
@requires(Permission.LISTING_REVIEW)
def disclose(service_id: uuid.UUID) -> ResponseReturnValue:
    details = trust.private_details(viewer(), service_id)
    if not details.places:
        raise NotThereError
    form = DiscloseForm()
    if form.validate_on_submit():
        disclosing.ask(service_id, reason=form.reason.data or "", by=viewer())
        return render_template("trust/disclose.html", details=details, form=None)
    return render_template("trust/disclose.html", details=details, form=form), status(form)


@bp.route("/listings/<uuid:service_id>/override", methods=["GET", "POST"])
@requires(Permission.BREAK_GLASS_OPEN)
def override(service_id: uuid.UUID) -> ResponseReturnValue:
    """A form that asks why; for an hour after that, the details themselves."""
    details = trust.private_details(viewer(), service_id, by_glass=True)
    if trust.has_open_glass(viewer(), "listing", service_id, now=clock.now()):
        audit.seen(viewer(), "listing.private-seen", of=("listing", service_id), scope="break-glass")
        return render_template("trust/private.html", details=details, form=None)
    form = OverrideForm()
    if form.validate_on_submit():
        overriding.open_glass(
            ("listing", service_id),
            category=OverrideCategory(form.category.data),
            reason=form.reason.data or "",
            by=viewer(),
        )
        return redirect(url_for(".override", service_id=service_id), 303)
    return render_template("trust/override.html", name=details.name, slug=details.slug, form=form), status(
        form
    )


def status(form: Form) -> int:
    """422 where something typed was wrong."""
    return 422 if form.errors else 200
