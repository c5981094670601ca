"""The cookie of a journey, and the draft it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, request

from app.domain.journey import KEPT
from app.queries.journey_drafts import draft_of
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.persons import JourneyDraft


class Held:
    """What this browser holds of one journey."""

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def cookie(self) -> str:
        return ("__Host-" if current_app.config["HTTPS"] else "") + f"ginnel-{self.key}"

    def draft(self, *, locked: bool = False) -> JourneyDraft | None:
        """What this browser has begun or sent."""
        return draft_of(
            self.key, request.cookies.get(self.cookie, ""), account=viewer().account_id, locked=locked
        )

    def begun(self) -> JourneyDraft | None:
        """What this browser has begun and not sent."""
        held = self.draft()
        return held if held is not None and held.referral_id is None else None

    def sent_draft(self) -> JourneyDraft | None:
        held = self.draft()
        return held if held is not None and held.referral_id is not None else None

    def remember(self, response: Response, token: str = "") -> Response:
        """Keep the way back for 14 days from now."""
        response.set_cookie(
            self.cookie,
            token or request.cookies.get(self.cookie, ""),
            max_age=KEPT,
            path="/",
            secure=current_app.config["HTTPS"],
            httponly=True,
            samesite="Lax",
        )
        return response

    def forget(self, response: Response) -> Response:
        response.delete_cookie(
            self.cookie, path="/", secure=current_app.config["HTTPS"], httponly=True, samesite="Lax"
        )
        return response
