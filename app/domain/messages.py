"""Which messages there are, what each one needs to be put into words, and when it is tried again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.people import LinkPurpose


class Channel(StrEnum):
    EMAIL = "email"


class MessageKind(StrEnum):
    """What a message is for: the name of its template in `templates/emails/`."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new-password"  # noqa: S105 - the kind's name
    ACCOUNT_CHANGED = "account-changed"
    CLAIM_CODE = "claim-code"
    CLAIM_MADE = "claim-made"
    CHECK_LISTING = "check-listing"
    CHANGE_DECIDED = "change-decided"
    CHANGE_QUESTION = "change-question"
    REPORT_RECEIVED = "report-received"
    REPORT_ANSWERED = "report-answered"
    LISTING_REPORTED = "listing-reported"
    BREAK_GLASS_OPENED = "break-glass-opened"
    APPROVAL_ASKED = "approval-asked"
    AUDIT_HEAD = "audit-head"
    JOURNEY_SAVED = "journey-saved"
    REFER_INVITED = "refer-invited"
    REFERRAL_RECEIVED = "referral-received"
    """To the person, or to whoever asked for them."""
    REFERRAL_QUESTION = "referral-question"
    REFERRAL_NEWS = "referral-news"
    """To the referrer: accepted, not accepted, could not be reached, closed."""
    MY_LINK = "my-link"
    PERSON_NEWS = "person-news"
    """To the person: there is something new on their page. What it is stands there only."""
    INTRODUCTION_SENT = "introduction-sent"
    INTRODUCTION_REMINDER = "introduction-reminder"
    INTRODUCTION_OVER = "introduction-over"
    """To the provider: it was called off; nothing about the person."""
    MEASURE_ASKED = "measure-asked"
    DID_IT_HELP = "did-it-help"
    CASE_CLOSED = "case-closed"
    """To the person: how it ended and the way back."""
    LEAD_NEEDED = "lead-needed"
    """To a lead: something waits for them; a reference only."""
    TRANSFER_ASKED = "transfer-asked"
    HARM_RAISED = "harm-raised"
    """To the named person of an event: words of harm came in. Nothing of what was said."""
    UNSENT_LEFT = "unsent-left"
    """To the organiser after an event: tablets still hold conversations."""
    HOST_INVITED = "host-invited"
    """To a community group that runs an event by itself."""
    PANEL_LINK = "panel-link"
    """To somebody who joins the panel, or asked for a new link."""
    PANEL_ASKED = "panel-asked"
    """To a member who was drawn."""
    STORY_LINK = "story-link"
    """To somebody who told a story: the way back to it."""
    ANSWER_ASKED = "answer-asked"
    """To its owner: an answer to what people said is asked of them."""
    ANSWER_REMINDER = "answer-reminder"
    ANSWER_RETURNED = "answer-returned"
    """To its owner: what they wrote is not clear yet. The question stands on the page of the link."""
    FOLLOW_ASKED = "follow-asked"
    """To somebody who wants to follow: nothing more is sent before they say yes."""
    STATEMENT_CHANGED = "statement-changed"
    WHAT_CAME_OF_IT = "what-came-of-it"
    """To somebody who spoke and wanted to hear back: the results are there. Sent once."""
    LIST_SENT = "list-sent"
    """To somebody who rang the helpline: the short address of the list that was made for them."""
    PAGE_PROBLEM_RECEIVED = "page-problem-received"
    PAGE_PROBLEM_ANSWERED = "page-problem-answered"
    """To a reader who told us what is wrong with a page."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a kind of message asks of whoever tells it.

    Every template also sees `name` (of the account it goes to) and `listing` (the listing's name as it is at
    the moment of sending); both may be empty.
    """

    needs: frozenset[str] = frozenset()
    """Parameters that must be given."""
    takes: frozenset[str] = frozenset()
    """Parameters that may be given besides."""
    purpose: LinkPurpose | None = None
    """What the link of its parameter `token` is for; the message is dropped once that link is over."""
    needs_listing: bool = False
    """It is dropped once the listing has gone."""


