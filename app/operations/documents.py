"""Files about somebody are kept with their case, and taken away with a reason."""

from __future__ import annotations

import hashlib
import uuid
from pathlib import Path

from app import clock
from app.database import db
from app.domain.case import OPEN
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.viewer import Viewer
from app.gateways import kept_documents
from app.gateways.kept_documents import DocumentKind
from app.models.case_papers import CaseDocument
from app.models.cases import Case
from app.operations import audit
from app.queries.papers import document_of


def keep(
    case: Case, *, content: bytes, title: str, file_name: str, key: uuid.UUID, data: Path, by: Viewer
) -> CaseDocument:
    """Keep a file, once for a key. Raises: DocumentRefusedError; NotAllowedError for a case that is over."""
    before = db.session.get(CaseDocument, key)
    if before is not None:
        return before
    if case.status not in OPEN:
        raise NotAllowedError
    kind, kept = kept_documents.looked_into(content)
    made = CaseDocument(
        id=key,
        case_id=case.id,
        title=title or file_name,
        file_name=file_name,
        stored_as=kept_documents.keep(data, key, kept),
        kind=kind.value,
        bytes=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(made)
    audit.record(by, "document.kept", of=("document", made.id))
    db.session.flush()
    return made


def read(case: Case, document_id: uuid.UUID, *, data: Path, by: Viewer) -> tuple[CaseDocument, bytes]:
    """The file, its look traced. Raises: NotThereError."""
    document = document_of(case, document_id)
    audit.seen(by, "document.read", of=("document", document.id))
    try:
        return document, kept_documents.read(data, document.id, document.stored_as)
    except OSError:
        raise NotThereError from None


def remove(case: Case, document_id: uuid.UUID, why: str, *, data: Path, by: Viewer) -> None:
    """Take it away: the file goes, that it was there stays."""
    document = document_of(case, document_id)
    document.removed_at, document.removed_why = clock.now(), why
    kept_documents.forget(data, document.stored_as)
    audit.record(by, "document.removed", of=("document", document.id))
    db.session.flush()


def mime_of(document: CaseDocument) -> str:
    return kept_documents.MIME[DocumentKind(document.kind)]
