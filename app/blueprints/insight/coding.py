"""One point, and the form by which it is coded: several codes at once, also without a script."""

from __future__ import annotations

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.insight import counts
from app.blueprints.insight.blueprint import bp, opened_point, to_own_round
from app.blueprints.insight.filters import address
from app.blueprints.insight.forms import CodingForm
from app.blueprints.insight.page import page, wanted_here, whole
from app.blueprints.insight.suggested import keep_answers, source_of
from app.domain.errors import NotAllowedError
from app.domain.reading import id_from
from app.domain.roles import Permission
from app.domain.spans import found
from app.models.conversations import Point
from app.operations import codings, quotes
from app.queries import frames, reading, reading_point
from app.queries.shown_words import shown_words
from app.web.access import requires
from app.web.viewer import viewer

Place = tuple[int | None, int | None, uuid.UUID | None]
"""Start, end, and the translation they are places in."""
EVERYWHERE: Place = (None, None, None)


@bp.get("/points/<uuid:point_id>")
@requires(Permission.FEEDBACK_READ)
def point(point_id: uuid.UUID) -> ResponseReturnValue:
    """Who codes it alone in a round does so there, and sees no codes here. Raises: NotThereError."""
    held = opened_point(point_id)
    if (elsewhere := to_own_round(point_id)) is not None:
        return elsewhere
    return page(held)


@bp.post("/points/<uuid:point_id>")
@requires(Permission.FEEDBACK_CODE)
def code(point_id: uuid.UUID) -> ResponseReturnValue:
    """Give what was chosen, then do what the button says. Raises: NotThereError."""
    held, form, do = opened_point(point_id), CodingForm(), request.form.get("do", "")
    if (elsewhere := to_own_round(point_id)) is not None:
        return elsewhere
    version = codings.version_of(held)
    form.offer(frames.tree(version) if version else [])
    is_right = form.validate()
    chosen = chosen_of(form)
    place = place_of(held, form)
    if not is_right or form.find.errors or form.words.errors:
        return page(held, coding=form, status=422)
    following = reading.page(viewer(), wanted_here(), after=held.id, most=1).ids
    try:
        with counts.following(held.id, held.conversation.event_id):
            for code_id in chosen:
                give(held, code_id, place)
            if version:
                is_done = do in {"next", "nothing"}
                keep_answers(held, version, chosen, is_part=place[0] is not None, is_done=is_done)
            said = act(held, do, place, bool(chosen))
    except NotAllowedError:
        return page(held, coding=form, status=409)
    if do in {"next", "nothing"}:
        return go_on(following, said)
    return redirect(url_for(".point", point_id=held.id, **wanted_here().parameters(), said=said), 303)


def chosen_of(form: CodingForm) -> list[uuid.UUID]:
    """Each code that was ticked, found, or whose own button was pressed; each once."""
    named = [*request.form.getlist("take"), request.form.get("give", "")]
    ids = [one for one in map(id_from, named) if one]
    return list(dict.fromkeys([*ids, *form.chosen()]))


def place_of(held: Point, form: CodingForm) -> Place:
    """Where the words stand that were typed: in what was said, else in its translation."""
    typed = (form.words.data or "").strip()
    if not typed:
        return EVERYWHERE
    translation = reading_point.translation_of(held)
    in_own = found(shown_words([held])[held.id].segments, typed)
    in_english = found(whole(translation.words), typed) if translation else []
    hits = in_own or in_english
    if not hits:
        form.words.errors = [_("These words are not in what was said. Copy them as they stand there.")]
    elif len(hits) > 1:
        form.words.errors = [_("These words are there more than once. Take some more, so that it is clear.")]
    else:
        of = None if in_own or translation is None else translation.id
        return (*hits[0], of)
    return EVERYWHERE


def give(held: Point, code_id: uuid.UUID, place: Place) -> None:
    start, end, translation_id = place
    source = source_of(code_id, is_part=start is not None)
    codings.give(
        held, code_id, by=viewer(), start=start, end=end, source=source, translation_id=translation_id
    )


def act(held: Point, do: str, place: Place, has_chosen: bool) -> str:
    """What the button says; how to tell them. Raises: NotAllowedError, NotThereError."""
    by = viewer()
    if do == "quote":
        quotes.mark(
            held,
            by=by,
            start=place[0] if place[2] is None else None,
            end=place[1] if place[2] is None else None,
        )
        return "quote"
    if do == "unquote":
        quotes.unmark(held, by=by)
        return "unquote"
    if do.startswith("remove:"):
        coding_id = id_from(do.removeprefix("remove:")) or held.id
        codings.take_back(reading_point.coding_of(held, coding_id), by=by)
        return "removed"
    is_coded = has_chosen or bool(reading_point.done(held, None).codings)
    if do == "nothing" or (do == "next" and is_coded):
        codings.read(held, by=by)
        return "nothing" if not is_coded else "saved"
    return "given" if has_chosen else "passed"


def go_on(following: tuple[uuid.UUID, ...], said: str) -> ResponseReturnValue:
    """To the next point of the list, or back to the list."""
    wanted = wanted_here()
    if not following:
        return redirect(address(wanted, said="over" if said == "passed" else "end"), 303)
    return redirect(url_for(".point", point_id=following[0], **wanted.parameters(), said=said), 303)
