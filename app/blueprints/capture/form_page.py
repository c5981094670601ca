"""The form of an event: shown, sent, and kept. A tablet keeps the same page for when it has no signal."""

from __future__ import annotations

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.blueprints.capture.blueprint import Capturing, bp, capturing
from app.blueprints.capture.showing import chips, direction_of, for_script, is_practice, language_of_chat
from app.domain.capture_window import Window
from app.operations import typed_conversations
from app.queries.events import Asked, asked
from app.web.access import public
from app.web.conversation_form import CaptureForm, form_class, is_whole
from app.web.keep_it import Looked, look_at

SWITCH = "language"
"""A button that shows the form in another language, with what is typed in it."""


@bp.get("/capture/<string:event>")
@public
def page(event: str) -> ResponseReturnValue:
    here = capturing(event)
    if here.window is not Window.OPEN and not is_practice():
        return shut(here)
    questions = asked(here.event, language_of_chat(here))
    form = form_class(here.event, questions)(formdata=None, submission=str(uuid.uuid4()))
    return shown(here, form, questions)


@bp.post("/capture/<string:event>")
@public
def keep(event: str) -> ResponseReturnValue:
    here = capturing(event)
    if here.window is not Window.OPEN and not is_practice():
        return shut(here, typed=True)
    questions = asked(here.event, language_of_chat(here))
    form = form_class(here.event, questions)()
    if request.form.get("do") == SWITCH:
        return shown(here, form, questions)
    looked = look_at(form, form.texts())
    document = form.document(language=language_of_chat(here), kept=looked.kept)
    if not form.validate() or not is_whole(form, here.event, document):
        return shown(here, form, questions, looked, status=422)
    if looked.is_asking:
        return shown(here, form, questions, looked)
    if is_practice():
        return redirect(url_for(".kept", event=event, practice=1), 303)
    submission = submission_of(form)
    typed_conversations.keep(here.event, document, submission_id=submission, device_id=here.device_id)
    return redirect(url_for(".kept", event=event, submission=submission), 303)


def submission_of(form: CaptureForm) -> uuid.UUID:
    """The id this page was given when it was shown. Raises: BadRequest where somebody changed it."""
    try:
        return uuid.UUID(form.submission.data or "")
    except ValueError:
        raise BadRequest from None


def shown(
    here: Capturing,
    form: CaptureForm,
    questions: list[Asked],
    looked: Looked | None = None,
    *,
    status: int = 200,
) -> Response:
    words = render_template(
        "capture/form.html",
        event=here.event,
        form=form,
        questions=list(zip(form.questions(), questions, strict=True)),
        chips=chips(here),
        direction_of=direction_of,
        for_script=for_script(here, questions),
        is_practice=is_practice(),
        looked=looked,
        needs_script=bool(looked and looked.is_asking),
        has_errors=bool(form.errors),
    )
    return make_response(words, status)


def shut(here: Capturing, *, typed: bool = False) -> Response:
    """Not yet, or no longer. The script still sends what lies on the tablet. What was typed is shown."""
    words = render_template(
        "capture/shut.html",
        event=here.event,
        window=here.window.value,
        for_script=for_script(here, []),
        typed=[value for name, value in request.form.items() if is_words(name) and value] if typed else [],
    )
    return make_response(words, 409 if typed else 200)


def is_words(name: str) -> bool:
    return name.startswith("answer-") or name == "reflection"
