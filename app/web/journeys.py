"""One engine for journeys of one question a page: a draft on the server behind a cookie, sent once.

Source: decisions.md 3 and 4. A blueprint makes one `Journey` with its pages, hangs `keep_nowhere` on itself
(`bp.after_request(keep_nowhere)`) and has these views, each one call long:

    start      GET  its own page; POST: `JOURNEY.begin("who", form.taken())`
    question   GET, POST  /<step>       `JOURNEY.question(step)`
    check      GET                      `JOURNEY.check()`
    send       POST                     `JOURNEY.send(receive)`; `receive(draft)` gives the referral's id
    sent       GET                      `JOURNEY.sent_draft()`, then its own page
    saved      GET, POST                `JOURNEY.saved()`
    come_back  GET, POST                `JOURNEY.come_back()`
    throw_away POST                     `JOURNEY.throw_away()`

The first answer sets the cookie, so the page of `start` says so. What a page's `stops` names is shown
in place of the question until it is answered otherwise; nothing can be sent meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from app import clock
from app.domain import journey as order
from app.domain.errors import GoneError, NotThereError
from app.domain.journey import KEPT, QUICKEST, Answers
from app.domain.people import LinkPurpose
from app.operations import access_links, journey_drafts
from app.queries.journey_drafts import answers_of, draft_by_code, draft_of_link
from app.web.access import SignInNeededError
from app.web.i18n import current_language
from app.web.journey_held import Held
from app.web.journey_pages import Page, Question, numbered, read_back
from app.web.journey_ways import ComeBackForm, SaveForm
from app.web.place import place
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.persons import JourneyDraft

MOST_AN_HOUR = "240 per hour"
"""Pages of answers from one address: a library's computers share it."""
MOST_SENT = "20 per hour; 60 per day"
MOST_CODES = "10 per 15 minutes; 40 per day"
"""Tries at a code."""

TRAP = "website2"
"""A box that people do not see. Who fills it in is told that nothing is sent, and asked to press again."""

JOURNEYS: dict[str, Journey] = {}
"""By the key that drafts carry."""


