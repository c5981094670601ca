"""The words of messages and reports, for staff pages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from app.domain.messages import MessageKind
from app.domain.stewardship import ReportOutcome

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MessageKind: {
        MessageKind.INVITATION: _l("Invitation"),
        MessageKind.NEW_PASSWORD: _l("Link for a new password"),
        MessageKind.ACCOUNT_CHANGED: _l("Account changed"),
        MessageKind.CLAIM_CODE: _l("Code to claim a page"),
        MessageKind.CLAIM_MADE: _l("Page claimed"),
        MessageKind.CHECK_LISTING: _l("Is your page still right?"),
        MessageKind.CHANGE_DECIDED: _l("What became of a change"),
        MessageKind.CHANGE_QUESTION: _l("Question about a change"),
        MessageKind.REPORT_RECEIVED: _l("Thank you for a report"),
        MessageKind.REPORT_ANSWERED: _l("Answer to a report"),
        MessageKind.LISTING_REPORTED: _l("Somebody reported your page"),
        MessageKind.BREAK_GLASS_OPENED: _l("Opened in an emergency"),
        MessageKind.APPROVAL_ASKED: _l("Needs a second person"),
        MessageKind.AUDIT_HEAD: _l("Seal of the audit"),
        MessageKind.REFER_INVITED: _l("Link to refer somebody"),
        MessageKind.JOURNEY_SAVED: _l("Way back to answers that were saved"),
        MessageKind.REFERRAL_RECEIVED: _l("We have a referral"),
        MessageKind.REFERRAL_QUESTION: _l("Question about a referral"),
        MessageKind.REFERRAL_NEWS: _l("News of a referral"),
        MessageKind.INTRODUCTION_SENT: _l("Introduction to an organiser"),
        MessageKind.INTRODUCTION_REMINDER: _l("Reminder of an introduction"),
        MessageKind.PERSON_NEWS: _l("Something new on their page"),
        MessageKind.INTRODUCTION_OVER: _l("Introduction called off"),
        MessageKind.DID_IT_HELP: _l("Did it help?"),
        MessageKind.MEASURE_ASKED: _l("Questions about how things are"),
        MessageKind.HARM_RAISED: _l("Words of harm were heard at an event"),
        MessageKind.UNSENT_LEFT: _l("Tablets still hold conversations"),
        MessageKind.HOST_INVITED: _l("Host pack for a group"),
        MessageKind.PANEL_LINK: _l("Link to the people's panel"),
        MessageKind.PANEL_ASKED: _l("Invitation to a panel member"),
        MessageKind.STORY_LINK: _l("Link to somebody's story"),
        MessageKind.ANSWER_ASKED: _l("Asked for an answer to what people said"),
        MessageKind.ANSWER_REMINDER: _l("Reminder of an answer"),
        MessageKind.ANSWER_RETURNED: _l("Question about an answer"),
        MessageKind.FOLLOW_ASKED: _l("Link to follow a statement"),
        MessageKind.STATEMENT_CHANGED: _l("Something changed in a statement"),
        MessageKind.WHAT_CAME_OF_IT: _l("What came of what somebody told us"),
        MessageKind.LIST_SENT: _l("List for somebody who rang"),
        MessageKind.PAGE_PROBLEM_RECEIVED: _l("Thank you for telling us about a page"),
        MessageKind.PAGE_PROBLEM_ANSWERED: _l("Answer about a page"),
        MessageKind.LEAD_NEEDED: _l("Something waits for a lead"),
        MessageKind.CASE_CLOSED: _l("The work has ended"),
        MessageKind.TRANSFER_ASKED: _l("Asked to take over"),
    },
    ReportOutcome: {
        ReportOutcome.PUT_RIGHT: _l("We put it right"),
        ReportOutcome.WAS_RIGHT: _l("It was right"),
        ReportOutcome.CLOSED: _l("It has closed"),
        ReportOutcome.COULD_NOT_TELL: _l("We could not tell"),
    },
}
