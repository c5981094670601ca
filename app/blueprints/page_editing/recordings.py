"""Films in BSL and recordings of a page: all of them, one of them, and its buttons."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.page_editing.blueprint import bp, opened_page
from app.domain.errors import NotThereError
from app.domain.recordings import BSL, NOT_SHOWN, RecordingKind, RecordingState
from app.domain.roles import Permission
from app.models.recordings import PageRecording
from app.operations import audit
from app.operations import recordings as operations
from app.queries import recordings as queries
from app.web import moved_on
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.moved_on import MovedOnError
from app.web.place import place
from app.web.plain_pages import pages
from app.web.recordings import captions, player_of, sent, size_of, title_of
from app.web.viewer import viewer


def opened_recording(recording_id: uuid.UUID, *, for_file: bool = False) -> PageRecording:
    """Raises: NotThereError, and the look is traced."""
    try:
        return queries.held(recording_id, for_file=for_file)
    except NotThereError:
        audit.refused(viewer(), "recording.refused", of=("recording", recording_id))
        raise


@bp.get("/pages/<string:slug>/recordings")
@requires(Permission.PAGE_EDIT)
def recordings(slug: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, rows = opened_page(slug), queries.every_of(slug)
    behind = {one.row.id for one in queries.playable(pages(), rows) if one.is_behind}
    languages = [BSL, *(one.code for one in place().languages)]
    others = [row.language for row in rows if row.language not in languages]
    return render_template(
        "page_editing/recordings.html",
        held=held,
        slots=[
            (code, title_of(code), [row for row in rows if row.language == code])
            for code in dict.fromkeys(languages + others)
        ],
        bsl=BSL,
        behind=behind,
        size_of=size_of,
        may_add=held.is_public,
        offered=languages,
    )


@bp.get("/pages/recordings/<uuid:recording_id>")
@requires(Permission.PAGE_EDIT)
def recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """As everybody will see it. Raises: NotThereError."""
    return recording_page(opened_recording(recording_id))


def recording_page(row: PageRecording, *, refused: str = "") -> str:
    return render_template(
        "page_editing/recording.html",
        held=opened_page(row.slug),
        row=row,
        one=player_of(queries.playable(pages(), [row])[0]),
        is_shown=row.state is RecordingState.PUBLISHED,
        is_draft=row.state is RecordingState.DRAFT,
        may_go=row.state in NOT_SHOWN,
        lacks_captions=row.kind is RecordingKind.BSL and row.has_sound and not row.captions,
        refused=refused,
    )


def pressed(recording_id: uuid.UUID, do: Callable[..., object], said: str) -> ResponseReturnValue:
    """One press of a button. Raises: NotThereError."""
    row = opened_recording(recording_id)
    slug = row.slug
    try:
        do(recording_id, version=VersionedForm().opened_with, by=viewer())
    except MovedOnError as error:
        words = moved_on.words_of(error)
        return make_response(recording_page(opened_recording(recording_id), refused=words), 409)
    return redirect(url_for(".recordings", slug=slug, said=said), 303)


@bp.post("/pages/recordings/<uuid:recording_id>/publish")
@requires(Permission.PAGE_EDIT)
def publish_recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Also puts an earlier one back. Raises: NotThereError."""
    return pressed(recording_id, operations.publish, "published")


@bp.post("/pages/recordings/<uuid:recording_id>/take-off")
@requires(Permission.PAGE_EDIT)
def take_off_recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return pressed(recording_id, operations.take_off, "taken-off")


@bp.route("/pages/recordings/<uuid:recording_id>/delete", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def delete_recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    row, form = opened_recording(recording_id), VersionedForm()
    if form.is_submitted():
        return pressed(recording_id, operations.throw_away, "deleted")
    form.version.data = str(row.version)
    return render_template(
        "page_editing/delete_recording.html",
        held=opened_page(row.slug),
        row=row,
        form=form,
        title=title_of(row.language),
        heading=_("Delete it for good"),
    )


@bp.get("/pages/recordings/<uuid:recording_id>/file")
@requires(Permission.PAGE_EDIT)
def recording_file(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return sent(opened_recording(recording_id, for_file=True), is_public=False)


@bp.get("/pages/recordings/<uuid:recording_id>/captions")
@requires(Permission.PAGE_EDIT)
def recording_captions(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return captions(opened_recording(recording_id, for_file=True), is_public=False)
