"""Tables. Importing this package registers every one of them."""

from app.models import (
    audit,
    base,
    case_papers,
    cases,
    directory,
    introductions,
    messages,
    people,
    persons,
    places,
    plans,
    referrals,
    search,
    stewardship,
    work,
)

__all__ = [
    "audit",
    "base",
    "case_papers",
    "cases",
    "directory",
    "introductions",
    "messages",
    "people",
    "persons",
    "places",
    "plans",
    "referrals",
    "search",
    "stewardship",
    "work",
]
