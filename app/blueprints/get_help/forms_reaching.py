"""How to reach somebody safely, and how to talk with them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    EmailField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Optional

from app.blueprints.get_help.forms import check_email, check_phone, for_another
from app.domain.journey import Answers
from app.domain.reaching import (
    FONT_SIZES,
    ContactMethodNeed,
    FormatNeed,
    ProfessionalNeed,
    SafeChannel,
    SupportNeed,
)
from app.web.catalogues import both, lazy_both
from app.web.forms import choice
from app.web.journey_pages import Question, Row
from app.web.labels import WORDS, label

YES_NO = [choice("yes", _l("Yes")), choice("no", _l("No"))]
ONE_WAY_HINTS = {
    SafeChannel.LETTER: _l("In a plain envelope."),
    SafeChannel.SOMEBODY: _l("We ask who on the next page."),
}
NEEDS = {
    "methods": ContactMethodNeed,
    "formats": FormatNeed,
    "professionals": ProfessionalNeed,
    "support": SupportNeed,
}


def ways(answers: Answers) -> frozenset[str]:
    return frozenset(answers.get("ways", {}).get("ways") or ())


def way_words(way: SafeChannel, answers: Answers) -> str:
    if way is SafeChannel.SOMEBODY and for_another(answers):
        return _("Through somebody they trust")
    return label(way)


class WaysForm(Question):
    ways = SelectMultipleField(
        lazy_both("How is it safe for us to reach you?"),
        choices=[
            choice(one.value, WORDS[SafeChannel][one], ONE_WAY_HINTS.get(one, "")) for one in SafeChannel
        ],
        description=_l("Choose every way that is safe and easy for you. We will not use any other."),
        validate_choice=False,
    )
    why = _l(
        "Somebody else may pick up your phone or read your post. Tell us what is safe and we will keep to it."
        " It is the first thing your link worker sees."
    )

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.ways.label.text = both("How is it safe for us to reach them?")
            self.ways.description = _(
                "Choose every way that is safe and easy for them. We will not use any other."
            )
            self.ways.choices = [
                choice(one.value, way_words(one, answers), ONE_WAY_HINTS.get(one, "")) for one in SafeChannel
            ]

    def check(self, answers: Answers) -> None:
        known = {one.value for one in SafeChannel}
        if not known & set(self.ways.data or ()):
            self.mark(
                "ways",
                _("Choose at least one way for us to reach them")
                if for_another(answers)
                else _("Choose at least one way for us to reach you"),
            )

    def taken(self) -> dict[str, Any]:
        chosen = set(self.ways.data or ())
        return {"ways": [one.value for one in SafeChannel if one.value in chosen]}

    def rows(self, answers: Answers) -> list[Row]:
        chosen = [way_words(SafeChannel(one), answers) for one in self.ways.data or ()]
        return [Row(_("Safe ways"), (". ".join(chosen),))]


def details_asked(answers: Answers) -> dict[str, bool]:
    """Which details the ways they chose ask for; those of other ways are not asked, and not handed in."""
    chosen = ways(answers)
    by_number = bool(chosen & {SafeChannel.PHONE, SafeChannel.TEXT})
    by_somebody = SafeChannel.SOMEBODY in chosen
    return {
        "phone": by_number,
        "leave_message": by_number,
        "others_may_answer": SafeChannel.PHONE in chosen,
        "email": SafeChannel.EMAIL in chosen,
        "address": bool(chosen & {SafeChannel.LETTER, SafeChannel.IN_PERSON}),
        "trusted_name": by_somebody,
        "trusted_relation": by_somebody,
        "trusted_phone": by_somebody,
        "safe_times": True,
        "never": True,
    }


class DetailsForm(Question):
    heading = _l("How do we reach you there?")
    phone = TelField(_l("Phone number"), render_kw={"autocomplete": "tel"})
    leave_message = RadioField(
        lazy_both("May we leave a message or send a text that says who we are?"),
        choices=YES_NO,
        validate_choice=False,
    )
    others_may_answer = RadioField(
        lazy_both("Is it safe if somebody else picks up?"), choices=YES_NO, validate_choice=False
    )
    email = EmailField(
        _l("E-mail address"),
        description=_l("One that nobody else reads."),
        render_kw={"autocomplete": "email"},
    )
    address = TextAreaField(
        _l("Address"),
        description=_l("With the name on the door, if it is another one."),
        render_kw={"rows": 3, "autocomplete": "street-address"},
    )
    trusted_name = StringField(_l("Who is the person you trust?"))
    trusted_relation = StringField(_l("Who are they to you?"), description=_l("Such as sister or friend."))
    trusted_phone = TelField(_l("Their phone number"))
    safe_times = StringField(
        _l("When is a good time?"),
        description=_l("Such as: after 10, not on Fridays. You can leave it empty."),
    )
    never = TextAreaField(
        lazy_both("Is there anything we must never do?"),
        description=_l("Such as: never ring the landline. You can leave it empty."),
        render_kw={"rows": 2},
    )

    def fit(self, answers: Answers) -> None:
        for name, is_asked in details_asked(answers).items():
            if not is_asked:
                del self[name]
        if "address" in self and SafeChannel.LETTER not in ways(answers):
            self.address.description = _("Where it suits best to meet. You can leave it empty.")
        if for_another(answers):
            self.fit_another()

    def fit_another(self) -> None:
        self.heading = _("How do we reach them there?")
        words = {
            "trusted_name": _("Who is the person they trust?"),
            "trusted_relation": _("Who is this person to them?"),
            "trusted_phone": _("The phone number of this person"),
        }
        for field in self:
            field.label.text = words.get(field.name, field.label.text)
            if "autocomplete" in (field.render_kw or {}):
                field.render_kw = {**field.render_kw, "autocomplete": "off"}

    def check(self, answers: Answers) -> None:
        if "phone" in self and not self.phone.data:
            self.mark("phone", _("Write the phone number, or go back and choose another way."))
        if "email" in self and not self.email.data:
            self.mark("email", _("Write the e-mail address, or go back and choose another way."))
        if "address" in self and not self.address.data and SafeChannel.LETTER in ways(answers):
            self.mark("address", _("Write where letters can go, or go back and choose another way."))
        if "trusted_name" in self and not self.trusted_name.data:
            self.mark("trusted_name", _("Write the name of the person."))
        if "trusted_phone" in self and not self.trusted_phone.data:
            self.mark("trusted_phone", _("Write how we reach this person."))
        for name in ("leave_message", "others_may_answer"):
            if name in self and self[name].data not in {"yes", "no"}:
                self.mark(name, _("Choose yes or no. If you are not sure, choose no."))
        for name in ("phone", "trusted_phone"):
            if name in self:
                check_phone(self, name)
        if "email" in self:
            check_email(self, "email")

    def rows(self, answers: Answers) -> list[Row]:
        said = {"yes": _("Yes"), "no": _("No")}
        lines: list[tuple[str, str, tuple[str, ...]]] = [
            ("phone", _("Phone number"), (self.value("phone"),)),
            ("leave_message", _("May we leave a message?"), (said.get(self.value("leave_message"), ""),)),
            (
                "others_may_answer",
                _("May somebody else pick up?"),
                (said.get(self.value("others_may_answer"), ""),),
            ),
            ("email", _("E-mail address"), (self.value("email"),)),
            ("address", _("Address"), tuple(self.value("address").splitlines())),
            (
                "trusted_name",
                _("Through somebody"),
                tuple(self.value(f"trusted_{part}") for part in ("name", "relation", "phone")),
            ),
            ("safe_times", _("Good times"), (self.value("safe_times"),)),
            ("never", _("Never do this"), tuple(self.value("never").splitlines())),
        ]
        return [Row(words, shown) for name, words, shown in lines if name in self]

    def value(self, name: str) -> str:
        return str(self[name].data or "") if name in self else ""


class TalkForm(Question):
    heading = _l("How is it best to talk with you?")
    english = RadioField(
        _l("Is English fine?"),
        choices=[
            choice("yes", _l("Yes")),
            choice("no", _l("No, I would like an interpreter"), _l("Interpreters are free.")),
        ],
        validate_choice=False,
    )
    interpreter = StringField(
        _l("Which language do you speak?"), description=_l("Only if you would like an interpreter.")
    )
    methods = SelectMultipleField(
        _l("Ways to get in touch that work"),
        choices=[choice(one.value, WORDS[ContactMethodNeed][one]) for one in ContactMethodNeed],
        validate_choice=False,
    )
    formats = SelectMultipleField(
        _l("Ways to read"),
        choices=[choice(one.value, WORDS[FormatNeed][one]) for one in FormatNeed],
        validate_choice=False,
    )
    font_size = IntegerField(
        _l("How large should print be?"),
        validators=[Optional()],
        description=_l("In points, such as 18. You can leave it empty."),
        render_kw={"class": "govuk-input--width-4"},
    )
    professionals = SelectMultipleField(
        _l("Somebody who helps with talking"),
        choices=[choice(one.value, WORDS[ProfessionalNeed][one]) for one in ProfessionalNeed],
        validate_choice=False,
    )
    support = SelectMultipleField(
        _l("What helps when we meet"),
        choices=[choice(one.value, WORDS[SupportNeed][one]) for one in SupportNeed],
        validate_choice=False,
    )
    words = TextAreaField(
        _l("Anything else that helps?"),
        description=_l("Such as: I am deaf in one ear and cannot follow calls."),
        render_kw={"rows": 3},
    )
    why = _l(
        "The law asks us to write and talk in a way that works for you. Everybody who helps you keeps to it."
    )

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.heading = _("How is it best to talk with them?")
            self.english.choices = [
                choice("yes", _("Yes")),
                choice("no", _("No, they would like an interpreter"), _("Interpreters are free.")),
            ]
            self.interpreter.label.text = _("Which language do they speak?")
            self.interpreter.description = _("Only if they would like an interpreter.")
            self.words.description = _("Such as: they are deaf in one ear and cannot follow calls.")

    def check(self, answers: Answers) -> None:
        if self.english.data not in {"yes", "no"}:
            self.mark("english", _("Choose yes or no."))
        elif self.english.data == "no" and not self.interpreter.data:
            self.mark("interpreter", _("Write which language."))
        if self.font_size.errors:
            self.font_size.errors = (_("Write the size as a number, such as 18. Or leave it empty."),)
        elif self.font_size.data is not None and self.font_size.data not in FONT_SIZES:
            self.mark("font_size", _("Write a size from 12 to 48. Or leave it empty."))

    @property
    def says_more(self) -> bool:
        """Is anything said in the part that is folded, or wrong there?"""
        return any(self[name].data or self[name].errors for name in (*NEEDS, "font_size", "words"))

    def rows(self, answers: Answers) -> list[Row]:
        spoken = (
            _("%(language)s, with an interpreter", language=self.interpreter.data)
            if self.english.data == "no"
            else _("English")
        )
        chosen = [label(kind(one)) for name, kind in NEEDS.items() for one in self[name].data or ()]
        size = _("Print of %(size)s points", size=self.font_size.data) if self.font_size.data else ""
        return [
            Row(_("Language"), (spoken,)),
            Row(_("What helps"), (*chosen, size, *(self.words.data or "").splitlines())),
        ]
