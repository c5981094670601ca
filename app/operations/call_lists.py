"""A list for somebody who rang the helpline: made when it leaves, belonging to nobody, no word of them."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.errors import NotThereError
from app.domain.messages import MessageKind
from app.domain.saved_list import ListFullError, show_code
from app.domain.viewer import Viewer
from app.models.sealed import keyed_hash
from app.operations import audit, outbox, saved_lists

ACTION = "call-list.made"


def make(slugs: Iterable[str], *, language: str, by: Viewer) -> str:
    """Make the list and hand it over at once. Gives its code. What is no longer listed is left out.

    Raises: NotAllowedError when nothing is left.
    """
    key = saved_lists.start_for_somebody(key=None, language=language)
    for slug in slugs:
        try:
            saved_lists.keep(slug, key=key, language=language)
        except (NotThereError, ListFullError):
            continue
    code = saved_lists.hand_over(key=key)
    audit.record(by, ACTION)
    return code


def send(code: str, to: str, *, language: str, by: Viewer) -> bool:
    """Send its short address by e-mail. False where the same was sent there before."""
    whom = keyed_hash(f"{code} {to.casefold()}", of="message.to")[:32]
    told = outbox.tell(
        MessageKind.LIST_SENT,
        key=f"list-sent {whom}",
        to=to,
        language=language,
        code=show_code(code),
    )
    audit.record(by, "call-list.sent")
    return told
