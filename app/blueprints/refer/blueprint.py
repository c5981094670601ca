"""The blueprint of those who refer somebody at work, and their journey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response

from app.blueprints.refer.more import PAGES
from app.domain.journey import Answers
from app.queries.journey_drafts import answers_of
from app.web.hear_by import hear_by
from app.web.journey_ways import ComeBackForm
from app.web.journeys import Journey, keep_nowhere
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.persons import JourneyDraft

bp = Blueprint("refer", __name__)
bp.after_request(keep_nowhere)

KEY = "refer"
TYPED = "refer-typed"
"""The key of drafts typed in from a call or a letter."""


class ReferJourney(Journey):
    """As every journey; inside the staff's pages for whoever is signed in."""

    def frame(self, answers: Answers) -> dict[str, Any]:
        layout = "layouts/staff.html" if viewer().is_signed_in else "layouts/public.html"
        return {**super().frame(answers), "layout": layout, "hear_by": hear_by()}

    def is_theirs(self, held: JourneyDraft, form: ComeBackForm) -> bool:
        told = answers_of(held).get("who", {}).get("born_on")
        knows = not told or (form.born.data is not None and form.born.data.isoformat() == told)
        return knows and held.account_id in (None, viewer().account_id)


JOURNEY = ReferJourney(KEY, "refer", PAGES)


@bp.after_request
def no_store(response: Response) -> Response:
    """Nothing here is kept by a browser."""
    response.headers["Cache-Control"] = "no-store"
    return response
