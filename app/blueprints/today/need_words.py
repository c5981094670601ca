"""What is said of each thing that waits for somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.queries.today import Need


@dataclass(frozen=True, slots=True)
class NeedWords:
    """How many, why it matters, and what the button says."""

    many: Callable[[int, str], str]
    why: str
    button: str


WORDS: Mapping[Need, NeedWords] = {
    Need.WORRIES: NeedWords(
        lambda count, n: ngettext(
            "%(n)s worry heard at an event", "%(n)s worries heard at events", count, n=n
        ),
        _l("Somebody said something that may mean they, or others, are not safe. Look today."),
        _l("Look at it"),
    ),
    Need.ON_TABLETS: NeedWords(
        lambda count, n: ngettext(
            "%(n)s tablet still holds conversations", "%(n)s tablets still hold conversations", count, n=n
        ),
        _l("Find it, open the capture page and leave it where there is a signal."),
        _l("See which event"),
    ),
    Need.TO_READ: NeedWords(
        lambda count, n: ngettext(
            "%(n)s conversation to read first", "%(n)s conversations to read first", count, n=n
        ),
        _l("They count once somebody has read them."),
        _l("Read them"),
    ),
    Need.STORIES: NeedWords(
        lambda count, n: ngettext("%(n)s story nobody has read", "%(n)s stories nobody has read", count, n=n),
        _l("Somebody took the time to tell it."),
        _l("Read the stories"),
    ),
    Need.PAGES: NeedWords(
        lambda count, n: ngettext(
            "%(n)s page is due for a look", "%(n)s pages are due for a look", count, n=n
        ),
        _l("Read each once more and say that it is right."),
        _l("Look at the pages"),
    ),
    Need.PAGE_PROBLEMS: NeedWords(
        lambda count, n: ngettext(
            "%(n)s thing is wrong with a page, readers say",
            "%(n)s things are wrong with pages, readers say",
            count,
            n=n,
        ),
        _l("We promise an answer within 5 working days."),
        _l("See what is wrong"),
    ),
    Need.OVERRIDES: NeedWords(
        lambda count, n: ngettext("%(n)s override to review", "%(n)s overrides to review", count, n=n),
        _l("Somebody opened what is not theirs to see, and said why."),
        _l("Review overrides"),
    ),
    Need.APPROVALS: NeedWords(
        lambda count, n: ngettext(
            "%(n)s thing waits for your yes or no", "%(n)s things wait for your yes or no", count, n=n
        ),
        _l("It takes two people. You are the second."),
        # Translators: a button. Say yes or no to what somebody asked for.
        _l("Decide"),
    ),
    Need.REPORTS: NeedWords(
        lambda count, n: ngettext(
            "%(n)s reader says that something is wrong",
            "%(n)s readers say that something is wrong",
            count,
            n=n,
        ),
        _l("Find out, put it right, and tell them."),
        _l("Read the reports"),
    ),
    Need.CHANGES: NeedWords(
        lambda count, n: ngettext("%(n)s change waits for you", "%(n)s changes wait for you", count, n=n),
        _l("Readers see it once you have read it."),
        _l("Read the changes"),
    ),
    Need.QUESTIONS: NeedWords(
        lambda count, n: ngettext(
            "We have a question about %(n)s change", "We have a question about %(n)s changes", count, n=n
        ),
        _l("Answer it, and we can go on."),
        # Translators: a button. Answer our question.
        _l("Answer"),
    ),
    Need.OWN_CHECKS: NeedWords(
        lambda count, n: ngettext(
            "%(n)s of your listings to look over", "%(n)s of your listings to look over", count, n=n
        ),
        _l("Is it still right? It takes a minute."),
        _l("Look them over"),
    ),
    Need.CHECKS: NeedWords(
        lambda count, n: ngettext("%(n)s listing to check", "%(n)s listings to check", count, n=n),
        _l("Nobody has said for a while whether it is still right."),
        _l("Check listings"),
    ),
    Need.IMPORTS: NeedWords(
        lambda count, n: ngettext("%(n)s import waits for you", "%(n)s imports wait for you", count, n=n),
        _l("It was read. Look at what it would change."),
        _l("Look at imports"),
    ),
    Need.MESSAGES: NeedWords(
        lambda count, n: ngettext(
            "%(n)s message could not be sent", "%(n)s messages could not be sent", count, n=n
        ),
        _l("Somebody waits for it and does not know."),
        _l("See which"),
    ),
    Need.DUPLICATES: NeedWords(
        lambda count, n: ngettext(
            "%(n)s pair of listings may be the same", "%(n)s pairs of listings may be the same", count, n=n
        ),
        _l("Compare them, and keep one."),
        # Translators: a button. See two listings side by side.
        _l("Compare"),
    ),
}