def keep_nowhere(response: Response) -> Response:
    """Nothing of a journey is kept by a browser or found by a search engine, but the page it starts from."""
    if request.endpoint and not request.endpoint.endswith(".start"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def never(answers: Answers) -> bool:
    return False


class Journey(Held):
    """The pages of one journey and what every one of them does."""

    def __init__(
        self,
        key: str,
        blueprint: str,
        pages: tuple[Page, ...],
        *,
        layout: str = "layouts/public.html",
        born: str = "born",
        is_sensitive: Callable[[Answers], bool] = never,
        context: Callable[[Answers], Mapping[str, Any]] = lambda answers: {},
    ) -> None:
        """`born`: the page whose field of the same name is asked again from whoever comes back with a code.

        `is_sensitive`: from these answers on every page offers to be left quickly. `context`: what its
        templates know besides.
        """
        super().__init__(key)
        self.blueprint, self.pages, self.layout, self.born = blueprint, pages, layout, born
        self.is_sensitive, self.context = is_sensitive, context
        JOURNEYS[key] = self

    def url(self, view: str, **values: Any) -> str:
        return url_for(f"{self.blueprint}.{view}", **values)

    def url_of(self, page: Page | None, **values: str) -> str:
        """A question's address; without one, that of the answers."""
        return self.url("question", step=page.name, **values) if page else self.url("check")

    def first_open(self, answers: Answers) -> Page | None:
        """The first question that is not answered as it must be."""
        return next((page for page in order.asked(self.pages, answers) if not answered(page, answers)), None)

    # What each view does

    def begin(self, name: str, values: Mapping[str, Any]) -> Response:
        """Keep the first answer and set the cookie. What this browser had begun otherwise is thrown away."""
        held = self.begun()
        if held is not None and answers_of(held).get(name) == dict(values):
            return see_other(self.url_of(self.first_open(answers_of(held))))
        if held is not None:
            journey_drafts.forget(held, by=viewer())
        token = journey_drafts.begin(self.key, {name: values}, by=viewer(), language=current_language())
        return self.remember(see_other(self.url_of(self.first_open({name: values}))), token)

    def question(self, step: str) -> Response:
        """Ask it; keep what is answered, and go on to the next, or back to the page of answers."""
        held = self.draft()
        if held is None or held.referral_id is not None:
            return self.nothing_here(held)
        answers = answers_of(held)
        page = order.step_named(self.pages, step, answers)
        if page is None:
            raise NotFound
        if request.method == "GET":
            form = page.form.of(answers, page.name)
            stop = "" if "again" in request.args else stop_of(page, answers)
            return self.shown(held, page, form, template=stop)
        form = page.form.of(answers, page.name, request.form)
        if form.read(answers):
            return self.kept(held, page, form)
        if request.form.get("do") == "save":
            journey_drafts.write(held, page.name, form.taken())
            return self.remember(see_other(self.url("saved")))
        return self.shown(held, page, form)

    def kept(self, held: JourneyDraft, page: Page, form: Question) -> Response:
        """Keep it, and lead on."""
        journey_drafts.write(held, page.name, form.taken())
        answers = answers_of(held)
        changing = {"change": "1"} if request.form.get("change") else {}
        if request.form.get("do") == "save":
            onward = self.url("saved")
        elif page.form.of(answers, page.name).stops(answers):
            onward = self.url_of(page, **changing)
        elif changing:
            onward = self.url_of(self.first_open(answers), **changing)
        else:
            onward = self.url_of(order.after(self.pages, page, answers))
        return self.remember(see_other(onward))

    def check(self) -> Response:
        """Every answer, with the way back to each question."""
        held = self.draft()
        if held is None or held.referral_id is not None:
            return self.nothing_here(held)
        answers = answers_of(held)
        if missing := self.first_open(answers):
            return see_other(self.url_of(missing))
        order_of = [page for page in self.pages if page.asked_if(answers)]
        last = order.asked(self.pages, answers)[-1]
        return self.page(
            "journeys/check.html",
            held,
            parts=list(read_back(order_of, answers)),
            body=journey_drafts.body_of(held),
            back=self.url_of(last),
            again="again" in request.args,
            more=[page for page in order_of if page.is_optional and page.name not in answers],
            trap=TRAP,
        )

    def send(self, receive: Callable[[JourneyDraft], uuid.UUID]) -> Response:
        """Once, however often it is pressed; other answers with the key of what was sent are refused."""
        held = self.draft(locked=True)
        if held is None:
            return self.nothing_here(held)
        body = request.form.get("body", "")
        if held.referral_id is not None:
            is_same = compare_digest(body.encode(), held.body_hash.encode())
            return see_other(self.url("sent")) if is_same else self.changed(held)
        if missing := self.first_open(answers_of(held)):
            return see_other(self.url_of(missing))
        if not compare_digest(body.encode(), journey_drafts.body_of(held).encode()):
            return self.changed(held)
        took = (clock.now() - held.made_at).total_seconds()
        if request.form.get(TRAP) or 0 < took < QUICKEST.total_seconds():  # a stopped clock tells nothing
            return see_other(self.url("check", again="1", _anchor="again"))
        journey_drafts.close(held, receive(held))
        return see_other(self.url("sent"))

    def saved(self) -> Response:
        """Save and come back later: a code to write down, and a link by e-mail for whom that is safe."""
        held = self.draft()
        if held is None or held.referral_id is not None:
            return self.nothing_here(held)
        if request.form.get("do") == "leave":
            return self.forget(see_other(self.url("start")))
        form = SaveForm()
        code = ""
        if request.method == "POST" and form.read():
            code = journey_drafts.make_code(held, by=viewer())
            if form.email.data:
                journey_drafts.send_link(held, form.email.data.strip(), by=viewer())
        response = self.page(
            "journeys/saved.html",
            held,
            422 if form.errors else 200,
            form=form,
            code=order.shown_code(code) if code else "",
            until=clock.local_now().date() + KEPT,
            onward=self.url_of(self.first_open(answers_of(held))),
            has_errors=bool(form.errors),
        )
        return self.remember(response) if code else response

    def come_back(self) -> Response:
        """Come back with a code, and with the date of birth where it was told."""
        form = ComeBackForm(formdata=request.form if request.method == "POST" else None)
        if request.method == "POST" and form.read():
            held = draft_by_code(self.key, order.typed_code(form.code.data or ""))
            if held is not None and self.is_theirs(held, form):
                return self.go_on(held)
            form.not_found()
        page = render_template(
            "journeys/come_back.html", form=form, has_errors=bool(form.errors), **self.frame({})
        )
        return make_response(page, 422 if form.errors else 200)

    def is_theirs(self, held: JourneyDraft, form: ComeBackForm) -> bool:
        """Do they know what stands in it? An account's own draft is opened by that account alone."""
        told = answers_of(held).get(self.born, {}).get(self.born)
        knows = not told or (form.born.data is not None and form.born.data.isoformat() == told)
        return knows and held.account_id in (None, viewer().account_id)

    def go_on(self, held: JourneyDraft) -> Response:
        """From now on in this browser."""
        token = journey_drafts.take_up(held, by=viewer())
        return self.remember(see_other(self.url_of(self.first_open(answers_of(held)))), token)

    def throw_away(self) -> Response:
        """The draft goes, and so does the cookie."""
        held = self.begun()
        if held is not None:
            journey_drafts.forget(held, by=viewer())
        return self.forget(see_other(self.url("start", gone="1")))

    # How it looks

    def shown(self, held: JourneyDraft, page: Page, form: Question, *, template: str = "") -> Response:
        """The question, or what is said in its place."""
        answers = answers_of(held)
        earlier = order.before(self.pages, page, answers)
        changing = "change" in request.values or page.is_optional
        is_whole = changing and self.first_open(answers) is None
        return self.page(
            template or page.template,
            held,
            422 if form.has_faults else 200,
            form=form,
            step=page.name,
            numbered=numbered(self.pages, page, answers),
            back=self.url("check") if is_whole else self.url_of(earlier) if earlier else self.url("start"),
            changing=changing,
            again=self.url_of(page, again="1", **({"change": "1"} if changing else {})),
            has_errors=form.has_faults,
            needs_script=page.is_private or self.is_sensitive(answers),
        )

    def page(self, template: str, held: JourneyDraft, status: int = 200, **words: Any) -> Response:
        return make_response(render_template(template, **self.frame(answers_of(held)), **words), status)

    def frame(self, answers: Answers) -> dict[str, Any]:
        """What every page of the journey knows."""
        return {
            "layout": self.layout,
            "journey": self,
            "leaves_quickly": self.is_sensitive(answers),
            "ring": {line.key: line.number for line in place().emergency_numbers},
            **self.context(answers),
        }

    def changed(self, held: JourneyDraft) -> Response:
        """What was sent is not what we hold: somebody went on in another window."""
        return self.page("journeys/changed.html", held, 409, is_sent=held.referral_id is not None)

    def nothing_here(self, held: JourneyDraft | None) -> Response:
        """It was sent; or it is over; or this browser never began."""
        if held is not None:
            return see_other(self.url("sent"))
        if not request.cookies.get(self.cookie):
            return see_other(self.url("start"))
        page = render_template("journeys/gone.html", **self.frame({}))
        return self.forget(make_response(page, 410)) if request.method == "POST" else make_response(page, 410)


def by_link(token: str) -> Response:
    """A link in an e-mail opens a page; its button goes on in this browser. Raises: NotThereError."""
    try:
        held = draft_of_link(access_links.find(LinkPurpose.JOURNEY, token, used_too=True))
    except GoneError:
        here = JOURNEYS["get-help"]
        return make_response(render_template("journeys/gone.html", **here.frame({})), 410)
    if held.account_id not in (None, viewer().account_id):
        raise NotThereError if viewer().is_signed_in else SignInNeededError
    here = JOURNEYS[held.journey]
    if request.method == "POST":
        return here.go_on(held)
    return make_response(render_template("journeys/by_link.html", token=token, **here.frame({})))


def answered(page: Page, answers: Answers) -> bool:
    """Was it answered, and is that still right after what was answered since?"""
    form = checked(page, answers)
    return form is not None and not form.stops(answers)


def stop_of(page: Page, answers: Answers) -> str:
    """What is said in place of the question, once it is answered as it must be."""
    form = checked(page, answers)
    return form.stops(answers) if form else ""


def checked(page: Page, answers: Answers) -> Question | None:
    """The answers to a page, where they are all as they must be."""
    form = page.form.of(answers, page.name)
    form.check(answers)
    return None if form.has_faults or page.name not in answers else form


def see_other(address: str) -> Response:
    return make_response(redirect(address, 303))
