"""The messages between somebody and their link worker, the worker's side."""

from __future__ import annotations

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.cases.blueprint import bp
from app.blueprints.cases.forms import AnswerForm
from app.domain.errors import NotAllowedError, StaleError
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import case_messages
from app.operations.reaching_out import is_email_safe
from app.queries import case_messages as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.kept_drafts import forget_draft, kept_draft
from app.web.opening import opened_case
from app.web.seeking import asked, token_of
from app.web.viewer import viewer

DRAFT = "message"


@bp.get("/cases/<uuid:case_id>/messages")
@requires(Permission.CASE_READ)
def messages(case_id: uuid.UUID) -> ResponseReturnValue:
    return shown(opened_case(case_id, part="messages"))


@bp.post("/cases/<uuid:case_id>/messages")
@requires(Permission.CASE_WORK)
def answer(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="messages")
    form = AnswerForm()
    if not form.validate():
        return shown(case, form, status=422)
    key = f"{viewer().account_id}:{form.key.data or uuid.uuid4().hex}"[:80]
    try:
        case_messages.write(case, form.words.data or "", by=viewer(), from_person=False, key=key)
    except StaleError:
        return shown(
            case, form, status=409, trouble=_("This was sent already. What you typed is still here.")
        )
    except NotAllowedError:
        trouble = _("The case is not open any more, so nothing was sent. What you typed is still here.")
        return shown(case, form, status=409, trouble=trouble)
    case_messages.mark_read(case, by=viewer())
    forget_draft(DRAFT, case)
    return redirect(url_for(".messages", case_id=case_id, said="sent"), 303)


@bp.post("/cases/<uuid:case_id>/messages/read")
@requires(Permission.CASE_WORK)
def read(case_id: uuid.UUID) -> ResponseReturnValue:
    case_messages.mark_read(opened_case(case_id, Permission.CASE_WORK, part="messages"), by=viewer())
    return redirect(url_for(".messages", case_id=case_id, said="read"), 303)


def shown(case: Case, form: AnswerForm | None = None, *, status: int = 200, trouble: str = "") -> Response:
    draft = kept_draft(DRAFT, case)
    new = {"key": uuid.uuid4().hex}
    page = queries.thread(viewer(), case, before=asked(request.args.get("before", "")))
    older = url_for(".messages", case_id=case.id, before=token_of(page.older)) if page.older else ""
    return make_response(
        render_template(
            "cases/messages.html",
            frame=frame(case, "messages"),
            rows=page.rows,
            older=older,
            has_new=any(one.message.from_person and one.message.read_at is None for one in page.rows),
            form=form or AnswerForm(formdata=draft.typed, data=new),
            draft=draft,
            by_email=is_email_safe(case.person),
            trouble=trouble,
            has_errors=status == 422,
        ),
        status,
    )
