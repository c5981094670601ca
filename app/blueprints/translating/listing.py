"""Languages, how far each is, and the strings of one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.translating.blueprint import bp, offered, opened, root
from app.domain.languages import Language
from app.domain.roles import Permission
from app.domain.translating import Standing
from app.domain.typed_text import clean_line
from app.domain.words import fold
from app.gateways import glossaries, translation_files
from app.queries import translations as queries
from app.queries import translators_day
from app.queries.translations import Entry
from app.web.access import requires
from app.web.paging import pages
from app.web.string_places import area_of

ON_A_PAGE = 50
LONGEST = 80
FILES = {
    "po": (translation_files.as_po, "text/x-gettext-translation"),
    "xlf": (translation_files.as_xliff, "application/xliff+xml"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see of a language."""

    standing: str
    area: str
    typed: str
    who: str

    def fits(self, entry: Entry) -> bool:
        return (
            (not self.standing or entry.standing == self.standing)
            and (not self.area or self.area == area_of(entry.source))
            and (not self.who or entry.source.is_resident)
            and (not self.typed or self.holds(entry))
        )

    def holds(self, entry: Entry) -> bool:
        sought = fold(self.typed)
        return any(sought in fold(text) for text in (*entry.source.texts, *entry.forms))


@bp.get("/translating")
@requires(Permission.TRANSLATION_EDIT)
def listed() -> ResponseReturnValue:
    rows = [(one, queries.tally(root(), one.code)) for one in offered()]
    return render_template("translating/listed.html", rows=rows)


@bp.get("/translating/<string:language>")
@requires(Permission.TRANSLATION_EDIT)
def strings(language: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    chosen, asked = opened(language), asked_for()
    every = queries.entries(root(), chosen.code)
    found = [entry for entry in every if asked.fits(entry)]
    last = max(1, -(-len(found) // ON_A_PAGE))
    typed = request.args.get("page", "")
    number = min(int(typed), last) if typed.isdecimal() and len(typed) < 6 and int(typed) else 1
    return render_template(
        "translating/strings.html",
        language=chosen,
        asked=asked,
        entries=found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        count=len(found),
        counts=Counter(entry.standing for entry in every),
        standings=list(Standing),
        areas=sorted(Counter(area_of(entry.source) for entry in every).items()),
        pages=pages(number, last, lambda page: address(language, page)),
        kept=kept(),
    )


@bp.get("/translating/<string:language>/words.<any(po, xlf):kind>")
@requires(Permission.TRANSLATION_EDIT)
def file(language: str, kind: str) -> ResponseReturnValue:
    """Every string with its words, for a program of the translator's own. Raises: NotThereError."""
    chosen = opened(language)
    write, mimetype = FILES[kind]
    body = write([(one.source, one.forms) for one in queries.entries(root(), chosen.code)], chosen.code)
    response = Response(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="ginnel-{chosen.code}.{kind}"'
    return response


@bp.get("/translating/<string:language>/glossary")
@requires(Permission.TRANSLATION_EDIT)
def glossary(language: str) -> ResponseReturnValue:
    """The words that matter, and how this language says them. Raises: NotThereError."""
    chosen: Language = opened(language)
    known = {one.code: glossaries.of_language(root(), one.code) for one in offered()}
    lacks = translators_day.lacking(known, chosen.code)
    return render_template(
        "translating/glossary.html", language=chosen, entries=known[chosen.code], lacks=lacks
    )


def address(language: str, page: int) -> str:
    wanted: dict[str, Any] = {**kept(), "language": language, "page": str(page)}
    return url_for(".strings", **wanted)


def asked_for() -> Asked:
    given = request.args
    return Asked(
        standing=given.get("standing", "") if given.get("standing") in set(Standing) else "",
        area=given.get("area", "")[:LONGEST],
        typed=clean_line(given.get("q", ""))[:LONGEST],
        who="residents" if given.get("who") == "residents" else "",
    )


def kept() -> dict[str, str]:
    """What was asked, for links to other pages of it."""
    asked = asked_for()
    typed = request.args.get("page", "")
    page = typed if typed.isdecimal() and len(typed) < 6 else ""
    every = {"standing": asked.standing, "area": asked.area, "q": asked.typed, "who": asked.who, "page": page}
    return {name: value for name, value in every.items() if value}
