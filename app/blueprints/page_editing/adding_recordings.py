"""Put a film or a recording in, and change what is said about one."""

from __future__ import annotations

import uuid
from pathlib import Path

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.page_editing.blueprint import bp, opened_page
from app.blueprints.page_editing.recording_forms import NewRecordingForm, RecordingForm
from app.blueprints.page_editing.recordings import opened_recording
from app.domain.errors import NotThereError
from app.domain.plain_pages import ENGLISH
from app.domain.recordings import (
    BSL,
    LONGEST_CAPTIONS,
    MEGABYTE,
    RecordingKind,
    RecordingRefusedError,
    captions_of,
    kind_of,
)
from app.domain.roles import Permission
from app.gateways import kept_recordings
from app.gateways.kept_recordings import KeptFile
from app.models.recordings import PageRecording
from app.operations import audit
from app.operations import recordings as operations
from app.operations.recordings import MadeFrom
from app.queries import recordings as queries
from app.queries.plain_pages_desk import HeldPage, words_of
from app.web import moved_on
from app.web.access import requires
from app.web.filters import full_date
from app.web.labels import label
from app.web.moved_on import MovedOnError
from app.web.place import place
from app.web.recordings import title_of
from app.web.transaction import letting_go
from app.web.viewer import viewer

MOST_SENT = 200 * MEGABYTE
"""More than we keep: what is too big is told with all that was typed, not cut off on its way."""


@bp.route("/pages/<string:slug>/recordings/<string:language>/add", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT, most_bytes=MOST_SENT)
def add_recording(slug: str, language: str) -> ResponseReturnValue:
    """Raises: NotThereError, also for a page nobody reads yet."""
    held = opened_page(slug)
    made_from = words_now(held, a_recorded_language(language))
    kind, earlier = kind_of(language), earlier_words(slug, made_from.language)
    form = NewRecordingForm(
        kind=kind,
        earlier=[(key, words) for key, words, _whole in earlier],
        data={"key": str(uuid.uuid4()), "transcript_language": made_from.language},
    )
    if not form.validate_on_submit():
        return adding(held, form, language)
    older = {key: whole for key, _words, whole in earlier}
    made_from = MadeFrom(made_from.language, older.get(form.made_from.data, made_from.words))
    typed = typed_captions(form)
    file = None if form.errors else file_of(form, kind)
    if file is None:
        return adding(opened_page(slug), form, language)
    try:
        row = operations.put_in(
            slug,
            language,
            file,
            form.told,
            made_from=made_from,
            captions=typed or "",
            key=form.id,
            by=viewer(),
        )
    except MovedOnError as error:
        form.key.data = str(uuid.uuid4())
        return adding(opened_page(slug), form, language, refused=moved_on.words_of(error))
    return redirect(url_for(".recording", recording_id=row.id, said="kept"), 303)


def adding(
    held: HeldPage, form: NewRecordingForm, language: str, *, refused: str = ""
) -> ResponseReturnValue:
    if form.is_submitted():
        form.ask_files_again()
    markup = render_template(
        "page_editing/add_recording.html",
        held=held,
        form=form,
        language=language,
        title=title_of(language),
        is_film=language == BSL,
        has_earlier=len(form.made_from.choices or ()) > 1,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 409 if refused else 422 if form.errors else 200)


def a_recorded_language(code: str) -> str:
    """Raises: NotThereError for one that the place does not have."""
    if code != BSL and code not in {one.code for one in place().languages}:
        audit.refused(viewer(), "page.refused")
        raise NotThereError
    return code


def words_now(held: HeldPage, language: str) -> MadeFrom:
    """What it is made from: the page in that language, else in English. Raises: NotThereError."""
    for code in (language, ENGLISH):
        if words := held.wording(code):
            return MadeFrom(code, words.whole)
    raise NotThereError


def earlier_words(slug: str, language: str) -> list[tuple[str, str, str]]:
    """Words that everybody read before: key, what they are called, and the words."""
    return [
        (
            str(row.id),
            _("Version %(number)s, until it was changed. Published on %(day)s", number=row.number, day=day),
            words_of(row).whole,
        )
        for row in queries.earlier_words(slug, language)
        if row.published_at and (day := full_date(row.published_at.date()))
    ]


def typed_captions(form: RecordingForm) -> str | None:
    """The captions that were sent; None without, and what is wrong with them stands in the form."""
    given = request.files.get("captions")
    if form.kind is not RecordingKind.BSL or given is None or not given.filename:
        return None
    try:
        return captions_of(given.read(LONGEST_CAPTIONS * 4))
    except RecordingRefusedError as error:
        form.captions.errors = [label(error.fault)]
        return None


def file_of(form: NewRecordingForm, kind: RecordingKind) -> KeptFile | None:
    """The file, kept on the disk; None where it is refused, and the form says why."""
    try:
        with letting_go():
            return kept_recordings.keep(Path(current_app.config["DATA"]), kind, request.files["file"].stream)
    except RecordingRefusedError as error:
        form.file.errors = [label(error.fault)]
        return None


@bp.route("/pages/recordings/<uuid:recording_id>/edit", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def edit_recording(recording_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    row, refused = opened_recording(recording_id), ""
    form = RecordingForm(kind=row.kind, has_captions=bool(row.captions), obj=row, data=values_of(row))
    if form.validate_on_submit():
        typed = typed_captions(form)
        if not form.errors:
            try:
                operations.change(row.id, form.told, captions=typed, version=form.opened_with, by=viewer())
            except MovedOnError as error:
                refused = moved_on.words_of(error)
                form.version.data = str(opened_recording(recording_id).version)
            else:
                return redirect(url_for(".recording", recording_id=recording_id, said="changed"), 303)
    if form.is_submitted():
        form.ask_files_again()
    markup = render_template(
        "page_editing/edit_recording.html",
        held=opened_page(row.slug),
        row=row,
        form=form,
        title=title_of(row.language),
        is_film=row.kind is RecordingKind.BSL,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 409 if refused else 422 if form.errors else 200)


def values_of(row: PageRecording) -> dict[str, object]:
    return {"version": str(row.version), "is_checked": "yes" if row.checked_by else "no", "captions": None}
