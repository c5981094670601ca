"""Links and codes that let somebody do one thing without an account. Source: decisions.md 20."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import select, update

from app import clock
from app.database import db
from app.domain.errors import GoneError, NotThereError
from app.domain.people import LASTS, LinkPurpose
from app.domain.typed_text import latin_digits
from app.models.people import AccessLink
from app.models.sealed import keyed_hash
from app.queries.sessions import token_hash

MOST_WRONG_TRIES = 5
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Made:
    """A new link. Its token and code are told once, here."""

    link: AccessLink
    token: str
    code: str


def make(
    purpose: LinkPurpose,
    *,
    account: uuid.UUID | None = None,
    service: uuid.UUID | None = None,
    organization: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
    referral: uuid.UUID | None = None,
    introduction: uuid.UUID | None = None,
    arguments: dict[str, object] | None = None,
    by: uuid.UUID | None = None,
    lasts: dt.timedelta | None = None,
    uses: int = 1,
    with_code: bool = False,
) -> Made:
    """A link for one purpose, and a short code to be typed where the purpose takes one."""
    token = secrets.token_urlsafe(24)
    code = new_code() if with_code else ""
    now = clock.now()
    link = AccessLink(
        id=uuid.uuid4(),
        purpose=purpose,
        token_hash=token_hash(token),
        account_id=account,
        service_id=service,
        organization_id=organization,
        person_id=person,
        referral_id=referral,
        introduction_id=introduction,
        arguments=arguments,
        made_by=by,
        made_at=now,
        expires_at=now + (lasts or LASTS[purpose]),
        uses_left=uses,
    )
    link.code_hash = hash_of_code(link.id, code) if code else ""
    db.session.add(link)
    db.session.flush()
    return Made(link, token, code)


def find(purpose: LinkPurpose, token: str, *, used_too: bool = False) -> AccessLink:
    """The link, while it works. Raises: NotThereError for a token nobody made; GoneError once it is over."""
    link = db.session.scalar(
        select(AccessLink).where(AccessLink.token_hash == token_hash(token), AccessLink.purpose == purpose)
    )
    if link is None:
        raise NotThereError
    if not works(link, used_too=used_too):
        raise GoneError(link.purpose)
    return link


def works(link: AccessLink, *, used_too: bool = False) -> bool:
    """Is it neither withdrawn, nor expired, nor used up?"""
    if link.withdrawn_at is not None or clock.now() >= link.expires_at:
        return False
    return used_too or link.uses_left > 0


def use(link: AccessLink) -> None:
    """Use it up once. Of two who try at the same time one wins. Raises: GoneError for the other."""
    won = db.session.execute(
        update(AccessLink)
        .where(
            AccessLink.id == link.id,
            AccessLink.uses_left > 0,
            AccessLink.withdrawn_at.is_(None),
            AccessLink.expires_at > clock.now(),
        )
        .values(uses_left=AccessLink.uses_left - 1, used_at=clock.now())
        .returning(AccessLink.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if won is None:
        raise GoneError(link.purpose)
    db.session.flush()
    db.session.refresh(link)


def check_code(link: AccessLink, code: str) -> bool:
    """Is this the code? A wrong one counts; after five of them none is right any more.

    The count must be kept although the page says no: the caller answers with a status below 400.
    """
    if not link.code_hash or link.wrong_tries >= MOST_WRONG_TRIES:
        return False
    typed = "".join(letter for letter in latin_digits(code) if letter.isdecimal())
    if secrets.compare_digest(hash_of_code(link.id, typed), link.code_hash):
        return True
    db.session.execute(
        update(AccessLink)
        .where(AccessLink.id == link.id)
        .values(wrong_tries=AccessLink.wrong_tries + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    db.session.refresh(link)
    return False


def withdraw(link: AccessLink) -> None:
    """It works no more."""
    link.withdrawn_at = clock.now()
    db.session.flush()


def new_code() -> str:
    """Six digits that nobody can guess in five tries."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_of_code(link_id: uuid.UUID, code: str) -> str:
    return keyed_hash(f"{link_id}:{code}", of="access_link.code")
