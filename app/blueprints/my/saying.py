"""What somebody says to us: messages, it is not right, I want to stop, I would like help again."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import EVERYTHING, AgainForm, MessageForm, NotRightForm, StopForm, fresh
from app.blueprints.my.opening import own_case, page
from app.domain.case import OPEN
from app.domain.errors import NotAllowedError, StaleError
from app.domain.introduction import ENDED
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import case_messages, my_wishes
from app.queries import case_messages as queries
from app.queries import my
from app.web import my_words
from app.web.access import requires
from app.web.seeking import asked, token_of
from app.web.viewer import viewer

P = Permission


@bp.get("/my/messages")
@requires(P.MY_OPEN)
def messages() -> ResponseReturnValue:
    return thread(own_case("messages"), MessageForm(data=fresh()))


@bp.post("/my/messages")
@requires(P.MY_OPEN)
def write() -> ResponseReturnValue:
    """Sent once, however often it is pressed."""
    case, form = own_case("messages"), MessageForm()
    if not form.validate():
        return thread(case, form, 422)
    try:
        my_wishes.say(case, form.words.data or "", by=viewer(), key=form.once)
    except (NotAllowedError, StaleError):
        return thread(case, form, 409)
    case_messages.mark_read(case, by=viewer(), from_person=False)
    return redirect(url_for(".messages", said="sent"), 303)


@bp.post("/my/messages/read")
@requires(P.MY_OPEN)
def read() -> ResponseReturnValue:
    case_messages.mark_read(own_case("messages"), by=viewer(), from_person=False)
    return redirect(url_for(".messages", said="read"), 303)


def thread(case: Case, form: MessageForm, status: int = 200) -> ResponseReturnValue:
    found = queries.thread(viewer(), case, P.MY_OPEN, before=asked(request.args.get("before", "")))
    return page(
        "my/messages.html",
        case.person,
        status,
        rows=[(one.message, my.first_name(one.by)) for one in found.rows],
        older=url_for(".messages", before=token_of(found.older)) if found.older else "",
        has_new=any(not one.message.from_person and one.message.read_at is None for one in found.rows),
        form=form,
        is_refused=status == 409,
        has_errors=status == 422,
    )


@bp.route("/my/not-right", methods=["GET", "POST"])
@requires(P.MY_OPEN)
def not_right() -> ResponseReturnValue:
    """Something we hold about them is wrong."""
    case = own_case("not-right")
    form = NotRightForm() if request.method == "POST" else NotRightForm(data=fresh())
    status = 200
    if form.validate_on_submit():
        words = _("This is not right: %(words)s", words=form.words.data)
        status = objected(case, words, form.once)
        if status == 303:
            return redirect(url_for(".messages", said="not-right"), 303)
    return page(
        "my/not_right.html",
        case.person,
        422 if form.errors else status,
        form=form,
        is_refused=status == 409,
        has_errors=bool(form.errors),
    )


@bp.route("/my/stop", methods=["GET", "POST"])
@requires(P.MY_OPEN)
def stop() -> ResponseReturnValue:
    """They want to stop everything, or one thing. Their link worker does it with them."""
    case = own_case("stop")
    form = StopForm() if request.method == "POST" else StopForm(data=fresh())
    running = {str(one.id): one.service_name for one in my.introductions(viewer()) if one.status not in ENDED}
    form.offer(list(running.items()))
    status = 200
    if form.validate_on_submit():
        status = objected(case, wish(form, running), form.once)
        if status == 303:
            return redirect(url_for(".messages", said="stop"), 303)
    return page(
        "my/stop.html",
        case.person,
        422 if form.errors else status,
        form=form,
        is_refused=status == 409,
        has_errors=bool(form.errors),
    )


def wish(form: StopForm, running: dict[str, str]) -> str:
    """What they want to stop, as their link worker reads it."""
    if form.what.data == EVERYTHING:
        said = _("I want to stop everything.")
    else:
        said = _("I want to stop this: %(name)s", name=running[form.what.data])
    return "\n".join(part for part in (said, form.words.data or "") if part)


def objected(case: Case, words: str, key: str) -> int:
    try:
        my_wishes.object_to(case, words, by=viewer(), key=key)
    except (NotAllowedError, StaleError):
        return 409
    return 303


@bp.route("/my/again", methods=["GET", "POST"])
@requires(P.MY_OPEN)
def again() -> ResponseReturnValue:
    """The case is closed, and they would like help again."""
    case = own_case("again")
    if case.status in OPEN:
        return redirect(url_for(".home"), 303)
    form = AgainForm() if request.method == "POST" else AgainForm(data=fresh())
    if form.validate_on_submit():
        my_wishes.ask_again(case, form.words.data or "", by=viewer())
        return redirect(url_for(".home", said="again"), 303)
    return page(
        "my/again.html",
        case.person,
        422 if form.errors else 200,
        form=form,
        standing=my_words.standing(case),
        has_errors=bool(form.errors),
    )
