"""A list by its short address: read-only, no cookie, nothing about whoever made it."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my_list import shown
from app.blueprints.my_list.routes import MOST_AN_HOUR, bp, to_list
from app.domain.errors import NotThereError
from app.domain.saved_list import show_code
from app.extensions import limiter
from app.operations import saved_lists
from app.queries import saved_lists as queries
from app.queries.saved_lists import ListView
from app.web import list_lines as lines
from app.web import saving
from app.web.access import public
from app.web.i18n import current_language
from app.web.place import calendar as days
from app.web.qr import qr_code


def list_of(code: str) -> ListView:
    """Raises: NotThereError for a wrong code and for a list that is not shared: they look the same."""
    view = queries.shared(code, language=current_language(), calendar=days())
    if view is None:
        raise NotThereError
    return view


@bp.get("/l/<string:code>")
@public
def shared(code: str) -> ResponseReturnValue:
    view = list_of(code)
    return render_template(
        "my_list/shared.html",
        view=view,
        title=lines.title_of(view),
        code=show_code(view.code),
        lines=lines.lines_of(view),
        is_next_first=lines.is_next_first(),
    )


@bp.get("/l/<string:code>/print")
@public
def shared_sheet(code: str) -> ResponseReturnValue:
    view = list_of(code)
    return shown.sheet(view, back=url_for("my_list.shared", code=show_code(view.code)))


@bp.get("/l/<string:code>/text")
@public
def shared_text(code: str) -> ResponseReturnValue:
    return shown.text(list_of(code))


@bp.get("/l/<string:code>/calendar.ics")
@public
def shared_calendar(code: str) -> ResponseReturnValue:
    return shown.calendar(list_of(code))


@bp.post("/l/<string:code>/copy")
@limiter.limit(MOST_AN_HOUR)
@public
def copy(code: str) -> ResponseReturnValue:
    copied = saved_lists.copy(code, key=saving.key(), language=current_language())
    said = "copied-some" if copied.left_out else "copied-first" if copied.is_new_list else "copied"
    response = to_list(said)
    saving.keep(response, copied.key)
    return response


@bp.get("/my-list/ready/<string:code>")
@public
def ready(code: str) -> ResponseReturnValue:
    """What to do with a list that was made for somebody: give them the address, the code or the paper."""
    view = list_of(code)
    address = lines.short_address(view)
    title = lines.title_of(view)
    return render_template(
        "my_list/ready.html",
        view=view,
        title=title,
        code=show_code(view.code),
        address=address,
        square=qr_code(address, label=title),
        text=lines.as_text(view),
    )


@bp.get("/l")
@public
def no_code() -> ResponseReturnValue:
    """Somebody typed the address without its end."""
    return redirect(url_for("my_list.show"), 302)
