"""What a referral may say besides, and the pages of the journey in their order."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, RadioField, SelectField, SelectMultipleField, StringField, TelField
from wtforms import TextAreaField as Words

from app.blueprints.refer.forms import (
    LTR,
    OFF,
    Asked,
    FirstForm,
    ReachForm,
    RisksForm,
    WhoForm,
    WhyForm,
    WhyNotForm,
    agreed_to_nothing,
    has_risks,
    is_known,
)
from app.domain.journey import Answers
from app.domain.reaching import ContactMethodNeed, FormatNeed, ProfessionalNeed, SafeChannel, SupportNeed
from app.domain.referral import PopulationGroup
from app.queries.referrers import practices
from app.web.forms import choice
from app.web.journey_pages import Page, Row
from app.web.place import place
from app.web.referring_words import YES_NO, of_them


def several(label: str, values: type[StrEnum], hint: str = "") -> SelectMultipleField:
    """Boxes to tick, one a value of the list."""
    return SelectMultipleField(
        label,
        choices=[choice(one.value, of_them(one)) for one in values],
        description=hint,
        validate_choice=False,
    )


class MoreForm(Asked):
    step = "more"
    heading = _l("Add more")
    places = {"channels": "channels", "trusted": "trusted_name"}  # noqa: RUF012 - as the class it extends
    preferred_name = StringField(_l("What do they like to be called?"), render_kw=OFF)
    nhs_number = StringField(
        _l("NHS number"), description=_l("Ten digits. Leave it empty if you do not have it."), render_kw=LTR
    )
    practice_id = SelectField(_l("Their practice"), choices=[], validate_choice=False)
    practice = StringField(_l("Their practice, if it is not on the list"), render_kw=OFF)
    hear_back = WhyForm.hear_back
    tried = Words(
        _l("What has been tried, and who else helps them?"), description=_l("As far as they agree."),
        render_kw={"rows": 3},
    )  # fmt: skip
    groups = several(_l("Is any of this so?"), PopulationGroup, _l("Only if it is known and they agree."))
    channels = several(_l("Other ways that are safe too"), SafeChannel)
    phone = TelField(_l("Phone"), render_kw=LTR)
    email = EmailField(_l("E-mail"), render_kw=OFF)
    address = Words(_l("Address"), description=_l("For letters and visits."), render_kw={"rows": 3})
    trusted_name = StringField(_l("Somebody they trust: the name"), render_kw=OFF)
    trusted_relation = StringField(_l("Who that is to them"), description=_l("Such as: sister, neighbour."))
    trusted_phone = TelField(_l("Their phone number"), render_kw=LTR)
    leave_message = RadioField(
        _l("May we leave a message?"), choices=[choice(*one) for one in YES_NO.items()], validate_choice=False
    )
    others_may_answer = RadioField(
        _l("May somebody else answer?"),
        choices=[choice(*one) for one in YES_NO.items()],
        validate_choice=False,
    )
    safe_times = StringField(_l("When is it safe to ring?"), description=_l("Such as: mornings."))
    never = StringField(_l("What must we never do?"), description=_l("Such as: ring the landline."))
    language = SelectField(_l("Which language do they read best?"), choices=[], validate_choice=False)
    interpreter = StringField(
        _l("Do they need an interpreter? For which language?"), description=_l("Empty if they need none.")
    )
    methods = several(_l("Do they need to be reached in a special way?"), ContactMethodNeed)
    formats = several(_l("How do they need to get things in writing?"), FormatNeed)
    professionals = several(_l("Do they need somebody with them to communicate?"), ProfessionalNeed)
    support = several(_l("What else do they need when we meet?"), SupportNeed)
    talking = StringField(_l("Anything else about talking with them"))
    safeguarding = Words(
        _l("Are you worried about their safety, or a child’s?"),
        description=_l(
            "Only those who read referrals see this. If somebody is in danger now, ring 999 first."
        ),
        render_kw={"rows": 3},
    )

    def fit(self, answers: Answers) -> None:
        fit_lists(self.practice_id, self.language)
        if is_known(answers):
            del self.hear_back
        if "more" not in answers and not self.practice_id.raw_data:
            self.practice_id.data = answers.get("start", {}).get("practice_id", "")

    def taken(self) -> dict[str, object]:
        kept = super().taken()
        listed = {str(one) for one, _name in practices()}
        codes = {one.code for one in place().languages}
        return {
            **kept,
            "practice_id": kept["practice_id"] if kept["practice_id"] in listed else "",
            "language": kept["language"] if kept["language"] in codes else "en",
        }

    def rows(self, answers: Answers) -> list[Row]:
        if "more" not in answers:
            return []
        return [Row(str(field.label.text), tuple(said(field))) for field in self if any(said(field))]


def fit_lists(practice: Any, language: Any) -> None:
    """The practices and languages of this place."""
    listed = [choice(str(one), name) for one, name in practices()]
    practice.choices = [choice("", _("Not known, or not on this list")), *listed]
    language.choices = [choice(one.code, one.name) for one in place().languages]


def said(field: Field) -> Iterator[str]:
    """What was answered, in words."""
    if isinstance(field, SelectField | SelectMultipleField | RadioField):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        words = {str(value): str(text) for value, text, *_rest in field.iter_choices()}
        yield from (words[one] for one in chosen if one and one in words)
    elif field.data is True:
        yield str(YES_NO["yes"])
    elif field.data:
        yield str(field.data)


PAGES = (
    Page("who", form=WhoForm, part=_l("Who it is")),
    Page("reach", form=ReachForm, part=_l("How to reach them")),
    Page("why", form=WhyForm, part=_l("Why, and do they agree?")),
    Page("why-not", agreed_to_nothing, form=WhyNotForm, part=_l("Why, and do they agree?")),
    Page("first", form=FirstForm, part=_l("Before we get in touch")),
    Page("risks", has_risks, form=RisksForm, part=_l("Before we get in touch")),
    Page(
        "more",
        is_optional=True,
        form=MoreForm,
        part=_l("Add more (you need not)"),
        template="refer/more.html",
    ),
)
