"""Our own words: what terms are called, what people type for them, which are offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField

from app.blueprints.stewardship.blueprint import bp
from app.domain.errors import NotThereError, StaleError
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.domain.vocabulary import OFF, Edit, Term
from app.domain.words import fold
from app.gateways import vocabulary_file
from app.operations import vocabulary_edits
from app.queries import vocabulary as queries
from app.web.access import requires
from app.web.forms import Form, choice
from app.web.place import place
from app.web.terms import group_words, language_name, term_words, vocabulary
from app.web.viewer import viewer

GROUPS = ("need", "do", "support", "who", "access", "how", "cost")
LONGEST_LABEL = 80
LONGEST_WORD = 80
MOST_WORDS = 150


@dataclass(frozen=True, slots=True)
class Row:
    term: Term
    words: str
    is_edited: bool


class TermForm(Form):
    """Its boxes for each language are added by `form_of`."""

    off = SelectMultipleField(choices=[], validate_choice=False)
    hidden = BooleanField()
    version = HiddenField()


@bp.get("/listings/words")
@requires(Permission.VOCABULARY_EDIT)
def words() -> ResponseReturnValue:
    typed = clean_line(request.args.get("q", ""))[:LONGEST_WORD]
    held, edited = vocabulary(), queries.edits()
    groups = []
    for group in GROUPS:
        terms = [term for term in held.terms.values() if term.group == group and fits(term, fold(typed))]
        rows = [Row(term, term_words(term.key), term.key in edited) for term in terms]
        if rows:
            groups.append((group, group_words(group), rows))
    return render_template(
        "stewardship/words.html", groups=groups, typed=typed, said=request.args.get("said", "")
    )


@bp.route("/listings/words/<string:group>/<string:name>", methods=["GET", "POST"])
@requires(Permission.VOCABULARY_EDIT)
def term(group: str, name: str) -> ResponseReturnValue:
    key = f"{group}:{name}"
    file = vocabulary_file.of_root(current_app.config["ROOT"])
    if group not in GROUPS or key not in file.terms:
        raise NotThereError
    of_file, row = file.terms[key], queries.edit_of(key)
    edit = queries.edits().get(key, Edit({}, {}))
    form = form_of(of_file, edit, row.version if row else 0)
    status, is_stale = 200, False
    if request.method == "POST":
        wanted = read(form, of_file)
        if wanted is not None:
            try:
                vocabulary_edits.edit(
                    key,
                    wanted,
                    by=viewer(),
                    place=place(),
                    root=current_app.config["ROOT"],
                    file=file,
                    version=int(form.version.data) if (form.version.data or "").isdecimal() else -1,
                )
            except StaleError:
                status, is_stale = 409, True
                form.version.data = str(row.version if row else 0)
            else:
                return redirect(url_for(".words", said=key, _anchor=f"term-{group}-{name}"), 303)
        else:
            status = 422
    page = render_template(
        "stewardship/word.html",
        form=form,
        key=key,
        title=term_words(key),
        group=group_words(group),
        languages=place().languages,
        is_stale=is_stale,
        has_errors=status == 422,
        carrying=len(queries.carrying(key)),
    )
    return page, status


def form_of(of_file: Term, edit: Edit, version: int) -> Any:
    """The form with a box for the name and one for what people type, in each language of the place."""
    boxes: dict[str, Any] = {}
    data: dict[str, Any] = {
        "off": [word for word in of_file.typed if word not in edit.typed.get(OFF, ())],
        "hidden": edit.hidden,
        "version": str(version),
    }
    for language in place().languages:
        code = language.code
        boxes[f"label_{code}"] = StringField(
            _("What it is called in %(language)s", language=language_name(code)),
            render_kw={"maxlength": LONGEST_LABEL, "lang": code},
        )
        boxes[f"typed_{code}"] = TextAreaField(
            _("What people type for it in %(language)s", language=language_name(code)),
            description=_("One word or phrase a line."),
            render_kw={"rows": 4, "lang": code},
        )
        data[f"label_{code}"] = edit.labels.get(code) or of_file.label.get(code, "")
        data[f"typed_{code}"] = "\n".join(edit.typed.get(code, ()))
    form = type("OneTermForm", (TermForm,), boxes)(data=data)
    form.off.choices = [choice(word, word) for word in of_file.typed]
    form.off.label.text = _("Words that came with Ginnel. Untick those that bring the wrong things")
    form.hidden.label.text = _("Do not offer it any more. Listings that carry it keep it")
    return form


def read(form: Any, of_file: Term) -> Edit | None:
    """What was typed; None, with the faults marked, where something cannot be kept."""
    labels: dict[str, str] = {}
    typed: dict[str, list[str]] = {}
    for language in place().languages:
        code = language.code
        label = clean_line(form[f"label_{code}"].data or "")
        if len(label) > LONGEST_LABEL:
            form[f"label_{code}"].errors = [_("Make it shorter: at most %(num)s signs.", num=LONGEST_LABEL)]
        if code == "en" and not label:
            form[f"label_{code}"].errors = [
                _("Say what it is called in English: it stands in for the others.")
            ]
        if label and label != of_file.label.get(code, ""):
            labels[code] = label
        lines = [clean_line(line) for line in (form[f"typed_{code}"].data or "").splitlines()]
        typed[code] = list(dict.fromkeys(line for line in lines if line and line not in of_file.typed))
        if any(len(line) > LONGEST_WORD or not fold(line) for line in typed[code]):
            form[f"typed_{code}"].errors = [_("A line is too long, or holds no letters.")]
        elif len(typed[code]) > MOST_WORDS:
            form[f"typed_{code}"].errors = [_("That is too many. The first hundred matter most.")]
    kept = set(form.off.data or ())
    typed[OFF] = [word for word in of_file.typed if word not in kept]
    return None if form.errors else Edit(labels, drop_empty(typed), bool(form.hidden.data))


def drop_empty(typed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {language: found for language, found in typed.items() if found}


def fits(term: Term, typed: str) -> bool:
    """Is it called this, or found by it?"""
    return not typed or any(typed in fold(one) for one in (*term.label.values(), *term.typed))
