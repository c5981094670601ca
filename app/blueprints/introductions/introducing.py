"""Introduce somebody to whoever runs a listing, or give them its details.

First what would be told is put together; then it is looked at with the person exactly as the provider will
see it; they agree, and it goes.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import DetailsForm, SendForm, ShareForm
from app.domain import choices as rules
from app.domain.consent import ConsentHow
from app.domain.introduction import IntroductionKind, IntroductionStatus
from app.domain.reaching import clean_reaching
from app.domain.roles import Permission
from app.domain.sharing import AGREED_FOR, Block, NotSharedError, ShareChannel, Shared, read, safe_channels
from app.models.cases import Case
from app.models.introductions import Introduction
from app.operations import introductions
from app.operations.introductions import Agreed
from app.queries import choices as kept
from app.queries import introductions as queries
from app.queries import plans, sharing
from app.web import reaching_words
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.forms import Form
from app.web.labels import label
from app.web.moved_on import MovedOnError, words_of
from app.web.opening import opened_case
from app.web.place import place
from app.web.terms import spoken_language
from app.web.viewer import viewer

TAKING_PART = frozenset({"formats", "font_size", "professionals", "support", "interpreter"})
"""Of how to talk with somebody, what a group that meets them has to know."""


@bp.route("/cases/<uuid:case_id>/introduce/<uuid:service_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def introduce(case_id: uuid.UUID, service_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError for no listing of ours."""
    case = opened_case(case_id, Permission.CASE_WORK, part="introduce")
    to = sharing.receiver(service_id)
    blocked = sharing.block_of(to, case.person)
    form = ShareForm(data=begun(case, service_id))
    offer(form, case)
    refused = ""
    if blocked is None and form.validate_on_submit():
        try:
            made = introductions.draft(
                case,
                service_id,
                form.shared,
                key=form.id,
                by=viewer(),
                says=form.says.data or "",
                goal=rules.goal_id(form.goal.data),
            )
        except MovedOnError as error:
            refused = words_of(error)
        else:
            return redirect(url_for(".send", case_id=case.id, introduction_id=made.id), 303)
    page = render_template(
        "introductions/introduce.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        form=form,
        to=to,
        blocked=label(blocked) if blocked else "",
        may_give=blocked is not Block.LISTING_GONE and blocked is not Block.DIED,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, status_of(form, bool(blocked), refused)


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/change", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def change(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Share something else, before it goes. Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introduce")
    if request.method == "GET" and one.status is not IntroductionStatus.DRAFT:
        return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id), 303)
    form = ShareForm(data={**shown_again(one), "version": str(one.version), "key": str(one.id)})
    offer(form, case)
    refused = ""
    if form.validate_on_submit():
        try:
            introductions.change(
                one.id, form.shared, by=viewer(), says=form.says.data or "", version=number(form.version.data)
            )
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".send", case_id=case.id, introduction_id=one.id), 303)
    page = render_template(
        "introductions/introduce.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        form=form,
        to=sharing.receiver(one.service_id) if one.service_id else None,
        blocked="" if one.service_id else label(Block.LISTING_GONE),
        may_give=False,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, status_of(form, False, refused)


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/send", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def send(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Exactly what they will see; then they agree and it goes. Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introduce")
    if one.status is not IntroductionStatus.DRAFT:
        return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id), 303)
    form = SendForm(data={"version": str(one.version), "until": clock.today() + AGREED_FOR})
    blocked, refused = block_of(case, one), ""
    if blocked is None and form.validate_on_submit():
        try:
            introductions.send(one.id, by=viewer(), version=number(form.version.data), agreed=agreed_in(form))
        except NotSharedError as error:
            blocked = error.block
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said="sent"), 303)
    page = render_template(
        "introductions/send.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        shared=read(one.shared),
        to=sharing.receiver(one.service_id) if one.service_id else None,
        form=form,
        blocked=label(blocked) if blocked else "",
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, status_of(form, bool(blocked), refused)


@bp.route("/cases/<uuid:case_id>/give-details/<uuid:service_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def give_details(case_id: uuid.UUID, service_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError for a listing that is gone."""
    case = opened_case(case_id, Permission.CASE_WORK, part="give-details")
    to = sharing.receiver(service_id)
    form = DetailsForm(data={"key": str(uuid.uuid4()), **compared_with(case, service_id)})
    form.offer(plans.goal_words(case.id))
    refused = ""
    if to.is_there and form.validate_on_submit():
        try:
            made = introductions.signpost(
                case,
                service_id,
                key=form.id,
                by=viewer(),
                says=form.says.data or "",
                goal=rules.goal_id(form.goal.data),
            )
        except MovedOnError as error:
            refused = words_of(error)
        else:
            return redirect(url_for(".shown", case_id=case.id, introduction_id=made.id, said="given"), 303)
    page = render_template(
        "introductions/give_details.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        form=form,
        to=to,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, status_of(form, not to.is_there, refused)


def status_of(form: Form, is_blocked: bool, refused: str) -> int:
    """422 for what is not right in the form, 409 for what is not right any more around it."""
    if form.errors:
        return 422
    return 409 if refused or (is_blocked and form.is_submitted()) else 200


def again(form: Any, one: Introduction, error: Exception) -> str:
    """What to say, with the form ready to be sent again against what stands now."""
    if hasattr(form, "version"):
        form.version.data = str(one.version)
    return words_of(error)


def opened_one(case_id: uuid.UUID, introduction_id: uuid.UUID, *, part: str) -> tuple[Case, Introduction]:
    """The case, and one introduction of it. Raises: NotThereError, also for another case's."""
    case = opened_case(case_id, Permission.CASE_WORK, part=part)
    return case, queries.of_case(case, introduction_id)


def begun(case: Case, service_id: uuid.UUID) -> dict[str, object]:
    """What the form begins with: what we know and they may agree to tell."""
    person = case.person
    reaching = clean_reaching(person.reaching)
    code = rules.spoken_by(reaching, person.language)
    told = {name: value for name, value in reaching.items() if name in TAKING_PART}
    needs = [str(line) for line in reaching_words.lines(told)[1:]]
    return {
        "key": str(uuid.uuid4()),
        "version": "",
        "first_name": called(person),
        "contact_note": "\n".join(reaching_words.safe_lines(person.reaching)),
        "language": spoken_language(code) if code else "",
        "taking_part": "\n".join(needs),
        **compared_with(case, service_id),
    }


def compared_with(case: Case, service_id: uuid.UUID) -> dict[str, object]:
    """What they said about it when it stood side by side with others."""
    known = {one.service_id: one for one in kept.compared(viewer(), case)}
    one = known.get(service_id)
    return {"goal": one.goal, "says": one.says} if one else {}


def shown_again(one: Introduction) -> dict[str, object]:
    shared = read(one.shared)
    return {
        "first_name": shared.first_name,
        "channel": shared.channel.value,
        "contact_note": shared.contact_note,
        "language": shared.language,
        "taking_part": shared.needs,
        "start": shared.start,
        "companion": shared.companion,
        "words": shared.words,
        "says": one.what_person_says or "",
    }


def offer(form: ShareForm, case: Case) -> None:
    """Only ways that are safe for them, and through whoever works with them."""
    person = case.person
    told = safe_channels(clean_reaching(person.reaching), phone=person.phone or "", email=person.email or "")
    told[ShareChannel.WORKER] = _(
        "%(name)s, link worker, %(phone)s", name=viewer().name, phone=place().help_line.number
    )
    form.offer(told, plans.goal_words(case.id))


def agreed_in(form: SendForm) -> Agreed:
    assert form.until.data is not None
    return Agreed(ConsentHow(form.how.data), form.given_by.data, form.until.data, form.note.data or "")


def block_of(case: Case, one: Introduction) -> Block | None:
    """Why it cannot go as it stands."""
    if one.kind is not IntroductionKind.INTRODUCTION or one.service_id is None:
        return Block.LISTING_GONE
    shared: Shared = read(one.shared)
    return sharing.block_of(sharing.receiver(one.service_id), case.person) or (
        None if shared.is_whole else Block.NOT_WHOLE
    )


def number(version: str | None) -> int:
    """The version a form was opened with; none that any row has, where it is not a number."""
    return int(version) if version and version.isdecimal() and len(version) < 9 else -1
