"""Letting somebody in who shows that a listing is theirs: by a code to its e-mail, or by letter.

Whoever asks gets the same answer, with an address behind it or without.
"""

from __future__ import annotations

import datetime as dt

from app import clock
from app.database import db
from app.domain.claiming import (
    CODE_LASTS,
    LETTER_LASTS,
    MOST_CODES_A_DAY,
    MOST_CODES_AN_HOUR,
    is_same_postcode,
)
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import ANONYMOUS, Viewer
from app.models.people import AccessLink
from app.operations import access_links, audit, outbox, sessions
from app.queries.claims import ACCOUNT, LETTER, Claimed, codes_since, letter_of

OF = "listing"


def send_code(listing: Claimed, *, language: str) -> str:
    """A code to the listed e-mail; the token of the page where it is typed. Where none is sent there is
    none to guess."""
    sends = bool(listing.usable_email) and may_send(listing)
    made = access_links.make(
        LinkPurpose.CLAIM,
        service=listing.id,
        lasts=CODE_LASTS,
        with_code=sends,
        arguments={"email": listing.usable_email},
    )
    if sends:
        outbox.tell(
            MessageKind.CLAIM_CODE,
            key=f"claim-code:{made.link.id}",
            to=listing.usable_email,
            language=language,
            service=listing.id,
            token=made.token,
            code=made.code,
        )
        audit.record(ANONYMOUS, "claim.code-sent", of=(OF, listing.id))
    db.session.flush()
    return made.token


def may_send(listing: Claimed) -> bool:
    """Were there not too many codes for this listing already?"""
    now = clock.now()
    return (
        codes_since(listing.id, now - dt.timedelta(hours=1)) < MOST_CODES_AN_HOUR
        and codes_since(listing.id, now - dt.timedelta(days=1)) < MOST_CODES_A_DAY
    )


def ask_for_letter(listing: Claimed) -> None:
    """Put a letter on the editors' list; a second asking changes nothing. Raises: NotAllowedError."""
    if listing.post_to is None:
        raise NotAllowedError
    if letter_of(listing.id, now=clock.now()) is None:
        access_links.make(
            LinkPurpose.CLAIM, service=listing.id, lasts=LETTER_LASTS, arguments={"wants": LETTER}
        )
        audit.record(ANONYMOUS, "claim.letter-asked", of=(OF, listing.id))
    db.session.flush()


def print_letter(link: AccessLink, *, by: Viewer) -> str:
    """A new code for a letter: it is told here once, and the one before it is dead."""
    code = access_links.new_code()
    link.code_hash = access_links.hash_of_code(link.id, code)
    link.wrong_tries = 0
    link.expires_at = clock.now() + LETTER_LASTS
    audit.record(by, "claim.letter-printed", of=("access_link", link.id))
    db.session.flush()
    return code


def mark_done(link: AccessLink, *, by: Viewer) -> None:
    """The letter is in the post, or the account was asked for."""
    link.arguments = {**(link.arguments or {}), "posted": clock.today().isoformat()}
    audit.record(by, "claim.done", of=("access_link", link.id))
    db.session.flush()


def let_in(link: AccessLink, code: str, *, device: str = "") -> str | None:
    """A session for whoever has the right code; None for a wrong one, which counts."""
    if not access_links.check_code(link, code):
        return None
    access_links.use(link)
    audit.record(ANONYMOUS, "claim.made", of=(OF, link.service_id) if link.service_id else None)
    return sessions.start_for_link(link.id, device=device)


def let_in_by_letter(
    listing: Claimed, code: str, postcode: str, *, language: str, device: str = ""
) -> str | None:
    """The same with the code of a letter and the postcode it came to. Its listed e-mail is told."""
    link = letter_of(listing.id, now=clock.now())
    if link is None or not link.code_hash:
        return None
    is_there = listing.post_to is not None and is_same_postcode(postcode, listing.post_to["postcode"])
    token = let_in(link, code if is_there else "", device=device)
    if token and listing.email:
        outbox.tell(
            MessageKind.CLAIM_MADE,
            key=f"claim-made:{link.id}",
            to=listing.email,
            language=language,
            service=listing.id,
        )
    return token


def ask_for_account(listing: Claimed, *, name: str, email: str, by: Viewer) -> None:
    """Put a wish for an account on the editors' list. Raises: NotThereError without a claim."""
    if by.link_id is None:
        raise NotThereError
    access_links.make(
        LinkPurpose.CLAIM,
        service=listing.id,
        lasts=LETTER_LASTS,
        arguments={"wants": ACCOUNT, "name": name, "email": email},
    )
    audit.record(by, "claim.account-asked", of=(OF, listing.id))
    db.session.flush()
