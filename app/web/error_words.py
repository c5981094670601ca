"""What an error page says, by status: what happened, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _


@dataclass(frozen=True, slots=True)
class ErrorWords:
    heading: str
    sentences: tuple[str, ...]
    without_button: str = ""
    """What to do where the page has no button that sends all of it again."""


def words_for(code: int) -> ErrorWords:
    """The words of a status; those of 500 or 400 for one we did not think of."""
    known = _all()
    return known.get(code) or known[500 if code >= 500 else 400]


def _all() -> dict[int, ErrorWords]:
    back = _("Go back, check the page, and send it once more. What you typed should still be there.")
    return {
        400: ErrorWords(
            _("That did not reach us in one piece"),
            (_("The page may have been open for a long time, or part of the address is missing."),),
            without_button=back,
        ),
        403: ErrorWords(
            _("This page is not open to you"),
            (
                _("It may belong to somebody else, or you came from another website's form."),
                _("Start again from the first page. If you think you should see it, ring us."),
            ),
        ),
        404: ErrorWords(
            _("There is no page here"),
            (
                _("If you typed the address, check it is right. If you followed a link, the link is old."),
                _("Search below, or ring us and we will look for you."),
            ),
        ),
        405: ErrorWords(
            _("This page does not work that way"),
            (_("You can reach it only by filling in the form before it. Start again from the first page."),),
        ),
        409: ErrorWords(
            _("Somebody changed this while you had it open"),
            (_("Nothing of yours was saved over theirs. Open the page again to see how it is now."),),
        ),
        410: ErrorWords(
            _("This has finished"),
            (
                _("It was here, and the people who ran it have stopped, or asked us to take it away."),
                _("Search below for something like it near you."),
            ),
        ),
        413: ErrorWords(
            _("That is too much to send at once"),
            (_("Make it shorter, then send it again."),),
        ),
        422: ErrorWords(
            _("Something on the form needs another look"),
            (back,),
        ),
        429: ErrorWords(
            _("A lot of requests came at once"),
            (
                _("Wait one minute, then try again."),
                _("If you are on a shared computer, the others may have used up the turn."),
            ),
        ),
        500: ErrorWords(
            _("Something went wrong on our side"),
            (
                _("It is our fault, not yours. We keep a note of it, with nothing about you in it."),
                _("Try again in a few minutes. If it cannot wait, ring us."),
            ),
        ),
        503: ErrorWords(
            _("We are busy for a moment"),
            (_("Wait half a minute, then load this page again. If it cannot wait, ring us."),),
        ),
    }
