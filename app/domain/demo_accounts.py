"""The invented people of a demonstration: one for each role, all with one password."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from app.domain.roles import Role
from app.domain.second_factor import ALPHABET

SITE = "demo.example"
TEAM = "Beck Side team"

NAMES: Mapping[Role, str] = {
    Role.REFERRER: "Gill Marsh",
    Role.LINK_WORKER: "Nadia Osei",
    Role.TEAM_LEAD: "Dele Whitaker",
    Role.PROVIDER: "Bev Holroyd",
    Role.DIRECTORY_EDITOR: "Tomasz Lister",
    Role.ENGAGEMENT_OFFICER: "Rukhsana Ellis",
    Role.FACILITATOR: "Joy Pickles",
    Role.HELPLINE_WORKER: "Martin Sykes",
    Role.TRANSLATOR: "Layla Haddad",
    Role.ANALYST: "Owen Thackray",
    Role.ADMINISTRATOR: "Carol Nwosu",
    Role.GOVERNANCE_LEAD: "Stephen Akroyd",
}


def email_of(role: Role) -> str:
    return f"{role.value}@{SITE}"


def new_password() -> str:
    """Long enough to be none that somebody guesses, short enough to type. Shape: `abcd-efgh-jkmn-pqrs`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
