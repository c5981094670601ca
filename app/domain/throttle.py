"""How often something may be tried. Counted for who tries, never against who is tried upon alone.

A stranger must not be able to lock somebody out by guessing at their door:

- A browser that somebody has signed in from carries a signed mark of that account. Its tries are counted for
  that browser alone, so whatever strangers do, the person at their own desk gets in.
- From any other browser a stranger can use up an account's tries. The way in is then the link by e-mail: who
  holds the mailbox sets a password, and that browser is known from then on.
- Links can be asked for as often in fifteen minutes as they live: when a stranger has used up the turns, a
  link that works lies in the mailbox.
"""

from __future__ import annotations

from dataclasses import dataclass

QUARTER = 15 * 60
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in a window. Units: seconds."""

    name: str
    times: int
    seconds: int


AT_AN_ACCOUNT = Limit("sign-in-account", 10, QUARTER)
"""Wrong passwords for one e-mail address, from browsers that are not known."""

FROM_A_SOURCE = Limit("sign-in-source", 50, QUARTER)
"""Wrong passwords from one address of the internet: an office shares it."""

FROM_A_KNOWN_BROWSER = Limit("sign-in-browser", 10, QUARTER)

CODES = Limit("code", 10, QUARTER)
CODES_A_DAY = Limit("code-day", 60, DAY)
"""Wrong codes for one account, which only somebody with the password can try: a guess in 6,000 days."""

CODES_FROM_A_KNOWN_BROWSER = Limit("code-browser", 10, QUARTER)

LINKS = Limit("new-password", 3, QUARTER)
"""Links for one e-mail address. The window is as long as a link lives."""

LINKS_FROM_A_SOURCE = Limit("new-password-source", 20, QUARTER)

MY_LINKS = Limit("my-link", 3, QUARTER)
"""Links to their own page for one e-mail address. The window is as long as a link lives."""

MY_LINKS_FROM_A_SOURCE = Limit("my-link-source", 20, QUARTER)

PANEL_LINKS = Limit("panel-link", 3, QUARTER)
"""Links to a page of the people's panel for one e-mail address."""

PANEL_LINKS_FROM_A_SOURCE = Limit("panel-link-source", 20, QUARTER)

FOLLOW_LINKS = Limit("follow-link", 3, QUARTER)
"""Links to follow a statement for one e-mail address."""

FOLLOW_LINKS_FROM_A_SOURCE = Limit("follow-link-source", 20, QUARTER)

RIGHT_ONCE = Limit("right-statement", 5, DAY)
"""Answers to "Did we get this right?" for one statement from one source: a household shares it."""

RIGHT_FROM_A_SOURCE = Limit("right-source", 60, DAY)

MY_CODES_FROM_A_SOURCE = Limit("my-code-source", 20, QUARTER)
"""Codes of letters. After five wrong ones for a letter its code is dead besides."""

CONFIRMATIONS = Limit("confirm", 10, QUARTER)
"""Wrong passwords of somebody who is signed in already."""

INVITATIONS = Limit("invite", 60, 60 * 60)
"""Invitations from one person."""