def _asks(
    needs: str = "", takes: str = "", purpose: LinkPurpose | None = None, needs_listing: bool = False
) -> Asks:
    return Asks(frozenset(needs.split()), frozenset(takes.split()), purpose, needs_listing)


K, P = MessageKind, LinkPurpose

ASKS: dict[MessageKind, Asks] = {
    # easy, of any kind: 1 where they asked for Easy Read, so that its words are short and its link opens it
    # by: who invites, as they are called
    K.INVITATION: _asks("token", "by", P.INVITATION),
    K.NEW_PASSWORD: _asks("token", "", P.NEW_PASSWORD),
    # what: a value of AccountChange
    K.ACCOUNT_CHANGED: _asks("what"),
    # code: six digits to type on the page of the link
    K.CLAIM_CODE: _asks("token code", "", P.CLAIM, needs_listing=True),
    K.CLAIM_MADE: _asks(needs_listing=True),
    # step: 1, 2, 3: which reminder; checked_on: the last check; names: of several listings, a line each
    K.CHECK_LISTING: _asks("token", "step checked_on names", P.STILL_RIGHT, needs_listing=True),
    # called: what the listing is called in the change; outcome: accepted, part or refused; reason: in words
    K.CHANGE_DECIDED: _asks("called outcome", "reason token", P.SUGGESTION),
    K.CHANGE_QUESTION: _asks("called question token", "", P.SUGGESTION),
    # reason: a value of ReportReason
    K.REPORT_RECEIVED: _asks("reason"),
    # outcome: a value of ReportOutcome; answer: our words to them
    K.REPORT_ANSWERED: _asks("reason outcome", "answer"),
    K.LISTING_REPORTED: _asks("reason token", "", P.STILL_RIGHT, needs_listing=True),
    # reference: a short name of the override; what was opened is never in a message
    K.BREAK_GLASS_OPENED: _asks("reference"),
    # approval: its id
    K.APPROVAL_ASKED: _asks("approval"),
    # at: the moment, ISO; seq, hash and mac of the chain's last row
    K.AUDIT_HEAD: _asks("at seq hash mac"),
    # code: to type where the link cannot be opened
    K.JOURNEY_SAVED: _asks("token", "code", P.JOURNEY),
    # by: who invites, as they are called
    K.REFER_INVITED: _asks("token", "by", P.REFER),
    # reference; by: the day by which they hear from us, ISO; token: the referrer's door, none for the person
    K.REFERRAL_RECEIVED: _asks("reference by", "token", P.REFERRAL),
    K.REFERRAL_QUESTION: _asks("token reference", "", P.REFERRAL),
    # news: a value of ReferralNews; why not and what instead stand on the page of the link
    K.REFERRAL_NEWS: _asks("token reference news", "", P.REFERRAL),
    K.MY_LINK: _asks("token", "easy", P.MY),
    K.PERSON_NEWS: _asks("", "easy"),
    # days: how long they have waited
    K.INTRODUCTION_SENT: _asks("token", "", P.INTRODUCTION),
    K.INTRODUCTION_REMINDER: _asks("token days", "", P.INTRODUCTION),
    K.INTRODUCTION_OVER: _asks(),
    K.MEASURE_ASKED: _asks("token", "easy", P.MEASURE),
    K.DID_IT_HELP: _asks("token", "easy", P.HELPED),
    # until: the last day on which it can be opened again, ISO
    K.CASE_CLOSED: _asks("until", "easy"),
    # what: a value of LeadNeed; reference
    K.LEAD_NEEDED: _asks("what reference"),
    K.TRANSFER_ASKED: _asks("reference"),
    # event: what the event is called
    K.HARM_RAISED: _asks("event"),
    # event: what it is called; tablets: how many; until: the last day on which they can send, ISO
    K.UNSENT_LEFT: _asks("event tablets until"),
    # event: what it is called
    K.HOST_INVITED: _asks("token event", "", P.HOST),
    K.PANEL_LINK: _asks("token", "easy", P.PANEL),
    # about: what they are asked, in words
    K.PANEL_ASKED: _asks("token about", "easy", P.PANEL),
    K.STORY_LINK: _asks("token", "", P.STORY),
    # said: the statement; by: the day by which an answer is due, ISO
    K.ANSWER_ASKED: _asks("token said by", "", P.ANSWER),
    # days: how late it is
    K.ANSWER_REMINDER: _asks("token said by", "days", P.ANSWER),
    K.ANSWER_RETURNED: _asks("token said", "", P.ANSWER),
    # said: the statement; empty for all of them
    K.FOLLOW_ASKED: _asks("token", "said", P.FOLLOW),
    # slug: of the statement's page
    K.STATEMENT_CHANGED: _asks("token said slug", "", P.FOLLOW),
    # event: what it is called; slug: of its page
    K.WHAT_CAME_OF_IT: _asks("event slug"),
    # code: of the shared list, in groups
    K.LIST_SENT: _asks("code"),
    # by: the day by which they hear from us, ISO
    K.PAGE_PROBLEM_RECEIVED: _asks("by"),
    # path: of the page, as the problem holds it; outcome: a value of ProblemOutcome; by: the day by which it
    # will be mended, ISO; answer: our words to them
    K.PAGE_PROBLEM_ANSWERED: _asks("path outcome", "by answer"),
}
"""Kind -> its parameters. Values are text, whole numbers, days and moments as ISO text."""


