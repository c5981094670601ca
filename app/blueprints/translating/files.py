"""Files brought in: who brought what in when, and the last one taken back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.translating.blueprint import bp, opened, root
from app.domain.errors import NotThereError
from app.domain.languages import Language
from app.domain.roles import Permission
from app.domain.translating import Source
from app.gateways import translation_files
from app.operations import audit, brought_files
from app.operations.brought_files import ChangedSinceError
from app.queries import brought_files as queries
from app.queries.brought_files import Brought
from app.web.access import requires
from app.web.moved_on import MovedOnError
from app.web.viewer import viewer

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Back:
    """One string of a file: what it says now, and what it would say again."""

    source: Source
    brought: tuple[str, ...]
    before: tuple[str, ...]


@bp.get("/translating/<string:language>/files")
@requires(Permission.TRANSLATION_EDIT)
def files(language: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    chosen = opened(language)
    return render_template("translating/files.html", language=chosen, rows=queries.listed(chosen.code))


@bp.get("/translating/<string:language>/files/<uuid:brought_file_id>")
@requires(Permission.TRANSLATION_EDIT)
def brought(language: str, brought_file_id: uuid.UUID) -> ResponseReturnValue:
    """What taking it back would do. Raises: NotThereError."""
    chosen = opened(language)
    return page(chosen, opened_file(chosen, brought_file_id))


@bp.post("/translating/<string:language>/files/<uuid:brought_file_id>/take-back")
@requires(Permission.TRANSLATION_EDIT)
def take_back(language: str, brought_file_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    chosen = opened(language)
    file = opened_file(chosen, brought_file_id)
    try:
        brought_files.take_back(brought_file_id, chosen.code, by=viewer())
    except ChangedSinceError as error:
        return page(chosen, file, 409, changed=sources_of(error.digests))
    except MovedOnError:
        return page(
            chosen, file, 409, refused=_("Another file came after this one. Take that one back first.")
        )
    return redirect(url_for(".files", language=language, said="back"), 303)


def opened_file(language: Language, file_id: uuid.UUID) -> Brought:
    """Raises: NotThereError, and the look is traced."""
    try:
        return queries.one(file_id, language.code)
    except NotThereError:
        audit.refused(viewer(), "words-file.refused", of=("words-file", file_id))
        raise


def sources_of(digests: Sequence[str]) -> list[Source]:
    known = translation_files.sources(root())
    return [known[one] for one in digests if one in known]


def page(
    language: Language,
    file: Brought,
    status: int = 200,
    *,
    refused: str = "",
    changed: list[Source] | None = None,
) -> ResponseReturnValue:
    known, kept = translation_files.sources(root()), translation_files.kept(root(), language.code)
    rows = [
        Back(known[one.digest], tuple(one.brought), tuple(one.forms) or kept.get(one.digest, ()))
        for one in queries.before(file.id)
        if one.digest in known
    ]
    markup = render_template(
        "translating/brought.html",
        language=language,
        file=file,
        rows=rows[:MOST_SHOWN],
        is_more=len(rows) > MOST_SHOWN,
        refused=refused,
        changed=changed or [],
        most=MOST_SHOWN,
    )
    return make_response(markup, status)
