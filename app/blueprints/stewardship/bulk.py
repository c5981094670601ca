"""One change to many listings: choose them, see what would change, do it, undo it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.blueprints.stewardship.forms import BULK_WORDS, BulkForm
from app.domain.bulk_edit import MOST_AT_ONCE, Bulk, Step
from app.domain.errors import NotThereError
from app.domain.feeds.contact import phone_numbers
from app.domain.listing_document import without_secrets
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.operations import bulk_edits
from app.queries import stewardship
from app.queries.stewardship import MOST_TYPED, State
from app.web.access import requires
from app.web.ground import ground
from app.web.listing_changes import shown
from app.web.terms import term_words, vocabulary
from app.web.viewer import viewer

GROUPS = ("need", "do", "support", "who")
BOX_OF = {
    Bulk.ADD_TOPIC: "topic",
    Bulk.REMOVE_TOPIC: "topic",
    Bulk.ORGANISATION: "organisation",
    Bulk.STATUS: "status",
    Bulk.PHONE: "phone",
}
FAULTS = {
    Bulk.ADD_TOPIC: _l("Choose a topic."),
    Bulk.REMOVE_TOPIC: _l("Choose a topic."),
    Bulk.ORGANISATION: _l("We hold no organisation of just this name, or more than one."),
    Bulk.STATUS: _l("Choose whether they are running."),
    Bulk.PHONE: _l("Write a telephone number with its area code."),
}


@bp.get("/listings/bulk")
@requires(Permission.LISTING_REVIEW)
def bulk() -> ResponseReturnValue:
    return choosing(BulkForm(formdata=None), asked.ids_of("listing"))


@bp.post("/listings/bulk")
@requires(Permission.LISTING_REVIEW)
def plan() -> ResponseReturnValue:
    """The dry run: what would change. Nothing is written."""
    form, ids = BulkForm().offer(topics()), asked.ids_of("listing")
    step = step_of(form) if form.validate() else None
    if step is None or not ids or len(ids) > MOST_AT_ONCE:
        return choosing(form, ids, status=422)
    planned = bulk_edits.plan(ids, step, by=viewer())
    rows = [
        (one, shown(without_secrets(one.before), without_secrets(one.after)))
        for one in planned
        if one.changes
    ]
    return render_template(
        "stewardship/bulk_plan.html",
        step=step,
        what=BULK_WORDS[step.what],
        rows=rows,
        same=len(planned) - len(rows),
    )


@bp.post("/listings/bulk/do")
@requires(Permission.LISTING_REVIEW)
def do() -> ResponseReturnValue:
    step = Step(
        asked.choice_of("what", Bulk.ADD_TOPIC),
        clean_line(request.form.get("value", ""))[:200],
        clean_line(request.form.get("name", ""))[:255],
    )
    if not is_sound(step):
        return choosing(BulkForm(formdata=None), asked.ids_of("listing"), status=422)
    versions = {id_: asked.whole(f"version-{id_}") for id_ in asked.ids_of("listing")[:MOST_AT_ONCE]}
    done = bulk_edits.do(versions, step, by=viewer(), ground=ground())
    return redirect(url_for(".batch", batch_id=done.batch, done=done.changed, left=done.left or None), 303)


@bp.get("/listings/bulk/<uuid:batch_id>")
@requires(Permission.LISTING_REVIEW)
def batch(batch_id: uuid.UUID) -> ResponseReturnValue:
    made = bulk_edits.made_by(batch_id)
    if not made and "done" not in request.args:
        raise NotThereError
    return render_template(
        "stewardship/batch.html",
        batch_id=batch_id,
        rows=[(one.service_id, one.document["name"], one.number) for one in made],
        left=asked.whole("left"),
        undone=asked.whole("undone") if "undone" in request.args else None,
    )


@bp.post("/listings/bulk/<uuid:batch_id>/undo")
@requires(Permission.LISTING_REVIEW)
def undo(batch_id: uuid.UUID) -> ResponseReturnValue:
    done = bulk_edits.undo(batch_id, by=viewer(), ground=ground())
    return redirect(url_for(".batch", batch_id=batch_id, undone=done.changed, left=done.left or None), 303)


def choosing(form: BulkForm, ticked: list[uuid.UUID], *, status: int = 200) -> tuple[str, int]:
    """The listings of the search, to tick, and what to do to them."""
    typed = clean_line(request.values.get("q", ""))[:MOST_TYPED]
    state, organization = asked.choice_of("state", State.ALL), asked.id_of("organisation")
    ids = stewardship.ids(
        viewer(), typed=typed, state=state, organization=organization, most=MOST_AT_ONCE + 1
    )
    rows = stewardship.named(viewer(), ids[:MOST_AT_ONCE])
    faults = []
    if status == 422 and not ticked:
        faults.append((_("Tick at least one listing."), "listing-0" if rows else ""))
    page = render_template(
        "stewardship/bulk.html",
        form=form.offer(topics()),
        rows=rows,
        ticked=set(ticked),
        is_more=len(ids) > MOST_AT_ONCE,
        most=MOST_AT_ONCE,
        typed=typed,
        state=state,
        states=list(State),
        organization=organization,
        faults=faults,
        has_errors=status == 422,
    )
    return page, status


def topics() -> list[tuple[str, str]]:
    return [(term.key, term_words(term.key)) for group in GROUPS for term in vocabulary().group(group)]


def step_of(form: BulkForm) -> Step | None:
    """What is to be done; None, with the fault marked, where the value is missing or wrong."""
    what = Bulk(form.what.data)
    if what is Bulk.ORGANISATION:
        name = clean_line(form.organisation.data or "")
        found = stewardship.organization_named(viewer(), name) if name else None
        step = Step(what, str(found.id) if found else "", name)
    else:
        step = Step(what, clean_line(form[BOX_OF[what]].data or ""))
    if is_sound(step):
        return step
    form[BOX_OF[what]].errors = [FAULTS[what]]
    return None


def is_sound(step: Step) -> bool:
    match step.what:
        case Bulk.ADD_TOPIC:
            return any(step.value == key for key, _words in topics())
        case Bulk.REMOVE_TOPIC:
            return step.value in vocabulary().terms
        case Bulk.PHONE:
            return bool(phone_numbers(step.value))
        case Bulk.STATUS:
            return bool(step.value)
        case Bulk.ORGANISATION:
            try:
                return stewardship.organization_for(viewer(), uuid.UUID(step.value)) is not None
            except ValueError:
                return False
