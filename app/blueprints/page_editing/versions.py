"""One version: what it changed, how it will look, and the buttons: publish it, put it back, take it off."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.page_editing.blueprint import (
    bp,
    language_name,
    one_called,
    only_who_may_write,
    opened_page,
    opened_version,
)
from app.blueprints.page_editing.listing import desk_page
from app.domain.errors import NotThereError
from app.domain.plain_pages import ENGLISH, PageVersionState, Wording
from app.domain.roles import Permission
from app.gateways.place_pages import PageText
from app.models.plain_pages import PageVersion
from app.operations import plain_pages
from app.queries.plain_pages_desk import HeldPage, words_of
from app.web import moved_on
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.i18n import current_language
from app.web.moved_on import MovedOnError
from app.web.page_difference import differences
from app.web.page_faults import faults
from app.web.plain_pages import address_of, frame, speak
from app.web.viewer import viewer


@bp.get("/pages/versions/<uuid:page_version_id>")
@requires(Permission.PAGE_TRANSLATE)
def version(page_version_id: uuid.UUID) -> ResponseReturnValue:
    """Beside what everybody reads; what everybody reads beside the one before. Raises: NotThereError."""
    return version_page(*opened_version(page_version_id))


def version_page(held: HeldPage, row: PageVersion, *, refused: str = "", wrong: Sequence[str] = ()) -> str:
    """`wrong`: what keeps its words from being published, each a line of its own."""
    other, before = compared_with(held, row)
    is_older = row.state in (PageVersionState.REPLACED, PageVersionState.WITHDRAWN)
    return render_template(
        "page_editing/version.html",
        held=held,
        row=row,
        other=other,
        fields=differences(before, words_of(row)) if before else None,
        is_older=is_older,
        edition=held.edition(row.language),
        may_write=row.language != ENGLISH or viewer().may(Permission.PAGE_EDIT),
        refused=refused,
        wrong=wrong,
        form_url=form_url(held, row),
    )


def form_url(held: HeldPage, row: PageVersion, **more: str) -> str:
    """Where its words are changed."""
    if row.language == ENGLISH:
        return url_for(".edit", slug=held.slug, **more)  # type: ignore[arg-type]
    return url_for(".translate", slug=held.slug, language=row.language, **more)  # type: ignore[arg-type]


def compared_with(held: HeldPage, row: PageVersion) -> tuple[PageVersion | None, Wording | None]:
    """The version it stands beside, None for the file, and its words; no words where there is neither."""
    shown = held.published(row.language)
    if shown is row:
        earlier = (one for one in held.versions(row.language) if one.number < row.number)
        shown = next(earlier, None)
    if shown:
        return shown, words_of(shown)
    file = held.file(row.language)
    return None, Wording(file.title, file.summary, file.body) if file else None


@bp.get("/pages/versions/<uuid:page_version_id>/preview")
@requires(Permission.PAGE_TRANSLATE)
def preview(page_version_id: uuid.UUID) -> ResponseReturnValue:
    """As everybody will read it. Raises: NotThereError."""
    held, row = opened_version(page_version_id)
    back = current_language()
    buttons = buttons_of(row)
    speak(row.language)
    return render_template(
        "page_editing/preview.html",
        **frame(held.slug, text_of(held, row)),
        held=held,
        row=row,
        edition=held.edition(row.language),
        may_write=row.language != ENGLISH or viewer().may(Permission.PAGE_EDIT),
        back=back,
        reader=one_called(back),
        buttons=buttons,
        form_url=form_url(held, row, lang=back),
    )


def buttons_of(row: PageVersion) -> dict[str, str]:
    """What the note over a preview says: in the language of whoever looks, not in that of the page."""
    said = {
        PageVersionState.DRAFT: _("This is how it will look. Nobody else can see it yet."),
        PageVersionState.PUBLISHED: _("Everybody reads this now."),
    }
    name = language_name(row.language)
    return {
        "note": said.get(row.state, _("This is how it looked.")),
        "publish": _("Publish it")
        if row.language == ENGLISH
        else _("Publish it in this language: %(name)s", name=name),
        "change": _("Change the words"),
        "compare": _("What it changes"),
    }


def text_of(held: HeldPage, row: PageVersion) -> PageText:
    details, english = held.details, held.wording(ENGLISH)
    return PageText(
        row.title,
        row.body,
        row.language,
        ", ".join(str(part) for part in (row.reviewed_by, row.reviewed_on) if part),
        group=details.group,
        summary=row.summary,
        owner=details.owner,
        review=details.review_on,
        checked=held.checked_on,
        drawing=details.drawing,
        is_behind=bool(english and row.language != ENGLISH and row.of_words != english.whole),
    )


@bp.post("/pages/versions/<uuid:page_version_id>/publish")
@requires(Permission.PAGE_TRANSLATE)
def publish(page_version_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError; RefusedError."""
    held, row = opened_version(page_version_id)
    only_who_may_write(row.language)
    if wrong := faults(row.body):
        return make_response(version_page(held, row, wrong=wrong), 422)
    try:
        plain_pages.publish(held, row, by=viewer(), edition=VersionedForm().opened_with)
    except MovedOnError as error:
        return make_response(version_page(held, row, refused=moved_on.words_of(error)), 409)
    return redirect(url_for(".shown", slug=held.slug, said="published"), 303)


@bp.post("/pages/versions/<uuid:page_version_id>/put-back")
@requires(Permission.PAGE_TRANSLATE)
def put_back(page_version_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError; RefusedError."""
    held, row = opened_version(page_version_id)
    only_who_may_write(row.language)
    if wrong := faults(row.body):
        return make_response(version_page(held, row, wrong=wrong), 422)
    try:
        plain_pages.put_back(held, row, by=viewer(), edition=VersionedForm().opened_with)
    except MovedOnError as error:
        return make_response(version_page(held, row, refused=moved_on.words_of(error)), 409)
    return redirect(url_for(".shown", slug=held.slug, said="put-back"), 303)


@bp.route("/pages/<string:slug>/take-off/<string:language>", methods=["GET", "POST"])
@requires(Permission.PAGE_TRANSLATE)
def take_off(slug: str, language: str) -> ResponseReturnValue:
    """Raises: NotThereError where nothing is published here; RefusedError."""
    held, form = opened_page(slug), VersionedForm()
    only_who_may_write(language)
    if not held.versions(language):
        raise NotThereError
    if form.is_submitted():
        try:
            plain_pages.withdraw(held, language, by=viewer(), edition=form.opened_with)
        except MovedOnError as error:
            return make_response(desk_page(opened_page(slug), refused=moved_on.words_of(error)), 409)
        return redirect(url_for(".shown", slug=slug, said="taken-off"), 303)
    form.version.data = str(held.edition(language))
    return render_template(
        "page_editing/take_off.html",
        held=held,
        form=form,
        language=language,
        file=held.file(language),
        address=address_of(slug, language),
        heading=_("Take it off"),
    )
