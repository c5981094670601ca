"""The journey by which somebody asks for a link worker, for themselves or for another."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.get_help import forms, forms_needs, forms_reaching
from app.blueprints.get_help.easy import easy_lines
from app.blueprints.get_help.forms import for_another, is_carer
from app.domain.journey import Answers
from app.domain.referral import Concern
from app.web.hear_by import hear_by
from app.web.journey_pages import Page
from app.web.journeys import Journey, keep_nowhere
from app.web.place import place
from app.web.reading import reads_easy

bp = Blueprint("get_help", __name__)
bp.after_request(keep_nowhere)

RISKS = _l("Staying safe")
MORE = _l("A few more questions, if you like")


def not_for_another(answers: Answers) -> bool:
    return not for_another(answers)


def about(answers: Answers) -> str:
    return _("About them, and you") if for_another(answers) else _("About you")


def reaching(answers: Answers) -> str:
    return _("Reaching them safely") if for_another(answers) else _("Reaching you safely")


def matters(answers: Answers) -> str:
    return _("What matters to them") if for_another(answers) else _("What matters to you")


def needs(answers: Answers) -> str:
    return _("What they need from us") if for_another(answers) else _("What you need from us")


def agreed(answers: Answers) -> str:
    return _("Do they agree?") if for_another(answers) else _("Do you agree?")


PAGES = (
    Page("agrees", number="A", asked_if=for_another, form=forms.AgreesForm, part=about),
    Page("you", number="B", asked_if=for_another, form=forms.YouForm, part=about),
    Page("name", number="1", form=forms.NameForm, part=about),
    Page("caring", number="C", asked_if=is_carer, form=forms.CaringForm, part=about),
    Page("born", number="2", form=forms.BornForm, part=about),
    Page("home", number="3", form=forms.HomeForm, part=about),
    Page("doctor", number="4", form=forms.DoctorForm, part=about),
    Page("ways", number="5", form=forms_reaching.WaysForm, part=reaching),
    Page("details", number="6", form=forms_reaching.DetailsForm, part=reaching),
    Page("matters", number="7", form=forms_needs.MattersForm, part=matters, is_private=True),
    Page("talk", number="8", form=forms_reaching.TalkForm, part=needs, template="get_help/talk.html"),
    Page("risks", number="9", form=forms_needs.RisksForm, part=RISKS),
    Page("agree", number="10", form=forms_needs.AgreeForm, part=agreed),
    Page(
        "more",
        asked_if=not_for_another,
        is_optional=True,
        form=forms_needs.MoreForm,
        part=MORE,
        template="get_help/more.html",
    ),
)


def is_unsafe_at_home(answers: Answers) -> bool:
    return Concern.DOMESTIC_ABUSE in (answers.get("matters", {}).get("concerns") or ())


def context(answers: Answers) -> dict[str, Any]:
    lines = {line.key: line for line in place().emergency_numbers}
    return {
        "hear_by": hear_by(),
        "abuse_line": lines.get("domestic-abuse") if is_unsafe_at_home(answers) else None,
        "min_age": place().social_prescribing.min_age,
        "for_another": for_another(answers),
        "easy": easy_lines(answers) if reads_easy() else None,
    }


JOURNEY = Journey("get-help", "get_help", PAGES, is_sensitive=is_unsafe_at_home, context=context)
