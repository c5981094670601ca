"""What the pages of one conversation do: take an answer, look twice at it, send it once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Response, make_response, render_template, request

from app import clock
from app.blueprints.have_your_say import questions
from app.blueprints.have_your_say.easy import easy_lines
from app.domain.conversation_document import Document, document_from
from app.domain.engagement import AgeBand, EventKind, QuestionKind
from app.domain.harm_words import kinds_in
from app.domain.journey import Answers
from app.domain.journey import asked as asked_of
from app.domain.online_say import PAGES, SENT, SENT_A_DAY, SENT_AGAIN, SIGNED_FOR, Standing
from app.operations import online
from app.queries.events import asked
from app.web import source_limits
from app.web.carried_answers import FIELD, Carried, minted, unpacked
from app.web.carried_journey import FREE, START, TRAP, CarriedJourney
from app.web.i18n import current_language
from app.web.journey_pages import Page
from app.web.place import place
from app.web.reading import reads_easy

if TYPE_CHECKING:
    from app.models.engagement import Event


YOUNG = frozenset({AgeBand.UNDER_13, AgeBand.TEENAGER})
"""They are asked nothing more, and not where to reach them."""


def journey_of(event: Event) -> CarriedJourney:
    """The pages of an event in the reader's language."""
    pages = pages_of(event)
    fixed = {
        "event": event,
        "for_children": event.kind is EventKind.CHILDREN,
        "easy_lines": easy_lines(pages) if reads_easy() else {},
        "ring": {line.key: line.number for line in place().emergency_numbers},
    }

    def start(carried: Carried) -> Response:
        return made.page(
            "have_your_say/start.html",
            carried,
            step=START,
            questions=sum(one.number.isdigit() for one in pages) or len(asked_of(pages, carried.answers)),
        )

    made = CarriedJourney(
        str(event.id),
        pages,
        checked="have_your_say/check.html",
        context=lambda answers: {**fixed, "helped": questions.is_helped(answers), **worries(answers)},
        start=start,
    )
    return made


def worries(answers: Answers) -> dict[str, bool]:
    """Do words of harm stand in what was typed: on the page just sent, or anywhere? They stop nothing."""
    sent = [request.form.get(name, "") for name in FREE]
    carried = [str(values.get(name) or "") for values in answers.values() for name in FREE]
    is_new = any(map(kinds_in, sent))
    return {"is_new_worry": is_new, "is_worrying": is_new or any(map(kinds_in, carried))}


def pages_of(event: Event) -> tuple[Page, ...]:
    return questions.pages_of(
        asked(event, current_language()),
        for_children=event.kind is EventKind.CHILDREN,
        words_under_13=event.words_under_13,
        has_area=bool(event.area_code),
        has_community=bool(event.community),
    )


def answered(event: Event, stands: Standing) -> Response:
    """One page was sent. Raises nothing that loses what was typed."""
    journey = journey_of(event)
    carried = unpacked(str(event.id), request.form.get(FIELD, ""))
    if carried is None:
        return again_from_start(journey, stands)
    if stands is not Standing.OPEN and not began_in_time(event, carried):
        return make_response(render_template("have_your_say/not_open.html", event=event, stands=stands.value))
    if request.form.get("step") == START:
        carried = carried.with_answer(START, {"helped": bool(request.form.get("helped"))})
    if seconds := source_limits.wait_for(PAGES):
        return too_many(event, seconds)
    if request.form.get("do") == "send":
        return send(event, journey, carried)
    return journey.answer(carried)


def began_in_time(event: Event, carried: Carried) -> bool:
    """Whoever began before it closed may finish."""
    return carried.began < event.ends_at and clock.now() - event.ends_at < SIGNED_FOR


def again_from_start(journey: CarriedJourney, stands: Standing) -> Response:
    """The page did not come from us, or lost what it carried: what this one page holds is read back."""
    if stands is not Standing.OPEN:
        return make_response(
            render_template("have_your_say/not_open.html", **journey.context({}), stands=stands.value)
        )
    typed = [
        value for name, value in request.form.items() if name in {"words", "community"} and value.strip()
    ]
    return journey.page("have_your_say/lost.html", minted(), 422, step=START, typed=typed)


def send(event: Event, journey: CarriedJourney, carried: Carried) -> Response:
    """Keep it, and say what happens next. A page that is sent again is answered again, and kept once."""
    document = document_of(journey, carried)
    if document.is_empty:
        return journey.check(carried, 422, has_errors=True, is_empty=True)
    if not online.is_held(event, document, submission_id=carried.submission):
        if carried.is_hasty or request.form.get(TRAP):
            return journey.check(carried, again=True)
        once = (SENT_AGAIN, carried.submission.hex)
        if seconds := source_limits.wait_for(SENT, SENT_A_DAY, also=(once,)):
            return too_many(event, seconds)
    receipt = online.say(event, document, submission_id=carried.submission)
    return make_response(
        render_template(
            "have_your_say/thanks.html",
            event=event,
            came=receipt.came.value,
            is_worrying=any(kinds_in(answer.text) for answer in document.answers.values()),
            is_young=event.kind is EventKind.CHILDREN or document.age in YOUNG,
        )
    )


def document_of(journey: CarriedJourney, carried: Carried) -> Document:
    """The answers as every conversation is taken down; only to what is still asked."""
    said = carried.answers
    still = {page.name: page.form for page in journey.pages if page.asked_if(said)}
    answers = {
        form.asked.key: plain(form.asked.kind, said[name])
        for name, form in still.items()
        if name in said and issubclass(form, questions.AskedForm)
    }
    community = said.get("community", {}).get("community", "") if "community" in still else ""
    return document_from(
        {
            "language": current_language(),
            "answers": answers,
            "area": said.get("area", {}).get("area", ""),
            "community": community,
            "age": questions.age_of(said).value,
            "quote": said.get("quote", {}).get("quote", "") if "quote" in still else "",
            "helped": questions.is_helped(said),
            "kept": sorted({kind for values in said.values() for kind in values.get("kept", ())}),
        }
    )


def plain(kind: QuestionKind, values: Mapping[str, Any]) -> dict[str, Any]:
    """One answer: words, a choice or a number."""
    chosen = values.get("chosen") or ""
    if kind is QuestionKind.SCALE:
        return {"scale": int(chosen)} if chosen else {}
    return {"choice": chosen} if kind is QuestionKind.CHOICE else {"text": values.get("words", "")}


def too_many(event: Event, seconds: int) -> Response:
    """Too much at once from where they are. The page holds what was sent, and says when to press again."""
    sent = [(name, value) for name, value in request.form.items(multi=True) if name != "form_token"]
    page = render_template("have_your_say/too_many.html", event=event, minutes=-(-seconds // 60), sent=sent)
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
