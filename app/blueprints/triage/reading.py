"""The queue, and one referral whole with what can be done about it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.triage import words
from app.blueprints.triage.blueprint import bp
from app.domain.machine import Actor
from app.domain.referral import ReferralAction
from app.domain.referral_moves import OPEN, open_actions
from app.domain.roles import Permission
from app.models.referrals import Referral
from app.operations import acting, audit, referrer_news
from app.queries import triage as queries
from app.queries.triage import PAGE, Part
from app.web import addresses, reaching_words
from app.web.access import requires
from app.web.opening import opened_referral
from app.web.paging import pages
from app.web.viewer import viewer

A = ReferralAction
LAST_PAGE = 1_000

OTHER_WAYS: dict[ReferralAction, tuple[str, str]] = {
    A.NOT_ACCEPT: ("triage.not_accept", _l("It is not for us")),
    A.REDIRECT: ("triage.send_on", _l("Send it on to another service")),
    A.PERSON_DECLINES: ("triage.declined", _l("The person says no")),
    A.GIVE_UP_CONTACT: ("triage.not_reached", _l("We cannot reach them")),
    A.WITHDRAW: ("triage.withdraw", _l("The referrer takes it back")),
    A.MARK_DUPLICATE: ("triage.duplicate", _l("It goes on in another referral")),
    A.RECORD_DEATH: ("triage.died", _l("The person has died")),
    A.MARK_ERROR: ("triage.mistake", _l("It was made by mistake")),
}


@dataclass(frozen=True, slots=True)
class Way:
    """Something that can be done from here."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a page is shown again instead of the decision being taken."""

    heading: str
    words: str


@bp.get("")
@requires(Permission.REFERRAL_TRIAGE)
def queue() -> ResponseReturnValue:
    by = viewer()
    asked = request.args.get("part", "")
    part = Part(asked) if asked in set(Part) else Part.OPEN
    counts = queries.counts(by)
    number = page_number()
    rows = queries.queue(by, part, start=(number - 1) * PAGE)
    audit.seen(by, "referral.listed", count=len(rows))
    return render_template(
        "triage/queue.html",
        part=part,
        parts=[one for one in Part if one in {part, Part.OPEN, Part.DECIDED} or counts[one]],
        counts=counts,
        rows=rows,
        pages=pages(
            number, max(1, -(-counts[part] // PAGE)), lambda n: addresses.with_arguments(page=str(n))
        ),
        words=words,
        reach=reaching_words.one_line,
    )


def page_number() -> int:
    asked = request.args.get("page", "")
    return max(1, min(int(asked), LAST_PAGE)) if asked.isdecimal() and len(asked) < 7 else 1


@bp.get("/<uuid:referral_id>")
@requires(Permission.REFERRAL_TRIAGE)
def show(referral_id: uuid.UUID) -> ResponseReturnValue:
    return page(opened_referral(referral_id))


def page(referral: Referral, *, trouble: Trouble | None = None, status: int = 200) -> Response:
    """The referral whole. Its questions to the referrer, its tries and its steps stand beside it."""
    document = words.told(referral)
    actors = acting.for_referral(viewer(), referral)
    actions = open_actions(referral.status, actors)
    return make_response(
        render_template(
            "triage/show.html",
            referral=referral,
            names=queries.names_of(referral),
            sections=words.sections(document),
            needs=words.needs(document),
            safe=words.safe(document),
            called=document["preferred_name"] or document["given_name"],
            actions=actions,
            others=other_ways(referral, actions),
            is_open=referral.status in OPEN,
            is_lead=Actor.LEAD in actors,
            attempts=queries.attempts(referral),
            steps=queries.steps(referral),
            case_url=case_url(referral),
            by_hand=referral.source not in referrer_news.THEMSELVES and referrer_news.where(referral) is None,
            words=words,
            trouble=trouble,
        ),
        status,
    )


def other_ways(referral: Referral, actions: list[ReferralAction]) -> list[Way]:
    """Ways for it to end besides being accepted."""
    allowed = {A.NOT_ACCEPT if one is A.PROPOSE_NOT_ACCEPT else one for one in actions}
    return [
        Way(str(said), url_for(endpoint, referral_id=referral.id))
        for action, (endpoint, said) in OTHER_WAYS.items()
        if action in allowed
    ]


def case_url(referral: Referral) -> str:
    """The case it became part of, where the viewer may open it."""
    if referral.case_id is None or not queries.is_within_reach(viewer(), referral.case_id):
        return ""
    return url_for("cases.story", case_id=referral.case_id)


def moved_on() -> Trouble:
    return Trouble(
        _("Somebody was quicker"),
        _("It moved on while you had it open. This is how it stands now."),
    )
