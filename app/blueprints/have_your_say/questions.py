"""The pages of one event's journey: who answers, its questions one by one, and where they are from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.domain.engagement import AgeBand, QuestionKind
from app.domain.insight import ANSWERED, QuotePermission
from app.domain.journey import Answers
from app.queries.events import Asked
from app.web.catalogues import lazy_both
from app.web.forms import choice
from app.web.journey_pages import Page, Question, Row
from app.web.labels import label
from app.web.place import place
from app.web.reading import reads_easy

QUESTION = "q-"
"""Before a question's key in the name of its page."""
TEMPLATE = "have_your_say/question.html"
MOST_SIDE_BY_SIDE = 11
"""Numbers of a scale that are offered as buttons."""


def is_helped(answers: Answers) -> bool:
    """Does somebody type for them?"""
    return bool(answers.get("start", {}).get("helped"))


def age_of(answers: Answers) -> AgeBand:
    return AgeBand(answers.get("age", {}).get("age") or AgeBand.NOT_ASKED)


class AgeForm(Question):
    """Children's words are not taken down unless somebody switched that on."""

    why = _l("We only take down what children under 13 write where their parents know of it.")
    must: ClassVar[bool] = False
    is_over: ClassVar[bool] = False
    """Is there nothing to ask of a child under 13?"""

    age = RadioField(_l("How old are you?"), choices=(), validate_choice=False)

    def fit(self, answers: Answers) -> None:
        bands = [AgeBand.UNDER_13, AgeBand.TEENAGER, AgeBand.ADULT]
        words = [choice(band.value, label(band)) for band in bands]
        self.age.choices = words if self.must else [*words, choice("", _("I would rather not say"))]
        if is_helped(answers):
            self.age.label.text = _("How old is the person you are helping?")

    def check(self, answers: Answers) -> None:
        known = {band.value for band in AgeBand} - {AgeBand.NOT_ASKED.value}
        if self.must and not self.age.data:
            self.mark("age", _("Choose one, so that we ask what is right for you."))
        elif (self.age.data or "") not in known | {""}:
            self.mark("age", _("Choose one from the list."))

    def stops(self, answers: Answers) -> str:
        return "have_your_say/too_young.html" if self.is_over and age_of(answers) is AgeBand.UNDER_13 else ""

    def rows(self, answers: Answers) -> list[Row]:
        band = age_of(answers)
        return [Row(self.title, ("" if band is AgeBand.NOT_ASKED else label(band),))]


class AskedForm(Question):
    """One question of the event."""

    asked: ClassVar[Asked]

    @property
    def language(self) -> str:
        """The one it is really in."""
        return self.asked.language

    @property
    def hint(self) -> str:
        return self.asked.hint

    def fit(self, answers: Answers) -> None:
        """Who reads Easy Read is asked in those words, where there are some."""
        if self.asked.easy and reads_easy():
            next(iter(self)).label.text = self.asked.easy


def form_of(asked: Asked) -> type[AskedForm]:
    """A form for one question."""
    make = {
        QuestionKind.OPEN: open_form,
        QuestionKind.CHOICE: choice_form,
        QuestionKind.SCALE: scale_form,
    }
    return make[asked.kind](asked)


def open_form(asked: Asked) -> type[AskedForm]:
    class OpenForm(AskedForm):
        words = TextAreaField(asked.words, description=asked.hint, render_kw={"rows": 7})

        def rows(self, answers: Answers) -> list[Row]:
            return [Row(asked.words, (self.words.data,))]

    OpenForm.asked = asked
    return OpenForm


def choice_form(asked: Asked) -> type[AskedForm]:
    return listed_form(asked, list(asked.choices))


def scale_form(asked: Asked) -> type[AskedForm]:
    """Numbers to choose from. What the ends mean stands with them."""
    ends = {asked.lowest: asked.lowest_words, asked.highest: asked.highest_words}
    numbers = range(asked.lowest, asked.highest + 1)
    offered = [
        (str(number), f"{number}: {ends[number]}" if ends.get(number) else str(number)) for number in numbers
    ]
    short = len(offered) <= MOST_SIDE_BY_SIDE and not any(ends.values())
    return listed_form(asked, offered, classes="gin-scale" if short else "")


