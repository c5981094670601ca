"""Files of a case: put in, opened, taken away."""

from __future__ import annotations

import io
import uuid
from pathlib import Path

from flask import Response, current_app, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.papers.blueprint import bp
from app.blueprints.papers.forms import DocumentForm, ReasonForm
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.gateways.kept_documents import MOST_BYTES, DocumentRefusedError
from app.models.cases import Case
from app.operations import documents as operations
from app.queries import papers as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import Trouble, trouble_of
from app.web.labels import label
from app.web.opening import opened_case
from app.web.viewer import viewer

P = Permission
ROOM = 1024 * 1024
"""For what a form holds besides its file."""


def data() -> Path:
    return Path(current_app.config["DATA"])


@bp.get("/cases/<uuid:case_id>/documents")
@requires(P.CASE_READ)
def documents(case_id: uuid.UUID) -> ResponseReturnValue:
    return listed(opened_case(case_id, part="documents"), DocumentForm(data={"key": uuid.uuid4()}))


@bp.post("/cases/<uuid:case_id>/documents")
@requires(P.CASE_WORK, most_bytes=MOST_BYTES + ROOM)
def add_document(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="documents")
    form, sent = DocumentForm(), request.files.get("file")
    fine = form.validate()
    if sent is None or not sent.filename:
        form.file.errors = (_("Choose a file."),)
    elif fine:
        try:
            operations.keep(
                case,
                content=sent.read(),
                title=clean_line(form.title.data or ""),
                file_name=clean_line(Path(sent.filename).name)[:200],
                key=form.row_key,
                data=data(),
                by=viewer(),
            )
        except DocumentRefusedError as error:
            form.file.errors = (label(error.fault),)
        except NotAllowedError as error:
            return listed(case, form, trouble=trouble_of(error))
        else:
            return redirect(url_for(".documents", case_id=case.id), 303)
    return listed(case, form)


def listed(case: Case, form: DocumentForm, *, trouble: Trouble | None = None) -> Response:
    wrong = any(field.errors for field in form)
    page = render_template(
        "papers/documents.html",
        frame=frame(case, tab="documents"),
        form=form,
        documents=queries.documents_of(case),
        trouble=trouble,
        has_errors=wrong,
    )
    return make_response(page, 409 if trouble else 422 if wrong else 200)


@bp.get("/cases/<uuid:case_id>/documents/<uuid:document_id>")
@requires(P.CASE_READ)
def document(case_id: uuid.UUID, document_id: uuid.UUID) -> ResponseReturnValue:
    """The file itself, to be kept and not shown in the browser."""
    case = opened_case(case_id, part="documents")
    held, content = operations.read(case, document_id, data=data(), by=viewer())
    answer = send_file(
        io.BytesIO(content),
        mimetype=operations.mime_of(held),
        as_attachment=True,
        download_name=f"case-{case.number}-{str(held.id)[:8]}.{held.kind}",
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@bp.route("/cases/<uuid:case_id>/documents/<uuid:document_id>/remove", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def remove_document(case_id: uuid.UUID, document_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="documents")
    held, form = queries.document_of(case, document_id), ReasonForm()
    if form.validate_on_submit():
        operations.remove(case, held.id, form.reason.data or "", data=data(), by=viewer())
        return redirect(url_for(".documents", case_id=case.id), 303)
    page = render_template(
        "papers/remove_document.html",
        frame=frame(case, tab="documents"),
        form=form,
        document=held,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)
