"""The pages of the form. Each fills itself from a document and gives back the fields it asks for.

`take` returns values for the document and marks what cannot be read; what is wrong with the whole is
said by `listing_faults` afterwards.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)

from app import clock
from app.domain.listing import Capacity, Channel, Kind, Referral, Status
from app.domain.listing_document import FIELDS, Document
from app.domain.typed_dates import read_date, write_date
from app.domain.typed_price import read_price, write_price
from app.web.forms import Form, choice
from app.web.i18n import locale
from app.web.labels import WORDS
from app.web.month_names import months
from app.web.terms import language_name, term_words, vocabulary
from app.web.times_form import is_english

PHONES = 3
FIGURES = {"inputmode": "numeric", "dir": "ltr"}
ASKED_TOPICS = ("do", "need")
ASKED_PEOPLE = ("who", "support")
AMOUNT_AT_END = re.compile(r"(.*?)[\s:,–-]*(£\s*\d+(?:[.,]\d\d)?|\d+\s*p|free)\s*\Z", re.IGNORECASE)


class PageForm(Form):
    """One page. Fields of the same name as the document's are copied as they are."""

    PLAIN: tuple[str, ...] = ()

    @classmethod
    def of(cls, document: Document) -> PageForm:
        """The page as the document has it; what was sent with the request comes before."""
        form = cls(data=cls.filled(document))
        form.offer(document)
        return form

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {name: document[name] for name in cls.PLAIN}

    def offer(self, document: Document) -> None:
        """Choices, and bounds of boxes."""
        for name in self.PLAIN:
            if FIELDS[name].choices and isinstance(self[name], RadioField):
                continue
            self[name].render_kw = {**(self[name].render_kw or {}), "maxlength": FIELDS[name].longest}

    def take(self, document: Document) -> dict[str, Any]:
        """Values for the document. Marks what cannot be read."""
        return {name: self[name].data for name in self.PLAIN}

    def whole(self, name: str, wrong: str) -> int | None:
        """The whole number in a box; marks what is none."""
        typed = str(self[name].data or "").strip()
        if typed and not (typed.isdecimal() and len(typed) < 5):
            self.mark(name, wrong)
            return None
        return int(typed) if typed else None

    def mark(self, name: str, words: str) -> None:
        field: Field = self[name]
        field.errors = (*field.errors, words)


class WhatForm(PageForm):
    PLAIN = ("name", "kind", "summary", "description")

    name = StringField(_l("What is it called?"), description=_l("The name people use, such as Kettle On."))
    kind = RadioField(_l("What is it?"), choices=[choice(one.value, WORDS[Kind][one]) for one in Kind])
    summary = TextAreaField(
        _l("In a sentence or two"),
        description=_l(
            "At most 30 words. It stands under the name in every list. "
            "Say what people do there, as you would tell a neighbour."
        ),
        render_kw={"rows": 3},
    )
    description = TextAreaField(
        _l("What is it like?"),
        description=_l(
            "What happens, who will say hello, what to bring. A blank line starts a new paragraph."
        ),
        render_kw={"rows": 10},
    )
    organisation = StringField(_l("Who runs it?"), description=_l("The group or organisation."))
    topics = SelectMultipleField(_l("What is it about?"), description=_l("This is how people find it."))

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {
            **super().filled(document),
            "organisation": document["organisation"]["name"],
            "topics": document["topics"],
        }

    def offer(self, document: Document) -> None:
        super().offer(document)
        self.topics.choices = topic_choices(ASKED_TOPICS)

    def take(self, document: Document) -> dict[str, Any]:
        held = document["organisation"]
        name = (self.organisation.data or "").strip()
        same = name == held["name"]
        return {
            **super().take(document),
            "organisation": held if same else {"id": "", "name": name},
            "topics": with_others(document, self.topics.data, ASKED_TOPICS),
        }


class WhenForm(PageForm):
    PLAIN = ("when_text",)

    when_text = TextAreaField(
        _l("Anything the dates cannot say"),
        description=_l("Such as: by arrangement, or only when it is dry. You can leave it empty."),
        render_kw={"rows": 3},
    )


class WhereForm(PageForm):
    PLAIN = ("citywide",)

    ways = SelectMultipleField(
        _l("How do people take part?"),
        choices=[choice(one.value, WORDS[Channel][one]) for one in Channel],
        description=_l("Choose all that are so."),
    )
    citywide = BooleanField(_l("It is for everybody in the area, wherever they live"))

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {**super().filled(document), "ways": document["ways"]}

    def offer(self, document: Document) -> None:
        """Nothing depends on the document."""

    def take(self, document: Document) -> dict[str, Any]:
        return {"citywide": bool(self.citywide.data), "ways": self.ways.data or []}


