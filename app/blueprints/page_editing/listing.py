"""Every plain page with how it stands; one page with its languages and versions."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.page_editing.blueprint import bp, may_write, opened_page, other_languages
from app.domain.plain_pages import ENGLISH, DueState, TranslationState, due_state, group_of
from app.domain.roles import Permission
from app.queries import plain_pages_desk as desk
from app.queries.plain_pages_desk import HeldPage
from app.web.access import requires
from app.web.page_faults import empty_gaps
from app.web.plain_pages import address_of, easy_of, pages
from app.web.viewer import viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pages that stand so in a language."""

    state: TranslationState
    language: str

    def fits(self, one: HeldPage) -> bool:
        return one.is_public and self.state in one.standing(self.language)


def translation_wanted() -> Wanted | None:
    """What a translator's day asks for; None where nothing such is asked."""
    state, language = request.args.get("show", ""), request.args.get("language", "")
    if state not in set(TranslationState) or language not in other_languages():
        return None
    return Wanted(TranslationState(state), language)


@bp.get("/pages")
@requires(Permission.PAGE_TRANSLATE)
def listed() -> ResponseReturnValue:
    found = desk.every(pages())
    late = [one for one in found if due(one) is DueState.DUE]
    only_due, wanted = request.args.get("show") == "due", translation_wanted()
    shown = [one for one in found if wanted.fits(one)] if wanted else late if only_due else found
    return render_template(
        "page_editing/listed.html",
        rows=[(one, due(one)) for one in shown],
        wanted=wanted,
        late=len(late),
        left_empty={one.slug: gaps for one in found if (gaps := gaps_left_empty(one))},
        only_due=only_due,
        languages=other_languages(),
        may_edit=viewer().may(Permission.PAGE_EDIT),
    )


def due(one: HeldPage) -> DueState:
    return due_state(one.details.review_on, clock.today())


def gaps_left_empty(one: HeldPage) -> list[str]:
    """Gaps in what everybody reads, in any language, that nothing fills: a number is gone from settings."""
    words = [one.wording(language) for language in (ENGLISH, *other_languages())]
    bodies = [each.body for each in (*words, easy_of(one.slug)) if each]
    return list(dict.fromkeys(gap for body in bodies for gap in empty_gaps(body)))


@bp.get("/pages/<string:slug>")
@requires(Permission.PAGE_TRANSLATE)
def shown(slug: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return desk_page(opened_page(slug))


def desk_page(held: HeldPage, *, refused: str = "") -> str:
    """Also after a button that was refused, with why."""
    return render_template(
        "page_editing/shown.html",
        held=held,
        details=held.details,
        group=group_of(held.details.group),
        due=due(held),
        left_empty=gaps_left_empty(held),
        languages=other_languages(),
        english=ENGLISH,
        may_write=may_write,
        may_edit=viewer().may(Permission.PAGE_EDIT),
        address=address_of(held.slug) if held.is_public else "",
        refused=refused,
    )
