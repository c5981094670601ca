"""The pages of a referral made at work: four short ones, two that follow from an answer, and one for more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField

from app.blueprints.refer.answers import NOT_AGREED, document_of, terms
from app.domain.journey import Answers
from app.domain.reaching import SafeChannel
from app.domain.referral import Concern, RiskAnswer
from app.domain.referral_faults import Wrong, faults
from app.web.filters import full_date
from app.web.forms import DayField, choice
from app.web.journey_pages import Question, Row
from app.web.labels import WORDS, label
from app.web.labels_consent import TEXTS
from app.web.referring_words import AGREED, YES_NO, fault_words, of_them

LTR = {"dir": "ltr", "autocomplete": "off"}
OFF = {"autocomplete": "off"}

TEXTS_OF_YES = LazyString(lambda: f"{TEXTS['contact-for/1']} {TEXTS['record-for/1']}")
"""What is agreed to, word for word as it is kept with the answer."""

IN_SHORT = (SafeChannel.PHONE, SafeChannel.TEXT, SafeChannel.EMAIL, SafeChannel.LETTER, SafeChannel.SOMEBODY)


class Asked(Question):
    """One page whose faults are those of the referral it makes."""

    step: ClassVar[str] = ""
    places: ClassVar[Mapping[str, str]] = {}
    """Field of a referral -> the box of this page it is asked in."""

    def check(self, answers: Answers) -> None:
        made = document_of({**answers, self.step: self.taken()})
        for field, wrong in faults(made, terms()).items():
            box = self.places.get(field, field)
            if box in self and not self[box].errors:
                self.mark(box, fault_words(field, wrong))

    @classmethod
    def filled(cls, kept: Mapping[str, Any]) -> dict[str, Any]:
        return {name: day(value) if name == "born_on" else value for name, value in kept.items()}

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        return {name: iso(value) if isinstance(value, dt.date) else value for name, value in kept.items()}


def day(value: object) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None


def iso(value: dt.date) -> str:
    return value.isoformat()


class WhoForm(Asked):
    step = "who"
    heading = _l("Who would you like to refer?")
    given_name = StringField(_l("First name"), render_kw=OFF)
    family_name = StringField(_l("Last name"), render_kw=OFF)
    born_on = DayField(_l("Date of birth"), format="%d %m %Y")
    postcode = StringField(
        _l("Postcode"), description=_l("Where they live. Its first part is enough."), render_kw=LTR
    )

    def rows(self, answers: Answers) -> list[Row]:
        born = self.born_on.data
        return [
            Row(_("Name"), (f"{self.given_name.data or ''} {self.family_name.data or ''}",)),
            Row(_("Date of birth"), (full_date(born) if born else "",)),
            Row(_("Postcode"), (self.postcode.data or "",)),
        ]


class ReachForm(Asked):
    step = "reach"
    places = dict.fromkeys(("phone", "email", "address", "trusted"), "contact") | {"channels": "channel"}
    heading = _l("How is it safe for us to reach them?")
    why = _l(
        "Somebody else may pick up their phone or read their post. We use this way and no other. "
        "It is the first thing the link worker sees."
    )
    channel = RadioField(
        _l("A way that is safe and easy for them"),
        choices=[choice(one.value, of_them(one)) for one in IN_SHORT],
        validate_choice=False,
    )
    contact = StringField(
        _l("The number or address for it"),
        description=_l("For somebody they trust: the name and the phone number."),
        render_kw=OFF,
    )

    def check(self, answers: Answers) -> None:
        super().check(answers)
        if self.channel.data and not (self.contact.data or "").strip() and not self.contact.errors:
            self.mark("contact", _("Write the number or address for it."))

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        known = {one.value for one in IN_SHORT}
        return {**kept, "channel": kept["channel"] if kept["channel"] in known else ""}

    def rows(self, answers: Answers) -> list[Row]:
        way = str(of_them(SafeChannel(self.channel.data))) if self.channel.data else ""
        return [Row(_("Safe way to reach them"), (way, self.contact.data or ""))]


class WhyForm(Asked):
    step = "why"
    heading = _l("Why, and do they agree?")
    concerns = SelectMultipleField(
        _l("What would they like help with?"),
        choices=[choice(one.value, WORDS[Concern][one]) for one in Concern],
        description=_l("Choose all that fit."),
        validate_choice=False,
    )
    reason = TextAreaField(
        _l("In a sentence or two, why are you referring them?"),
        description=_l("What matters to them, in their own words if you can."),
        render_kw={"rows": 3},
    )
    agreed = RadioField(
        _l("Do they agree that you pass this on, and that a link worker gets in touch?"),
        choices=[choice(value, words) for value, words in AGREED.items()],
        description=TEXTS_OF_YES,
        validate_choice=False,
    )
    hear_back = BooleanField(
        _l("They also agree that you hear how it went"), description=TEXTS["tell-referrer-for/1"]
    )

    def fit(self, answers: Answers) -> None:
        """Whoever is asked for their own name too is asked this later: twelve fields are enough."""
        if not is_known(answers):
            del self.hear_back

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        return {**kept, "agreed": kept["agreed"] if kept["agreed"] in AGREED else ""}

    def rows(self, answers: Answers) -> list[Row]:
        chosen = [label(Concern(one)) for one in self.concerns.data or () if one in set(Concern)]
        hears = "hear_back" in self and self.hear_back.data and self.agreed.data != NOT_AGREED
        back = _("You hear how it went.") if hears else ""
        return [
            Row(_("They would like help with"), tuple(chosen)),
            Row(_("Why"), (self.reason.data or "",)),
            Row(_("Do they agree?"), (str(AGREED.get(self.agreed.data or "", "")), back)),
        ]


class WhyNotForm(Asked):
    step = "why-not"
    heading = _l("They have not agreed yet")
    why_not = TextAreaField(
        _l("Why is that?"),
        description=_l(
            "Such as: could not be asked, because of a stroke. We read it and talk with you. We do not "
            "get in touch with them before they agree."
        ),
        render_kw={"rows": 3},
    )

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(_("Why they have not agreed"), (self.why_not.data or "",))]


class FirstForm(Asked):
    step = "first"
    heading = _l("Before we get in touch")
    risks = RadioField(
        _l("Is there a risk that we should know of?"),
        choices=[choice(one.value, WORDS[RiskAnswer][one]) for one in RiskAnswer],
        description=_l("To them, to us or to others: at home, on the phone, on a visit."),
        validate_choice=False,
    )
    is_urgent = RadioField(
        _l("Is it urgent?"),
        choices=[choice(value, words) for value, words in YES_NO.items()],
        description=_l("Nobody reads this at night or at the weekend. In danger, ring 999."),
        validate_choice=False,
    )
    referrer = StringField(
        _l("Your name, and where you work"),
        description=_l("With a comma between them."),
        render_kw={"autocomplete": "name"},
    )

    def fit(self, answers: Answers) -> None:
        """Whom we know already is not asked."""
        if is_known(answers):
            del self.referrer

    def check(self, answers: Answers) -> None:
        super().check(answers)
        if not self.is_urgent.data:
            self.mark("is_urgent", fault_words("is_urgent", Wrong.MISSING))
        if "referrer" in self and not (self.referrer.data or "").strip():
            self.mark("referrer", _("Write your name and where you work."))

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        return {**kept, "is_urgent": kept["is_urgent"] if kept["is_urgent"] in YES_NO else ""}

    def rows(self, answers: Answers) -> list[Row]:
        risks = label(RiskAnswer(self.risks.data)) if self.risks.data in set(RiskAnswer) else ""
        known = answers.get("start", {})
        who = (
            self.referrer.data
            if "referrer" in self
            else ", ".join(part for part in (known.get("name"), known.get("service")) if part)
        )
        return [
            Row(_("Risks"), (risks,)),
            Row(_("Urgent"), (str(YES_NO.get(self.is_urgent.data or "", "")),)),
            Row(_("Referred by"), (who or "",)),
        ]


class RisksForm(Asked):
    step = "risks"
    heading = _l("What should we know?")
    risk_words = TextAreaField(
        _l("The risk, and what keeps everybody safe"),
        description=_l("Such as: a dog that bites. Ring before you come, and it is shut in."),
        render_kw={"rows": 3},
    )

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(_("What to know"), (self.risk_words.data or "",))]


def is_known(answers: Answers) -> bool:
    """Do we know who refers, by their account or by the invitation?"""
    return bool(answers.get("start", {}).get("name"))


def agreed_to_nothing(answers: Answers) -> bool:
    return answers.get("why", {}).get("agreed") == NOT_AGREED


def has_risks(answers: Answers) -> bool:
    return answers.get("first", {}).get("risks") == RiskAnswer.SOME


def name_and_service(typed: str) -> tuple[str, str]:
    """The name before the first comma, the rest where they work."""
    name, _comma, service = typed.partition(",")
    return name.strip(), service.strip()
