"""Is it still right that a provider hears of somebody? Asked again at the moment an e-mail leaves."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.introduction import ENDED
from app.domain.messages import MessageKind
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.people import AccessLink
from app.queries.sessions import token_hash
from app.queries.sharing import why_not_now

ABOUT_A_SHARE = frozenset({MessageKind.INTRODUCTION_SENT, MessageKind.INTRODUCTION_REMINDER})


def why_not(message: Message) -> str:
    """Why a message to a provider must not leave any more; empty where it may."""
    if message.kind not in ABOUT_A_SHARE:
        return ""
    token = str((message.parameters or {}).get("token", ""))
    introduction = db.session.scalar(
        select(Introduction)
        .join(AccessLink, AccessLink.introduction_id == Introduction.id)
        .where(AccessLink.token_hash == token_hash(token))
        .execution_options(populate_existing=True)
    )
    if introduction is None or introduction.status in ENDED:
        return "introduction over"
    blocked = why_not_now(introduction)
    return blocked.value if blocked else ""
