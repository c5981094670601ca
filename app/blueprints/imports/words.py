"""What imports say: what was put right, what cannot be read, what a column stands for."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.feeds.ledger import Healing, Notice
from app.domain.feeds.sums import Why
from app.domain.stewardship import HowOften, PlanStatus
from app.web.listing_fields import NAMES

HEALINGS: Mapping[str, str] = {
    Healing.HTML: _l("Page code taken out of a text; paragraphs and links kept"),
    Healing.LETTERS: _l("Broken or hidden letters mended"),
    Healing.EMPTY: _l('Fields that were there but empty (such as "" or N/A) left out'),
    Healing.LABEL: _l("Labels tidied of spaces and marks"),
    Healing.TOO_LONG: _l("Texts too long for their field shortened"),
    Healing.ENCODING: _l("Letters read in another encoding"),
    Healing.EMAIL: _l("E-mail addresses put right"),
    Healing.EMAIL_TO_WORDS: _l("E-mail addresses that cannot be right, kept as words under how to join"),
    Healing.LINK: _l("Web addresses put right"),
    Healing.LINK_TO_WORDS: _l("Web addresses that cannot be right, kept as words under how to join"),
    Healing.LINK_DROPPED: _l("Web addresses that run code, left out"),
    Healing.PHONE: _l("Phone numbers put right"),
    Healing.PHONE_TO_WORDS: _l("Phone fields without a number, kept as words under how to join"),
    Healing.DATE: _l("Dates read in another form, or changed round"),
    Healing.DATE_DROPPED: _l("Dates that cannot be right, left out"),
    Healing.DATE_AHEAD: _l("Dates of checking that are in the future, left out"),
    Healing.AGE: _l("Youngest and oldest age changed round"),
    Healing.AGE_DROPPED: _l("Ages that cannot be right, left out"),
    Healing.TIME: _l("Times read in another form"),
    Healing.TIME_TO_WORDS: _l("Times that cannot be read, kept as words in the notes"),
    Healing.PATTERN: _l("How often something happens, read from words"),
    Healing.PATTERN_TO_WORDS: _l("How often something happens: not understood, kept as words in the notes"),
    Healing.NUMBER: _l("Numbers put right"),
    Healing.STATUS: _l("Unknown words for open or closed, read as best we could"),
    Healing.NOT_A_LIST: _l("One thing where a list belongs, read as a list"),
    Healing.NOT_AN_OBJECT: _l("Bare words where more belongs, read as best we could"),
    Healing.TERMS: _l("Labels matched with our own words"),
    Healing.CHANNEL: _l("How to take part was not said; it has a place, so: in person"),
    Healing.COST: _l("Price found in plain words"),
    Healing.POINT_SWAPPED: _l("Latitude and longitude changed round"),
    Healing.POINT_DROPPED: _l("Points outside the United Kingdom, left out"),
    Healing.POINT_FROM_POSTCODE: _l("Point on the map found from the postcode"),
    Healing.POSTCODE: _l("Postcodes written as they should be"),
    Healing.NAME: _l("Without a name: named from their words"),
    Healing.UNNAMED: _l("With nothing to name them by: kept as “Unnamed listing”, not shown to readers"),
    Healing.ORGANIZATION_MISSING: _l("Without an organisation"),
    Healing.ORGANIZATION_MADE: _l("Organisation found in the contact"),
    Healing.ID_MISSING: _l("Without an identifier: given a lasting one"),
    Healing.ID_DOUBLED: _l("Identifier used before in this feed: given one of its own"),
    Healing.ID_NOT_UUID: _l("Identifier not of the standard's kind: given a lasting one"),
    Healing.ID_TAKEN: _l("Identifier in use by another listing: given one of its own"),
    Healing.DOUBLE_DROPPED: _l("The same thing given twice, kept once"),
    Healing.BELONGS_NOWHERE: _l("Rows that belong to nothing in the feed, left out"),
}
NOTICES: Mapping[str, str] = {
    Notice.MOBILE_IN_WORDS: _l("A mobile number stands in the words (left as it is)"),
    Notice.NO_CONTACT: _l("No e-mail, phone or website"),
    Notice.NO_PLACE: _l("No place on the map"),
    Notice.NO_DATE_CHECKED: _l("Nobody says when it was last checked"),
    Notice.OLD: _l("Last checked more than 18 months ago"),
    Notice.UNKNOWN_FIELD: _l("Fields we do not know"),
    Notice.SAME_NAME: _l("Another listing has the same name (both are kept)"),
    Notice.HIDDEN_PLACE: _l(
        "Reads like a refuge: where it is stays hidden until somebody here says otherwise"
    ),
}
REASONS: Mapping[str, str] = {
    Why.NOT_AN_OBJECT: _l("is not a listing but a bare value"),
    Why.NOT_JSON: _l("cannot be read: it breaks off or is not JSON"),
    Why.WEB_PAGE: _l("is a web page, not a feed"),
    Why.EMPTY: _l("is empty"),
    Why.TOO_BIG: _l("is too big"),
    Why.TOO_DEEP: _l("is nested too deeply"),
    Why.TOO_SLOW: _l("was not read: the time was over"),
    Why.TOO_MANY_PAGES: _l("was not read: too many pages"),
    Why.CANNOT_OPEN: _l("cannot be opened"),
    Why.NO_ANSWER: _l("gives no answer"),
    Why.BAD_ANSWER: _l("gives a wrong answer"),
    Why.NOT_ALLOWED: _l("may not be asked"),
    Why.NO_LISTINGS: _l("holds no listings"),
    Why.NO_COLUMNS: _l("lacks a column that is needed"),
    Why.NOT_KNOWN: _l("is a kind of file we cannot read, or it is broken"),
    Why.OLD_WORKBOOK: _l(
        "is an old kind of spreadsheet, or has a password: save it as .xlsx or CSV without one"
    ),
    Why.LOCKED: _l("has a password"),
}
HELPS: Mapping[str, str] = {
    Why.NOT_JSON: _l("Ask whoever made the file to save it again as JSON, CSV or .xlsx."),
    Why.WEB_PAGE: _l("Look for the address of the feed itself. It often ends in /services."),
    Why.TOO_BIG: _l("We take files of up to 10 megabytes with up to 20,000 rows. Send it in parts."),
    Why.TOO_DEEP: _l("A file of listings is never built like this. It may be meant to do harm."),
    Why.TOO_SLOW: _l("Try again at a quieter time."),
    Why.NO_ANSWER: _l("Look at the address for a typing mistake. The site may be down; try again later."),
    Why.BAD_ANSWER: _l("Ask whoever runs the feed."),
    Why.NOT_ALLOWED: _l("We only ask addresses that are open to everybody on the internet."),
    Why.NO_LISTINGS: _l("Look whether this is the right file or address."),
    Why.NO_COLUMNS: _l("Say which column holds the name of each activity."),
    Why.NOT_KNOWN: _l("Save it as .xlsx, CSV or JSON and send it again."),
    Why.OLD_WORKBOOK: _l("Open it, choose “Save as”, and take .xlsx or CSV, with no password."),
    Why.LOCKED: _l("Save it again with no password."),
    Why.EMPTY: _l("Look whether this is the right file."),
    Why.CANNOT_OPEN: _l("The file is not there any more. Send it again."),
}
"""What to do about it."""

FIELDS: Mapping[str, str] = {
    "id": _l("Id"),
    "name": _l("Name of the activity"),
    "organization": _l("Organisation"),
    "summary": _l("What it is, in a line"),
    "description": _l("Description"),
    "kind": _l("Kind (group, service, place …)"),
    "subjects": _l("Subjects"),
    "eligibility_description": _l("Who it is for"),
    "not_for": _l("Who it is not for"),
    "minimum_age": _l("Youngest age"),
    "maximum_age": _l("Oldest age"),
    "fees": _l("Cost"),
    "application_process": _l("How to join"),
    "referral": _l("Need a referral"),
    "days": _l("Days"),
    "starts": _l("Starts at"),
    "ends": _l("Ends at"),
    "how_often": _l("How often"),
    "first_date": _l("First date"),
    "last_date": _l("Last date"),
    "when_text": _l("When, in words"),
    "venue": _l("Name of the place"),
    "address": _l("Street"),
    "town": _l("Town"),
    "postcode": _l("Postcode"),
    "accessibility": _l("Getting in"),
    "how": _l("In person or online"),
    "phones": _l("Phone"),
    "email": _l("E-mail"),
    "url": _l("Website"),
    "contact": _l("Name of a contact"),
    "languages": _l("Languages"),
    "status": _l("Open or closed"),
    "assured_date": _l("Checked on"),
}
"""What a column of a table may stand for."""

LISTING_FIELDS = NAMES
"""Fields of a listing, as people here edit them."""

STATUSES: Mapping[str, tuple[str, str]] = {
    PlanStatus.WAITING: ("todo", _l("Waiting to be read")),
    PlanStatus.READING: ("part", _l("Being read")),
    PlanStatus.READY: ("new", _l("Ready for you to look at")),
    PlanStatus.APPLYING: ("part", _l("Being done")),
    PlanStatus.APPLIED: ("yes", _l("Done")),
    PlanStatus.FAILED: ("cannot", _l("Could not be read")),
    PlanStatus.OUTDATED: ("no", _l("Out of date")),
    PlanStatus.THROWN_AWAY: ("no", _l("Thrown away")),
}
"""A shape, and a word."""

HOW_OFTEN: Mapping[str, str] = {
    HowOften.NEVER: _l("Only when somebody asks"),
    HowOften.DAILY: _l("Once a day"),
    HowOften.WEEKLY: _l("Once a week"),
}

STANDARDS: Mapping[str, str] = {
    "uk-1.0": "Open Referral UK 1.0",
    "uk-3.0": "Open Referral UK 3.0",
    "hsds-3.0": "HSDS 3.0",
    "csv": _l("a table, one row a listing"),
    "unknown": _l("no standard we know"),
}
TABLES: Mapping[str, str] = {
    "organization": _l("Organisation"),
    "organization_identifier": _l("Organisation"),
    "location": _l("Place"),
    "service_at_location": _l("Places"),
    "address": _l("Address"),
    "accessibility": _l("Getting in"),
    "venue_fact": _l("Getting in"),
    "contact": _l("Contacts"),
    "phone": _l("Phones"),
    "schedule": _l("Times"),
    "schedule_exception": _l("Times"),
    "language": _l("Languages"),
    "cost_option": _l("Costs"),
    "service_area": _l("Area served"),
    "funding": _l("Funding"),
    "required_document": _l("What to bring"),
    "service_capacity": _l("Places left"),
    "program": _l("Programme"),
    "attribute": _l("Subjects as published"),
    "service_term": _l("Subjects"),
    "metadata": _l("Notes of changes"),
}
"""Parts of a listing, by the table they are kept in."""


def doing(step: str, done: int, out_of: int | None) -> str:
    """How far it is."""
    if not step:
        return _("It will begin in a moment.")
    if step == "Fetching":
        return _("Fetching page %(done)s", done=done)
    if step == "Comparing" or not done:
        return _("Comparing with what we have")
    if step == "Writing":
        return _("Writing")
    if out_of:
        return _("Reading %(done)s of %(of)s", done=done, of=out_of)
    return _("Reading")


def change(said: str) -> tuple[str, str, str]:
    """A change of a report in words: what changed, what it was, what it is."""
    table, _dot, rest = said.partition(".")
    column, _colon, values = rest.partition(": ")
    before, _arrow, after = values.partition(" → ")
    own = LISTING_FIELDS.get(column) or FIELDS.get(column) if table == "service" else None
    words = own or TABLES.get(table) or column.replace("_", " ")
    return str(words), before, after
