"""A letter to somebody who wanted to hear back and left a home address, in their language."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from app.domain.paper import Paper
from app.models.answers import Release
from app.models.engagement import Event
from app.queries.releases import themes_of
from app.queries.reply_requests import ToTell
from app.web import sheets
from app.web.i18n import current_language, direction
from app.web.other_language import speaking

MOST_THEMES = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter, and in which language and direction it runs."""

    markup: Markup
    language: str
    direction: str


def reply_letter(event: Event, release: Release, to: ToTell, size: Paper = Paper.LARGE) -> Sheet:
    """What people talked about most, and where all of it stands. Nothing of what anybody said."""
    with speaking(to.language):
        markup = render_template(
            "events/_letter.html",
            event=event,
            to=to,
            size=size.value,
            lang=current_language(),
            themes=[one for one in themes_of(release) if one.count][:MOST_THEMES],
            **sheets.leads_to("have_your_say.what_happened", event=event.slug),
        )
        return Sheet(Markup(markup), current_language(), direction())  # noqa: S704 - a template of ours
