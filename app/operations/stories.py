"""Stories: told once, agreed to step by step, taken back whenever somebody wants."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from app import clock
from app.database import db, held_row, is_first
from app.domain.engagement import to_the_hour
from app.domain.errors import NotAllowedError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.story import StoryStatus, StoryTeller, StoryUse
from app.domain.story_document import Told, plain, told_from
from app.domain.viewer import Viewer
from app.models.insight import StoryReading
from app.models.panel import Story, StoryAgreement
from app.models.people import AccessLink
from app.operations import access_links, audit, outbox

WORDING = "story/1"
"""Which words people are asked with. Other words: another number."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A story that is kept, and what opens its teller's door.

    `is_same`: where it was sent before, the words are the same.
    """

    story: Story
    token: str
    is_new: bool
    is_same: bool = True


def tell(
    story_id: uuid.UUID,
    told: Told,
    uses: Mapping[StoryUse, bool],
    *,
    told_by: StoryTeller,
    by: Viewer,
    name: str = "",
    email: str = "",
    language: str = "en",
    case_id: uuid.UUID | None = None,
) -> Kept:
    """Keep it with what was agreed. `story_id` comes with the form: sent twice, it is one story."""
    if (held := held_row(Story, story_id)) is not None:
        return told_before(held, told)
    story = Story(
        id=story_id,
        told_by=told_by,
        case_id=case_id,
        title=told.title or None,
        parts=plain(told),
        name=(name or None) if uses.get(StoryUse.NAME) else None,
        email=email or None,
        language=language,
        told_at=to_the_hour(clock.now()),
    )
    for use in StoryUse:
        note_answer(story, use, agrees=uses.get(use, False), given_by=told_by)
    if not is_first(story):
        return told_before(db.session.get_one(Story, story_id), told)
    made = access_links.make(LinkPurpose.STORY)
    made.link.arguments = {"token": made.token}
    story.link_id = made.link.id
    if email:
        outbox.tell(
            MessageKind.STORY_LINK, key=letter_of(story), to=email, language=language, token=made.token
        )
    if case_id is not None:
        audit.record(by, "story.told", of=("case", case_id))
    db.session.flush()
    return Kept(story, made.token, is_new=True)


def letter_of(story: Story) -> str:
    """The key of the message with its link."""
    return f"story:{story.id}"


def told_before(held: Story, told: Told) -> Kept:
    is_same = held.parts == plain(told) and (held.title or "") == told.title
    return Kept(held, token_of(held), is_new=False, is_same=is_same)


def token_of(story: Story) -> str:
    """What opens its door: kept sealed with the link, so that a form sent twice leads to the same one."""
    link = db.session.get(AccessLink, story.link_id) if story.link_id else None
    return str((link.arguments or {}).get("token", "")) if link else ""


def note_answer(story: Story, use: StoryUse, *, agrees: bool, given_by: StoryTeller) -> None:
    story.agreements.append(
        StoryAgreement(
            id=uuid.uuid4(),
            number=len(story.agreements) + 1,
            use=use,
            agrees=agrees,
            given_by=given_by,
            wording=WORDING,
            at=to_the_hour(clock.now()),
        )
    )


def change_mind(story: Story, uses: Mapping[StoryUse, bool], *, name: str, by: Viewer) -> None:
    """Answer the steps anew; only what differs is noted. Raises: NotAllowedError once it is taken back."""
    standing(story)
    last = {one.use: one.agrees for one in story.agreements}
    for use in StoryUse:
        wanted = uses.get(use, False)
        if last.get(use, False) != wanted:
            note_answer(story, use, agrees=wanted, given_by=StoryTeller.SELF)
    story.name = (name or None) if uses.get(StoryUse.NAME) else None
    audit.record(by, "story.agreed-anew", of=("story", story.id))
    db.session.flush()


def take_back(story: Story, *, by: Viewer) -> None:
    """Its words go at once; that there was one stays. Pressed twice it is one."""
    if story.status is StoryStatus.WITHDRAWN:
        return
    story.status = StoryStatus.WITHDRAWN
    story.withdrawn_at = clock.now()
    story.title = story.parts = story.name = story.email = None
    outbox.forget(letter_of(story))
    db.session.execute(delete(StoryReading).where(StoryReading.story_id == story.id))
    audit.record(by, "story.taken-back", of=("story", story.id))
    db.session.flush()


def mark_read(story: Story, *, by: Viewer) -> None:
    """Somebody who plans services has read it. Raises: NotAllowedError once it is taken back."""
    standing(story)
    if story.status is StoryStatus.NEW:
        story.status, story.read_by = StoryStatus.READ, by.account_id
        audit.record(by, "story.read", of=("story", story.id))
    db.session.flush()


def standing(story: Story) -> None:
    if story.status is StoryStatus.WITHDRAWN:
        raise NotAllowedError


def words_of(story: Story) -> Told:
    """What is kept of it; nothing once it is taken back."""
    return told_from({**(story.parts or {}), "title": story.title or ""})
