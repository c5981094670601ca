"""The words of roles, decisions and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.audit import Outcome
from app.domain.people import Decision, OverrideCategory, TwoPersonAction
from app.domain.roles import Role

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Role: {
        Role.REFERRER: _l("Referrer"),
        Role.LINK_WORKER: _l("Link worker"),
        Role.TEAM_LEAD: _l("Team lead"),
        # Translators: somebody from a group that runs activities.
        Role.PROVIDER: _l("Organiser"),
        Role.DIRECTORY_EDITOR: _l("Directory editor"),
        Role.ENGAGEMENT_OFFICER: _l("Engagement officer"),
        Role.FACILITATOR: _l("Facilitator"),
        Role.HELPLINE_WORKER: _l("Helpline worker"),
        Role.TRANSLATOR: _l("Translator"),
        Role.ANALYST: _l("Analyst"),
        Role.ADMINISTRATOR: _l("Administrator"),
        Role.GOVERNANCE_LEAD: _l("Information governance lead"),
    },
    OverrideCategory: {
        OverrideCategory.CONSENT: _l("The person agreed"),
        OverrideCategory.LEGAL_DUTY: _l("The law says we must"),
        OverrideCategory.VITAL_INTEREST: _l("Somebody's life or health is in danger"),
        OverrideCategory.PUBLIC_INTEREST: _l("To protect other people"),
    },
    Decision: {
        Decision.AGREED: _lp("decision", "Agreed"),
        Decision.REFUSED: _lp("decision", "Refused"),
    },
    TwoPersonAction: {
        TwoPersonAction.GRANT_POWERFUL_ROLE: _l("Give a role with wide powers"),
        TwoPersonAction.DISCLOSE_PLACE: _l("Make a secret address public"),
    },
    Outcome: {
        Outcome.ALLOWED: _lp("outcome", "Done"),
        Outcome.REFUSED: _lp("outcome", "Refused"),
    },
}
