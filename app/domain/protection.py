"""Who may see where somebody lives whose address is protected. Source: referrals.md 8, security.md 2."""

from __future__ import annotations

import uuid


def sees_address(
    viewer: uuid.UUID | None, *, worker: uuid.UUID | None, lead: uuid.UUID | None, protected: bool
) -> bool:
    """May this account see the address, the postcode and the ward?

    Where it is protected: exactly the assigned worker and the one named lead. Covering, leading the team or
    looking after the system opens nothing.
    """
    return not protected or (viewer is not None and viewer in {worker, lead})
