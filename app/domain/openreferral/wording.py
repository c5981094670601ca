"""What a record says that no row of ours says by itself: put together, or left out for somebody's sake."""

from __future__ import annotations

import uuid
from typing import Any

from app.domain.listing import Answer, Status, VenueFact
from app.domain.openreferral import schedules
from app.domain.openreferral.parts import Row
from app.domain.openreferral.writing import words

NAMESPACE = uuid.UUID("7e1c4f2a-58a5-4d0e-9a1b-30a5c2a9d6f4")
"""Of identifiers for what is published as an object and is no row of ours: the same every time."""

UNNAMED = "Unnamed listing"
ROLE_MAILBOXES = frozenset(
    (
        *("admin", "administrator", "bookings", "community", "contact", "contactus", "directory", "email"),
        *("enquiries", "enquiry", "feedback", "hello", "help", "helpdesk", "helpline", "info", "information"),
        *("inquiries", "localoffer", "mail", "manager", "office", "post", "reception", "referrals"),
        *("secretary", "service", "services", "support", "team", "volunteering", "volunteers", "welcome"),
    )
)
"""Mailboxes of a role. Whoever else last checked a listing stays unnamed."""

FACTS = {
    VenueFact.STEP_FREE: "Step-free way in",
    VenueFact.TOILET: "Accessible toilet",
    VenueFact.PARKING: "Parking for disabled people",
    VenueFact.HEARING_LOOP: "Hearing loop",
    VenueFact.QUIET_SPACE: "Quiet space",
    VenueFact.BUS: "Bus stop near by",
}
ANSWERS = {Answer.YES: "yes", Answer.PARTLY: "partly", Answer.NO: "no"}


def last_modified(row: Row) -> Any:
    """When its publisher changed it, until it is changed here."""
    is_as_published = row["last_modified"] is not None and row["version"] == 1
    return row["last_modified"] if is_as_published else row["modified_at"]


def described(row: Row) -> dict[str, Any]:
    """With a description, which the standards want even where nobody wrote one."""
    return {**row, "description": first(row["description"], row["name"])}


def role_address(row: Row, organization: Row | None) -> str:
    """The address that checked the listing, when it is a role's and no person's."""
    if row["assured_date"] and row["checked_on"] and row["checked_on"] > row["assured_date"]:
        return ""  # somebody else has checked it since
    address = row["assurer_email"].strip().lower()
    shared = {row["email"].strip().lower(), organization["email"].strip().lower() if organization else ""}
    mailbox = address.partition("@")[0].replace("-", "").replace("_", "").replace(".", "")
    return address if address in shared or mailbox in ROLE_MAILBOXES else ""


def closed(row: Row) -> str:
    if row["status"] is not Status.TEMPORARILY_CLOSED:
        return ""
    back = f"It is back on {schedules.in_words(row['back_on'])}." if row["back_on"] else ""
    return " ".join(filter(None, (row["closed_note"].strip(), back)))


def when(row: Row) -> list[dict[str, Any]]:
    """When it happens, where that is only words."""
    said = words(row["when_text"])
    own = uuid.uuid5(NAMESPACE, f"{row['id']}/when")
    return [{"id": own, "service_id": row["id"], "description": said}] if said else []


def weeks(number: int | None) -> str:
    return "" if number is None else "About 1 week" if number == 1 else f"About {number} weeks"


def is_number(extension: str) -> bool:
    """Can it be written as a number without losing a nought?"""
    return extension.isascii() and extension.isdigit() and str(int(extension[:9])) == extension


def first(*texts: str) -> str:
    """The first that says something."""
    return next((said for text in texts if (said := words(text))), "")


def paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, (text.strip() for text in texts)))


def said_after(before: str, text: str) -> str:
    return f"{before}{text.strip()}" if text.strip() else ""
