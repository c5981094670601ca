"""Search the directory for somebody. Where they live, and what was typed, never stand in an address."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import SearchForm
from app.domain import choices as rules
from app.domain.choices import Sought
from app.domain.reaching import clean_reaching
from app.domain.roles import Permission
from app.domain.search import GROUPS, PARAMETERS, WITHIN, Criteria, Sort, criteria
from app.models.cases import Case
from app.operations import choices
from app.queries import choices as kept
from app.queries import directory
from app.queries.cards import Card
from app.queries.cases import sees_address_of
from app.queries.results import Results
from app.web import search_words
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.i18n import current_language
from app.web.listing_cards import CardView, view_of
from app.web.listing_words import State, room_state
from app.web.opening import opened_case
from app.web.paging import pages
from app.web.place import place
from app.web.terms import box_parts, group_words, term_words, vocabulary
from app.web.viewer import viewer

BOXES = ("need", "access", "lang", "day", "part", "cost", "how", "who", "do", "support")
"""Groups to tick, in this order."""
FOLDED = frozenset({"lang", "how", "who", "do", "support"})
CHOSEN = "chosen"
"""In the address: the boxes are as somebody ticked them, also where none is."""
IN_ADDRESS = frozenset({*(PARAMETERS.get(group, group) for group in GROUPS), "within", "sort", "page"})
"""All that may stand in one: keys of our vocabulary, a distance, an order, a page."""


class Found(NamedTuple):
    """One card."""

    id: str
    view: CardView
    room: State | None
    is_compared: bool


class Group(NamedTuple):
    words: str
    boxes: Markup
    is_folded: bool


class Link(NamedTuple):
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A search for somebody."""

    criteria: Criteria
    let_go: tuple[str, ...] = ()
    """What we know of them and left out, because nothing fits all of it."""


@bp.get("/cases/<uuid:case_id>/find")
@requires(Permission.CASE_WORK)
def find(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="find")
    sought = kept.sought(viewer(), case)
    return render_template("introductions/find.html", **context(case, sought, form_of(case, sought)))


@bp.post("/cases/<uuid:case_id>/find")
@requires(Permission.CASE_WORK)
def look(case_id: uuid.UUID) -> ResponseReturnValue:
    """What was typed is kept on the server; the address gets only what was ticked."""
    case = opened_case(case_id, Permission.CASE_WORK, part="find")
    form = SearchForm()
    offer_home(form, case)
    if not form.validate_on_submit():
        sought = kept.sought(viewer(), case)
        page = render_template("introductions/find.html", **context(case, sought, form), has_errors=True)
        return page, 422
    near = form.near.data if form.where.data == "other" else ""
    choices.look_for(case, Sought(form.words.data or "", near or "", form.where.data == "home"), by=viewer())
    ticked = criteria(only(request.form.to_dict(flat=False)), vocabulary(), wards())
    return redirect(address(case, ticked), 303)


def context(case: Case, sought: Sought, form: SearchForm) -> dict[str, Any]:
    """What the page shows."""
    home = home_of(case)
    near = home if sought.from_home else sought.near
    asked, results = searched(case, sought.words, near)
    compared = kept.compared(viewer(), case)
    ids = {str(one.service_id) for one in compared}
    looser = results.looser
    return {
        "frame": frame(case, tab="introductions"),
        "form": form,
        "called": called(case.person),
        "results": results,
        "found": [found(card, results, card.id in ids) for card in results.cards],
        "compared": len(compared),
        "is_full": len(compared) >= rules.MOST,
        "let_go": [term_words(key) for key in asked.let_go],
        "chips": [
            Link(term_words(key), address(case, asked.criteria.without(key))) for key in asked.criteria.chosen
        ],
        "groups": groups(results),
        "distances": [
            ("any" if miles is None else f"{miles:g}", search_words.distance_words(miles))
            for miles in (*WITHIN, None)
        ],
        "within": "any" if results.criteria.within is None else f"{results.criteria.within:g}",
        "near_error": "" if sought.from_home else search_words.near_error(results.where),
        "no_home": sought.from_home and not home,
        "is_secret": not sees_address_of(viewer(), case),
        "looser": Link(search_words.looser_words(looser, results.criteria), address(case, looser.search))
        if looser and not {"q", "near"} & set(looser.dropped)
        else None,
        "pages": pages(results.page, results.pages, lambda at: address(case, asked.criteria.at_page(at))),
    }


def searched(case: Case, words: str, near: str) -> tuple[Asked, Results]:
    """By what is ticked; before that by what we know of them, or by less where all of it finds nothing."""
    given = criteria(only(request.args.to_dict(flat=False)), vocabulary(), wards())
    given = replace(given, q=words, near=near, faults=())
    if near and not words and "sort" not in request.args:
        given = replace(given, sort=Sort.NEAREST)
    if request.method == "POST" or CHOSEN in request.args or given.chosen:
        return Asked(given), run(given)
    tried = rules.starts(case.concerns, clean_reaching(case.person.reaching), case.person.language)
    terms = vocabulary().terms
    for keys in tried:
        known = [key for key in keys if key in terms or key.startswith("lang:")]
        begun = given.adding(*known).at_page(given.page)
        results = run(begun)
        if results.total:
            break
    return Asked(begun, tuple(key for key in tried[0] if key not in keys)), results


def run(asked: Criteria) -> Results:
    return directory.search(asked, place=place(), vocabulary=vocabulary(), lang=current_language())


def found(card: Card, results: Results, is_compared: bool) -> Found:
    return Found(card.id, view_of(card, results.today), room_state(card), is_compared)


def groups(results: Results) -> list[Group]:
    """Boxes that lead somewhere, with how many each leads to."""
    known = {facet.group: facet for facet in results.facets if facet.values}
    return [
        Group(
            group_words(name),
            Markup("").join(box(value.key, value.chosen, value.count) for value in known[name].values),
            name in FOLDED and not any(value.chosen for value in known[name].values),
        )
        for name in BOXES
        if name in known
    ]


def box(key: str, is_chosen: bool, count: int) -> Markup:
    start, words = box_parts(key)
    ticked = Markup(" checked") if is_chosen else Markup("")
    return Markup("{}{}> {} <small>({})</small></label>\n").format(
        Markup(start),  # noqa: S704 - box_parts escapes
        ticked,
        Markup(words),  # noqa: S704 - as above
        count,
    )


def form_of(case: Case, sought: Sought) -> SearchForm:
    where = "home" if sought.from_home else "other" if sought.near else "any"
    if where == "home" and not home_of(case):
        where = "any"
    form = SearchForm(formdata=None, data={"words": sought.words, "where": where, "near": sought.near})
    offer_home(form, case)
    return form


def offer_home(form: SearchForm, case: Case) -> None:
    """Near their home is offered only where we know it and the viewer may."""
    if not home_of(case):
        form.leave_out_home()


def home_of(case: Case) -> str:
    """Their postcode, for who may know it; else empty."""
    return (case.person.postcode or "") if sees_address_of(viewer(), case) else ""


def only(given: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in given.items() if name in IN_ADDRESS}


def address(case: Case, asked: Criteria) -> str:
    """The search without its words and its place, which the server keeps."""
    bare = replace(asked, q="", near="", ignore=())
    return f"{url_for('.find', case_id=case.id)}?{urlencode({CHOSEN: 1, **bare.parameters()}, doseq=True)}"


def wards() -> tuple[str, ...]:
    return tuple(place().ward_names)
