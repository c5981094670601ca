"""What one page of a journey is: its question, what it keeps, and how its answers are read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from wtforms import Field, StringField, TextAreaField

from app.domain.journey import Answers, Step, number_of
from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import Form

LONGEST_LINE = 200
LONGEST_WORDS = 4000
"""Units: letters."""


@dataclass(frozen=True, slots=True)
class Row:
    """An answer read back. A line that is empty is left out."""

    words: str
    lines: tuple[str | None, ...]


class Question(Form):
    """One page. A subclass has fields and says what is wrong with them; the rest it may leave as it is.

    Answers are kept as JSON: words, numbers, true and false, lists. What is wrong is asked again of answers
    that were kept, so `check` reads `data` and never what was sent.
    """

    heading: Any = ""
    """The h1, lazy. Empty: the label of the first field is."""
    why: Any = ""
    """Why we ask, lazy; folded under the question."""

    @classmethod
    def of(cls, answers: Answers, name: str, typed: MultiDict[str, str] | None = None) -> Self:
        """The page as it was answered before, or as it was sent just now."""
        form = cls(formdata=typed, data=cls.filled(answers.get(name, {})))
        form.fit(answers)
        return form

    @classmethod
    def filled(cls, kept: Mapping[str, Any]) -> dict[str, Any]:
        """What was kept, as the fields want it."""
        return dict(kept)

    def fit(self, answers: Answers) -> None:
        """Words that fit what was said before."""

    def check(self, answers: Answers) -> None:
        """Mark what is wrong."""

    def taken(self) -> dict[str, Any]:
        """What is kept."""
        return {field.name: tidy(field) for field in self}

    def stops(self, answers: Answers) -> str:
        """The template of a page that says kindly what to do instead; empty where one can go on."""
        return ""

    def rows(self, answers: Answers) -> list[Row]:
        """How the answers are read back. Without it, they are not."""
        return []

    def mark(self, name: str, words: str) -> None:
        field: Field = self[name]
        field.errors = (*field.errors, words)

    def read(self, answers: Answers) -> bool:
        """Was everything answered as it must be? For a page that was sent."""
        self.validate()
        self.check_lengths()
        for field in self:
            if isinstance(field, StringField):
                field.data = tidy(field)
        self.check(answers)
        return not self.has_faults

    def check_lengths(self) -> None:
        for field in self:
            most = LONGEST_WORDS if isinstance(field, TextAreaField) else LONGEST_LINE
            if isinstance(field, StringField) and len(field.data or "") > most:
                self.mark(
                    field.name,
                    str(
                        ngettext(
                            "This is too long. Write at most %(num)s letter.",
                            "This is too long. Write at most %(num)s letters.",
                            most,
                        )
                    ),
                )

    @property
    def has_faults(self) -> bool:
        return any(field.errors for field in self)

    @property
    def title(self) -> str:
        """What the page is called."""
        return str(self.heading or next(iter(self)).label.text)


def tidy(field: Field) -> Any:
    """The value of a field without what no paper shows."""
    if isinstance(field, TextAreaField):
        return clean_lines(field.data or "")
    return clean_line(field.data or "") if isinstance(field, StringField) else field.data


@dataclass(frozen=True, slots=True)
class Page(Step):
    """A step with its question."""

    form: type[Question] = Question
    part: Any = ""
    """The heading under which its answers are read back: lazy, or a function of the answers."""
    template: str = "journeys/question.html"
    is_private: bool = False
    """Offers to leave the page quickly, whatever was answered."""
    number: str = ""
    """As on the paper form: a figure, or a letter where only some are asked."""


def numbered(pages: Sequence[Page], page: Page, answers: Answers) -> tuple[str, str] | None:
    """The question's number and of how many; None for one without.

    Where any page carries the number of a paper form, those numbers count and no others: somebody on the
    telephone, on paper and online then speak of the same question. One with a letter is of no number.
    """
    fixed = [one.number for one in pages if one.number]
    if fixed:
        many = str(sum(number.isdigit() for number in fixed))
        return (page.number, many if page.number.isdigit() else "") if page.number else None
    found = number_of(pages, page, answers)
    return (str(found[0]), str(found[1])) if found else None


@dataclass(frozen=True, slots=True)
class Answered:
    """One line of the answers, with the way back to its question."""

    words: str
    lines: tuple[str, ...]
    page: Page


@dataclass(frozen=True, slots=True)
class Part:
    """Answers under one heading."""

    heading: str
    rows: tuple[Answered, ...]


def read_back(pages: list[Page], answers: Answers) -> Iterator[Part]:
    """Every answer in words, under its headings, in the order they were asked."""
    parts: dict[str, list[Answered]] = {}
    for page in pages:
        for row in page.form.of(answers, page.name).rows(answers):
            lines = tuple(line for line in row.lines if line) or (_("Nothing written"),)
            heading = page.part(answers) if callable(page.part) else page.part
            parts.setdefault(str(heading), []).append(Answered(row.words, lines, page))
    return (Part(heading, tuple(rows)) for heading, rows in parts.items())
