"""Who has looked, in words: for the case's own page, and for the person themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app import clock
from app.domain.roles import Role
from app.queries.case_lookers import Look
from app.web.diary_words import clock_time
from app.web.filters import full_date, number
from app.web.labels import label

PARTS: Mapping[str, str] = {
    "story": _l("the story"),
    "what-matters": _l("what matters"),
    "plan": _l("the plan"),
    "plan-versions": _l("earlier plans"),
    "plan-print": _l("the plan, on paper"),
    "people": _l("the people around them"),
    "introductions": _l("introductions"),
    "introduce": _l("introductions"),
    "give-details": _l("introductions"),
    "find": _l("what could help"),
    "compare": _l("what could help"),
    "compare-print": _l("what could help, on paper"),
    "missing": _l("what is missing here"),
    "contacts": _l("contacts"),
    "messages": _l("messages"),
    "measures": _l("their answers about how things are"),
    "documents": _l("documents"),
    "consent": _l("what they agreed to"),
    "needs": _l("how to talk with them"),
    "address": _l("where they live"),
    "nhs-number": _l("the NHS number"),
    "safeguarding": _l("a worry about safety"),
    "equality": _l("questions about equality"),
    "who-has-looked": _l("who has looked"),
    "moves": _l("where the case stands"),
    "hand-over": _l("handing over"),
    "closing": _l("the closing"),
    "closing-letter": _l("the closing letter"),
    "diary": _l("the diary"),
}
"""The part of a case that was opened, inside a sentence."""

DID: Mapping[str, str] = {
    "case.opened": _l("Opened the case"),
    "case.allocated": _l("Gave the case to a link worker"),
    "case.given-back": _l("Gave the case back to the waiting list"),
    "case.handed-over": _l("Took the case over"),
    "case.started": _l("Was in touch for the first time"),
    "case.held": _l("Paused the case"),
    "case.come-back": _l("Went on after the break"),
    "case.closing-begun": _l("Began to close the case"),
    "case.closing-written": _l("Wrote about the closing"),
    "case.back-to-active": _l("Went on instead of closing"),
    "case.lead-asked": _l("Asked a lead to agree to the end"),
    "case.lead-asked-to-close": _l("Asked a lead to close it early"),
    "case.sent-back": _l("Asked for more before the end"),
    "case.closed": _l("Closed the case"),
    "case.closed-early": _l("Closed the case before it began"),
    "case.reopened": _l("Opened the case again"),
    "case.death-recorded": _l("Recorded that they have died"),
    "case.marked-error": _l("Marked the case as opened by mistake"),
    "case.referral-joined": _l("Joined another referral to the case"),
    "case-message.sent": _l("Wrote them a message"),
    "case-message.received": _l("Wrote us a message"),
    "case-message.read": _l("Read messages"),
    "contact.recorded": _l("Recorded a contact"),
    "contact.corrected": _l("Put a contact right"),
    "unmet-need.recorded": _l("Recorded that something is missing here"),
    "person.made": _l("Made their record"),
    "person.joined": _l("Found that the record was theirs"),
    "person.candidate-seen": _l("Compared them with a referral"),
    "referral.received": _l("Took in the referral"),
    "referral.routed": _l("Sent the referral to a team"),
    "referral.seen": _l("Read the referral"),
}
REFUSED = _lp("trace", "Tried to open it, and was not let in")
LOOKED = _lp("trace", "Looked at it")
CHANGED = _lp("trace", "Changed something")


@dataclass(frozen=True, slots=True)
class Line:
    day: str
    time: str
    """The first of them, where it is more than one."""
    who: str
    role: str
    what: str
    is_refused: bool


def lines(looks: Iterable[Look]) -> list[Line]:
    """Line by line, the newest first; the same thing by the same person on one day stands once."""
    grouped: list[tuple[tuple[object, ...], list[Look]]] = []
    for one in looks:
        same = (clock.local_day(one.at), one.actor, one.name, one.action, one.part)
        if grouped and grouped[-1][0] == same:
            grouped[-1][1].append(one)
        else:
            grouped.append((same, [one]))
    return [line(alike) for _same, alike in grouped]


def line(alike: list[Look]) -> Line:
    first = alike[-1]
    what = said(first)
    many = len(alike)
    return Line(
        day=full_date(clock.local_day(first.at)),
        time=clock_time(first.at),
        who=who(first),
        role=", ".join(label(Role(role)) for role in first.roles if role in set(Role)),
        what=_("%(what)s, %(times)s times", what=what, times=number(many)) if many > 1 else what,
        is_refused=first.is_refused,
    )


def said(one: Look) -> str:
    if one.is_refused:
        return str(REFUSED)
    if one.action in DID:
        return str(DID[one.action])
    is_look = one.action.endswith(("seen", "listed", "opened", "printed"))
    if is_look and one.part in PARTS:
        return _("Looked at %(part)s", part=PARTS[one.part])
    return str(LOOKED if is_look else CHANGED)


def who(one: Look) -> str:
    if one.name:
        return one.name
    if one.actor == "system":
        return _("Ginnel, by itself")
    if one.actor == "link":
        return _("Somebody with a link")
    return _("Somebody whose account is gone") if one.actor == "account" else _("Somebody not signed in")
