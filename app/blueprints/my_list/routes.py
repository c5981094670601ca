"""My list: the pages of whoever holds its cookie. No answer of these is kept by a browser or a proxy."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from app.blueprints.my_list import shown
from app.blueprints.my_list.forms import NameForm, NoteForm, ShareForm
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.saved_list import ListFullError
from app.extensions import limiter
from app.operations import saved_lists
from app.queries import saved_lists as queries
from app.queries.saved_lists import Item, ListView
from app.web import list_lines as lines
from app.web import saving
from app.web.access import public
from app.web.i18n import current_language
from app.web.place import calendar as days
from app.web.qr import qr_code

bp = Blueprint("my_list", __name__)

MOST_AN_HOUR = "1000 per hour"
"""For one address: a library's computers share it."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def opened() -> ListView | None:
    return queries.opened(saving.key(), language=current_language(), calendar=days())


def opened_item(item_id: int) -> tuple[ListView, Item] | None:
    view = opened()
    item = next((one for one in view.items if one.id == item_id), None) if view else None
    return (view, item) if view and item else None


def to_list(said: str = "", item: int | None = None, anchor: str = saving.PLACE_OF_NOTICE) -> AnyResponse:
    """Back to the list, with what to say there."""
    order = request.form.get("order") or None
    return redirect(
        url_for(
            "my_list.show", order=order, notice=said or None, item=item, _anchor=anchor if said else None
        ),
        303,
    )


@bp.get("/my-list")
@public
def show() -> ResponseReturnValue:
    view = opened()
    if view is None or not (view.items or view.removed):
        return render_template("my_list/empty.html", view=view)
    return render_template(
        "my_list/show.html",
        view=view,
        title=lines.title_of(view),
        lines=lines.lines_of(view),
        is_next_first=lines.is_next_first(),
        removed=next((one for one in view.removed if one.id == request.args.get("item", type=int)), None),
        just_changed=request.args.get("item", type=int),
    )


@bp.post("/my-list/add")
@limiter.limit(MOST_AN_HOUR)
@public
def add() -> ResponseReturnValue:
    """Save a listing, and lead back to the page the button was on."""
    slug, back = request.form.get("listing", ""), request.form.get("next", "")
    mine = url_for("my_list.show")
    try:
        kept = saved_lists.keep(slug, key=saving.key(), language=current_language())
    except NotThereError:
        return redirect(saving.back_to(mine, mine, said="gone"), 303)
    except ListFullError:
        return redirect(saving.back_to(back, mine, said="full", listing=slug), 303)
    if kept.was_there:
        said = "already"
    elif kept.is_new_list:
        said = saving.SAVED_FIRST
    else:
        said = "saved-for" if kept.for_somebody else "saved"
    response = redirect(saving.back_to(back, mine, said=said, listing=slug), 303)
    saving.keep(response, kept.key)
    return response


@bp.post("/my-list/items/<int:item_id>/remove")
@public
def remove(item_id: int) -> ResponseReturnValue:
    try:
        saved_lists.remove(item_id, key=saving.key())
    except NotThereError:
        return to_list("not-there")
    return to_list("removed", item_id)


@bp.post("/my-list/items/<int:item_id>/restore")
@public
def restore(item_id: int) -> ResponseReturnValue:
    try:
        saved_lists.restore(item_id, key=saving.key())
    except NotThereError:
        return to_list("not-there")
    except ListFullError:
        return to_list("full")
    return to_list("restored", item_id, f"item-{item_id}")


@bp.post("/my-list/items/<int:item_id>/move")
@public
def move(item_id: int) -> ResponseReturnValue:
    to = request.form.get("to", type=int)
    if to is None:
        abort(400)
    try:
        saved_lists.move(item_id, to=to, key=saving.key())
    except NotThereError:
        return to_list("not-there")
    return to_list("moved", item_id, f"item-{item_id}")


@bp.route("/my-list/items/<int:item_id>/note", methods=["GET", "POST"])
@public
def note(item_id: int) -> ResponseReturnValue:
    found = opened_item(item_id)
    if found is None:
        return to_list("not-there")
    form = NoteForm(data={"note": found[1].note})
    if form.validate_on_submit():
        saved_lists.write_note(item_id, form.note.data or "", key=saving.key())
        return to_list("noted", item_id, f"item-{item_id}")
    page = render_template("my_list/note.html", form=form, item=found[1], has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.route("/my-list/name", methods=["GET", "POST"])
@public
def name() -> ResponseReturnValue:
    view = opened()
    if view is None:
        return to_list("not-there")
    form = NameForm(data={"title": view.title})
    if form.validate_on_submit():
        saved_lists.name(form.title.data or "", key=saving.key())
        return to_list("named")
    page = render_template("my_list/name.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.route("/my-list/share", methods=["GET", "POST"])
@public
def share() -> ResponseReturnValue:
    view = opened()
    if view is None:
        return to_list("not-there")
    form = ShareForm(data={"notes": view.notes_shared})
    if form.validate_on_submit():
        saved_lists.share(notes=bool(form.notes.data), key=saving.key())
        return redirect(url_for("my_list.share", notice="shared", _anchor=saving.PLACE_OF_NOTICE), 303)
    address = lines.short_address(view) if view.shared else ""
    return render_template(
        "my_list/share.html",
        view=view,
        form=form,
        text=lines.as_text(view),
        address=address,
        square=qr_code(address, label=lines.title_of(view)) if address else "",
    )


@bp.post("/my-list/unshare")
@public
def unshare() -> ResponseReturnValue:
    try:
        saved_lists.unshare(key=saving.key())
    except NotThereError:
        return to_list("not-there")
    return redirect(url_for("my_list.share", notice="unshared", _anchor=saving.PLACE_OF_NOTICE), 303)


@bp.get("/my-list/print")
@public
def sheet() -> ResponseReturnValue:
    view = opened()
    return shown.sheet(view, back=url_for("my_list.show")) if view and view.items else to_list()


@bp.get("/my-list/text")
@public
def text() -> ResponseReturnValue:
    view = opened()
    return shown.text(view) if view and view.items else to_list()


@bp.get("/my-list/calendar.ics")
@public
def calendar() -> ResponseReturnValue:
    view = opened()
    return shown.calendar(view) if view and view.items else to_list()


@bp.route("/my-list/forget", methods=["GET", "POST"])
@public
def forget() -> ResponseReturnValue:
    if request.method == "GET":
        return render_template("my_list/forget.html", view=opened())
    saved_lists.forget(key=saving.key())
    response = redirect(url_for("my_list.forgotten"), 303)
    saving.forget(response)
    return response


@bp.get("/my-list/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template("my_list/forgotten.html")


@bp.post("/my-list/for-somebody")
@limiter.limit(MOST_AN_HOUR)
@public
def start_for_somebody() -> ResponseReturnValue:
    response = to_list("started")
    saving.keep(response, saved_lists.start_for_somebody(key=saving.key(), language=current_language()))
    return response


@bp.post("/my-list/hand-over")
@public
def hand_over() -> ResponseReturnValue:
    try:
        code = saved_lists.hand_over(key=saving.key())
    except (NotThereError, NotAllowedError):
        return to_list("not-there")
    return redirect(url_for("my_list.ready", code=code), 303)


@bp.post("/my-list/throw-away")
@public
def throw_away() -> ResponseReturnValue:
    try:
        saved_lists.throw_away(key=saving.key())
    except NotThereError:
        return to_list("not-there")
    return to_list("thrown-away")
