"""One string: said, seen on its page, checked."""

from __future__ import annotations

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.translating.blueprint import bp, opened, root
from app.blueprints.translating.forms import WordsForm, form_of
from app.blueprints.translating.listing import kept
from app.domain import glossary
from app.domain.errors import NotThereError
from app.domain.languages import Language
from app.domain.roles import Permission
from app.gateways import glossaries
from app.gateways.translation_files import forms_wanted
from app.operations import string_words
from app.queries import translations as queries
from app.queries.translations import Entry
from app.web import proposed_words
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.string_places import area_of, page_of
from app.web.viewer import viewer


@bp.route("/translating/<string:language>/strings/<string:string_digest>", methods=["GET", "POST"])
@requires(Permission.TRANSLATION_EDIT)
def string(language: str, string_digest: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    chosen = opened(language)
    entry = queries.entry(root(), chosen.code, string_digest)
    if entry is None:
        raise NotThereError
    form = form_of(entry.source, chosen, entry.forms, entry.version)
    if request.method == "GET":
        return page(chosen, entry, form)
    if not form.is_right():
        return page(chosen, entry, form, 422)
    if request.form.get("do") == "see":
        return seen(chosen, entry, form)
    try:
        string_words.keep(
            entry.source,
            chosen.code,
            form.typed,
            wanted=forms_wanted(chosen.code),
            is_checked=request.form.get("do") == "check",
            version=form.opened_with,
            by=viewer(),
        )
    except MovedOnError as error:
        form.version.data = str(entry.version)
        return page(chosen, entry, form, 409, refused=words_of(error))
    told = {"language": language, "string_digest": string_digest, "said": "kept", **kept()}
    back = url_for(".string", **told)  # type: ignore[arg-type]  # a dict can't tell apart what url_for takes
    return redirect(back, 303)


def seen(language: Language, entry: Entry, form: WordsForm) -> ResponseReturnValue:
    """To the page that says it, with these words for whoever asks; back here where they are too long."""
    token = proposed_words.token(entry.source, language.code, form.typed)
    address = page_of(entry.source, language.code)
    if not token or not address:
        return page(language, entry, form)
    return redirect(f"{address}?{proposed_words.ARGUMENT}={token}", 303)


def page(
    language: Language, entry: Entry, form: WordsForm, status: int = 200, *, refused: str = ""
) -> ResponseReturnValue:
    words = glossaries.of_language(current_app.config["ROOT"], language.code)
    source = entry.source
    markup = render_template(
        "translating/string.html",
        language=language,
        entry=entry,
        area=area_of(source),
        form=form,
        older=queries.older(root(), language.code, source),
        see=page_of(source, language.code),
        glossary=[one for one in words if one.is_in(source.english)],
        doubts=list(glossary.doubts(words, source.english, entry.forms)),
        kept=kept(),
        refused=refused,
        said=request.args.get("said", ""),
        has_errors=status == 422,
    )
    return make_response(markup, status)
