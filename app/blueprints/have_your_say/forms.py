"""What is asked once everything is sent: how to hear back, and questions about equality."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField, TelField, TextAreaField

from app.domain.emails import is_email
from app.domain.equality import ITEMS, NOT_SAID
from app.domain.phones import e164
from app.domain.tear_off import not_ours
from app.domain.typed_text import clean_line, clean_lines, latin_digits
from app.web.forms import Form, choice
from app.web.labels_equality import NO_ANSWER, OWN_WORDS, QUESTIONS, answer_words

MOST_REACH = 400


class WordsForm(Form):
    """Three words of a card."""

    code = StringField(
        _l("The three words on your card"),
        description=_l("Such as: river lamp boat. Capitals do not matter."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def refuse(self) -> None:
        """Say what to look at. Which cards there are is not said."""
        typed = self.code.data or ""
        strange = [
            _("“%(word)s” is not one of our words. Look at the card once more.", word=one)
            for one in not_ours(typed)
        ]
        if not typed.strip():
            self.code.errors = (_("Type the three words."),)
        else:
            self.code.errors = tuple(strange) or (
                _("No card of ours has these words. Look at the card once more: they are three."),
            )


class HearBackForm(Form):
    way = RadioField(
        _l("How would you like to hear back?"),
        choices=[
            choice("email", _l("By e-mail")),
            choice("phone", _l("By phone or text")),
            choice("post", _l("By post")),
        ],
        validate_choice=False,
    )
    email = EmailField(_l("E-mail address"), render_kw={"autocomplete": "email"})
    phone = TelField(_l("Phone number"), render_kw={"autocomplete": "tel"})
    post = TextAreaField(
        _l("Name and address, as on an envelope"), render_kw={"rows": 4, "autocomplete": "street-address"}
    )

    def check(self) -> bool:
        """Is there one way, and can it be used?"""
        way, reach = self.way.data, self.reach
        if way not in {"email", "phone", "post"}:
            self.mark("way", _("Choose how you would like to hear back."))
        elif not reach:
            self.mark(way, _("Write where we can reach you."))
        elif len(reach) > MOST_REACH:
            self.mark(way, _("This is too long. Write at most 400 letters."))
        elif way == "email" and not is_email(reach):
            self.mark(
                way, _("This is no whole e-mail address. It has an @ in it, such as name@place.example")
            )
        elif way == "phone" and not e164(reach):
            self.mark(way, _("This is no whole phone number. Write it with its first 0."))
        return not any(field.errors for field in self)

    @property
    def reach(self) -> str:
        """What they wrote for the way they chose."""
        if self.way.data == "post":
            return latin_digits(clean_lines(self.post.data or ""))
        if self.way.data == "email":
            return clean_line(self.email.data or "")
        return latin_digits(clean_line(self.phone.data or ""))

    def mark(self, name: str, words: str) -> None:
        self[name].errors = (*self[name].errors, words)


def equality_form() -> type[Form]:
    """A form with every question about equality; each may be left out."""
    fields: dict[str, Any] = {}
    for item, known in ITEMS.items():
        offered = [choice(value, answer_words(item, value)) for value in known.values]
        fields[item] = RadioField(
            QUESTIONS[item],
            choices=[*offered, choice(NOT_SAID, NO_ANSWER[NOT_SAID])],
            validate_choice=False,
        )
        if item in OWN_WORDS:
            fields[f"{item}-own"] = StringField(
                OWN_WORDS[item],
                description=_l("Only if the list has no words that fit."),
                render_kw={"autocomplete": "off", "maxlength": 200},
            )
    return type("EqualityForm", (Form,), fields)
