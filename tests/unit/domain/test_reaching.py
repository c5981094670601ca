"""Which ways of reaching somebody are blocked, warned about or fine."""

from __future__ import annotations

import uuid

import pytest

from app.domain.contact_log import ContactChannel
from app.domain.protection import sees_address
from app.domain.reaching import (
    FITS,
    SAFE_AS,
    Outcome,
    Reaching,
    Why,
    clean_reaching,
    has_limits,
    judge,
)

C = ContactChannel


def how(**said: object) -> Reaching:
    return clean_reaching(said)


@pytest.mark.parametrize(
    ("reaching", "channel", "outcome", "why"),
    [
        (how(channels=["text"]), C.TEXT, Outcome.OK, Why.NOTHING),
        (how(channels=["text"]), C.PHONE, Outcome.BLOCK, Why.NOT_CHOSEN),
        (how(channels=["text"]), C.HOME_VISIT, Outcome.BLOCK, Why.NOT_CHOSEN),
        (how(channels=["text"]), C.FACE_TO_FACE, Outcome.OK, Why.NOTHING),
        (how(channels=["in-person"]), C.VIDEO, Outcome.OK, Why.NOTHING),
        (how(channels=["phone"], methods=["no-telephone-contact"]), C.PHONE, Outcome.BLOCK, Why.NO_PHONE),
        (how(methods=["no-telephone-contact"]), C.PHONE, Outcome.BLOCK, Why.NO_PHONE),
        (how(channels=["text", "letter"], methods=["letter"]), C.TEXT, Outcome.WARN, Why.NOT_AS_NEEDED),
        (how(channels=["phone"], methods=["text-relay"]), C.PHONE, Outcome.WARN, Why.WITH_RELAY),
        (how(channels=["phone"], methods=["phone"]), C.PHONE, Outcome.OK, Why.NOTHING),
        (
            how(channels=["somebody-i-trust"], trusted={"phone": "0113 496 0000"}),
            C.PHONE,
            Outcome.WARN,
            Why.THROUGH_SOMEBODY,
        ),
        (how(channels=["somebody-i-trust"]), C.PHONE, Outcome.BLOCK, Why.NOT_CHOSEN),
        (how(), C.PHONE, Outcome.WARN, Why.NOT_KNOWN),
    ],
)
def test_a_way_is_judged_by_safety_first(
    reaching: Reaching, channel: ContactChannel, outcome: Outcome, why: Why
) -> None:
    verdict = judge(reaching, channel)
    assert (verdict.outcome, verdict.why) == (outcome, why)


def test_a_reason_is_asked_where_safety_or_a_need_is_broken() -> None:
    assert judge(how(channels=["text"]), C.PHONE).needs_reason
    assert judge(how(channels=["text"], methods=["letter"]), C.TEXT).needs_reason
    assert not judge(how(), C.PHONE).needs_reason
    assert not judge(how(channels=["text"]), C.TEXT).needs_reason


def test_every_channel_has_a_rule() -> None:
    assert set(SAFE_AS) == set(C) and set(FITS) <= set(C)


@pytest.mark.parametrize(
    "said", [{"leave_message": False}, {"others_may_answer": False}, {"never": "Landline"}]
)
def test_what_must_not_be_done_is_a_limit(said: dict[str, object]) -> None:
    assert has_limits(how(**said)) and not has_limits(how(leave_message=True))


def test_a_protected_address_is_for_the_worker_and_the_named_lead() -> None:
    worker, lead, other = (uuid.uuid4() for _ in range(3))
    seen = [
        sees_address(who, worker=worker, lead=lead, protected=True) for who in (worker, lead, other, None)
    ]
    assert seen == [True, True, False, False]
    assert not sees_address(None, worker=None, lead=None, protected=True)
    assert sees_address(other, worker=worker, lead=lead, protected=False)