def listed_form(asked: Asked, offered: list[tuple[str, str]], classes: str = "") -> type[AskedForm]:
    known = dict(offered)

    class ListedForm(AskedForm):
        chosen = RadioField(
            asked.words,
            description=asked.hint,
            choices=[choice(*one) for one in offered],
            validate_choice=False,
            render_kw={"class": classes},
        )

        def check(self, answers: Answers) -> None:
            if (self.chosen.data or "") not in {*known, ""}:
                self.mark("chosen", _("Choose one from the list."))

        def rows(self, answers: Answers) -> list[Row]:
            return [Row(asked.words, (known.get(self.chosen.data or ""),))]

    ListedForm.asked = asked
    return ListedForm


class AreaForm(Question):
    why = _l("So that we can see whether every part of the city is heard, and what each part needs.")

    area = SelectField(_l("Which part of the city do you live in?"), choices=(), validate_choice=False)

    def fit(self, answers: Answers) -> None:
        nowhere = choice("", _("Somewhere else, or I would rather not say"))
        self.area.choices = [nowhere, *(choice(*ward) for ward in place().ward_names.items())]
        if is_helped(answers):
            self.area.label.text = _("Which part of the city do they live in?")

    def check(self, answers: Answers) -> None:
        if (self.area.data or "") not in {"", *place().ward_names}:
            self.mark("area", _("Choose one from the list."))

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(self.title, (place().ward_names.get(self.area.data or ""),))]


class QuoteForm(Question):
    why = _l("Your words help others understand. We never show them with a name, and somebody checks first.")

    quote = RadioField(
        lazy_both("May we show your words to others, without your name?"), choices=(), validate_choice=False
    )

    def fit(self, answers: Answers) -> None:
        self.quote.choices = [choice(one.value, label(one)) for one in ANSWERED]
        if is_helped(answers):
            self.quote.label.text = _("May we show their words to others, without their name?")

    def check(self, answers: Answers) -> None:
        if (self.quote.data or "") not in {"", *(one.value for one in ANSWERED)}:
            self.mark("quote", _("Choose one from the list."))

    def rows(self, answers: Answers) -> list[Row]:
        given = self.quote.data or ""
        return [Row(self.title, (label(QuotePermission(given)) if given else "",))]


class CommunityForm(Question):
    why = _l("Some communities are asked less than others. This shows us whom we have not heard.")

    community = StringField(
        _l("Is there a community you belong to that we should know of?"),
        description=_l("Such as: carers, Deaf people, the Roma community. Leave it empty if you like."),
        render_kw={"autocomplete": "off"},
    )

    def fit(self, answers: Answers) -> None:
        if is_helped(answers):
            self.community.label.text = _("Is there a community they belong to that we should know of?")

    def rows(self, answers: Answers) -> list[Row]:
        return [Row(self.title, (self.community.data,))]


def pages_of(
    asked: list[Asked], *, for_children: bool, words_under_13: bool, has_area: bool, has_community: bool
) -> tuple[Page, ...]:
    """Its pages in their order. Under 13 no words are asked for, unless somebody switched that on."""
    nothing_else = all(one.kind is QuestionKind.OPEN for one in asked)
    age = type("AgeForm", (AgeForm,), {"must": for_children, "is_over": nothing_else and not words_under_13})
    return (
        page("age", age, _l("Who is answering")),
        *(
            page(
                QUESTION + one.key,
                form_of(one),
                _l("What you say"),
                may_ask(one.kind, words_under_13),
                number=str(number),
            )
            for number, one in enumerate(asked, 1)
        ),
        *(
            (page("quote", QuoteForm, _l("What you say"), is_grown),)
            if not for_children and any(one.kind is QuestionKind.OPEN for one in asked)
            else ()
        ),
        *(() if has_area else (page("area", AreaForm, _l("About you")),)),
        *(
            ()
            if has_community
            else (
                page("community", CommunityForm, _l("About you"), may_ask(QuestionKind.OPEN, words_under_13)),
            )
        ),
    )


def is_grown(answers: Answers) -> bool:
    """Children are not asked whether we may show their words: we do not."""
    return age_of(answers) not in {AgeBand.UNDER_13, AgeBand.TEENAGER}


def page(
    name: str,
    form: type[Question],
    part: Any,
    asked_if: Callable[[Answers], bool] = lambda answers: True,
    number: str = "",
) -> Page:
    """`number`: as on the cards."""
    return Page(name, asked_if=asked_if, form=form, part=part, template=TEMPLATE, number=number)


def may_ask(kind: QuestionKind, words_under_13: bool) -> Callable[[Answers], bool]:
    """Free words are asked of children under 13 only where somebody switched that on."""

    def asked_if(answers: Answers) -> bool:
        return kind is not QuestionKind.OPEN or words_under_13 or age_of(answers) is not AgeBand.UNDER_13

    return asked_if
