"""Versions of one conversation side by side, with what differs: one is chosen, or all are kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation.forms import ReasonForm
from app.blueprints.moderation.routes import bp, ticks
from app.domain.engagement import ConversationState
from app.domain.errors import NotAllowedError, StaleError
from app.domain.listing_difference import Part, word_parts
from app.domain.roles import Permission
from app.operations import conversations, moderation
from app.queries import moderation as queries
from app.queries.moderation import Read
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer


@dataclass(frozen=True, slots=True)
class Row:
    """One question, and what each version answers to it."""

    question: str
    is_same: bool
    cells: tuple[tuple[Part, ...], ...]


@bp.route("/<uuid:conversation_id>", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_MODERATE)
def versions(conversation_id: uuid.UUID) -> ResponseReturnValue:
    """Which of them counts? Each version has its button."""
    seen = opened(
        "conversation",
        conversation_id,
        lambda: queries.conversation_for(viewer(), conversation_id),
        part="moderation",
    )
    form, found = ReasonForm(), queries.versions_read(seen)
    if request.method == "GET":
        return page(conversation_id, form, found)
    do, told = request.form.get("do", ""), ticks("version")
    if do == "refuse" and form.chosen is None:
        form.reason.errors = [_("Choose why it is not used.")]
        return page(conversation_id, form, found, 422)
    try:
        decide(do, form, found, told)
    except (StaleError, NotAllowedError):
        return page(conversation_id, form, found, 409)
    return redirect(
        url_for(".queue", kept=0 if do == "refuse" else 1, refused=1 if do == "refuse" else 0), 303
    )


def decide(do: str, form: ReasonForm, found: tuple[Read, ...], told: dict[uuid.UUID, int]) -> None:
    """Raises: StaleError, NotAllowedError."""
    by, known = viewer(), {str(one.id): one for one in found}
    if do == "refuse" and form.chosen:
        new = [one.id for one in found if one.state in moderation.UNDECIDED]
        if not new:
            raise NotAllowedError
        moderation.refuse(queries.chosen(by, new), form.chosen, versions=told, by=by)
        return
    wanted = known.get(do.removeprefix("choose:")) if do.startswith("choose:") else next(iter(found), None)
    if wanted is None:
        raise StaleError
    (held,) = queries.chosen(by, [wanted.id])
    act = conversations.choose_version if do.startswith("choose:") else conversations.keep_all_versions
    act(held, version=told.get(wanted.id, 0), by=by)


def page(
    conversation_id: uuid.UUID, form: ReasonForm, found: tuple[Read, ...], status: int = 200
) -> Response:
    is_open = any(one.state is ConversationState.OTHER_VERSION for one in found)
    markup = render_template(
        "moderation/versions.html",
        conversation_id=conversation_id,
        form=form,
        found=found,
        rows=rows_of(found),
        is_open=is_open,
        is_stale=status == 409,
        has_errors=status == 422,
    )
    return make_response(markup, status)


def rows_of(found: tuple[Read, ...]) -> list[Row]:
    """Question by question; what a later version has otherwise than the first is marked."""
    order = dict.fromkeys((said.key, said.question) for one in found for said in one.said)
    rows = []
    for key, question in order:
        told = ["\n".join(said.words for said in one.said if said.key == key) for one in found]
        cells = tuple(
            word_parts(told[0], words) if at else word_parts(words, words) for at, words in enumerate(told)
        )
        rows.append(Row(question or key, len(set(told)) == 1, cells))
    return rows