TO_PERSON = frozenset({K.MY_LINK, K.PERSON_NEWS, K.MEASURE_ASKED, K.DID_IT_HELP, K.CASE_CLOSED})
"""Go to somebody we help: only while e-mail is a way they chose, and to the address they have now."""
CHASERS = frozenset({K.INTRODUCTION_REMINDER, K.MEASURE_ASKED, K.DID_IT_HELP, K.TRANSFER_ASKED})
"""Ask somebody to do something for a case: of no use once it is closed."""
KEPT_AFTER_CLOSING = frozenset({K.CASE_CLOSED, K.INTRODUCTION_OVER, K.REFERRAL_NEWS, K.MY_LINK})
"""Leave although their case is closed by now."""
TOLD_AFTER_DEATH = frozenset({K.INTRODUCTION_OVER})
"""Say to a provider that it is off, without a word about anybody: else they would ring the family."""


class AccountChange(StrEnum):
    """What a message about a changed account says."""

    PASSWORD = "password"  # noqa: S105 - the change's name
    SECOND_FACTOR = "second-factor"
    """A second step was added or changed."""
    RECOVERY_CODES = "recovery-codes"
    PASSKEY = "passkey"
    EMAIL = "email"
    ROLES = "roles"
    CLOSED = "closed"


class ReferralNews(StrEnum):
    """What a message to a referrer says."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not-accepted"
    COULD_NOT_REACH = "could-not-reach"
    DECLINED = "declined"
    """The person said no."""
    CLOSED = "closed"


class LeadNeed(StrEnum):
    """What a message asks a lead to look at."""

    SAFEGUARDING = "safeguarding"
    NOT_ACCEPTING = "not-accepting"
    CLOSING = "closing"
    SILENT_REFERRER = "silent-referrer"


class MessageStateError(ValueError):
    """A message is told with too little, or with what its words do not know."""


def check(kind: MessageKind, parameters: Mapping[str, object]) -> None:
    """Raises: MessageStateError, naming parameters and never their values."""
    asks = ASKS[kind]
    missing = asks.needs - parameters.keys()
    unknown = parameters.keys() - asks.needs - asks.takes
    if missing or unknown:
        raise MessageStateError(f"{kind}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    if any(not isinstance(value, str | int) for value in parameters.values()):
        raise MessageStateError(f"{kind}: text and whole numbers only")


MOST_TRIES = 8
FIRST_WAIT = dt.timedelta(seconds=30)
LONGEST_WAIT = dt.timedelta(hours=8)


def wait_after(tries: int, *, chance: float) -> dt.timedelta:
    """How long to wait after so many tries: 30 s, 2 min, 8 min ... up to 8 hours, a quarter more or less.

    `chance` is between 0 and 1, so that a crowd of messages does not come back all at once.
    """
    wait = FIRST_WAIT
    for _ in range(tries - 1):
        wait = min(wait * 4, LONGEST_WAIT)
    return wait * (0.75 + chance / 2)
