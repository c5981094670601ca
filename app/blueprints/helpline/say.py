"""What matters to somebody who rings: the questions of the cards by their numbers, typed while they talk."""

from __future__ import annotations

import uuid

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.blueprints.helpline.blueprint import bp, page
from app.domain.engagement import CaptureWay, EventKind
from app.domain.errors import NotThereError
from app.domain.online_say import Standing
from app.domain.roles import Permission
from app.models.engagement import Event
from app.operations import typed_conversations
from app.queries.events import Asked, asked
from app.queries.online import online_event, open_now
from app.web.access import requires
from app.web.conversation_form import CaptureForm, form_class, is_whole
from app.web.i18n import current_language
from app.web.keep_it import Looked, look_at

P = Permission


@bp.get("/helpline/say")
@requires(P.HELPLINE_USE)
def says() -> ResponseReturnValue:
    """What is asked now. Children are not asked on the telephone: nobody can see who is with them."""
    return page("helpline/says.html", events=[one for one in open_now() if not one.is_for_children])


@bp.route("/helpline/say/<string:event>", methods=["GET", "POST"])
@requires(P.HELPLINE_USE)
def say(event: str) -> ResponseReturnValue:
    found = asked_now(event)
    questions = asked(found, current_language())
    form_of = form_class(found, questions)
    if request.method != "POST":
        return shown(found, form_of(formdata=None, submission=str(uuid.uuid4())), questions)
    form = form_of()
    looked = look_at(form, form.texts())
    document = form.document(language=current_language(), kept=looked.kept)
    if not form.validate() or not is_whole(form, found, document):
        return shown(found, form, questions, looked, status=422)
    if looked.is_asking:
        return shown(found, form, questions, looked)
    typed_conversations.keep(
        found, document, submission_id=submission_of(form), device_id=None, way=CaptureWay.PHONE
    )
    return redirect(url_for(".desk", taken=found.slug, _anchor="call"), 303)


def asked_now(slug: str) -> Event:
    """Raises: NotThereError where it is not asked, or not of grown-ups."""
    found, stands = online_event(slug)
    if stands is not Standing.OPEN or found.kind is EventKind.CHILDREN:
        raise NotThereError
    return found


def submission_of(form: CaptureForm) -> uuid.UUID:
    """The id this page was given when it was shown. Raises: BadRequest where somebody changed it."""
    try:
        return uuid.UUID(form.submission.data or "")
    except ValueError:
        raise BadRequest from None


def shown(
    event: Event,
    form: CaptureForm,
    questions: list[Asked],
    looked: Looked | None = None,
    *,
    status: int = 200,
) -> Response:
    return page(
        "helpline/say.html",
        status=status,
        event=event,
        form=form,
        questions=list(zip(form.questions(), questions, strict=True)),
        looked=looked,
        needs_script=bool(looked and looked.is_asking),
        has_errors=status == 422,
    )
