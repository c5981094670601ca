"""What matters, what is a risk, what somebody agrees to, and a few more questions for whoever likes."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from app.blueprints.get_help.forms import for_another
from app.blueprints.get_help.words import CONCERNS, CONCERNS_OF_ANOTHER, HINTS
from app.domain.consent import ConsentPurpose, newest
from app.domain.equality import ITEMS, NOT_SAID, is_answer
from app.domain.journey import Answers
from app.domain.referral import Concern, RiskAnswer
from app.web.catalogues import both, lazy_both
from app.web.forms import choice
from app.web.journey_pages import Question, Row
from app.web.labels_consent import TEXTS
from app.web.labels_equality import OWN_WORDS, QUESTIONS, answer_words
from app.web.reading import reads_easy

AGREED = {
    "contact": ConsentPurpose.CONTACT,
    "record": ConsentPurpose.RECORD,
    "feedback": ConsentPurpose.FEEDBACK,
}
"""Field -> what it is for."""
MOST_RADIOS = 9
"""Longer lists fold into one box."""


class MattersForm(Question):
    heading = _l("What matters to you, or worries you?")
    concerns = SelectMultipleField(
        _l("Is it one of these?"),
        choices=[choice(one.value, CONCERNS[one], HINTS.get(one, "")) for one in Concern],
        description=_l("Choose as many as you like."),
        validate_choice=False,
    )
    words = TextAreaField(
        _l("In your own words"),
        description=_l("As much or as little as you like. What would you like to be different?"),
        render_kw={"rows": 6},
    )
    why = _l("So that the right person gets in touch. You can say more when you meet, or change your mind.")

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.heading = _("What matters to them, or worries them?")
            self.concerns.choices = [
                choice(one.value, CONCERNS_OF_ANOTHER[one], HINTS.get(one, "")) for one in Concern
            ]
            self.words.label.text = _("In their words, or yours")

    def check(self, answers: Answers) -> None:
        if not self.chosen() and not self.words.data:
            self.mark("concerns", _("Choose one of these, or write a few words."))

    def chosen(self) -> list[Concern]:
        return [one for one in Concern if one.value in set(self.concerns.data or ())]

    def taken(self) -> dict[str, Any]:
        return {**super().taken(), "concerns": [one.value for one in self.chosen()]}

    def rows(self, answers: Answers) -> list[Row]:
        words = CONCERNS_OF_ANOTHER if for_another(answers) else CONCERNS
        chosen = tuple(str(words[one]) for one in self.chosen())
        return [
            Row(_("You chose"), chosen),
            Row(str(self.words.label.text), tuple((self.words.data or "").splitlines())),
        ]


class RisksForm(Question):
    risks = RadioField(
        _l("Could anything put you or us at risk?"),
        choices=[
            choice(RiskAnswer.NONE_KNOWN.value, _l("No, nothing that I know of")),
            choice(RiskAnswer.SOME.value, _l("Yes")),
        ],
        description=_l(
            "Such as a fall, thoughts of hurting yourself, somebody at home who gets angry, "
            "or a dog that bites."
        ),
        validate_choice=False,
    )
    words = TextAreaField(
        _l("What is it?"),
        description=_l("Only if you chose yes. A few words will do."),
        render_kw={"rows": 4},
    )
    why = _l("So that we meet you where it is safe for everybody. “No” is a good answer too.")

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.risks.label.text = _("Could anything put them or us at risk?")
            self.risks.description = _(
                "Such as a fall, thoughts of hurting themselves, somebody at home who gets angry, "
                "or a dog that bites."
            )
        if reads_easy():
            self.risks.description = ""  # said before the question, one idea in a sentence

    def check(self, answers: Answers) -> None:
        if self.risks.data not in {one.value for one in RiskAnswer}:
            self.mark("risks", _("Choose no or yes."))
        elif self.risks.data == RiskAnswer.SOME and not self.words.data:
            self.mark("words", _("Write in a few words what it is."))

    def rows(self, answers: Answers) -> list[Row]:
        if self.risks.data == RiskAnswer.SOME:
            return [Row(_("Risks"), (_("Yes"), *(self.words.data or "").splitlines()))]
        return [Row(_("Risks"), (_("No, nothing that I know of"),))]


class AgreeForm(Question):
    heading = lazy_both("Do you agree?")
    contact = RadioField(choices=[choice("yes", _l("Yes")), choice("no", _l("No"))], validate_choice=False)
    record = RadioField(choices=[choice("yes", _l("Yes")), choice("no", _l("No"))], validate_choice=False)
    feedback = RadioField(choices=[choice("yes", _l("Yes")), choice("no", _l("No"))], validate_choice=False)
    why = lazy_both(
        "You can take any of it back, at any time. It changes nothing about the help you get elsewhere."
    )

    def fit(self, answers: Answers) -> None:
        if for_another(answers):
            self.heading = both("Do they agree?")
        for name in AGREED:
            self[name].label.text = str(TEXTS[wording(name, answers)])

    def check(self, answers: Answers) -> None:
        for name in AGREED:
            if self[name].data not in {"yes", "no"}:
                self.mark(name, _("Choose yes or no."))

    def stops(self, answers: Answers) -> str:
        return "get_help/no_contact.html" if self.contact.data == "no" else ""

    def taken(self) -> dict[str, Any]:
        return {name: self[name].data for name in AGREED}

    def rows(self, answers: Answers) -> list[Row]:
        said = {"yes": _("Yes"), "no": _("No")}
        return [Row(str(self[name].label.text), (said.get(self[name].data, ""),)) for name in AGREED]


def wording(name: str, answers: Answers) -> str:
    """The version of the words this page shows for a purpose."""
    return newest(f"{name}-for" if for_another(answers) else name)


class MoreForm(Question):
    """One field an item and, where somebody may say it in their own words, a second one after it."""

    heading = _l("A few more questions, if you like")
    why = _l(
        "So that we see whether all of us get help alike. Only counts of many people leave the team. "
        "No group you meet ever sees it."
    )

    def fit(self, answers: Answers) -> None:
        for item, kind in ITEMS.items():
            field = self[item]
            field.label.text = str(QUESTIONS[item])
            field.choices = [choice(value, answer_words(item, value)) for value in (*kind.values, NOT_SAID)]
            if isinstance(field, SelectField) and not isinstance(field, RadioField):
                field.choices = [choice("", _("No answer")), *field.choices]
            if own_of(item) in self:
                self[own_of(item)].label.text = str(OWN_WORDS[item])

    def taken(self) -> dict[str, Any]:
        kept = super().taken()
        said = {item: kept[item] for item in ITEMS if is_answer(item, str(kept[item]))}
        own = {own_of(item): kept[own_of(item)] for item in said if kept.get(own_of(item))}
        return {**said, **own}

    def rows(self, answers: Answers) -> list[Row]:
        said = [item for item in ITEMS if self[item].data]
        return [
            Row(str(QUESTIONS[item]), (answer_words(item, self[item].data), self.own_words(item)))
            for item in said
        ]

    def own_words(self, item: str) -> str:
        return str(self[own_of(item)].data or "") if own_of(item) in self else ""


def own_of(item: str) -> str:
    """The field for one's own words beside an item's."""
    return f"{item}-words"


for name, one in ITEMS.items():
    kind = SelectField if len(one.values) > MOST_RADIOS else RadioField
    setattr(MoreForm, name, kind(choices=[], validate_choice=False))
    if one.own_words:
        setattr(MoreForm, own_of(name), StringField())
