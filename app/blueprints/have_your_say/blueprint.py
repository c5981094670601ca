"""The blueprint, and what every page of it says to browsers and search engines."""

from __future__ import annotations

from flask import Blueprint, Response, request

bp = Blueprint("have_your_say", __name__)

FOUND = frozenset({"have_your_say.home", "have_your_say.start", "have_your_say.tear_off"})
"""What search engines may show."""


@bp.after_request
def keep_to_this_browser(response: Response) -> Response:
    """No cache between us and the reader keeps a page with answers.

    The browser's own may until its window closes, else its button "back" would show an error and not the
    question: nobody's answers are anywhere else yet.
    """
    if request.method == "POST":
        response.headers["Cache-Control"] = "private, no-cache"
    if request.endpoint not in FOUND or request.method == "POST":
        response.headers["X-Robots-Tag"] = "noindex"
    return response
