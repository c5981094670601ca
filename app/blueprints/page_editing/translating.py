"""A page in another language, beside its English; and who from the community has read it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import clock
from app.blueprints.page_editing.blueprint import a_language, bp, one_called, opened_page
from app.blueprints.page_editing.forms import ReadForm, TranslationForm
from app.domain.errors import NotThereError
from app.domain.plain_pages import ENGLISH
from app.domain.roles import Permission
from app.operations import plain_pages
from app.queries.plain_pages_desk import HeldPage
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.page_difference import whole_difference
from app.web.viewer import viewer

ENGLISH_MOVED = _l(
    "The English has changed since you opened the page, so nothing was kept. Look at it once more. "
    "What you typed is still here."
)


@bp.route("/pages/<string:slug>/languages/<string:language>", methods=["GET", "POST"])
@requires(Permission.PAGE_TRANSLATE)
def translate(slug: str, language: str) -> ResponseReturnValue:
    """Raises: NotThereError, also where there is no English to translate."""
    held, language = opened_page(slug), a_language(language)
    english = held.wording(ENGLISH)
    if english is None:
        raise NotThereError
    form = TranslationForm(data=values_of(held, language), english=english.whole)
    if not form.validate_on_submit():
        return page(held, language, form)
    if form.english_seen.data != str(held.edition(ENGLISH)):
        form.english_seen.data = str(held.edition(ENGLISH))
        return page(held, language, form, refused=ENGLISH_MOVED)
    try:
        row = plain_pages.write(
            held, language, form.wording, form.made, by=viewer(), edition=form.opened_with
        )
    except MovedOnError as error:
        form.version.data = str(opened_page(slug).edition(language))
        return page(held, language, form, refused=words_of(error))
    if request.form.get("do") == "look":
        return redirect(url_for(".preview", page_version_id=row.id), 303)
    return redirect(url_for(".shown", slug=slug, said="kept"), 303)


def values_of(held: HeldPage, language: str) -> dict[str, str]:
    """The draft, else what everybody reads, as the form shows it."""
    row, words = held.draft(language) or held.published(language), held.wording(language)
    words = held.draft_wording(language) or words
    said = {"title": words.title, "summary": words.summary, "body": words.body} if words else {}
    file = held.file(language)
    return {
        **said,
        "method": row.method if row else (file.method if file else ""),
        "translator": row.translator if row else (file.translator if file else ""),
        "version": str(held.edition(language)),
        "english_seen": str(held.edition(ENGLISH)),
    }


def page(
    held: HeldPage, language: str, form: TranslationForm, *, refused: object = ""
) -> ResponseReturnValue:
    english, draft = held.wording(ENGLISH), held.draft(language)
    of = draft.of_words if draft else held.translated_from(language)
    is_there = bool(draft or held.wording(language))
    markup = render_template(
        "page_editing/translate.html",
        held=held,
        language=one_called(language),
        form=form,
        english=english,
        changed=whole_difference(of, english.whole) if english and of and is_there else [],
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 409 if refused else 422 if form.errors else 200)


@bp.route("/pages/<string:slug>/languages/<string:language>/read", methods=["GET", "POST"])
@requires(Permission.PAGE_TRANSLATE)
def mark_read(slug: str, language: str) -> ResponseReturnValue:
    """Somebody from the community has read what everybody reads. Raises: NotThereError."""
    held, language, refused = opened_page(slug), a_language(language), ""
    if held.wording(language) is None:
        raise NotThereError
    form = ReadForm(data={"version": str(held.edition(language)), "on": clock.today()})
    if form.validate_on_submit() and form.on.data:
        try:
            plain_pages.mark_read(
                held, language, form.who.data or "", form.on.data, by=viewer(), edition=form.opened_with
            )
        except MovedOnError as error:
            refused, form.version.data = words_of(error), str(opened_page(slug).edition(language))
        else:
            return redirect(url_for(".shown", slug=slug, said="read"), 303)
    markup = render_template(
        "page_editing/mark_read.html",
        held=held,
        language=one_called(language),
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 422 if form.errors else 409 if refused else 200)
