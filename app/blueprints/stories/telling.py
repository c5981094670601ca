"""Telling a story: what happened, then what we may do with it. The pages carry the answers: no cookie."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stories.blueprint import MOST_SENT, bp
from app.blueprints.stories.forms import PART, STAGE, AgreeForm, StoryForm, stages
from app.domain.story import StoryTeller
from app.domain.story_document import MOST_PARTS, Told, told_from
from app.extensions import limiter
from app.operations import stories
from app.web import keep_it
from app.web.access import public
from app.web.i18n import current_language
from app.web.viewer import viewer

TRAP = "website2"
"""A box that people do not see."""
FIRST_PARTS = 2


@bp.get("/tell-your-story")
@public
def start() -> ResponseReturnValue:
    """Two parts to begin with, and a key by which it is sent once."""
    form = StoryForm(formdata=None, data={"key": str(uuid.uuid4())})
    return asked(form, FIRST_PARTS)


@bp.post("/tell-your-story")
@public
@limiter.limit(MOST_SENT)
def told() -> ResponseReturnValue:
    """One part more; or on to what we may do with it; or sent."""
    form, wanted = StoryForm(), request.form.get("do", "")
    if wanted in {"more", "back"}:
        more = min(shown_parts() + (wanted == "more"), MOST_PARTS)
        return asked(form, more, looked=keep_it.look(typed_texts()) if wanted == "back" else None)
    if not form.is_right():
        return asked(form, shown_parts(), 422)
    looked = keep_it.look(typed_texts())
    if looked.is_asking:
        return asked(form, shown_parts(), looked=looked)
    agree = AgreeForm()
    agree.offer()
    if wanted != "send" or request.form.get(TRAP):
        return agreeing(form, AgreeForm(formdata=None), looked)
    if not agree.is_right():
        return agreeing(form, agree, looked, 422)
    return sent(form, agree, clean(form, looked))


def sent(form: StoryForm, agree: AgreeForm, words: Told) -> ResponseReturnValue:
    kept = stories.tell(
        form.story_id,
        words,
        agree.uses(),
        told_by=StoryTeller.HELPER if form.teller.data == "helper" else StoryTeller.SELF,
        by=viewer(),
        name=agree.first_name.data or "",
        email=(agree.email.data or "").strip(),
        language=current_language(),
    )
    if not kept.is_same:
        form.key.data = str(uuid.uuid4())
        return asked(form, shown_parts(), 409)
    return redirect(url_for(".door", token=kept.token, said="told"), 303)


def clean(form: StoryForm, looked: keep_it.Looked) -> Told:
    """What was told, without what was to be taken out."""
    form.title.data = looked.texts["title"]
    form.change.data = looked.texts["change"]
    parts = [
        {"stage": request.form.get(f"{STAGE}{at}"), "words": looked.texts[f"{PART}{at}"]}
        for at in range(MOST_PARTS)
    ]
    return told_from({"title": form.title.data, "parts": parts, "change": form.change.data})


def typed_texts() -> dict[str, str]:
    names = ("title", "change", *(f"{PART}{at}" for at in range(MOST_PARTS)))
    return {name: request.form.get(name, "") for name in names}


def shown_parts() -> int:
    """So many boxes were on the page."""
    there = [at for at in range(MOST_PARTS) if f"{PART}{at}" in request.form]
    return max(there, default=FIRST_PARTS - 1) + 1


def parts(count: int) -> list[dict[str, str]]:
    return [
        {"words": request.form.get(f"{PART}{at}", ""), "stage": request.form.get(f"{STAGE}{at}", "home")}
        for at in range(count)
    ]


def asked(
    form: StoryForm, count: int, status: int = 200, looked: keep_it.Looked | None = None
) -> ResponseReturnValue:
    page = render_template(
        "stories/tell.html",
        form=form,
        parts=parts(count),
        most=MOST_PARTS,
        stages=stages(),
        looked=looked,
        sent_before=status == 409,
        has_errors=bool(form.errors),
    )
    return make_response(page, status)


def agreeing(
    form: StoryForm, agree: AgreeForm, looked: keep_it.Looked, status: int = 200
) -> ResponseReturnValue:
    agree.offer()
    carried = {name: value for name, value in looked.texts.items() if value}
    stages_of = {f"{STAGE}{at}": one["stage"] for at, one in enumerate(parts(shown_parts()))}
    page = render_template(
        "stories/agree.html",
        form=agree,
        story=form,
        carried={**carried, **stages_of},
        looked=looked,
        trap=TRAP,
        has_errors=bool(agree.errors),
    )
    return make_response(page, status)
