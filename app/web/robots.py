"""Programs that read pages, as far as they say so. For counting only: nobody is turned away."""

from __future__ import annotations

import re

from flask import request

from app.web.viewer import viewer

SAYS_SO = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|fetch|monitor|scan|archive|feed|link.?check|headless"
    r"|curl|wget|python|java/|go-http|okhttp|node|ruby|perl|libwww|httpx|postman|lighthouse|pingdom|uptime"
    r"|facebookexternalhit|whatsapp|telegram|skype|embedly|validator",
    re.IGNORECASE,
)


def is_reader() -> bool:
    """Does a person seem to read this page: no robot, no guess of a browser, nobody who works here?"""
    agent = request.user_agent.string
    return (
        request.method == "GET"
        and bool(agent)
        and not SAYS_SO.search(agent)
        and "prefetch" not in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
        and not viewer().is_signed_in
    )
