"""Worries about somebody's safety: for their author, a named lead and named readers."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.papers.blueprint import bp
from app.blueprints.papers.forms import AnswerForm, EndWorryForm, ReaderForm, WorryForm
from app.domain.errors import NotAllowedError, StaleError
from app.domain.roles import Permission
from app.domain.safeguarding import PersonTold, WorryKind
from app.models.case_papers import SafeguardingNote
from app.models.cases import Case
from app.operations import safeguarding as operations
from app.queries import papers as queries
from app.web.access import requires
from app.web.case_frame import Frame, frame
from app.web.case_troubles import Trouble, trouble_of
from app.web.forms import Form, choice
from app.web.labels import label
from app.web.opening import opened, opened_case
from app.web.viewer import viewer

P = Permission


@bp.get("/cases/<uuid:case_id>/worries")
@requires(P.SAFEGUARDING_SEE)
def worries(case_id: uuid.UUID) -> ResponseReturnValue:
    """Those the viewer may read; that there are others is not said."""
    case = opened_case(case_id, part="worries")
    found = queries.worries_for(viewer(), case.id)
    return render_template("papers/worries.html", frame=frame(case, tab=""), worries=found)


@bp.route("/cases/<uuid:case_id>/worries/new", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def raise_worry(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="worries")
    form = WorryForm(data={"key": uuid.uuid4()})
    form.lead.choices = [choice(str(one), name) for one, name in queries.leads_of_team(case.team_id)]
    if form.lead.choices and form.validate_on_submit():
        made = operations.raise_worry(
            case,
            concern=form.concern.data,
            words=form.words.data or "",
            lead_id=uuid.UUID(form.lead.data),
            person_told=form.person_told.data,
            key=form.row_key,
            by=viewer(),
        )
        return redirect(url_for(".worry", case_id=case.id, note_id=made.id), 303)
    return page("papers/raise_worry.html", case, form)


@bp.get("/cases/<uuid:case_id>/worries/<uuid:note_id>")
@requires(P.SAFEGUARDING_SEE)
def worry(case_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    case, note = both(case_id, note_id)
    return worry_page(case, note)


@bp.post("/cases/<uuid:case_id>/worries/<uuid:note_id>/answer")
@requires(P.SAFEGUARDING_SEE)
def answer_worry(case_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    case, note = both(case_id, note_id)
    form = AnswerForm(prefix="answer-")
    if not form.validate():
        return worry_page(case, note, answer=form)
    try:
        operations.answer(note, form.words.data or "", by=viewer(), version=form.opened_with)
    except (NotAllowedError, StaleError) as error:
        return worry_page(case, note, answer=form, trouble=trouble_of(error))
    return redirect(url_for(".worry", case_id=case.id, note_id=note.id), 303)


@bp.post("/cases/<uuid:case_id>/worries/<uuid:note_id>/readers")
@requires(P.SAFEGUARDING_SEE)
def name_reader(case_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    case, note = both(case_id, note_id)
    form = reader_form(case, note)
    if not form.validate():
        return worry_page(case, note, reader=form)
    try:
        operations.name_reader(note, uuid.UUID(form.account.data), by=viewer())
    except NotAllowedError as error:
        return worry_page(case, note, reader=form, trouble=trouble_of(error))
    return redirect(url_for(".worry", case_id=case.id, note_id=note.id), 303)


@bp.post("/cases/<uuid:case_id>/worries/<uuid:note_id>/end")
@requires(P.SAFEGUARDING_SEE)
def end_worry(case_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    case, note = both(case_id, note_id)
    form = EndWorryForm(prefix="end-")
    if not form.validate():
        return worry_page(case, note, end=form)
    try:
        operations.end(note, form.outcome.data or "", by=viewer(), version=form.opened_with)
    except (NotAllowedError, StaleError) as error:
        return worry_page(case, note, end=form, trouble=trouble_of(error))
    return redirect(url_for(".worry", case_id=case.id, note_id=note.id), 303)


def both(case_id: uuid.UUID, note_id: uuid.UUID) -> tuple[Case, SafeguardingNote]:
    """The worry for those who may read it, and its case; a refusal is traced. Raises: NotThereError.

    Whoever was named to read it reads it, whether or not the case is theirs.
    """
    note = opened("worry", note_id, lambda: queries.worry_for(viewer(), case_id, note_id))
    return queries.case_of_worry(note), note


def reader_form(case: Case, note: SafeguardingNote) -> ReaderForm:
    form = ReaderForm(prefix="reader-")
    known = {note.raised_by, note.lead_id, *(one for one, _name in queries.readers_of(note))}
    form.account.choices = [
        choice(str(one), name) for one, name in queries.colleagues_of(case) if one not in known
    ]
    return form


def worry_page(
    case: Case, note: SafeguardingNote, *, trouble: Trouble | None = None, **forms: Form
) -> Response:
    """The worry with what its lead may do. `forms`: those that came back with something wrong."""
    leads = note.lead_id == viewer().account_id and note.ended_at is None
    held: dict[str, Form] = {
        "answer": AnswerForm(formdata=None, prefix="answer-", data={"version": note.version}),
        "reader": reader_form(case, note),
        "end": EndWorryForm(formdata=None, prefix="end-", data={"version": note.version}),
        **forms,
    }
    names = dict(queries.colleagues_of(case))
    return page(
        "papers/worry.html",
        case,
        next(iter(forms.values()), held["answer"]),
        trouble=trouble,
        note=note,
        leads=leads,
        forms=held,
        kind_words=label(WorryKind(note.concern)),
        told_words=label(PersonTold(note.person_told)) if note.person_told else "",
        readers=queries.readers_of(note),
        author=names.get(note.raised_by, "") if note.raised_by else "",
        lead=names.get(note.lead_id, "") if note.lead_id else "",
    )


def frame_for(case: Case) -> Frame:
    """The case's frame; to whom the case is not open, only who it is about."""
    whole = frame(case, tab="")
    if queries.may_read(viewer(), case):
        return whole
    return replace(whole, tabs=(), moves=(), record_url="", find_url="", needs_url="", lives="", phone="")


def page(name: str, case: Case, form: Form, *, trouble: Trouble | None = None, **more: Any) -> Response:
    wrong = any(field.errors for field in form)
    made = render_template(name, frame=frame_for(case), form=form, trouble=trouble, has_errors=wrong, **more)
    return make_response(made, 409 if trouble else 422 if wrong else 200)
