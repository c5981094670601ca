"""The questions. Each fills itself from the draft and gives back values for it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    Field,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
    URLField,
)
from wtforms.validators import InputRequired

from app.domain.feeds import contact
from app.domain.listing import Channel, Kind
from app.domain.listing_document import FIELDS, Document
from app.domain.listing_faults import Wrong, faults
from app.domain.suggestion import Step
from app.domain.typed_price import read_price, write_price
from app.web.forms import Form, choice
from app.web.labels import WORDS

HINTS = {
    Kind.ACTIVITY: _l("A walk, a lunch club, a class"),
    Kind.GROUP: _l("People who meet, such as a support group"),
    Kind.SERVICE: _l("Advice, a visit, somebody who helps"),
    Kind.PLACE: _l("Somewhere to go, such as a library or a garden"),
    Kind.ROOM: _l("A room or hall that groups can use"),
    Kind.FUND: _l("A little money for groups or people"),
    Kind.VOLUNTEERING: _l("Somewhere that would like helpers"),
    Kind.APP: _l("Something for a phone, or a device at home"),
    Kind.SKILL: _l("Yours or somebody's who agrees: mending bikes, speaking Urdu, baking"),
}


class Question(Form):
    """One page."""

    @classmethod
    def of(cls, document: Document) -> Question:
        form = cls(data=cls.filled(document))
        form.fit(document)
        return form

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        return {name: document[name] for name in FIELDS if hasattr(cls, name)}

    def fit(self, document: Document) -> None:
        """Words that fit the kind of thing it is."""

    def take(self, document: Document) -> dict[str, Any]:
        """Values for the document; marks what is wrong."""
        return {field.name: field.data for field in self}

    def mark(self, name: str, words: str) -> None:
        field: Field = self[name]
        field.errors = (*field.errors, words)


class KindForm(Form):
    kind = RadioField(
        _l("What would you like to tell people about?"),
        choices=[choice(kind.value, WORDS[Kind][kind], HINTS[kind]) for kind in Kind],
        validators=[InputRequired(_l("Choose what it is."))],
    )


class NameForm(Question):
    name = StringField(
        _l("What is it called?"), description=_l("If it has no name, say in a few words what it is.")
    )
    summary = TextAreaField(
        _l("What is it, in a sentence or two?"),
        description=_l("As you would tell a neighbour. At most 30 words fit in the list."),
        render_kw={"rows": 3, "maxlength": 400},
    )

    def fit(self, document: Document) -> None:
        if document["kind"] == Kind.SKILL:
            self.name.label.text = _("What can you do or teach?")
            self.name.description = _("Such as mending bikes. Do not write your name.")
            self.summary.label.text = _("Tell us a little more")
            self.summary.description = _("Who would enjoy it? Do not write your name or address.")

    def take(self, document: Document) -> dict[str, Any]:
        if not (self.name.data or "").strip():
            self.mark("name", _("Write what it is called."))
        if not (self.summary.data or "").strip():
            self.mark("summary", _("Say in a sentence what it is."))
        return super().take(document)


class WhereForm(Question):
    ways = SelectMultipleField(
        _l("How do people take part?"),
        choices=[choice(one.value, WORDS[Channel][one]) for one in Channel],
        description=_l("Choose all that are so."),
    )
    place = StringField(
        _l("Name of the place"), description=_l("Such as Chapel Hall. Only if people go there.")
    )
    address_1 = StringField(_l("Building and street"), render_kw={"autocomplete": "off"})
    postcode = StringField(
        _l("Postcode"),
        description=_l("If you know it. It puts the place on the map."),
        render_kw={"autocomplete": "off", "dir": "ltr"},
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        place = next(iter(document["places"]), None) or {}
        return {
            "ways": document["ways"],
            "place": place.get("name", ""),
            "address_1": place.get("address_1", ""),
            "postcode": place.get("postcode", ""),
        }

    def take(self, document: Document) -> dict[str, Any]:
        place = {
            "name": self.place.data or "",
            "address_1": self.address_1.data or "",
            "postcode": self.postcode.data or "",
        }
        has_place = any(text.strip() for text in place.values())
        ways = list(self.ways.data or ())
        if has_place and Channel.IN_PERSON.value not in ways:
            ways = [Channel.IN_PERSON.value, *ways]
        if not ways:
            self.mark("ways", _("Choose how people take part."))
        elif Channel.IN_PERSON.value in ways and not has_place:
            self.mark(
                "place", _("It is in person, so people need to know where. Write the name or the street.")
            )
        places = [place] if has_place else []
        wrong = faults({**document, "ways": ways, "places": clean_places(places)}, fields={"places"})
        if wrong.get("places.0.postcode") is Wrong.NOT_POSTCODE:
            self.mark(
                "postcode", _("This is no whole postcode. It has two parts, with a space between them.")
            )
        return {"ways": ways, "places": places}


class AreaForm(Question):
    where = StringField(
        _l("In which part of town?"),
        description=_l("Only the neighbourhood: never a home address."),
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        place = next(iter(document["places"]), None) or {}
        return {"where": place.get("town", "")}

    def take(self, document: Document) -> dict[str, Any]:
        area = (self.where.data or "").strip()
        return {"places": [{"name": area, "town": area}] if area else [], "citywide": not area}


class WhenWordsForm(Question):
    when_text = TextAreaField(
        _l("When would it suit?"),
        description=_l("Such as: most evenings, not in August."),
        render_kw={"rows": 3},
    )


class CostForm(Question):
    price = StringField(
        _l("What does it cost?"),
        description=_l("Such as £2.50. Write 0 if it is free. Leave it empty if you do not know."),
        render_kw={"inputmode": "decimal"},
    )
    cost_text = StringField(_l("Anything else about the cost?"), description=_l("Such as: pay what you can."))

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        pence = document["pence"]
        return {"price": "" if pence is None else write_price(pence), "cost_text": document["cost_text"]}

    def take(self, document: Document) -> dict[str, Any]:
        typed = (self.price.data or "").strip()
        pence = read_price(typed) if typed else None
        if typed and pence is None:
            self.mark(
                "price", _("We cannot read “%(typed)s” as a price. Write it as 2.50.", typed=typed[:40])
            )
        return {"pence": pence, "cost_text": self.cost_text.data or ""}


class WhoForm(Question):
    for_whom = TextAreaField(
        _l("Who is it for?"),
        description=_l("Such as: small groups in this area, or families with little money."),
        render_kw={"rows": 3},
    )


class ContactForm(Question):
    phone = TelField(_l("Phone"), description=_l("One that everybody may see."))
    email = EmailField(_l("E-mail"), description=_l("One that everybody may see."))
    website = URLField(_l("Website"))
    join = TextAreaField(
        _l("Or in a few words"), description=_l("Such as: just turn up."), render_kw={"rows": 2}
    )

    @classmethod
    def filled(cls, document: Document) -> dict[str, Any]:
        phone = next(iter(document["phones"]), None) or {}
        return {**super().filled(document), "phone": phone.get("number", "")}

    def take(self, document: Document) -> dict[str, Any]:
        website = (self.website.data or "").strip()
        if website and "://" not in website and "." in website:
            website = f"https://{website}"
        number = (self.phone.data or "").strip()
        if number and not contact.phone_numbers(number):
            self.mark(
                "phone", _("This is no phone number. Write it with the area code, such as 01632 960 123.")
            )
        if self.email.data and not contact.email(self.email.data):
            self.mark("email", _("This is no e-mail address. One looks like name@place.org."))
        if website and not contact.link(website).address:
            self.mark("website", _("This is no web address. One looks like https://www.place.org."))
        join = self.join.data or ""
        if not (number or self.email.data or website or join.strip()):
            self.mark(
                "phone", _("Say how people can join: a phone, an e-mail address, a website or a few words.")
            )
        return {
            "phones": [{"number": number}] if number else [],
            "email": self.email.data or "",
            "website": website,
            "join": join,
        }


class YouForm(Form):
    """Never shown to readers, and not part of the listing."""

    email = EmailField(
        _l("Your e-mail address"),
        description=_l(
            "Only if you would like to hear what happens, or may be asked about it. Nobody else sees it."
        ),
        render_kw={"autocomplete": "email", "maxlength": 254},
    )
    phone = TelField(
        _l("Your phone number"),
        description=_l("So that we can put people in touch with you. Nobody else sees it."),
        render_kw={"autocomplete": "tel", "maxlength": 40},
    )

    def check(self, *, is_person: bool) -> None:
        if self.email.data and not contact.email(self.email.data):
            self.email.errors = (_("This is no e-mail address. One looks like name@place.org."),)
        if self.phone.data and not contact.phone_numbers(self.phone.data):
            self.phone.errors = (_("This is no phone number."),)
        if is_person and not (self.email.data or self.phone.data):
            self.phone.errors = (
                _("We need one way to reach you, so that people can get in touch through us."),
            )


class AnswerForm(Form):
    answer = TextAreaField(
        _l("Your answer"),
        validators=[InputRequired(_l("Write your answer."))],
        render_kw={"rows": 5, "maxlength": 2000},
    )


FORMS: dict[Step, type[Question]] = {
    Step.NAME: NameForm,
    Step.WHERE: WhereForm,
    Step.AREA: AreaForm,
    Step.WHEN_WORDS: WhenWordsForm,
    Step.COST: CostForm,
    Step.WHO: WhoForm,
    Step.CONTACT: ContactForm,
}


def clean_places(places: list[dict[str, str]]) -> list[dict[str, Any]]:
    blank = dict.fromkeys(("name", "address_1", "postcode"), "")
    return [{**blank, **place, "undisclosed": False} for place in places]
