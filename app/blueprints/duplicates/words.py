"""What speaks for two listings being one, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.duplicates import Reason

REASONS: Mapping[str, str] = {
    Reason.SAME_NAME: _l("the same name"),
    Reason.POSTCODE: _l("the same postcode"),
    Reason.PHONE: _l("the same phone number"),
    Reason.WEB: _l("the same web address"),
    Reason.EMAIL: _l("the same e-mail address"),
    Reason.ORGANIZATION: _l("the same organisation"),
    Reason.WORDS: _l("nearly the same description"),
}
AGAINST: Mapping[str, str] = {
    Reason.OTHER_POSTCODE: _l("different postcodes"),
    Reason.OTHER_NUMBER: _l("a different day, number or level in the name"),
}


def in_favour(reasons: Iterable[str], name: int) -> list[str]:
    said = [str(REASONS[one]) for one in reasons if one in REASONS]
    if Reason.LIKE_NAME in set(reasons):
        said.insert(0, _("names that are %(share)s%% alike", share=name))
    return said


def against(reasons: Iterable[str]) -> list[str]:
    return [str(AGAINST[one]) for one in reasons if one in AGAINST]


def how_sure(score: float) -> str:
    """In words, never as a number alone."""
    if score >= 0.85:
        return _("Almost surely one")
    return _("Probably one") if score >= 0.7 else _("Perhaps one")
