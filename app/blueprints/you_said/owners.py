"""The owner's door: what people said, what they are asked for, and a box for the answer. A GET only shows."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.you_said.blueprint import MOST_SENT, bp
from app.blueprints.you_said.forms import OwnerForm
from app.domain.errors import GoneError, NotThereError
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.answers import Answer
from app.models.engagement import Statement
from app.operations import access_links, answers, audit
from app.queries.owned_answers import open_step, owned
from app.web import statement_words as words
from app.web.access import public

Owned = list[tuple[Statement, Answer]]


@bp.get("/answer/<string:token>")
@public
def owner_door(token: str) -> ResponseReturnValue:
    """Raises: NotThereError for a link nobody made."""
    try:
        return shown(opened(token)[0], token)
    except GoneError:
        return make_response(render_template("you_said/owner_over.html"), 410)


@bp.post("/answer/<string:token>/<uuid:answer_id>")
@public
@limiter.limit(MOST_SENT)
def owner_write(token: str, answer_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also for an answer that the link does not open; GoneError."""
    held, by = opened(token)
    answer = next((one for _statement, one in held if one.id == answer_id), None)
    if answer is None:
        audit.refused(by, "answer.refused", of=("answer", answer_id))
        raise NotThereError
    form = OwnerForm(prefix=prefix(answer))
    if not form.validate():
        return shown(held, token, form, answer, 422)
    step = open_step(answer)
    is_same = step is not None and step.words == form.words.data
    if form.opened_with != answer.version and not is_same:
        form.version.data = str(answer.version)
        return shown(held, token, form, answer, 409)
    answers.owner_writes(answer, form.written(clock.today()), by=by)
    return redirect(url_for(".owner_door", token=token, said="sent"), 303)


def opened(token: str) -> tuple[Owned, Viewer]:
    """What the link opens. Raises: NotThereError; GoneError once nothing of it is theirs any more."""
    link = access_links.find(LinkPurpose.ANSWER, token, used_too=True)
    by, held = Viewer(link_id=link.id), owned(link)
    if not held:
        raise GoneError(link.purpose)
    return held, by


def prefix(answer: Answer) -> str:
    """So that several forms on one page keep apart. Shape: `a3-`."""
    return f"a{answer.number}"


def shown(
    held: Owned,
    token: str,
    typed: OwnerForm | None = None,
    about: Answer | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Each answer with its form; what was typed in one stays."""
    parts = []
    for statement, answer in held:
        step = open_step(answer)
        form = typed if typed is not None and answer is about else blank(answer)
        parts.append((statement, answer, step, form))
    page = render_template(
        "you_said/owner_door.html",
        parts=parts,
        token=token,
        words=words,
        is_stale=status == 409,
        faulty=typed,
        has_errors=status == 422,
        said=request.args.get("said", ""),
    )
    return make_response(page, status)


def blank(answer: Answer) -> OwnerForm:
    """What they wrote before, to be changed; else what is there."""
    step = open_step(answer)
    held = {"version": str(answer.version)}
    if step is not None:
        held |= {"words": step.words, "status": step.status or ""}
    form = OwnerForm(formdata=None, prefix=prefix(answer), data=held)
    form.is_outcome.data = bool(step and step.is_outcome)
    return form
