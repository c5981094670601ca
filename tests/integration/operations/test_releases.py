"""Results are frozen as they may be shown."""

from __future__ import annotations

import pytest

from app.domain.engagement import EventStatus
from app.domain.errors import NeedsMoreError
from app.domain.results import digest_of, document_from, plain
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.engagement import Event
from app.operations import releases
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, FrameVersionFactory, frame_with

OFFICER = Viewer(grants=(Grant(Role.ENGAGEMENT_OFFICER),))


def talked(event: Event, times: int, **given: object) -> list[object]:
    return [ConversationFactory(event_id=event.id, people=2, **given) for _ in range(times)]


def test_a_frozen_event_holds_rounded_numbers_and_hides_small_ones(db_session: object) -> None:
    version = frame_with("Buses", "Company", "Dentists")
    event = EventFactory(status=EventStatus.CLOSED)
    held = talked(event, 23)
    buses, company, _dentists = version.entries
    for conversation in held[:12]:
        for _twice in range(2):
            CodingFactory(
                point_id=conversation.points[0].id,  # type: ignore[attr-defined]  # a conversation
                code_id=buses.code_id,
                version_id=version.id,
            )
    for conversation in held[:3]:
        CodingFactory(
            point_id=conversation.points[0].id,  # type: ignore[attr-defined]  # a conversation
            code_id=company.code_id,
            version_id=version.id,
        )
    release = releases.freeze(event, by=OFFICER)
    document = document_from(release.document)
    assert (document.conversations, document.people) == (25, 45)
    assert [(one.name, one.count) for one in document.themes] == [
        ("Buses", 10),
        ("Company", None),
        ("Dentists", None),
    ]
    assert release.number == 1
    assert release.digest == digest_of(document)
    assert document_from(plain(document)) == document


def test_nothing_is_frozen_before_it_is_over_anybody_spoke_and_a_code_is_published(
    db_session: object,
) -> None:
    def missing(event: Event) -> frozenset[str]:
        with pytest.raises(NeedsMoreError) as stopped:
            releases.freeze(event, by=OFFICER)
        return stopped.value.missing

    assert missing(EventFactory()) == {releases.NOT_OVER}
    draft = FrameVersionFactory(status="draft", frame__is_default=False)
    closed = EventFactory(status=EventStatus.CLOSED)
    closed.frame_id = draft.frame.id
    assert missing(closed) == {releases.NO_CODES}
    closed.frame_id = frame_with("Buses", is_default=False).frame.id
    assert missing(closed) == {releases.NOBODY}
