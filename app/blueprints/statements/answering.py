"""Answers of a statement: written by us or asked for, changed, and their progress."""

from __future__ import annotations

import uuid

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.statements.answer_forms import AnswerForm, StepForm, values_of
from app.blueprints.statements.blueprint import bp, opened, opened_answer
from app.domain.answering import NOT_ANSWERED
from app.domain.roles import Permission
from app.models.answers import Answer
from app.models.engagement import Statement
from app.operations import answers
from app.operations.statement_edits import due_in
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.plain_words_hints import hint_words
from app.web.viewer import viewer


@bp.route("/statements/<uuid:statement_id>/answers/new", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def new_answer(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    statement = opened(statement_id)
    due_on = due_in(current_app.config["FIRST_ANSWER_DAYS"])
    form = AnswerForm(data={"key": str(uuid.uuid4()), "status": NOT_ANSWERED, "due_on": due_on})
    if request.method == "GET" or request.form.get("do") == "check":
        return page(statement, None, form)
    if not form.is_right():
        return page(statement, None, form, 422)
    answers.write(statement, form.written, by=viewer(), key=form.id)
    return redirect(url_for(".shown", statement_id=statement_id, said="answer"), 303)


@bp.route("/statements/<uuid:statement_id>/answers/<uuid:answer_id>", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def edit_answer(statement_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    statement, answer = opened_answer(statement_id, answer_id)
    form = AnswerForm(data=values_of(answer))
    if request.method == "GET" or request.form.get("do") == "check":
        return page(statement, answer, form)
    if request.form.get("do") != "remove" and not form.is_right():
        return page(statement, answer, form, 422)
    try:
        if request.form.get("do") == "remove":
            answers.remove(statement, answer, by=viewer())
        else:
            answers.change(statement, answer, form.written, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        form.version.data = str(answer.version)
        return page(statement, answer, form, 409, refused=words_of(error))
    return redirect(url_for(".shown", statement_id=statement_id, said="answer"), 303)


@bp.route("/statements/<uuid:statement_id>/answers/<uuid:answer_id>/progress", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def progress(statement_id: uuid.UUID, answer_id: uuid.UUID) -> ResponseReturnValue:
    """What has happened since. Raises: NotThereError."""
    statement, answer = opened_answer(statement_id, answer_id)
    form = StepForm(data={"day": clock.today()})
    if form.validate_on_submit():
        answers.add_step(statement, answer, form.written, by=viewer())
        return redirect(url_for(".shown", statement_id=statement_id, said="progress"), 303)
    markup = render_template(
        "statements/progress.html",
        statement=statement,
        answer=answer,
        form=form,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 422 if form.errors else 200)


def page(
    statement: Statement, answer: Answer | None, form: AnswerForm, status: int = 200, *, refused: str = ""
) -> ResponseReturnValue:
    checked = request.form.get("do") == "check"
    markup = render_template(
        "statements/answer.html",
        statement=statement,
        answer=answer,
        form=form,
        refused=refused,
        checked=checked,
        hints=hint_words(form.words.data or "") if checked else [],
        has_errors=status == 422,
    )
    return make_response(markup, status)
