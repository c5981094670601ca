"""A list to take along: on paper, as plain text, as a calendar file. The owner's and a shared one alike."""

from __future__ import annotations

from flask import Response, render_template, request

from app.queries.saved_lists import ListView
from app.web import list_lines as lines
from app.web.qr import qr_code

SIZES = ("a4", "a5", "large")


def sheet(view: ListView, *, back: str) -> str:
    """The list on A4, on A5 or in large print; any other size means A4."""
    asked = request.args.get("size", "")
    address = lines.short_address(view) if view.shared else ""
    title = lines.title_of(view)
    return render_template(
        "my_list/sheet.html",
        size=asked if asked in SIZES else SIZES[0],
        view=view,
        title=title,
        lines=lines.lines_of(view, lasting=True),
        back=back,
        address=address,
        code=qr_code(address, label=title) if address else "",
    )


def text(view: ListView) -> Response:
    return Response(lines.as_text(view), mimetype="text/plain")


def calendar(view: ListView) -> Response:
    response = Response(lines.as_calendar(view), mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=my-list.ics"
    return response
