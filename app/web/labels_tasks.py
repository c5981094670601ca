"""The words of what needs somebody, why, and what to do about it; and of a diary."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.tasks import AppointmentKind, AppointmentStatus, Settled, TaskKind

K = TaskKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    TaskKind: {
        # Translators: a worry about somebody's safety that nobody has ended yet.
        K.SAFEGUARDING: _l("Safeguarding open"),
        K.LEAD_CONFIRM: _l("Needs your yes"),
        K.NEW_TO_ME: _l("New to you"),
        K.FIRST_CONTACT: _l("First contact due"),
        K.WROTE_BACK: _l("Wrote back"),
        K.PROVIDER_ANSWERED: _l("Organiser answered"),
        K.PROVIDER_SILENT: _l("Organiser silent"),
        K.STOPPED: _l("Wants to stop"),
        # Translators: work with somebody was paused; this is the day to ask again.
        K.RETURN_DATE: _l("Back from a break?"),
        K.TRANSFER: _l("Handing over"),
        K.BOOK_SUPPORT: _l("Support to book"),
        K.NEXT_STEP: _l("Next step due"),
        K.FOLLOW_UP: _l("Follow-up due"),
        K.DID_IT_HELP: _l("Did it help?"),
        K.MEASURE: _l("Questions due"),
        K.TELL_BY_HAND: _l("To be told"),
        K.CONSENT_ENDS: _l("Consent runs out"),
        K.NEEDS_REVIEW: _l("Needs to check"),
        K.PLAN_REVIEW: _l("Plan to look at"),
        # Translators: something that may be worth saying to them when you next talk.
        K.WORTH_A_WORD: _l("Worth a word"),
    },
    Settled: {
        Settled.DONE: _lp("task", "It is done"),
        Settled.BOOKED: _l("Booked"),
        Settled.NOT_AVAILABLE: _l("None could be had"),
        Settled.NOT_NEEDED: _l("It is not needed any more"),
    },
    AppointmentKind: {
        AppointmentKind.MEETING: _l("Meeting"),
        AppointmentKind.CALL: _lp("diary", "Call"),
        # Translators: with somebody, to their first visit to a group.
        AppointmentKind.GOING_ALONG: _l("Going along"),
        AppointmentKind.OTHER: _lp("diary", "Something else"),
    },
    AppointmentStatus: {
        AppointmentStatus.PLANNED: _lp("diary", "Planned"),
        AppointmentStatus.HAPPENED: _lp("diary", "Done"),
        AppointmentStatus.CANCELLED: _lp("diary", "Called off"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    TaskKind: {
        **dict.fromkeys(TaskKind, "todo"),
        K.SAFEGUARDING: "late",
        K.LEAD_CONFIRM: "new",
        K.NEW_TO_ME: "new",
        K.WROTE_BACK: "new",
        K.STOPPED: "new",
        K.TRANSFER: "new",
        K.PROVIDER_ANSWERED: "part",
        K.PROVIDER_SILENT: "part",
    },
    AppointmentStatus: {
        AppointmentStatus.PLANNED: "todo",
        AppointmentStatus.HAPPENED: "yes",
        AppointmentStatus.CANCELLED: "cannot",
    },
}

WHY: Mapping[TaskKind, str] = {
    K.SAFEGUARDING: _l("A worry about their safety is open. Read it, and do what it asks."),
    K.LEAD_CONFIRM: _l("A link worker has asked for your yes. Read why, and decide."),
    K.NEW_TO_ME: _l("You have not met yet. Read what they asked for, and say hello."),
    K.FIRST_CONTACT: _l("Nobody has got in touch yet."),
    K.WROTE_BACK: _l("They have sent you a message."),
    K.PROVIDER_ANSWERED: _l("The organiser has answered. They do not know yet."),
    K.PROVIDER_SILENT: _l("The organiser has not answered, and we have reminded them."),
    K.STOPPED: _l("They have told us that they want to stop, or that something is not right."),
    K.RETURN_DATE: _l("This is the day you said you would ask how things are."),
    K.TRANSFER: _l("You asked somebody to take them over, and it is settled."),
    K.BOOK_SUPPORT: _l("Somebody has to be booked, so that you can talk with each other."),
    K.NEXT_STEP: _l("You said you would do something by now."),
    K.FOLLOW_UP: _l("Nobody has been in touch for four weeks."),
    K.DID_IT_HELP: _l("It ended, or has gone on for a while. Ask how it was."),
    K.MEASURE: _l("It is time to ask how they say things are."),
    K.TELL_BY_HAND: _l("We cannot write to them in a safe way. Tell them yourself."),
    K.CONSENT_ENDS: _l("What they agreed to runs out soon. Ask whether it still holds."),
    K.NEEDS_REVIEW: _l("It is a year since you asked how they want to be talked with."),
    K.PLAN_REVIEW: _l("You agreed to look at the plan together by now."),
    K.WORTH_A_WORD: _l("No health check in the last year that they remember."),
}
"""Why, where the task has no words of its own."""

BUTTONS: Mapping[TaskKind, str] = {
    K.SAFEGUARDING: _l("Read the worry"),
    K.LEAD_CONFIRM: _l("Read and decide"),
    K.NEW_TO_ME: _l("Read and say hello"),
    K.FIRST_CONTACT: _l("Record a contact"),
    # Translators: a button. Answer their message.
    K.WROTE_BACK: _lp("message", "Answer"),
    K.PROVIDER_ANSWERED: _l("See what they said"),
    K.PROVIDER_SILENT: _l("Ring the people who run it"),
    K.STOPPED: _l("Read what they said"),
    K.RETURN_DATE: _l("Ask how things are"),
    K.TRANSFER: _l("See what came of it"),
    K.BOOK_SUPPORT: _l("Say what is booked"),
    K.NEXT_STEP: _l("Record what you did"),
    K.FOLLOW_UP: _l("Get in touch"),
    # Translators: a button. Ask whether it helped.
    K.DID_IT_HELP: _lp("did it help?", "Ask"),
    K.MEASURE: _l("Ask the questions"),
    K.TELL_BY_HAND: _l("See what to tell"),
    K.CONSENT_ENDS: _l("Review consent"),
    K.NEEDS_REVIEW: _l("Check what they need"),
    K.PLAN_REVIEW: _l("Open the plan"),
    K.WORTH_A_WORD: _l("Open their plan"),
}
"""What the one button of a row says."""

OTHERWISE: Mapping[str, tuple[str, str]] = {
    "plan-words": (_l("They added something to their plan."), _l("Open the plan")),
    "measure-answered": (_l("They answered the questions you sent."), _l("See their answers")),
    "no-contact": (_l("They do not want us to get in touch any more."), _l("Read what they agreed to")),
}
"""What asked for the task -> why, and its button, where these are not those of the kind."""
