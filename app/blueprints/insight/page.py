"""The page of one point, also when something on it has to be put right."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import Response, current_app, make_response, render_template, request, url_for

from app import clock
from app.blueprints.insight.counts import kept, whole_of
from app.blueprints.insight.filters import address
from app.blueprints.insight.forms import CodingForm, MemoForm, TranslationForm
from app.blueprints.insight.keys import are_keys_on
from app.blueprints.insight.rows import rows
from app.blueprints.insight.suggested import offered_for
from app.domain.coding import Node
from app.domain.reading import Wanted, wanted_from
from app.domain.redaction import Segment
from app.domain.spans import marked, words_at
from app.models.conversations import Point
from app.models.insight import Coding
from app.queries import frames, reading, reading_choices, reading_point
from app.queries.code_counts import counts_at
from app.queries.reading_point import Done
from app.queries.shown_words import ENGLISH, Shown, shown_words
from app.web.i18n import current_language
from app.web.language_names import language_name, own_name
from app.web.viewer import viewer


@dataclass(slots=True)
class Branch:
    """A code in the tree beside the point."""

    node: Node
    count: int
    is_given: bool
    under: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chip:
    """A code that the point has."""

    coding_id: uuid.UUID
    name: str
    words: str
    """Which words have it; empty for all of it."""
    by: str


def wanted_here() -> Wanted:
    """The list somebody walks through, as the address carries it."""
    return wanted_from(request.args)


def page(
    point: Point,
    *,
    coding: CodingForm | None = None,
    memo: MemoForm | None = None,
    translation: TranslationForm | None = None,
    status: int = 200,
) -> Response:
    wanted = wanted_here()
    opened = reading_point.opened(point, current_language())
    frame = frames.frame_of(opened.event)
    version = frames.newest(frame) if frame else None
    nodes = frames.tree(version) if version else []
    done = reading_point.done(point, frame.id if frame else None)
    shown = shown_words([point, *opened.others])
    beside = reading.beside(viewer(), wanted, point.id)
    english = done.translation.words if done.translation else ""
    segments, english_segments = shown[point.id].segments, whole(english)
    event_id = opened.event.id
    counts = kept(("codes", event_id, version.id), lambda: counts_at(version, [event_id])) if version else {}
    coding = coding or CodingForm(formdata=None)
    coding.offer(nodes)
    if translation and status == 409:
        translation.version.data = str(done.translation.version if done.translation else 0)
    markup = render_template(
        "insight/point.html",
        opened=opened,
        wanted=wanted,
        parameters=wanted.parameters(),
        day=opened.conversation.spoke_at.astimezone(clock.LONDON).date(),
        parts=marked(segments, spans(done.codings, None)),
        english=marked(
            english_segments, spans(done.codings, done.translation.id if done.translation else None)
        ),
        runs=own_name(point.language)[1],
        language=language_name(point.language),
        others=others(opened.others, shown),
        done=done,
        names=reading_choices.names_of(people(done)),
        chips=chips(done, nodes, segments, english_segments),
        version=version,
        tree=branches(nodes, counts, {one.code_id for one in done.codings}),
        nodes=nodes,
        beside=beside,
        whole=whole_of(wanted),
        following=rows(beside.following),
        list_url=address(wanted),
        coding=coding,
        offered=offered_for(point, version) if version else None,
        ticked=request.form.getlist("take"),
        memo=memo or MemoForm(formdata=None, data={"key": str(uuid.uuid4())}),
        translation=translation or translation_form(done),
        is_foreign=point.language != ENGLISH,
        keys_on=are_keys_on(),
        hide_url=hide_url(point),
        is_stale=status == 409,
        has_errors=status == 422,
    )
    return make_response(markup, status)


def whole(words: str) -> tuple[Segment, ...]:
    return (Segment(0, len(words), words),) if words else ()


def translation_form(done: Done) -> TranslationForm:
    held = done.translation
    return TranslationForm(
        formdata=None,
        data={"version": str(held.version if held else 0), "english": held.words if held else ""},
    )


def spans(codings: Iterable[Coding], translation_id: uuid.UUID | None) -> list[tuple[int, int]]:
    return [
        (one.start, one.end)
        for one in codings
        if one.start is not None and one.end is not None and one.translation_id == translation_id
    ]


def chips(
    done: Done, nodes: Sequence[Node], segments: Sequence[Segment], english: Sequence[Segment]
) -> list[Chip]:
    names = {node.code_id: node.name for node in nodes}
    missing = [one.code_id for one in done.codings if one.code_id not in names]
    if missing:
        names |= frames.names_of(missing)
    coders = reading_choices.names_of(one.coder_id for one in done.codings)
    return [
        Chip(
            coding_id=one.id,
            name=names.get(one.code_id, ""),
            words=words_at(english if one.translation_id else segments, one.start, one.end)
            if one.start is not None and one.end is not None
            else "",
            by=coders.get(one.coder_id, "") if one.coder_id else "",
        )
        for one in done.codings
    ]


def people(done: Done) -> list[uuid.UUID | None]:
    translated = [done.translation.made_by] if done.translation else []
    return [*translated, *(memo.made_by for memo in done.memos)]


def others(points: Sequence[Point], shown: dict[uuid.UUID, Shown]) -> list[tuple[Point, str, str]]:
    """What else was said, each with its words and how they are written."""
    return [(one, shown[one.id].plain(), own_name(one.language)[1]) for one in points]


def branches(nodes: Sequence[Node], counts: dict[uuid.UUID, int], given: set[uuid.UUID]) -> list[Branch]:
    """The tree; what is not given any more is left out where nothing has it."""
    made = {node.code_id: Branch(node, counts.get(node.code_id, 0), node.code_id in given) for node in nodes}
    top: list[Branch] = []
    for node in nodes:
        if node.is_retired and not made[node.code_id].count and not node.has_children:
            continue
        above = made[node.parent_id].under if node.parent_id in made else top
        above.append(made[node.code_id])
    return top


def hide_url(point: Point) -> str:
    """Where words of it are hidden."""
    there = "redaction.shown" in current_app.view_functions
    return url_for("redaction.shown", point_id=point.id) if there else ""
