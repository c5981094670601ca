"""What can be done with a case now, in words, each leading to its page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app.blueprints.case_moves.blueprint import bp
from app.blueprints.case_moves.moving import PAGES
from app.domain import case_moves as table
from app.domain.case import CaseAction
from app.domain.roles import Permission
from app.operations import acting, transfers
from app.web.access import requires
from app.web.case_frame import frame
from app.web.opening import opened_case
from app.web.viewer import viewer

A = CaseAction

ELSEWHERE: dict[CaseAction, tuple[str, str, str]] = {
    A.CLOSE: (
        "case_moves.closing",
        _l("Close"),
        _l("See what is there and what is still missing before it ends."),
    ),
    A.HAND_OVER: (
        "case_moves.hand_over",
        _l("Hand over"),
        _l("Ask a colleague or another team. It stays with its link worker until they say yes."),
    ),
    A.LEAD_SEND_BACK: (
        "case_moves.confirm",
        _l("Agree to the closing, or send it back"),
        _l("The link worker has put all together. You decide."),
    ),
}
"""Actions whose page is not one of `moving.PAGES`: endpoint, words, what it means."""
ORDER = (
    A.LEAD_SEND_BACK,
    A.RETURN,
    A.CLOSE,
    A.BACK_TO_ACTIVE,
    A.HOLD,
    A.BEGIN_CLOSING,
    A.HAND_OVER,
    A.GIVE_BACK,
    A.CLOSE_EARLY,
    A.REOPEN,
    A.RECORD_DEATH,
    A.MARK_ERROR,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be done, and where."""

    words: str
    meaning: str
    url: str
    is_grave: bool = False


@bp.get("/cases/<uuid:case_id>/moves")
@requires(Permission.CASE_WORK)
def shown(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="moves")
    return render_template(
        "case_moves/shown.html",
        frame=frame(case, tab=""),
        choices=choices(case),
        asked=transfers.open_of(case.id),
        said=request.args.get("said", ""),
        hold_until=case.hold_until,
    )


@bp.get("/cases/<uuid:case_id>/followed")
@requires(Permission.CASE_WORK)
def followed(case_id: uuid.UUID) -> ResponseReturnValue:
    """It was closed too long ago: a new case follows it and waits its turn."""
    case = opened_case(case_id, Permission.CASE_WORK, part="moves")
    return render_template("case_moves/followed.html", frame=frame(case, tab=""))


def choices(case: Any) -> list[Choice]:
    """What this viewer may do with it from here."""
    actors = acting.for_case(viewer(), case)
    may = set(table.open_actions(case.status, actors))
    pages = {page.action: page for page in PAGES}
    found = []
    for action in ORDER:
        if action not in may:
            continue
        if action in ELSEWHERE:
            endpoint, words, meaning = ELSEWHERE[action]
            found.append(Choice(words, meaning, url_for(endpoint, case_id=case.id)))
        elif viewer().may(pages[action].permission):
            page = pages[action]
            url = url_for(f".{page.name.replace('-', '_')}", case_id=case.id)
            found.append(Choice(page.heading, page.words[page.listed], url, page.is_grave))
    return found
