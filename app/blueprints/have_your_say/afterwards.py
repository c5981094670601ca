"""After it is sent, and joined to nothing of it: a way to hear back, and questions about equality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.have_your_say.answers import too_many
from app.blueprints.have_your_say.blueprint import bp
from app.blueprints.have_your_say.forms import HearBackForm, equality_form
from app.domain.engagement import EventKind
from app.domain.equality import ITEMS
from app.domain.errors import NotThereError
from app.domain.online_say import AFTERWARDS
from app.operations import online, reply_requests
from app.queries.online import online_event
from app.web import source_limits
from app.web.access import public
from app.web.carried_answers import FIELD, Carried, minted, packed, unpacked
from app.web.carried_journey import TRAP
from app.web.i18n import current_language

if TYPE_CHECKING:
    from app.models.engagement import Event


@bp.route("/have-your-say/<string:event>/hear-back", methods=["GET", "POST"])
@public
def hear_back(event: str) -> ResponseReturnValue:
    """Leave e-mail, phone or address. Kept apart from what anybody said; deleted when the loop closes.

    Raises: NotThereError, also once it is closed: nobody would read it.
    """
    found = for_adults(event)
    if found.loop_closed_at is not None:
        raise NotThereError
    form = HearBackForm(formdata=request.form if request.method == "POST" else None)
    salt = f"hear-back {found.id}"
    carried = carried_of(salt)
    if request.method == "POST" and form.check():
        if seconds := source_limits.wait_for(AFTERWARDS):
            return too_many(found, seconds)
        if not request.form.get(TRAP):
            reply_requests.leave(
                found,
                request_id=carried.submission,
                way=form.way.data,
                reach=form.reach,
                name="",
                language=current_language(),
            )
        return redirect(url_for(".hear_back_left", event=event), 303)
    has_errors = any(field.errors for field in form)
    page = render_template(
        "have_your_say/hear_back.html",
        event=found,
        form=form,
        carried=packed(salt, carried),
        trap=TRAP,
        has_errors=has_errors,
    )
    return make_response(page, 422 if has_errors else 200)


@bp.get("/have-your-say/<string:event>/hear-back/left")
@public
def hear_back_left(event: str) -> ResponseReturnValue:
    found = for_adults(event)
    return render_template("have_your_say/hear_back_left.html", event=found)


@bp.route("/have-your-say/<string:event>/about-you", methods=["GET", "POST"])
@public
def about_you(event: str) -> ResponseReturnValue:
    """Questions about equality. Each may be left out; what is left out is not kept."""
    found = for_adults(event)
    form = equality_form()(formdata=request.form if request.method == "POST" else None)
    salt = f"about-you {found.id}"
    carried = carried_of(salt)
    if request.method == "POST":
        if seconds := source_limits.wait_for(AFTERWARDS):
            return too_many(found, seconds)
        if not request.form.get(TRAP):
            given = {field.name: str(field.data or "") for field in form}
            online.keep_equality(found, given, profile_id=carried.submission)
        return redirect(url_for(".about_you_left", event=event), 303)
    return render_template(
        "have_your_say/about_you.html",
        event=found,
        form=form,
        items=ITEMS,
        carried=packed(salt, carried),
        trap=TRAP,
    )


@bp.get("/have-your-say/<string:event>/about-you/left")
@public
def about_you_left(event: str) -> ResponseReturnValue:
    found = for_adults(event)
    return render_template("have_your_say/about_you_left.html", event=found)


def for_adults(slug: str) -> Event:
    """An online event that is not for children: they are not asked. Raises: NotThereError."""
    event, _stands = online_event(slug)
    if event.kind is EventKind.CHILDREN:
        raise NotThereError
    return event


def carried_of(salt: str) -> Carried:
    """The id minted with the page: a second press of its button keeps nothing more."""
    return unpacked(salt, request.form.get(FIELD, "")) or minted()
