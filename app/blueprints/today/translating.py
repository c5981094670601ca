"""What waits for a translator today: each with its count and the page it is done on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.blueprints.today.needs import Row
from app.domain.languages import ENGLISH
from app.domain.roles import Permission
from app.domain.translating import Standing
from app.domain.viewer import Viewer
from app.queries import brought_files, translators_day
from app.queries.translators_day import LanguageDay
from app.web.filters import full_date, number
from app.web.language_names import language_name
from app.web.place import place
from app.web.plain_pages import pages

LATELY = dt.timedelta(days=14)
NAMED = 5
"""So many words of a glossary are named."""


def translating(by: Viewer) -> list[Row]:
    """The English that changed first, then what is missing, files, and what nobody has read."""
    if not by.may(Permission.TRANSLATION_EDIT):
        return []
    languages = [one for one in place().languages if one.code != ENGLISH]
    days = translators_day.days(current_app.config["ROOT"], pages(), languages)
    return [
        *(row for day in days for row in changed(day)),
        *(row for day in days for row in missing(day)),
        *files(),
        *(row for day in days for row in unread(day)),
    ]


def to_do(words: str, why: str, button: str, url: str) -> Row:
    return Row("todo", _("To do"), words, why, button, url)


def changed(day: LanguageDay) -> Iterator[Row]:
    code, count = day.language.code, len(day.behind)
    name = language_name(code)
    if count:
        yield to_do(
            ngettext(
                "%(language)s: the English of %(n)s page changed since",
                "%(language)s: the English of %(n)s pages changed since",
                count,
                language=name,
                n=number(count),
            ),
            _("The page tells its readers that the translation is older than the English."),
            _("See which"),
            url_of_behind(day),
        )
    if day.changed:
        yield to_do(
            ngettext(
                "%(language)s: the English of %(n)s string changed since",
                "%(language)s: the English of %(n)s strings changed since",
                day.changed,
                language=name,
                n=number(day.changed),
            ),
            _("Pages say it in English until it has words again."),
            _("See which"),
            url_for("translating.strings", language=code, standing=Standing.ENGLISH_CHANGED.value),
        )


def url_of_behind(day: LanguageDay) -> str:
    """The one page itself, else the list of them."""
    if len(day.behind) == 1:
        return url_for("page_editing.translate", slug=day.behind[0], language=day.language.code)
    return url_for("page_editing.listed", show="behind", language=day.language.code)


def missing(day: LanguageDay) -> Iterator[Row]:
    code = day.language.code
    name = language_name(code)
    if day.missing:
        yield to_do(
            ngettext(
                "%(language)s: %(n)s string has no words",
                "%(language)s: %(n)s strings have no words",
                day.missing,
                language=name,
                n=number(day.missing),
            ),
            _("Pages say it in English until it has words."),
            _("Write them"),
            url_for(
                "translating.strings",
                language=code,
                standing=Standing.MISSING.value,
                who=None if day.language.complete else "residents",
            ),
        )
    if day.missing_pages:
        yield to_do(
            ngettext(
                "%(language)s: %(n)s page is not translated",
                "%(language)s: %(n)s pages are not translated",
                day.missing_pages,
                language=name,
                n=number(day.missing_pages),
            ),
            _("Its readers get it in English."),
            _("See which"),
            url_for("page_editing.listed", show="missing", language=code),
        )
    if day.glossary:
        named = ", ".join(day.glossary[:NAMED])
        yield to_do(
            ngettext(
                "%(language)s: %(n)s word that matters has no translation",
                "%(language)s: %(n)s words that matter have no translation",
                len(day.glossary),
                language=name,
                n=number(len(day.glossary)),
            ),
            _("In English: %(words)s.", words=named),
            _("See the words"),
            url_for("translating.glossary", language=code),
        )


def files() -> Iterator[Row]:
    for file in brought_files.lately(clock.now() - LATELY):
        words = ngettext(
            "%(language)s: a file of %(n)s string was brought in",
            "%(language)s: a file of %(n)s strings was brought in",
            file.many,
            language=language_name(file.language),
            n=number(file.many),
        )
        day = full_date(clock.local_day(file.brought_at))
        who = _("On %(day)s, by %(name)s.", day=day, name=file.brought_by) if file.brought_by else day
        url = url_for("translating.brought", language=file.language, brought_file_id=file.id)
        yield Row("new", _("New"), words, who, _("See the file"), url)


def unread(day: LanguageDay) -> Iterator[Row]:
    code = day.language.code
    name = language_name(code)
    if day.unread:
        yield Row(
            "unknown",
            _("Not checked"),
            ngettext(
                "%(language)s: nobody here has checked %(n)s string",
                "%(language)s: nobody here has checked %(n)s strings",
                day.unread,
                language=name,
                n=number(day.unread),
            ),
            ngettext(
                "That is %(n)s word of English.",
                "That is %(n)s words of English.",
                day.unread_words,
                n=number(day.unread_words),
            ),
            _("Read them"),
            url_for(
                "translating.strings",
                language=code,
                standing=Standing.NOT_CHECKED.value,
                who=None if day.language.complete else "residents",
            ),
        )
    if day.unread_pages:
        yield Row(
            "unknown",
            _("Not checked"),
            ngettext(
                "%(language)s: nobody has read %(n)s page",
                "%(language)s: nobody has read %(n)s pages",
                day.unread_pages,
                language=name,
                n=number(day.unread_pages),
            ),
            _("Ask somebody who grew up with the language, and say who has read it."),
            _("See which"),
            url_for("page_editing.listed", show="not-checked", language=code),
        )
