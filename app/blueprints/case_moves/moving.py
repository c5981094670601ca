"""Moves that are one page each: what it means, a short form, one button."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.blueprints.case_moves import forms
from app.blueprints.case_moves.blueprint import bp
from app.blueprints.case_moves.forms import MoveForm
from app.domain import case_moves as table
from app.domain.case import CaseAction, ClosureReason, HoldReason
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.roles import Permission
from app.operations import acting, case_endings, case_moves
from app.operations.case_steps import marked
from app.queries.case_history import did_just_now
from app.queries.transfers import workers_of
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import Trouble, missing_words, trouble_of
from app.web.opening import opened_case
from app.web.place import place
from app.web.viewer import viewer

A = CaseAction
P = Permission


@dataclass(frozen=True, slots=True)
class Page:
    """A move as a page. `do` makes it, from the case and the form that was sent."""

    name: str
    """Of its address and its endpoint."""
    action: CaseAction
    form: type[MoveForm]
    do: Callable[[Any, Any], Any]
    heading: str
    words: tuple[str, ...]
    """What it means, and what it does."""
    button: str
    permission: Permission = P.CASE_WORK
    is_grave: bool = False
    """It cannot simply be taken back."""
    listed: int = 0
    """Which of the sentences says what it does, where it is one of several choices."""


def hold(case: Any, form: forms.HoldForm) -> None:
    case_moves.hold(
        case,
        by=viewer(),
        why=HoldReason(form.why.data),
        until=form.until.data or clock.today(),
        note=form.note.data or "",
        version=form.shown_version,
    )


def come_back(case: Any, form: forms.NoteForm) -> None:
    case_moves.come_back(case, by=viewer(), note=form.note.data or "", version=form.shown_version)


def give_back(case: Any, form: forms.ReasonForm) -> None:
    case_moves.give_back(case, by=viewer(), reason=form.reason.data or "", version=form.shown_version)


def begin_closing(case: Any, form: MoveForm) -> str:
    case_moves.begin_closing(case, by=viewer(), version=form.shown_version)
    return "case_moves.closing"


def back_to_active(case: Any, form: forms.ReasonForm) -> None:
    case_moves.back_to_active(case, by=viewer(), note=form.reason.data or "", version=form.shown_version)


def close_early(case: Any, form: forms.EarlyForm) -> None:
    why, note = ClosureReason(form.why.data), form.note.data or ""
    actors = acting.for_case(viewer(), case)
    if marked(case) and table.LEAD not in actors:
        said = f"{form.why_words} {note}".strip()
        case_moves.ask_lead_to_close_early(case, by=viewer(), note=said, version=form.shown_version)
    else:
        case_moves.close_early(case, by=viewer(), why=why, note=note, version=form.shown_version)


def reopen(case: Any, form: forms.ReopenForm) -> str:
    worker = uuid.UUID(form.worker.data) if form.worker.data else None
    opened = case_moves.reopen(
        case,
        by=viewer(),
        reason=form.reason.data or "",
        worker=worker,
        version=form.shown_version,
        within=place().social_prescribing.reopen_days,
    )
    return "" if opened.id == case.id else "case_moves.followed"


def died(case: Any, form: forms.DiedForm) -> None:
    case_endings.record_death(
        case,
        by=viewer(),
        died_on=form.died_on.data,
        note=form.note.data or "",
        version=form.shown_version,
    )


def in_error(case: Any, form: forms.MistakeForm) -> None:
    case_endings.mark_error(case, by=viewer(), reason=form.reason.data or "", version=form.shown_version)


PAGES: tuple[Page, ...] = (
    Page(
        "hold",
        A.HOLD,
        forms.HoldForm,
        hold,
        _l("Let it rest for a while"),
        (_l("Nobody is chased while it rests. On the day you choose it comes back to your day."),),
        _l("Let it rest"),
    ),
    Page(
        "come-back",
        A.RETURN,
        forms.NoteForm,
        come_back,
        _l("Go on"),
        (_l("The rest is over, and the work goes on."),),
        _l("Go on with the work"),
    ),
    Page(
        "give-back",
        A.GIVE_BACK,
        forms.ReasonForm,
        give_back,
        _l("Give back to the waiting list"),
        (
            _l("They keep their place: how long they have waited is counted from the day they asked."),
            _l("Visits that are planned are called off. Tell them before you do this."),
        ),
        _l("Give back"),
    ),
    Page(
        "begin-closing",
        A.BEGIN_CLOSING,
        MoveForm,
        begin_closing,
        _l("Begin to close"),
        (
            _l("Talk with them first about how it went and what comes after."),
            _l("Then you put together what is needed: goals, introductions, questions, a letter."),
            _l("You can go back at any time until it is closed."),
        ),
        _l("Begin to close"),
    ),
    Page(
        "back-to-active",
        A.BACK_TO_ACTIVE,
        forms.ReasonForm,
        back_to_active,
        _l("Do not close yet"),
        (_l("The work goes on. What you put together for the end is kept."),),
        _l("Go on with the work"),
    ),
    Page(
        "close-early",
        A.CLOSE_EARLY,
        forms.EarlyForm,
        close_early,
        _l("Close before any work began"),
        (_l("All that is planned is called off. They can come back at any time."),),
        _l("Close"),
    ),
    Page(
        "reopen",
        A.REOPEN,
        forms.ReopenForm,
        reopen,
        _l("Open again"),
        (
            _l("Soon after the end it goes on where it stopped, with the same link worker."),
            _l("Later a new case follows it. It waits its turn, and leads back to this one."),
        ),
        _l("Open again"),
    ),
    Page(
        "died",
        A.RECORD_DEATH,
        forms.DiedForm,
        died,
        _l("Say that they have died"),
        (
            _l("We are sorry. Thank you for telling us."),
            _l(
                "From now on we send nothing more to them or about them. Visits, reminders and "
                "introductions are called off. The case is closed. What they did and said is kept."
            ),
        ),
        _l("They have died"),
        is_grave=True,
        listed=1,
    ),
    Page(
        "in-error",
        A.MARK_ERROR,
        forms.MistakeForm,
        in_error,
        _l("Opened by mistake"),
        (
            _l("Only for a case that should never have been there, such as one of the wrong person."),
            _l("It counts in no figures and leaves all lists. It stays in the history and the audit."),
        ),
        _l("It was a mistake"),
        permission=P.CASE_LEAD,
        is_grave=True,
    ),
)


def hang(page: Page) -> None:
    """Its two views: ask, and do."""

    @requires(page.permission)
    def ask(case_id: uuid.UUID) -> ResponseReturnValue:
        return asking(page, opened_case(case_id, page.permission, part=page.name))

    @requires(page.permission)
    def do(case_id: uuid.UUID) -> ResponseReturnValue:
        return doing(page, opened_case(case_id, page.permission, part=page.name))

    endpoint = page.name.replace("-", "_")
    address = f"/cases/<uuid:case_id>/{page.name}"
    bp.add_url_rule(address, endpoint, ask, methods=["GET"])
    bp.add_url_rule(address, f"{endpoint}_done", do, methods=["POST"])


for one in PAGES:
    hang(one)


def doing(page: Page, case: Any) -> ResponseReturnValue:
    form = offered(page.form(), case)
    if not (form.validate() and days_make_sense(form)):
        return asking(page, case, form, status=422)
    try:
        leads_to = page.do(case, form) or "case_moves.shown"
    except NeedsMoreError as error:
        form.form_errors.extend(missing_words(error))
        return asking(page, case, form, status=422)
    except (StaleError, NotAllowedError) as error:
        if did_just_now(viewer(), case.id, page.action):
            return redirect(url_for(".shown", case_id=case.id), 303)
        return asking(page, case, form, status=409, trouble=trouble_of(error))
    return redirect(url_for(leads_to, case_id=case.id, said=page.name), 303)


def offered(form: MoveForm, case: Any) -> MoveForm:
    """The colleagues who could go on with somebody."""
    if isinstance(form, forms.ReopenForm):
        same = [("", _("The same as before"))] if case.worker_id else []
        form.worker.choices = same + [(str(who.id), who.name) for who in workers_of(case.team_id)]
    return form


def days_make_sense(form: MoveForm) -> bool:
    """Marks the day that does not."""
    today = clock.today()
    if isinstance(form, forms.HoldForm) and form.until.data and form.until.data <= today:
        form.until.errors = [_("Choose a day that is still to come")]
    if isinstance(form, forms.DiedForm) and form.died_on.data and form.died_on.data > today:
        form.died_on.errors = [_("This day is still to come")]
    return not form.errors


def asking(
    page: Page, case: Any, form: MoveForm | None = None, *, status: int = 200, trouble: Trouble | None = None
) -> tuple[str, int]:
    """The page of a move; without its button where the move cannot be made from here."""
    shown = form or offered(page.form(formdata=None), case)
    shown.version.data, shown.version.raw_data = str(case.version), None
    actors = acting.for_case(viewer(), case)
    is_open = page.action in table.open_actions(case.status, actors)
    markup = render_template(
        "case_moves/move.html",
        frame=frame(case, tab=""),
        page=page,
        form=shown,
        is_open=is_open,
        asks_lead=page.action is A.CLOSE_EARLY and marked(case) and table.LEAD not in actors,
        trouble=trouble,
        has_errors=status == 422,
        action=request.path,
    )
    return markup, status
