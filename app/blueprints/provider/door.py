"""One introduction as a provider sees it, whichever door they came by. A page that is opened only shows.

Mail scanners open links too: what was shared stands behind a button, and pressing it says that it was seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.domain.introduction import ENDED, IntroductionStatus
from app.domain.sharing import read
from app.models.introductions import Introduction
from app.operations import provider_answers
from app.operations.provider_answers import Teller
from app.queries import introductions as queries
from app.web.labels import label, shape
from app.web.moved_on import MovedOnError, words_of
from app.web.provider_answers import ANSWERS, offered


@dataclass(frozen=True, slots=True)
class Door:
    """How they came, and where its pages are."""

    introduction: Introduction
    teller: Teller
    layout: str
    shown_url: str
    open_url: str
    answer_url: Callable[[str], str]
    back_url: str = ""
    """To the list, for those with an account."""


def show(door: Door) -> ResponseReturnValue:
    """The cover before it was opened; then exactly what was shared, and what can be answered."""
    one = door.introduction
    if one.status is IntroductionStatus.SENT:
        return render_template("provider/cover.html", door=door, one=one, has_account=bool(door.back_url))
    return render_template(
        "provider/shown.html",
        door=door,
        one=one,
        shape=shape(one.status),
        words=label(one.status),
        shared=read(one.shared),
        answers=offered(one),
        days=queries.days_of(one),
        is_over=one.status in ENDED,
        ends_on=clock.local_day(one.share_ends_at) if one.share_ends_at else None,
        has_account=bool(door.back_url),
    )


def open_it(door: Door) -> ResponseReturnValue:
    provider_answers.see(door.introduction.id, teller=door.teller)
    return redirect(door.shown_url, 303)


def answer_it(door: Door, answer: str) -> ResponseReturnValue:
    """An answer that is not open any more leads back to the page, which says where it stands."""
    one, asked = door.introduction, ANSWERS[answer]
    form = asked.form(data={"version": str(one.version)})
    is_open = asked in offered(one) and one.status is not IntroductionStatus.SENT
    if not is_open and not form.is_submitted():
        return redirect(door.shown_url, 303)
    refused = ""
    if form.validate_on_submit():
        try:
            said = form.say(one.id, door.teller)
        except MovedOnError as error:
            if form.is_kept(one):
                return redirect(door.shown_url, 303)
            refused, form.version.data = words_of(error), str(one.version)
        else:
            return redirect(f"{door.shown_url}?said={said}", 303)
    page = render_template(
        "provider/answer.html",
        door=door,
        one=one,
        first_name=read(one.shared).first_name,
        asked=asked,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200
