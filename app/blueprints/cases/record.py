"""Record a contact on one page, put one's own right, and keep what is being typed."""

from __future__ import annotations

import uuid

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.cases.blueprint import bp
from app.blueprints.cases.forms import ContactForm, filled
from app.domain.contact_log import ContactChannel, Direction
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.roles import Permission
from app.domain.typed_hours import write_time
from app.models.cases import Case, CaseContact
from app.operations import audit, contacts, note_drafts
from app.queries import case_contacts as queries
from app.queries.cases import case_for
from app.web import kept_drafts, reaching_words
from app.web.access import requires
from app.web.case_due import due
from app.web.case_frame import frame
from app.web.diary_words import clock_time
from app.web.kept_drafts import KeptDraft, forget_draft, kept_draft
from app.web.opening import opened_case
from app.web.viewer import viewer

NEW, RIGHT = "contact", "contact-right"
"""Names of the drafts."""


@bp.route("/cases/<uuid:case_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def record(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="contacts")
    draft = kept_draft(NEW, case)
    form = prepared(ContactForm(formdata=draft.typed) if draft.typed else form_for(case), case)
    if request.method == "GET":
        return shown(case, form, draft)
    told = form.told() if form.validate() else None
    if told is None:
        return shown(case, form, draft, status=422)
    try:
        made = contacts.record(case, told, by=viewer(), key=key_of(form, case), done=form.settles())
    except NeedsMoreError as error:
        form.say_missing(error.missing)
        return shown(case, form, draft, status=422)
    except (StaleError, NotAllowedError) as error:
        return shown(case, form, draft, status=409, trouble=trouble_of(error))
    forget_draft(NEW, case)
    return redirect(url_for(".contacts", case_id=case_id, said="kept", _anchor=f"contact-{made.id}"), 303)


@bp.route("/cases/<uuid:case_id>/contacts/<uuid:contact_id>/correct", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def correct(case_id: uuid.UUID, contact_id: uuid.UUID) -> ResponseReturnValue:
    """Only its author."""
    case = opened_case(case_id, Permission.CASE_WORK, part="contacts")
    contact = own_contact(case, contact_id)
    draft = kept_draft(f"{RIGHT}-{str(contact_id)[:8]}", case)
    values = filled(contacts.told_by(contact)) | {"version": contact.version}
    form = prepared(ContactForm(formdata=draft.typed) if draft.typed else ContactForm(data=values), case)
    if request.method == "GET":
        return shown(case, form, draft, contact=contact)
    told = form.told(is_new=False) if form.validate() else None
    if told is None:
        return shown(case, form, draft, contact=contact, status=422)
    try:
        contacts.correct(contact, told, by=viewer(), version=version_of(form))
    except NeedsMoreError as error:
        form.say_missing(error.missing)
        return shown(case, form, draft, contact=contact, status=422)
    except (StaleError, NotAllowedError) as error:
        return shown(case, form, draft, contact=contact, status=409, trouble=trouble_of(error))
    forget_draft(draft.form, case)
    return redirect(url_for(".contacts", case_id=case_id, said="right", _anchor=f"contact-{contact.id}"), 303)


@bp.post("/cases/<uuid:case_id>/draft")
@requires(Permission.CASE_WORK)
def draft(case_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what is typed: from the script every few seconds, or by a button without one."""
    try:
        case = case_for(viewer(), case_id, Permission.CASE_WORK)
    except NotThereError:
        audit.refused(viewer(), "case.refused", of=("case", case_id))
        raise
    form, tab, fields = kept_drafts.sent()
    account = viewer().account_id
    if account is None or not form or not tab:
        raise NotThereError
    if request.form.get("do") == "forget":
        note_drafts.forget(account, form, case.id, tab)
        return redirect(kept_drafts.way_back(case.id), 303)
    kept_at = note_drafts.keep(account, form, case.id, tab, fields)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(at=clock_time(kept_at) if kept_at else "")
    return redirect(kept_drafts.way_back(case.id), 303)


def form_for(case: Case) -> ContactForm:
    """A new one: now, and we reached out."""
    now = clock.local_now()
    rounded = now.replace(minute=now.minute // 5 * 5)
    return ContactForm(
        data={
            "key": uuid.uuid4().hex,
            "direction": Direction.WE.value,
            "day": now.date(),
            "time": write_time(rounded.time()),
        }
    )


def prepared(form: ContactForm, case: Case) -> ContactForm:
    """With what to be warned of at each way, and what a contact may settle."""
    reaching = case.person.reaching
    warnings = {one: reaching_words.warning(reaching, one) or "" for one in ContactChannel}
    tasks = queries.open_tasks(case, contacts.TICKED_OFF)
    form.offer(warnings, [(str(one.id), due(one).line) for one in tasks])
    return form


def own_contact(case: Case, contact_id: uuid.UUID) -> CaseContact:
    """Raises: NotThereError for anybody else's."""
    try:
        contact = queries.contact_of(viewer(), case, contact_id)
        if contact.made_by != viewer().account_id:
            raise NotThereError
    except NotThereError:
        audit.refused(viewer(), "contact.refused", of=("case", case.id))
        raise
    return contact


def key_of(form: ContactForm, case: Case) -> str:
    """Of one form about one case by one account: a key made up by somebody else is none of theirs."""
    return f"{viewer().account_id}:{form.key.data or uuid.uuid4().hex}"[:80]


def version_of(form: ContactForm) -> int:
    typed = str(form.version.data or "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def trouble_of(error: Exception) -> str:
    if isinstance(error, StaleError):
        return _("This was recorded or changed since you opened the page. What you typed is still here.")
    return _("The case is not open any more, so nothing was recorded. What you typed is still here.")


def shown(
    case: Case,
    form: ContactForm,
    draft: KeptDraft,
    *,
    contact: CaseContact | None = None,
    trouble: str = "",
    status: int = 200,
) -> Response:
    page = render_template(
        "cases/record.html" if contact is None else "cases/correct.html",
        frame=frame(case, "contacts"),
        form=form,
        draft=draft,
        contact=contact,
        trouble=trouble,
        has_errors=status == 422,
    )
    return make_response(page, status)
