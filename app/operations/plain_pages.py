"""Write a plain page, publish it, put an older version back, take it off. Every change leaves a trace."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.plain_pages import (
    ENGLISH,
    Details,
    Made,
    PageMethod,
    PageVersionState,
    Wording,
)
from app.domain.viewer import Viewer
from app.models.plain_pages import PageVersion, PlainPage
from app.operations import audit
from app.queries.plain_pages import wording_of
from app.queries.plain_pages_desk import HeldPage, words_of

State = PageVersionState


class NameTakenError(NotAllowedError):
    """There is a page with this name already."""


def make(slug: str, wording: Wording, details: Details, *, by: Viewer, key: uuid.UUID | None) -> PlainPage:
    """A new guide, as a draft. `key` is its id: sent twice, it is made once. Raises: NameTakenError."""
    if key and (held := db.session.get(PlainPage, key)):
        return held
    page = PlainPage(id=key or uuid.uuid4(), slug=slug, **columns_of(details))
    try:
        with db.session.begin_nested():
            db.session.add(page)
    except IntegrityError:
        if key and (held := db.session.get(PlainPage, key)):
            return held
        raise NameTakenError from None
    page.versions.append(new_version([], ENGLISH, wording, Made(), by))
    db.session.flush()
    audit.record(by, "page.made", of=("page", page.id))
    return page


def columns_of(details: Details) -> dict[str, object]:
    return {
        "group": details.group,
        "order": details.order,
        "owner": details.owner,
        "review_on": details.review_on,
        "drawing": details.drawing,
    }


def locked(held: HeldPage) -> PlainPage:
    """The row of the page, ours until the end; made now where there was only a file."""
    wanted = select(PlainPage).where(PlainPage.slug == held.slug).with_for_update()
    wanted = wanted.options(selectinload(PlainPage.versions)).execution_options(populate_existing=True)
    page = db.session.scalar(wanted)
    if page is None:
        try:
            with db.session.begin_nested():
                page = PlainPage(id=uuid.uuid4(), slug=held.slug, versions=[], **columns_of(held.details))
                db.session.add(page)
        except IntegrityError:  # somebody was quicker by a moment
            page = db.session.scalar(wanted)
    if page is None:
        raise NotThereError
    return page


def of_language(page: PlainPage, language: str) -> list[PageVersion]:
    """The newest last."""
    return [one for one in page.versions if one.language == language]


def in_state(rows: list[PageVersion], state: State) -> PageVersion | None:
    return next((one for one in rows if one.state is state), None)


def check(rows: list[PageVersion], edition: int) -> None:
    """Raises: StaleError where somebody changed this language since the form was opened."""
    if sum(one.version for one in rows) != edition:
        raise StaleError


def new_version(
    rows: list[PageVersion], language: str, wording: Wording, made: Made, by: Viewer
) -> PageVersion:
    return PageVersion(
        id=uuid.uuid4(),
        language=language,
        number=max((one.number for one in rows), default=0) + 1,
        title=wording.title,
        summary=wording.summary,
        body=wording.body,
        state=State.DRAFT,
        method=made.method,
        translator=made.translator,
        of_words=made.of,
        of_number=0,
        made_by=by.account_id,
        made_at=clock.now(),
        version=1,
    )


def write(
    held: HeldPage, language: str, wording: Wording, made: Made, *, by: Viewer, edition: int
) -> PageVersion:
    """Keep the words as the draft of that language; the same twice are kept once. Raises: StaleError."""
    page = locked(held)
    rows = of_language(page, language)
    draft = in_state(rows, State.DRAFT)
    if draft and draft.made_by == by.account_id and (words_of(draft), made_of(draft)) == (wording, made):
        return draft
    check(rows, edition)
    if draft is None:
        draft = new_version(rows, language, wording, made, by)
        page.versions.append(draft)
    draft.title, draft.summary, draft.body = wording.title, wording.summary, wording.body
    draft.method, draft.translator, draft.of_words = made.method, made.translator, made.of
    draft.of_number = english_number(page) if made.of else 0
    draft.made_by, draft.made_at = by.account_id, clock.now()
    db.session.flush()
    audit.record(by, "page.written", of=("page", page.id), scope=language)
    return draft


def made_of(row: PageVersion) -> Made:
    return Made(row.method, row.translator, row.of_words)


def english_number(page: PlainPage) -> int:
    row = in_state(of_language(page, ENGLISH), State.PUBLISHED)
    return row.number if row else 0


def publish(held: HeldPage, draft: PageVersion, *, by: Viewer, edition: int) -> None:
    """Everybody reads it now. Twice is as once. Raises: StaleError; NotAllowedError for an old one."""
    page = locked(held)
    rows = of_language(page, draft.language)
    if draft.state is State.PUBLISHED:
        return
    check(rows, edition)
    if draft.state is not State.DRAFT:
        raise NotAllowedError
    show(rows, draft)
    if draft.language == ENGLISH:
        page.checked_on = clock.today()
    db.session.flush()
    audit.record(by, "page.published", of=("page", page.id), scope=draft.language)


def show(rows: list[PageVersion], chosen: PageVersion) -> None:
    for one in rows:
        if one.state is State.PUBLISHED and one is not chosen:
            one.state = State.REPLACED
    chosen.state, chosen.published_at = State.PUBLISHED, clock.now()


def put_back(held: HeldPage, old: PageVersion, *, by: Viewer, edition: int) -> PageVersion:
    """Everybody reads the words of an older version again, as a new one. Raises: StaleError."""
    page = locked(held)
    rows = of_language(page, old.language)
    now = in_state(rows, State.PUBLISHED)
    if now and words_of(now) == words_of(old):
        return now
    check(rows, edition)
    if old.state is State.DRAFT:
        raise NotAllowedError
    made = new_version(rows, old.language, words_of(old), made_of(old), by)
    made.of_number, made.put_back = old.of_number, old.number
    made.reviewed_by, made.reviewed_on = old.reviewed_by, old.reviewed_on
    page.versions.append(made)
    show(rows, made)
    db.session.flush()
    audit.record(by, "page.put-back", of=("page", page.id), scope=old.language)
    return made


def withdraw(held: HeldPage, language: str, *, by: Viewer, edition: int) -> None:
    """Take off what is published here: the file shows again, if there is one. Raises: StaleError."""
    page = locked(held)
    rows = of_language(page, language)
    now = in_state(rows, State.PUBLISHED)
    if now is None:
        return
    check(rows, edition)
    now.state = State.WITHDRAWN
    db.session.flush()
    audit.record(by, "page.withdrawn", of=("page", page.id), scope=language)


def set_details(held: HeldPage, details: Details, *, is_right: bool, by: Viewer, version: int) -> None:
    """Owner, day to look again, place among the guides. `is_right`: somebody has just read the page.

    Raises: StaleError.
    """
    if (held.page.version if held.page else 0) != version:
        raise StaleError
    page = locked(held)
    before = columns_of(Details(page.group, page.order, page.owner, page.review_on, page.drawing))
    for name, value in columns_of(details).items():
        setattr(page, name, value)
    if is_right:
        page.checked_on = clock.today()
    db.session.flush()
    changed = {name: (was, now) for name, was in before.items() if was != (now := getattr(page, name))}
    audit.record(by, "page.details-changed", of=("page", page.id), fields=changed)


def mark_read(
    held: HeldPage, language: str, who: str, on: dt.date, *, by: Viewer, edition: int
) -> PageVersion:
    """Somebody from the community has read the translation. Words of a file are kept here from then on.

    Raises: StaleError; NotAllowedError where there is nothing to read.
    """
    page = locked(held)
    rows = of_language(page, language)
    check(rows, edition)
    now = in_state(rows, State.PUBLISHED)
    if now is None:
        file = held.file(language)
        if file is None or language == ENGLISH:
            raise NotAllowedError
        method = next((one for one in PageMethod if one == file.method), PageMethod.MACHINE_HELPED)
        made = Made(method, file.translator, held.translated_from(language) or "")
        now = new_version(rows, language, wording_of(file), made, by)
        page.versions.append(now)
        show(rows, now)
    now.reviewed_by, now.reviewed_on = who, on
    db.session.flush()
    audit.record(by, "page.translation-read", of=("page", page.id), scope=language)
    return now
