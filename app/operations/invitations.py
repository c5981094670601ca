"""Invitations. Inviting looks nobody up: an address that has an account already costs and shows the same."""

from __future__ import annotations

import uuid

from app import clock
from app.database import begin_writing, db
from app.domain import throttle
from app.domain.errors import GoneError, NotAllowedError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose, TwoPersonAction
from app.domain.roles import POWERFUL, Permission
from app.domain.viewer import Viewer
from app.models.people import AccessLink, Account, Approval
from app.operations import access_links, approvals, audit, outbox, roles, throttles
from app.operations.index import Ground
from app.operations.roles import Wanted
from app.queries import accounts as queries

INVITATION = "invitation"
"""What the trace calls one."""


def invite(email: str, wanted: Wanted, *, by: Viewer, language: str, reason: str = "") -> access_links.Made:
    """Invite somebody into a role, by e-mail. The account is made when they take it up.

    An invitation into a powerful role is sent once a second person agrees.

    Raises: NotAllowedError where the role is not the inviter's to give; WhereNeededError; TooManyTriesError.
    """
    wanted = wanted.checked()
    if not by.is_system:
        check_reach(wanted, by)
        throttles.count(((throttle.INVITATIONS, str(by.account_id)),))
        begin_writing()
    waits = wanted.role in POWERFUL and not by.is_system
    made = access_links.make(
        LinkPurpose.INVITATION,
        organization=wanted.organization,
        arguments={"email": email.strip(), "language": language, **wanted.as_arguments()},
        by=by.account_id,
        uses=0 if waits else 1,
    )
    audit.record(
        by, "account.invited", of=(INVITATION, made.link.id), fields={wanted.role.value: (None, email)}
    )
    if waits:
        approvals.ask(
            TwoPersonAction.GRANT_POWERFUL_ROLE,
            of=(INVITATION, made.link.id),
            by=by,
            reason=reason,
            arguments=wanted.as_arguments(),
        )
    else:
        send(made.link, made.token, by=by)
    db.session.flush()
    return made


def check_reach(wanted: Wanted, by: Viewer) -> None:
    """Raises: NotAllowedError."""
    reach = by.reach(Permission.USER_INVITE)
    is_near = reach.everywhere or (
        wanted.organization in reach.organizations if wanted.organization else wanted.team in reach.teams
    )
    if wanted.role not in queries.invitable(by) or not is_near:
        raise NotAllowedError


@approvals.when_agreed(TwoPersonAction.GRANT_POWERFUL_ROLE)
def agreed(approval: Approval, by: Viewer, ground: Ground) -> None:
    """A second person agreed to a powerful role: give it, or send the invitation into it."""
    if approval.object_type == INVITATION:
        link = db.session.get(AccessLink, approval.object_id)
        if link is not None and link.withdrawn_at is None:
            _send_fresh(link, by=by)
        return
    account = queries.account(approval.object_id)
    wanted = roles.wanted_from(approval.arguments)
    roles.check_combination(account, wanted.role)
    roles.grant(account, wanted, by=by)


def send(link: AccessLink, token: str, *, by: Viewer) -> None:
    said = link.arguments or {}
    outbox.tell(
        MessageKind.INVITATION,
        key=f"invitation:{link.id}:{link.token_hash[:16]}",
        to=str(said["email"]),
        language=str(said["language"]),
        token=token,
        by=by.name,
    )


def send_again(link: AccessLink, *, by: Viewer) -> access_links.Made:
    """A fresh link in place of one that is lost or over. The old one works no more.

    Raises: NotAllowedError while a second person has to agree, or where it was withdrawn meanwhile;
    TooManyTriesError.
    """
    if link.uses_left == 0:
        raise NotAllowedError
    throttles.count(((throttle.INVITATIONS, str(by.account_id)),))
    begin_writing()
    db.session.refresh(link, with_for_update=True)
    if link.uses_left == 0 or link.withdrawn_at is not None:
        raise NotAllowedError
    return _send_fresh(link, by=by)


def _send_fresh(link: AccessLink, *, by: Viewer) -> access_links.Made:
    access_links.withdraw(link)
    made = access_links.make(
        LinkPurpose.INVITATION,
        organization=link.organization_id,
        arguments=link.arguments,
        by=link.made_by or by.account_id,
    )
    audit.record(by, "account.invited-again", of=(INVITATION, made.link.id))
    send(made.link, made.token, by=by)
    return made


def withdraw(link: AccessLink, *, by: Viewer) -> None:
    """It was a mistake: the link works no more."""
    access_links.withdraw(link)
    audit.record(by, "account.invitation-withdrawn", of=(INVITATION, link.id))


def opened(token: str) -> tuple[AccessLink, Account | None]:
    """The invitation, and the account its address has already. Raises: NotThereError, GoneError."""
    link = access_links.find(LinkPurpose.INVITATION, token)
    account = queries.by_email(str((link.arguments or {})["email"]))
    if account is not None and account.disabled_at is not None:
        raise GoneError(link.purpose)
    return link, account


def take_up(link: AccessLink, *, name: str, hashed: str) -> Account:
    """Make the account of somebody new. Of two at the same time one wins.

    Raises: GoneError for the other; NotAllowedError where there is an account by now.
    """
    access_links.use(link)
    if queries.by_email(str((link.arguments or {})["email"])) is not None:
        raise NotAllowedError
    said = dict(link.arguments or {})
    account = Account(
        id=uuid.uuid4(),
        email=str(said["email"]),
        email_hash=queries.email_hash(str(said["email"])),
        name=name,
        language=str(said["language"]),
        password_hash=hashed,
        password_set_at=clock.now(),
    )
    db.session.add(account)
    db.session.flush()
    _taken(link, account)
    return account


def take_on(link: AccessLink, account: Account) -> None:
    """Give the role to somebody who has an account and has just shown their password.

    Raises: GoneError; KeptApartError where the role does not go with theirs.
    """
    roles.check_combination(account, roles.wanted_from(dict(link.arguments or {})).role)
    access_links.use(link)
    _taken(link, account)


def _taken(link: AccessLink, account: Account) -> None:
    actor = Viewer(account_id=link.made_by, is_system=link.made_by is None)
    link.account_id = account.id
    roles.grant(account, roles.wanted_from(dict(link.arguments or {})), by=actor)
    audit.record(queries.viewer_of(account), "account.taken-up", of=("account", account.id))
    db.session.flush()
