"""How values are shown: numbers, money, days and telephone numbers in the reader's language and direction."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from urllib.parse import quote

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app import clock

IN_GROUPS = re.compile(r"(?<![A-Za-z\d])\+?\d+(?:[ \u00a0]\d+)+(?![A-Za-z\d])")
"""Figures in groups, as in telephone numbers and codes."""
BLANK_LINES = re.compile(r"\n\s*\n+")
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        phone=phone,
        email=email,
        text_number=text_number,
        ltr=ltr,
        postcode=postcode,
        money=money,
        miles=miles,
        paragraphs=paragraphs,
        long_date=long_date,
        full_date=full_date,
        days_in_words=days_in_words,
        moment=moment,
        ago=ago,
        number=number,
    )
    app.jinja_env.globals["today"] = clock.today


def moment(value: dt.datetime) -> str:
    """A moment in the place's own time. Shape: `24 November 2026, 9:30am`."""
    local = value.astimezone(clock.LONDON)
    clock_time = (
        format_datetime(local, "h:mma", rebase=False)
        if is_english()
        else format_datetime(local, "HH:mm", rebase=False)
    )
    return f"{full_date(local.date())}, {clock_time.lower()}"


def is_english() -> bool:
    locale = get_locale()
    return locale is None or locale.language == "en"


def ltr(value: object) -> Markup:
    """Text that reads left to right whatever stands around it: numbers, postcodes, references, addresses."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(value)


def forwards(words: object) -> Markup:
    """A sentence whose figures in groups stay in their order where it runs from right to left."""
    return Markup(IN_GROUPS.sub(lambda found: ltr(found[0]), str(escape(words))))  # noqa: S704 - escaped


def phone(value: str, classes: str = "govuk-link") -> Markup:
    """A number to tap, which an Arabic sentence cannot turn round."""
    return Markup('<a class="{}" href="tel:{}">{}</a>').format(classes, dialled(value), ltr(value))


def text_number(value: str, classes: str = "govuk-link") -> Markup:
    """A number to send a text to."""
    return Markup('<a class="{}" href="sms:{}">{}</a>').format(classes, dialled(value), ltr(value))


def email(value: str) -> Markup:
    """An address to write to. What it holds of an address's own marks cannot add to the letter."""
    return Markup('<a class="govuk-link" href="mailto:{}">{}</a>').format(quote(value, "@+"), ltr(value))


def dialled(value: str) -> str:
    """What a telephone dials: digits, and the plus of a country."""
    return "".join(sign for sign in value if sign.isdigit() or sign == "+")


def postcode(value: str) -> Markup:
    """A postcode in capitals, spaced as it is written on an envelope."""
    plain = "".join(value.split()).upper()
    return ltr(f"{plain[:-3]} {plain[-3:]}" if len(plain) > 4 else plain)


def money(pence: int) -> str:
    """Shape: `Free`, `£3` or `£3.50`."""
    if pence == 0:
        return _("Free")
    pounds, rest = divmod(pence, 100)
    return f"£{number(pounds)}" + (f".{rest:02d}" if rest else "")


def miles(distance: float) -> str:
    """Shape: `Less than 0.1 miles`, `0.4 miles`, `12 miles`."""
    if distance < 0.1:
        return _("Less than 0.1 miles")
    if distance < 10 and round(distance, 1) != round(distance):
        return _("%(number)s miles", number=format_decimal(round(distance, 1), format="0.0"))
    return str(ngettext("%(num)s mile", "%(num)s miles", round(distance)))


def paragraphs(text: str, classes: str = "govuk-body") -> Markup:
    """Plain text as paragraphs, each in the direction of its own words."""
    blocks = (block.strip() for block in BLANK_LINES.split(text.replace("\r\n", "\n")))
    paragraph = Markup('<p class="{}" dir="auto">{}</p>')
    return Markup("\n").join(
        paragraph.format(classes, Markup("<br>").join(map(escape, block.split("\n"))))
        for block in blocks
        if block
    )


def long_date(day: dt.date) -> str:
    """Shape: `Tuesday 24 November`, with the year when it is not this one."""
    year = "" if day.year == clock.today().year else " y"
    return str(format_date(day, f"EEEE d MMMM{year}", rebase=False))


def full_date(day: dt.date) -> str:
    """Shape: `24 November 2026`."""
    return str(format_date(day, "d MMMM y", rebase=False))


def days_in_words(text: str) -> str:
    """A line such as `two readers, 2026-11-20`, with its days as the reader says them."""
    return ISO_DAY.sub(_in_words, text)


def _in_words(found: re.Match[str]) -> str:
    try:
        return full_date(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def number(value: float) -> str:
    return number_in(str(get_locale()), value)


@lru_cache(maxsize=4096)
def number_in(locale: str, value: float) -> str:
    """Kept by the reader's locale: the small numbers come again and again."""
    return str(format_decimal(value))


def ago(moment: dt.date | dt.datetime) -> str:
    """How long ago, in the word a person would use: `today`, `yesterday`, `3 weeks ago`."""
    day = moment.astimezone(clock.LONDON).date() if isinstance(moment, dt.datetime) else moment
    days = (clock.today() - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 7:
        return str(ngettext("%(num)s day ago", "%(num)s days ago", days))
    return _("last week") if days < 14 else long_ago(days)


def long_ago(days: int) -> str:
    """The same for two weeks and more."""
    if days < 60:
        return str(ngettext("%(num)s week ago", "%(num)s weeks ago", days // 7))
    if days < 730:
        return str(ngettext("%(num)s month ago", "%(num)s months ago", days * 12 // 365))
    return str(ngettext("%(num)s year ago", "%(num)s years ago", days // 365))
