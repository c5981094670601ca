"""A file of translations: what it would change is shown before anything does."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app.blueprints.translating.blueprint import bp, opened, root
from app.blueprints.translating.forms import FileForm
from app.domain import translating
from app.domain.languages import Language
from app.domain.roles import Permission
from app.domain.translating import Fault, Source, Wrong
from app.extensions import limiter
from app.gateways import translation_files
from app.gateways.translation_files import Incoming, OtherLanguageError, UnreadableError
from app.operations import brought_files
from app.queries import translations as queries
from app.web.access import requires
from app.web.filters import number
from app.web.labels_translating import fault_words
from app.web.place import place
from app.web.viewer import viewer

READING = "60 per hour"
MOST_SHOWN = 100
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 8
"""Of a file: every string of ours in XLIFF takes two, and programs of translators add to it."""
UNPACKED = MOST_MEGABYTES * MEGABYTE


@dataclass(frozen=True, slots=True)
class Change:
    source: Source
    before: tuple[str, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    english: str
    why: tuple[str, ...]


@dataclass(slots=True)
class Difference:
    """What a file would change."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    same: int = 0

    @property
    def wanted(self) -> list[Change]:
        return [*self.new, *self.changed]


@bp.route("/translating/<string:language>/file", methods=["GET", "POST"])
@requires(Permission.TRANSLATION_EDIT, most_bytes=(MOST_MEGABYTES + 1) * MEGABYTE)
@limiter.limit(READING, methods=["POST"])
def bring(language: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    chosen, form = opened(language), FileForm()
    if request.method == "GET":
        return page(chosen, form)
    try:
        given = unpacked(form.carried.data) if form.carried.data else read(chosen)
    except UnreadableError as error:
        form.words.errors = [why_not(error)]
        return page(chosen, form, status=422)
    found = difference(given, chosen)
    if not form.carried.data:
        return page(chosen, form, found=found, carried=packed(found.wanted))
    wanted = translation_files.forms_wanted(chosen.code)
    brought_files.bring(
        [(one.source, one.forms) for one in found.wanted], chosen.code, wanted=wanted, by=viewer()
    )
    return redirect(url_for(".files", language=language, said="brought"), 303)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Only a file can be: its page says how large one may be. Raises: NotThereError."""
    form = FileForm(formdata=None)
    form.words.errors = [
        _("The file is larger than %(most)s megabytes. Bring it in in parts.", most=number(MOST_MEGABYTES))
    ]
    return page(opened(str((request.view_args or {}).get("language", ""))), form, status=413)


def why_not(error: UnreadableError) -> str:
    """A file of another language names it: one button would put its words on every page of this one."""
    choose = _("Choose a PO file, or one of XLIFF 1.2, of at most 20,000 strings.")
    if not isinstance(error, OtherLanguageError):
        return choose
    name = next((one.name for one in place().languages if one.code == error.code), error.code)
    return " ".join((_("Strings in %(name)s", name=name) + ".", choose))


def read(language: Language) -> list[Incoming]:
    """Raises: UnreadableError."""
    given = request.files.get("words")
    return translation_files.read(given.read() if given else b"", language.code)


def difference(given: Sequence[Incoming], language: Language) -> Difference:
    wanted = translation_files.forms_wanted(language.code)
    held = {one.source.digest: one for one in queries.entries(root(), language.code)}
    found = Difference()
    for one in given:
        entry = held.get(one.digest)
        if entry is None:
            found.refused.append(Refusal(one.english, (fault_words(Fault(Wrong.UNKNOWN)),)))
            continue
        forms = tuple(translating.tidied(entry.source, form) for form in one.forms)
        if forms == entry.forms:
            found.same += 1
        elif faults := list(translating.faults(entry.source, forms, wanted)):
            found.refused.append(Refusal(one.english, tuple(fault_words(fault) for fault in faults)))
        else:
            (found.changed if entry.forms else found.new).append(Change(entry.source, entry.forms, forms))
    return found


def packed(changes: Sequence[Change]) -> str:
    """What the page carries until somebody says yes; looked at again then."""
    told = [[one.source.digest, list(one.forms)] for one in changes]
    return base64.b64encode(zlib.compress(json.dumps(told).encode(), 9)).decode()


def unpacked(carried: str) -> list[Incoming]:
    """Raises: UnreadableError."""
    try:
        opener = zlib.decompressobj()
        told = json.loads(opener.decompress(base64.b64decode(carried), UNPACKED))
        return [Incoming(str(key), "", tuple(map(str, forms))) for key, forms in told]
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError) as error:
        raise UnreadableError from error


def page(
    language: Language,
    form: FileForm,
    *,
    found: Difference | None = None,
    carried: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    markup = render_template(
        "translating/file.html",
        language=language,
        form=form,
        found=found,
        carried=carried,
        most=MOST_SHOWN,
        has_errors=bool(form.words.errors),
    )
    return make_response(markup, status)
