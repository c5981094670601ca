"""All that people said and what came of it, one statement, and the same on paper."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.you_said.blueprint import bp
from app.domain.answering import STATUSES
from app.domain.insight import RightAnswer, WayIn
from app.models.engagement import Statement
from app.queries import quotes_shown
from app.queries import statements as queries
from app.queries.statements import Way
from app.web import statement_words as words
from app.web.access import public
from app.web.i18n import ENGLISH
from app.web.paging import pages
from app.web.qr import qr_code

PER_PAGE = 20


@bp.get("/you-said")
@public
def listed() -> ResponseReturnValue:
    """The newest change first; ways in are plain links."""
    rows = queries.listed()
    chosen = way_asked()
    found = [row for row in rows if chosen is None or chosen in row.ways]
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    said: dict[str, Any] = (
        {} if chosen is None else {chosen[0].value if chosen[0] else words.FOCUS: chosen[1]}
    )
    counts = queries.standing(found)
    return render_template(
        "you_said/listed.html",
        rows=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(found),
        chosen=words.way_words(chosen) if chosen else "",
        choices=words.choices(rows, chosen),
        counts=words.counted_words((status, counts[status]) for status in (*STATUSES, None)),
        state=words.state_of_row,
        late=words.late_words,
        pages=pages(
            page, last, lambda number: url_for(".listed", **said, page=number if number > 1 else None)
        ),
    )


def way_asked() -> Way | None:
    """What the address asks for; junk asks for nothing."""
    if key := request.args.get(words.FOCUS, "")[:200]:
        return None, key
    return next(((group, key[:200]) for group in WayIn if (key := request.args.get(group.value, ""))), None)


@bp.get("/you-said/<string:statement>")
@public
def shown(statement: str) -> ResponseReturnValue:
    """Raises: NotThereError, also for a draft."""
    found = queries.public(statement)
    return render_template("you_said/shown.html", **told(found), rights=list(RightAnswer))


@bp.get("/you-said/<string:statement>/sheet")
@public
def sheet(statement: str) -> ResponseReturnValue:
    """On paper, with a square that leads back to the page. Raises: NotThereError."""
    found = queries.public(statement)
    address = f"{current_app.config['PUBLIC_ADDRESS']}{url_for('.shown', statement=found.slug, lang=ENGLISH)}"
    return render_template(
        "you_said/sheet.html",
        **told(found),
        size="a4",
        back=url_for(".shown", statement=found.slug),
        address=address,
        qr=qr_code(address, label=_("The address of this page")),
    )


def told(statement: Statement) -> dict[str, Any]:
    """What the page, the sheet and the preview of staff say of a statement."""
    row = queries.row_of(statement)
    return {
        "statement": statement,
        "state_now": words.state_of_row(row),
        "changed_on": row.changed_on,
        "is_old": statement.published_on is None and statement.edited_at is None,
        "focus": words.focus_words(statement.focus),
        "answers": queries.in_time(statement.answers),
        "steps": queries.shown_steps,
        "in_own_words": quotes_shown.of_statement(statement),
        "came": queries.came_from(statement.sources),
        "words": words,
    }
