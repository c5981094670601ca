"""Did it help? May we share your story?"""

from __future__ import annotations

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import HelpedForm, StoryForm
from app.blueprints.my.opening import own, own_case, own_person, page
from app.domain.consent import ConsentPurpose
from app.domain.errors import NotAllowedError
from app.domain.introduction import Helped
from app.domain.machine import Actor
from app.domain.roles import Permission
from app.operations import introductions, my_wishes
from app.queries import my
from app.web import my_words
from app.web.access import requires
from app.web.i18n import current_language
from app.web.viewer import viewer

P = Permission


@bp.route("/my/introductions/<uuid:introduction_id>/helped", methods=["GET", "POST"])
@requires(P.MY_OPEN)
def helped(introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Their own answer. A later one takes the place of an earlier. Raises: NotThereError."""
    one = own(
        "introduction", introduction_id, lambda: my.introduction(viewer(), introduction_id), "introductions"
    )
    person = own_person("introductions")
    held = {"helped": one.helped.value, "words": one.helped_words or ""} if one.helped else {}
    form = HelpedForm() if request.method == "POST" else HelpedForm(data=held)
    form.offer()
    refused = False
    if form.validate_on_submit():
        try:
            introductions.say_helped(
                one.id, Helped(form.helped.data), form.words.data or "", by=viewer(), actor=Actor.PERSON
            )
            return redirect(url_for(".shared", said="helped"), 303)
        except NotAllowedError:
            refused = True
    status = 422 if form.errors else 409 if refused else 200
    return page(
        "my/helped.html", person, status, one=one, form=form, is_refused=refused, has_errors=bool(form.errors)
    )


@bp.route("/my/story", methods=["GET", "POST"])
@requires(P.MY_OPEN)
def story() -> ResponseReturnValue:
    """Yes or no, in the words they agree to; the last answer counts."""
    case = own_case("own-story")
    last = my.last_story(case)
    held = {"agrees": "yes" if last.agrees else "no", "words": last.words or ""} if last else {}
    form = StoryForm() if request.method == "POST" else StoryForm(data=held)
    if form.validate_on_submit():
        my_wishes.offer_story(
            case,
            agrees=form.agrees.data == "yes",
            words=form.words.data or "",
            language=current_language(),
            by=viewer(),
        )
        return redirect(url_for(".home", said="story"), 303)
    return page(
        "my/story.html",
        case.person,
        422 if form.errors else 200,
        form=form,
        wording=my_words.wording(ConsentPurpose.STORY),
        has_errors=bool(form.errors),
    )
