"""What is being typed into a form about a case, kept on the server while it is typed.

For any form about a case: in the view `draft = kept_draft("plan", case)` and, where `draft.typed` is there,
fill the form from it (`PlanForm(formdata=draft.typed)`); in the template `{% from "macros/kept_draft.html"
import draft_attributes, draft_fields, draft_offers, draft_script %}`, `{{ draft_script() }}` in the block
`head` after `super()`, `{{ draft_offers(draft) }}` above the form, `<form method="post"{{
draft_attributes(draft) }}>`, and `{{ draft_fields(draft) }}` after its button. When the form was taken,
`forget_draft("plan", case)`; when it comes back with faults, `kept_draft` again keeps its window. The script
sends the form's fields every few seconds and on leaving to `cases.draft`; without a script there is the
button "Keep for later". Two windows are kept apart. Nothing stays in the browser.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from app import clock
from app.models.cases import Case, NoteDraft
from app.operations import note_drafts
from app.queries import note_drafts as queries
from app.web.diary_words import clock_time
from app.web.filters import moment
from app.web.tokens import FIELD
from app.web.viewer import viewer

FORM, TAB, BACK, KEPT = "draft_form", "draft_tab", "draft_back", "kept"
OURS = frozenset({FIELD, FORM, TAB, BACK, "do"})
"""What a form carries that nobody typed."""
NAME = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something kept before, to go on with."""

    tab: str
    url: str
    at: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    form: str
    tab: str
    """Which window this is."""
    url: str
    """Where it is kept."""
    back: str
    """This page's address."""
    offers: tuple[Offer, ...]
    typed: MultiDict[str, str] | None
    """What was kept and is gone on with; None where the form begins as it is."""
    at: str
    """When that was kept."""


def kept_draft(form: str, case: Case) -> KeptDraft:
    """The window this form is in, and what was kept of it before."""
    kept = list(queries.kept(viewer(), form, case.id)) if request.method == "GET" else []
    wanted = request.args.get(KEPT, "")
    chosen = next((one for one in kept if str(one.id) == wanted), None)
    return KeptDraft(
        form=form,
        tab=chosen.tab if chosen else _tab() or uuid.uuid4().hex[:12],
        url=url_for("cases.draft", case_id=case.id),
        back=request.path,
        offers=tuple(offer(one) for one in kept if one is not chosen),
        typed=typed_in(chosen) if chosen else None,
        at=clock_words(chosen) if chosen else "",
    )


def forget_draft(form: str, case: Case) -> None:
    """It was taken: nothing of it is offered again."""
    account = viewer().account_id
    if account is not None and _tab():
        note_drafts.forget(account, form, case.id, _tab())


def offer(draft: NoteDraft) -> Offer:
    return Offer(draft.tab, f"{request.path}?{KEPT}={draft.id}", clock_words(draft))


def clock_words(draft: NoteDraft) -> str:
    """Shape: `10:42am` today, else the day too."""
    if clock.local_day(draft.saved_at) != clock.today():
        return moment(draft.saved_at)
    return clock_time(draft.saved_at)


def typed_in(draft: NoteDraft) -> MultiDict[str, str]:
    """The fields as a form takes them."""
    made: MultiDict[str, str] = MultiDict()
    for name, values in draft.fields.items():
        for value in values if isinstance(values, list) else []:
            made.add(name, str(value))
    return made


def sent() -> tuple[str, str, dict[str, list[str]]]:
    """Form, window and fields of the draft that was sent; an empty name for what is none."""
    form = request.form.get(FORM, "")
    fields = {name: values for name, values in request.form.lists() if name not in OURS}
    return (form if NAME.fullmatch(form) else "", _tab(), fields)


def way_back(case_id: uuid.UUID) -> str:
    """The page the form is on: only one of this case."""
    home = url_for("cases.story", case_id=case_id)
    wanted = request.form.get(BACK, "")
    is_ours = wanted.startswith(f"{home}/") and not set(wanted) & set("\\?#") and ".." not in wanted
    return wanted if is_ours else home


def _tab() -> str:
    tab = request.form.get(TAB, "")
    return tab if NAME.fullmatch(tab) else ""
