"""Who it is: the first questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField, TelField, TextAreaField

from app import clock
from app.domain.age_gate import BirthFault, fault_of, is_old_enough
from app.domain.emails import is_email
from app.domain.journey import Answers
from app.domain.near import Located, NearKind, NotLocated, NotLocatedReason, read_near
from app.domain.nhs_number import NhsNumberFault, digits_of, masked
from app.domain.nhs_number import fault_of as nhs_fault
from app.domain.phones import e164
from app.queries.places import locate
from app.web.catalogues import lazy_both
from app.web.demo import is_demo
from app.web.filters import full_date
from app.web.forms import DayField, choice
from app.web.journey_pages import Question, Row
from app.web.place import place

ME, CARER, ANOTHER = "me", "carer", "somebody"
POSTCODES = frozenset({NearKind.POSTCODE, NearKind.SECTOR, NearKind.DISTRICT})


def who(answers: Answers) -> str:
    return str(answers.get("who", {}).get("who", ME))


def for_another(answers: Answers) -> bool:
    """Does somebody ask for another?"""
    return who(answers) == ANOTHER


def is_carer(answers: Answers) -> bool:
    return who(answers) == CARER


class WhoForm(Question):
    """The doors. The fourth, for professionals, is a link."""

    who = RadioField(
        _l("Who is it for?"),
        choices=[
            choice(ME, _l("For me")),
            choice(CARER, _l("For me, because I look after somebody"), _l("This is help for yourself.")),
            choice(
                ANOTHER,
                _l("I am filling this in for somebody, who has said yes"),
                _l("Such as your mum or your neighbour."),
            ),
        ],
        validate_choice=False,
    )

    def check(self, answers: Answers) -> None:
        if self.who.data not in {ME, CARER, ANOTHER}:
            self.mark("who", _("Choose who it is for."))


class AgreesForm(Question):
    agrees = RadioField(
        lazy_both("Do they know that you are asking, and do they agree?"),
        choices=[
            choice("yes", _l("Yes, they know and they agree")),
            choice("not-asked", _l("I have not asked them yet")),
            choice("cannot", _l("They cannot decide this by themselves")),
            choice("no", _l("They do not want it")),
        ],
        validate_choice=False,
    )
    why = _l("A link worker works with people, never behind their back. Nobody is rung who has not said yes.")

    def check(self, answers: Answers) -> None:
        if self.agrees.data not in {"yes", "not-asked", "cannot", "no"}:
            self.mark("agrees", _("Choose one answer."))

    def stops(self, answers: Answers) -> str:
        return "" if self.agrees.data == "yes" else "get_help/not_agreed.html"

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(_("Do they agree?"), (_("Yes, they know and they agree"),))]


class YouForm(Question):
    heading = _l("Who are you?")
    name = StringField(_l("Your name"), render_kw={"autocomplete": "name"})
    relation = StringField(_l("Who are you to them?"), description=_l("Such as daughter, neighbour, friend."))
    phone = TelField(_l("Your phone number"), render_kw={"autocomplete": "tel"})
    email = EmailField(_l("Your e-mail address"), render_kw={"autocomplete": "email"})
    why = _l("So that we can ask you back. We tell you that we have it. The rest is between them and us.")

    def check(self, answers: Answers) -> None:
        if not self.name.data:
            self.mark("name", _("Write your name."))
        if not self.relation.data:
            self.mark("relation", _("Write who you are to them, such as daughter or neighbour."))
        if not (self.phone.data or self.email.data):
            self.mark("phone", _("Write your phone number or your e-mail address, so that we can ask you."))
        check_phone(self, "phone")
        check_email(self, "email")

    def rows(self, answers: Answers) -> list[Row]:
        return [
            Row(_("Your name"), (self.name.data, self.relation.data)),
            Row(_("How we reach you"), (self.phone.data, self.email.data)),
        ]


class NameForm(Question):
    heading = _l("What is your name?")
    given = StringField(_l("First name"), render_kw={"autocomplete": "given-name"})
    family = StringField(
        _l("Last name"),
        description=_l("If you have only one name, leave this empty."),
        render_kw={"autocomplete": "family-name"},
    )
    preferred = StringField(
        _l("What do you like to be called?"), description=_l("If it is another name. You can leave it empty.")
    )

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.heading = _("What is their name?")
            self.family.description = _("If they have only one name, leave this empty.")
            self.preferred.label.text = _("What do they like to be called?")
            for field in self:
                field.render_kw = {"autocomplete": "off"}

    def check(self, answers: Answers) -> None:
        if not self.given.data:
            self.mark("given", _("Write the first name."))

    def rows(self, answers: Answers) -> list[Row]:
        whole = " ".join(part for part in (self.given.data, self.family.data) if part)
        called = _("Likes to be called %(name)s", name=self.preferred.data) if self.preferred.data else ""
        return [Row(_("Name"), (whole, called))]


class CaringForm(Question):
    cares_for = TextAreaField(
        _l("Whom do you look after?"),
        description=_l("In a few words, such as: my husband, he had a stroke. We need no names."),
        render_kw={"rows": 3},
    )

    def check(self, answers: Answers) -> None:
        if not self.cares_for.data:
            self.mark("cares_for", _("Write in a few words whom you look after."))

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(_("Whom you look after"), (self.cares_for.data,))]


class BornForm(Question):
    born = DayField(_l("What is your date of birth?"), format="%d %m %Y", description=_l("Such as 4 2 1944"))
    why = _l("It tells people with the same name apart. Your link worker does not treat you by your age.")

    @classmethod
    def filled(cls, kept: Mapping[str, Any]) -> dict[str, Any]:
        return {"born": dt.date.fromisoformat(kept["born"]) if kept.get("born") else None}

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.born.label.text = _("What is their date of birth?")

    def taken(self) -> dict[str, Any]:
        return {"born": self.born.data.isoformat() if self.born.data else ""}

    def check(self, answers: Answers) -> None:
        if self.born.errors:
            return
        if self.born.data is None:
            self.mark("born", _("Write the day, the month and the year, such as 4 2 1944."))
            return
        fault = fault_of(self.born.data, clock.today())
        if fault is BirthFault.FUTURE:
            self.mark("born", _("This day is still to come. Look at the year."))
        elif fault is BirthFault.TOO_LONG_AGO:
            self.mark("born", _("This is before 1900. Look at the year."))

    def stops(self, answers: Answers) -> str:
        least = place().social_prescribing.min_age
        born = self.born.data
        return "get_help/too_young.html" if born and not is_old_enough(born, clock.today(), least) else ""

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(_("Date of birth"), (full_date(self.born.data) if self.born.data else "",))]


class HomeForm(Question):
    home = RadioField(
        _l("Where do you live?"),
        choices=[
            choice("given", _l("I can give a postcode")),
            choice("no-fixed-abode", _l("I have no fixed place to live")),
            choice("withheld", _l("I would rather not say")),
        ],
        validate_choice=False,
    )
    postcode = StringField(
        _l("Postcode"),
        render_kw={"autocomplete": "postal-code", "dir": "ltr", "class": "govuk-input--width-10"},
    )
    why = _l("So that the right team gets in touch, and tells you of things near you.")

    def fit(self, answers: Answers) -> None:
        self.postcode.description = _(
            "The first part alone will do, such as %(area)s9.", area=place().postcode_areas[0]
        )
        if for_another(answers):
            self.home.label.text = _("Where do they live?")
            self.home.choices = [
                choice("given", _("I can give a postcode")),
                choice("no-fixed-abode", _("They have no fixed place to live")),
                choice("withheld", _("They would rather not say")),
            ]
            self.postcode.render_kw = {"autocomplete": "off", "dir": "ltr"}

    def check(self, answers: Answers) -> None:
        if self.home.data not in {"given", "no-fixed-abode", "withheld"}:
            self.mark("home", _("Choose one answer. You do not have to say where."))
        elif self.home.data == "given":
            found = self.found()
            if read_near(self.postcode.data).kind is NearKind.MISTYPED:
                self.mark("postcode", self.not_found(found))
            elif isinstance(found, NotLocated):
                if found.reason is not NotLocatedReason.BEYOND:
                    self.mark("postcode", self.not_found(found))
            elif found.kind not in POSTCODES:
                self.mark("postcode", _("This is no postcode. It begins with letters, then a number."))

    def found(self) -> Located | NotLocated:
        return locate(self.postcode.data, place())

    def not_found(self, found: Located | NotLocated) -> str:
        if isinstance(found, NotLocated) and found.reason is NotLocatedReason.EMPTY:
            return _("Write the postcode, or choose another answer.")
        if found.suggestions:
            return _(
                "We do not know this postcode. Did you mean %(postcode)s? The first part alone will do.",
                postcode=found.suggestions[0],
            )
        return _("We do not know this postcode. Look at it again. The first part alone will do.")

    def stops(self, answers: Answers) -> str:
        if self.home.data != "given":
            return ""
        found = self.found()
        is_inside = found.inside if isinstance(found, Located) else False
        return "" if is_inside else "get_help/elsewhere.html"

    def taken(self) -> dict[str, Any]:
        found = self.found() if self.home.data == "given" else None
        known = found.label if isinstance(found, Located) and not found.approximate else ""
        typed = str(super().taken()["postcode"]).upper()
        return {"home": self.home.data, "postcode": (known or typed) if self.home.data == "given" else ""}

    def rows(self, answers: Answers) -> list[Row]:
        words = {
            "given": self.postcode.data,
            "no-fixed-abode": _("No fixed place to live"),
            "withheld": _("Would rather not say"),
        }
        return [
            Row(
                _("Where you live") if not for_another(answers) else _("Where they live"),
                (words.get(self.home.data, ""),),
            )
        ]


class DoctorForm(Question):
    heading = _l("Which doctor’s surgery do you go to?")
    practice = StringField(
        _l("Name of the surgery"), description=_l("You can leave it empty, if you have none or do not know.")
    )
    nhs_number = StringField(
        _l("NHS number"),
        description=_l("Only if you have it at hand. 10 digits, on letters and on the repeat prescription."),
        render_kw={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"},
    )
    why = _l("Link workers work together with surgeries. The number tells people with the same name apart.")

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.heading = _("Which doctor’s surgery do they go to?")

    def check(self, answers: Answers) -> None:
        if not (self.nhs_number.data or "").strip():
            return
        fault = nhs_fault(self.nhs_number.data or "", training=is_demo())
        if fault is NhsNumberFault.NOT_TEN_DIGITS:
            self.mark("nhs_number", _("An NHS number has 10 digits. Look at it again, or leave it empty."))
        elif fault is NhsNumberFault.CHECK_DIGIT:
            self.mark(
                "nhs_number",
                _("One of the digits is not right. Look at the number again, or leave it empty."),
            )
        elif fault is NhsNumberFault.NOT_ISSUED:
            self.mark("nhs_number", _("Nobody has this NHS number. Look at it again, or leave it empty."))

    def taken(self) -> dict[str, Any]:
        typed = super().taken()
        return {**typed, "nhs_number": digits_of(typed["nhs_number"]) or typed["nhs_number"]}

    def rows(self, answers: Answers) -> list[Row]:
        return [
            Row(_("Doctor’s surgery"), (self.practice.data,)),
            Row(_("NHS number"), (masked(self.nhs_number.data or ""),)),
        ]


def check_phone(form: Question, name: str) -> None:
    """Mark a number that nobody can ring."""
    typed = form[name].data
    if typed and not e164(typed):
        form.mark(name, _("This is no phone number. Write it with the area code, such as 01632 960 123."))


def check_email(form: Question, name: str) -> None:
    typed = (form[name].data or "").strip()
    if typed and not is_email(typed):
        form.mark(name, _("This is no e-mail address. One looks like name@place.org."))
