"""Draws of the panel: kept with their seed, so that anybody can see that they were fair, and sent once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy import select

from app import clock
from app.database import db, held_row, is_first
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.messages import MessageKind
from app.domain.panel import Drawn, PanelAnswer, PanelStatus, QuotaBy, drawn
from app.domain.paper import easy_letter
from app.domain.viewer import Viewer
from app.models.panel import PanelDraw, PanelInvitation, PanelMember
from app.operations import audit, outbox, panel
from app.queries.panel import candidates


def draw(
    draw_id: uuid.UUID,
    about: str,
    *,
    wanted: int,
    seed: str,
    quota_by: QuotaBy | None = None,
    quotas: Mapping[str, int] | None = None,
    interest: str = "",
    by: Viewer,
) -> PanelDraw:
    """Draw, and note who. Nobody is told yet. `draw_id` comes with the form: sent twice, it is one draw.

    Raises: ValueError where the quotas ask for more than is wanted.
    """
    if (held := held_row(PanelDraw, draw_id)) is not None:
        return held
    hold_members()
    today = clock.today()
    found = drawn(candidates(today, interest), seed=seed, wanted=wanted, on=today, by=quota_by, quotas=quotas)
    made = PanelDraw(
        id=draw_id,
        about=about,
        interest=interest,
        seed=seed,
        wanted=wanted,
        quota_by=quota_by.value if quota_by else "",
        quotas=dict(quotas or {}),
        report=report_of(found),
        made_by=by.account_id,
        made_at=clock.now(),
        invitations=[
            PanelInvitation(id=uuid.uuid4(), member_id=member, position=at, asked_on=today)
            for at, member in enumerate(found.chosen, 1)
        ],
    )
    if not is_first(made):
        return db.session.get_one(PanelDraw, draw_id)
    audit.record(by, "panel-draw.made", of=("panel_draw", made.id), count=len(found.chosen))
    db.session.flush()
    return made


def hold_members() -> None:
    """Two draws at once come one after the other, so that the second knows whom the first asks."""
    db.session.execute(
        select(PanelMember.id)
        .where(PanelMember.status == PanelStatus.ACTIVE)
        .order_by(PanelMember.id)
        .with_for_update()
    )


def report_of(found: Drawn) -> dict[str, object]:
    """Counts only."""
    return {
        "free": found.free,
        "resting": found.resting,
        "chosen": len(found.chosen),
        "filled": {group: list(pair) for group, pair in found.filled.items()},
    }


def send(made: PanelDraw, *, by: Viewer) -> int:
    """Invite everybody drawn: by e-mail where they chose that; the others stand on the list to ring or write.

    They are asked on this day, however long ago they were drawn. Who rests since then is not written to.
    How many went by e-mail. Pressed twice it is one.
    """
    held = held_row(PanelDraw, made.id)
    if held is None or held.sent_at is not None:
        return 0
    held.sent_at, sent = clock.now(), 0
    for invitation in held.invitations:
        invitation.asked_on = clock.today()
        member = invitation.member
        if member.status is PanelStatus.ACTIVE and panel.reaches_by_mail(member):
            sent += outbox.tell(
                MessageKind.PANEL_ASKED,
                key=f"panel-asked:{invitation.id}",
                to=member.email,
                language=member.language,
                token=panel.link_for(member),
                about=held.about,
                **easy_letter(panel.needs_of(member)),
            )
    audit.record(by, "panel-draw.sent", of=("panel_draw", held.id), count=len(held.invitations))
    db.session.flush()
    return sent


def throw_away(made: PanelDraw, *, by: Viewer) -> None:
    """Nobody was told, so nobody was asked. Raises: NotAllowedError once it is sent."""
    held = held_row(PanelDraw, made.id)
    if held is None:
        return
    if held.sent_at is not None:
        raise NotAllowedError
    db.session.delete(held)
    audit.record(by, "panel-draw.thrown-away", of=("panel_draw", made.id))
    db.session.flush()


def answer(member: PanelMember, invitation_id: uuid.UUID, said: PanelAnswer, *, by: Viewer) -> None:
    """Yes or no to one invitation of theirs; the last answer holds. Raises: NotThereError."""
    invitation = db.session.get(PanelInvitation, invitation_id)
    if invitation is None or invitation.member_id != member.id:
        raise NotThereError
    note(invitation, said, by=by)


def note(invitation: PanelInvitation, said: PanelAnswer, *, by: Viewer) -> None:
    """Also by whoever rang them."""
    if invitation.answer is not said:
        invitation.answer, invitation.answered_at = said, clock.now()
        audit.record(by, "panel-invitation.answered", of=("panel_member", invitation.member_id))
    db.session.flush()
