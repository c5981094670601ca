"""The words of an owner: read, made plainer, shown to everybody, or sent back with a question."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.statements.answer_forms import CheckForm
from app.blueprints.statements.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.insight import StepState
from app.domain.roles import Permission
from app.operations import answers, audit
from app.queries import statement_desk as desk
from app.queries.statement_desk import Waiting
from app.web import statement_words as words
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.viewer import viewer


@bp.route("/statements/owners/<uuid:step_id>", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def check(step_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    found = opened(step_id)
    form, is_back = CheckForm(data={"words": found.step.words}), request.form.get("do") == "back"
    if found.step.state is not StepState.WAITING and request.method == "GET":
        return redirect(url_for(".shown", statement_id=found.statement.id), 303)
    if request.method == "GET":
        form.version.data = str(found.answer.version)
        return page(found, form)
    if not form.is_right(is_back=is_back):
        return page(found, form, 422)
    try:
        answers.check_version(found.answer, form.opened_with)
        if is_back:
            answers.send_back(found.statement, found.step, form.question.data or "", by=viewer())
        else:
            answers.show(found.statement, found.step, form.words.data or "", by=viewer())
    except MovedOnError as error:
        return page(found, form, 409, refused=words_of(error))
    said = "back" if is_back else "shown"
    return redirect(url_for(".shown", statement_id=found.statement.id, said=said), 303)


def opened(step_id: uuid.UUID) -> Waiting:
    try:
        return desk.step_of(step_id)
    except NotThereError:
        audit.refused(viewer(), "answer.refused", of=("answer_step", step_id))
        raise


def page(found: Waiting, form: CheckForm, status: int = 200, *, refused: str = "") -> ResponseReturnValue:
    markup = render_template(
        "statements/check.html",
        found=found,
        form=form,
        refused=refused,
        state_then=words.state_of(found.step.status),
        has_errors=status == 422,
    )
    return make_response(markup, status)
