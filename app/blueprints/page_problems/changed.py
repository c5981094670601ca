"""What we changed: what came of what readers told us about our pages, for everybody."""

from __future__ import annotations

from itertools import groupby

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.page_problems.blueprint import bp
from app.queries import page_problems as queries
from app.web.access import public
from app.web.activity_words import month_words
from app.web.page_address import link_to
from app.web.paging import pages

A_PAGE = 60


@bp.get("/what-we-changed")
@public
def changed() -> ResponseReturnValue:
    """By month, the newest first."""
    total = queries.many_changes()
    last = max(1, -(-total // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    lines = [
        (one, link_to(one.page, for_everybody=True)) for one in queries.changes(page=page, per_page=A_PAGE)
    ]
    months = [
        (month_words(day), list(held))
        for day, held in groupby(lines, key=lambda line: line[0].day.replace(day=1))
    ]
    return render_template(
        "page_problems/changed.html",
        months=months,
        pages=pages(page, last, lambda number: url_for(".changed", page=number if number > 1 else None)),
    )