class CostForm(PageForm):
    PLAIN = ("cost_text",)

    price = StringField(
        _l("What does one time usually cost?"),
        description=_l("Such as £2.50. Write 0 if it is free. Leave it empty if you cannot say."),
        render_kw={"inputmode": "decimal"},
    )
    cost_text = TextAreaField(
        _l("In your own words"),
        description=_l("Such as: pay what you can. The first time is free."),
        render_kw={"rows": 3},
    )
    costs = TextAreaField(
        _l("Other prices"),
        description=_l("One a line, such as: Children: £1"),
        render_kw={"rows": 3},
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {
            **super().filled(document),
            "price": "" if document["pence"] is None else write_price(document["pence"]),
            "costs": "\n".join(cost_line(one) for one in document["costs"]),
        }

    def take(self, document: Document) -> dict[str, Any]:
        typed = (self.price.data or "").strip()
        pence = read_price(typed) if typed else None
        if typed and pence is None:
            self.mark(
                "price", _("We cannot read “%(typed)s” as a price. Write it as 2.50.", typed=typed[:40])
            )
        lines = [line.strip() for line in (self.costs.data or "").splitlines() if line.strip()]
        return {**super().take(document), "pence": pence, "costs": [cost_of(line) for line in lines]}


class WhoForm(PageForm):
    PLAIN = ("for_whom", "not_for", "minimum_age", "maximum_age")

    for_whom = TextAreaField(
        _l("Who is it for?"),
        description=_l("Such as: anybody who fancies company. You do not have to live here."),
        render_kw={"rows": 3},
    )
    not_for = TextAreaField(
        _l("Is there anybody it is not for?"),
        description=_l("Say it kindly, and say where they can go instead. You can leave it empty."),
        render_kw={"rows": 2},
    )
    minimum_age = StringField(_l("Youngest age"), render_kw=FIGURES)
    maximum_age = StringField(_l("Oldest age"), render_kw=FIGURES)
    topics = SelectMultipleField(
        _l("Is it above all for some people?"),
        description=_l("Leave all of them empty if it is for everybody."),
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        ages = {name: in_figures(document[name]) for name in ("minimum_age", "maximum_age")}
        return {**super().filled(document), **ages, "topics": document["topics"]}

    def offer(self, document: Document) -> None:
        for name in ("for_whom", "not_for"):
            self[name].render_kw = {**self[name].render_kw, "maxlength": FIELDS[name].longest}
        self.topics.choices = topic_choices(ASKED_PEOPLE)

    def take(self, document: Document) -> dict[str, Any]:
        wrong = _("Write the age in figures, such as 18.")
        return {
            **super().take(document),
            **{name: self.whole(name, wrong) for name in ("minimum_age", "maximum_age")},
            "topics": with_others(document, self.topics.data, ASKED_PEOPLE),
        }


class ContactForm(PageForm):
    PLAIN = ("email", "website", "join", "referral", "referral_note")

    join = TextAreaField(
        _l("How does somebody start?"),
        description=_l("Such as: just turn up, or ring Bev first."),
        render_kw={"rows": 3},
    )
    phone_0 = TelField(_l("Phone"))
    note_0 = StringField(_l("When does somebody answer?"), description=_l("Such as: weekdays, 9am to noon."))
    phone_1 = TelField(_l("Second phone"))
    note_1 = StringField(_l("When does somebody answer the second phone?"))
    phone_2 = TelField(_l("Third phone"))
    note_2 = StringField(_l("When does somebody answer the third phone?"))
    email = EmailField(
        _l("E-mail"), description=_l("Everybody can see it. Use one that will not change when people do.")
    )
    website = URLField(_l("Website"))
    referral = RadioField(
        _l("Does somebody have to be sent by a doctor or another worker?"),
        choices=[choice(one.value, WORDS[Referral][one]) for one in Referral],
    )
    referral_note = TextAreaField(_l("Who can send people, and how?"), render_kw={"rows": 2})
    languages = StringField(
        _l("Languages spoken there"),
        description=_l("Such as English, Urdu, British Sign Language. A comma between them."),
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for at, phone in enumerate(document["phones"][:PHONES]):
            held |= {f"phone_{at}": phone["number"], f"note_{at}": phone["note"]}
        return {
            **super().filled(document),
            **held,
            "languages": ", ".join(spoken_name(one) for one in document["languages"]),
        }

    def take(self, document: Document) -> dict[str, Any]:
        phones = []
        for at in range(PHONES):
            held = document["phones"][at] if at < len(document["phones"]) else {}
            number, note = self[f"phone_{at}"].data or "", self[f"note_{at}"].data or ""
            phones.append({**held, "number": number.strip(), "note": note})
        website = (self.website.data or "").strip()
        if website and "://" not in website and "." in website:
            website = f"https://{website}"
        return {
            **super().take(document),
            "website": website,
            "phones": phones + document["phones"][PHONES:],
            "languages": languages_from(self.languages.data or "", document),
        }


class RoomForm(PageForm):
    PLAIN = ("capacity", "waiting_weeks")

    capacity = RadioField(
        _l("Is there room for more people?"),
        choices=[choice(one.value, WORDS[Capacity][one]) for one in Capacity],
    )
    waiting_weeks = StringField(
        _l("How many weeks do people wait?"),
        description=_l("About, in figures. Only if there is a waiting list."),
        render_kw=FIGURES,
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {**super().filled(document), "waiting_weeks": in_figures(document["waiting_weeks"])}

    def offer(self, document: Document) -> None:
        """Nothing depends on the document."""

    def take(self, document: Document) -> dict[str, Any]:
        weeks = self.whole("waiting_weeks", _("Write the weeks in figures, such as 3."))
        has_list = self.capacity.data == Capacity.WAITING
        return {
            "capacity": self.capacity.data,
            "waiting_weeks": weeks if has_list else None,
        }


class StateForm(PageForm):
    PLAIN = ("status", "closed_note")

    status = RadioField(
        _l("Is it still going?"),
        choices=[
            choice(Status.ACTIVE.value, _l("Yes, it is running")),
            choice(Status.TEMPORARILY_CLOSED.value, _l("Closed for now"), _l("It will come back")),
            choice(Status.DEFUNCT.value, _l("It has stopped for good"), _l("We take the page away")),
        ],
    )
    back_on = StringField(
        _l("When does it start again?"), description=_l("Such as 5 January. Leave it empty if nobody knows.")
    )
    closed_note = TextAreaField(
        _l("What should people know?"),
        description=_l("Such as: the roof is being mended. Meet at the library until then."),
        render_kw={"rows": 3},
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {**super().filled(document), "back_on": shown_day(document["back_on"])}

    def offer(self, document: Document) -> None:
        self.closed_note.render_kw = {"rows": 3, "maxlength": FIELDS["closed_note"].longest}
        if document["status"] == Status.INACTIVE:
            self.status.choices = [
                *(self.status.choices or ()),
                choice(Status.INACTIVE.value, WORDS[Status][Status.INACTIVE]),
            ]

    def take(self, document: Document) -> dict[str, Any]:
        typed = (self.back_on.data or "").strip()
        day = read_date(typed, clock.today(), months()) if typed else None
        if typed and day is None:
            self.mark(
                "back_on", _("We cannot read “%(typed)s” as a date. Write it as 5 January.", typed=typed[:40])
            )
        is_closed = self.status.data == Status.TEMPORARILY_CLOSED
        return {**super().take(document), "back_on": day.isoformat() if day and is_closed else ""}


def topic_choices(groups: tuple[str, ...]) -> list[Any]:
    """Our terms of these groups, in the reader's language."""
    return [choice(term.key, term_words(term.key)) for group in groups for term in vocabulary().group(group)]


def with_others(document: Document, chosen: list[str] | None, groups: tuple[str, ...]) -> list[str]:
    """The chosen terms, and those of the groups that this page does not ask for."""
    asked = {term.key for group in groups for term in vocabulary().group(group)}
    return sorted({*(chosen or ()), *(key for key in document["topics"] if key not in asked)})


def in_figures(number: int | None) -> str:
    return "" if number is None else str(number)


def cost_line(cost: Mapping[str, Any]) -> str:
    price = "" if cost["pence"] is None else f"£{write_price(cost['pence'])}"
    return f"{cost['words']}: {price}" if cost["words"] and price else cost["words"] or price


def cost_of(line: str) -> dict[str, Any]:
    """Words and the price at the end of a line, where there is one."""
    found = AMOUNT_AT_END.fullmatch(line)
    pence = read_price(found[2]) if found else None
    return {"words": found[1].strip() if found and pence is not None else line, "pence": pence}


def shown_day(iso: str) -> str:
    return write_date(dt.date.fromisoformat(iso), in_words=is_english()) if iso else ""


def spoken_name(spoken: Mapping[str, Any]) -> str:
    return language_name(spoken["code"]) if spoken["code"] else str(spoken["name"])


def languages_from(typed: str, document: Document) -> list[dict[str, str]]:
    """The languages named. One that was there keeps its note; one we do not know keeps its name."""
    held = {spoken_name(one).casefold(): one for one in document["languages"]}
    known = language_codes(locale())
    made: list[dict[str, str]] = []
    for name in re.split(r"[,;،\n]+", typed):
        key = " ".join(name.split()).casefold()
        if key in held:
            made.append(held[key])
        elif key in known:
            made.append({"code": known[key], "name": "", "note": ""})
        elif key:
            made.append({"code": "", "name": " ".join(name.split()), "note": ""})
    return made


@lru_cache(maxsize=8)
def language_codes(reader: str) -> Mapping[str, str]:
    """Names of languages, in English and in the reader's language, with the codes they stand for."""
    found: dict[str, str] = {}
    for name in ("en", reader.replace("-", "_")):
        for code, words in Locale.parse(name).languages.items():
            if code.isalpha():
                found.setdefault(words.casefold(), code)
    return {
        **found,
        "bsl": "bfi",
        _("British Sign Language").casefold(): "bfi",
        "british sign language": "bfi",
    }
