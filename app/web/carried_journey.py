"""One question a page for those who answer without a cookie: each page carries the answers to the next.

The pages and their order are those of every journey (domain/journey.py, web/journey_pages.py); only the store
differs (web/carried_answers.py), and with it the way on: a redirect carries nothing, so each answer is
answered with the next page. A page that is loaded again sends the same again, and is the same page.

What looks like personal data is asked about once, before the next page (web/keep_it.py).

Buttons say where to: `do` is empty to go on, `back`, `here` (the same page, in another language), or `to:`
and a question's name; `step` is the page that was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from app.domain import journey as order
from app.domain.journey import Answers
from app.web import keep_it
from app.web.carried_answers import FIELD, Carried, packed
from app.web.journey_pages import Page, Question, numbered, read_back
from app.web.keep_it import Looked
from app.web.reading import reads_easy

START, CHECK = "start", "check"
TRAP = "website2"
"""A box that people do not see. Who fills it in is asked to press again."""

FREE = ("words", "community")
"""Fields of free words."""


class CarriedJourney:
    """The pages of one journey, for one request."""

    def __init__(
        self,
        salt: str,
        pages: tuple[Page, ...],
        *,
        checked: str,
        context: Callable[[Answers], Mapping[str, Any]],
        start: Callable[[Carried], Response],
    ) -> None:
        """`checked`: the template of the page of answers. `context`: what every template knows.

        `start`: its first page.
        """
        self.salt, self.pages, self.checked, self.context = salt, pages, checked, context
        self.start = start

    def answer(self, carried: Carried) -> Response:
        """Take what was answered, and show the page it leads to."""
        name, do = request.form.get("step", START), request.form.get("do", "")
        page = order.step_named(self.pages, name, carried.answers)
        if page is None:
            return self.onward(carried, name, do)
        form = page.form.of(carried.answers, page.name, request.form)
        is_right, goes_on = form.read(carried.answers), do not in {"back", "here"}
        looked = keep_it.look_at(form, FREE, until_answered=reads_easy())
        if not is_right and (goes_on or typed_something(form)):
            return self.question(carried, page, form, looked)
        if is_right and goes_on and looked.is_asking:
            return self.question(carried, page, form, looked)
        if is_right:
            carried = carried.with_answer(page.name, {**form.taken(), **decided(looked)})
        return self.onward(carried, page.name, do)

    def onward(self, carried: Carried, name: str, do: str) -> Response:
        """The page that follows one, or that its button names."""
        page = order.step_named(self.pages, name, carried.answers)
        wanted = order.step_named(self.pages, do.removeprefix("to:"), carried.answers)
        if do == "here":
            return self.question(carried, page) if page else self.named(carried, name)
        if do.startswith("to:") and wanted:
            return self.question(carried, wanted)
        if do == "back":
            earlier = self.before(page, carried.answers) if page else self.last(carried.answers, name)
            return self.question(carried, earlier) if earlier else self.start(carried)
        if page and page.form.of(carried.answers, page.name).stops(carried.answers):
            return self.question(carried, page)
        if page and request.form.get("change"):
            return self.check(carried)
        following = order.after(self.pages, page, carried.answers) if page else self.first(carried.answers)
        return self.question(carried, following) if following else self.check(carried)

    def named(self, carried: Carried, name: str) -> Response:
        return self.check(carried) if name == CHECK else self.start(carried)

    def before(self, page: Page, answers: Answers) -> Page | None:
        return order.before(self.pages, page, answers)

    def first(self, answers: Answers) -> Page | None:
        return next(iter(order.asked(self.pages, answers)), None)

    def last(self, answers: Answers, name: str) -> Page | None:
        """Where "back" leads from the page of answers."""
        return order.asked(self.pages, answers)[-1] if name == CHECK else None

    # How it looks

    def question(
        self, carried: Carried, page: Page, form: Question | None = None, looked: Looked | None = None
    ) -> Response:
        """The question, or what is said in its place."""
        shown = form or page.form.of(carried.answers, page.name)
        stop = "" if shown.has_faults else shown.stops(carried.answers)
        return self.page(
            stop or page.template,
            carried,
            422 if shown.has_faults else 200,
            form=shown,
            looked=looked or looked_before(shown, carried.answers.get(page.name, {})),
            step=page.name,
            numbered=numbered(self.pages, page, carried.answers),
            changing=bool(request.form.get("change")) or request.form.get("do", "").startswith("to:"),
            has_errors=shown.has_faults,
        )

    def check(self, carried: Carried, status: int = 200, **words: Any) -> Response:
        """Every answer, with a button back to each question."""
        asked = order.asked(self.pages, carried.answers)
        return self.page(
            self.checked,
            carried,
            status,
            step=CHECK,
            parts=list(read_back(asked, carried.answers)),
            trap=TRAP,
            **words,
        )

    def page(self, template: str, carried: Carried, status: int = 200, **words: Any) -> Response:
        signed = {FIELD: packed(self.salt, carried)}
        return make_response(
            render_template(template, **self.context(carried.answers), **signed, **words), status
        )


def decided(looked: Looked) -> dict[str, list[str]]:
    """What was chosen about personal data: the kinds for the record, the rest so that it is asked once."""
    return {
        "kept": list(looked.kept),
        "keeps": [name for name, _value in looked.decided],
        "asked": list(looked.asked),
    }


def looked_before(form: Question, kept: Mapping[str, Any]) -> Looked:
    """The same of a page that was answered before."""
    asked = [(keep_it.ASKED, key) for key in kept.get("asked", ())]
    chosen = [(name, keep_it.KEEP) for name in kept.get("keeps", ())]
    texts = {name: form[name].data or "" for name in FREE if name in form and kept.get("asked") is not None}
    return keep_it.look(texts, MultiDict([*asked, *chosen]), until_answered=reads_easy())


def typed_something(form: Question) -> bool:
    return any(str(value).strip() for value in MultiDict(request.form).getlist(next(iter(form)).name))
