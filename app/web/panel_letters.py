"""Letters to members of the panel who were drawn and chose letters: in their language, as they need them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from app.domain.panel import PanelStatus, PanelWay
from app.domain.paper import Paper, first_of
from app.models.panel import PanelDraw, PanelMember
from app.operations.panel import needs_of, reaches_by_mail
from app.web import sheets
from app.web.i18n import current_language, direction
from app.web.other_language import speaking


@dataclass(frozen=True, slots=True)
class PanelLetter:
    markup: Markup
    language: str
    direction: str
    size: str


def gets_letter(member: PanelMember) -> bool:
    """Do they choose letters, and not e-mail, which went by itself?"""
    is_here = member.status is PanelStatus.ACTIVE and bool(member.address)
    return is_here and PanelWay.POST.value in member.ways and not reaches_by_mail(member)


def letters(draw: PanelDraw, members: Iterable[PanelMember]) -> list[PanelLetter]:
    return [letter(draw.about, member) for member in members if gets_letter(member)]


def letter(about: str, member: PanelMember) -> PanelLetter:
    size = first_of(needs_of(member))
    with speaking(member.language):
        markup = render_template(
            "panel/_letter.html",
            name=member.name,
            to=member.address,
            about=about,
            size=size.value,
            lang=current_language(),
            **sheets.leads_to("panel.start"),
        )
        return PanelLetter(Markup(markup), current_language(), direction(), size.value)  # noqa: S704 - ours


def is_easy(member: PanelMember) -> bool:
    return first_of(needs_of(member)) is Paper.EASY
