"""What each word of a question to the open data does, for the page that explains it and for OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

PARAMETERS: Mapping[str, object] = {
    "search": _l("Words to look for."),
    "text": _l("The same as search. Version 1 called it so."),
    "taxonomy_term_id": _l("Has this label. Give its identifier or its code."),
    "taxonomy_id": _l("Has any label of this list of labels."),
    "vocabulary": _l("The list that the code in taxonomy_id is from. Version 1 asked so."),
    "organization_id": _l("Run by this organisation."),
    "modified_after": _l("Changed at this moment or later. Ask with the time of your last visit."),
    "minimum_age": _l("For people of this age."),
    "maximum_age": _l("For people of this age."),
    "day": _l("On one of these days, such as MO,TU."),
    "start_time": _l("Starts at this time or later."),
    "end_time": _l("Over by this time."),
    "postcode": _l("For people who live at this postcode."),
    "proximity": _l("With a postcode: how far from it, in metres."),
    "full": _l("The whole record, with everything that belongs to it."),
    "full_service": _l("Every service of the organisation as a whole record."),
    "minimal": _l("Only identifiers and when each was changed, all in one answer."),
    "page": _l("The number of the page. The first is 1."),
    "per_page": _l("How many records on a page. We give 100 at most."),
    "format": _l("With ndjson: everything at once, one record on each line, no pages."),
    "after": _l("Goes on after the last page you had. The Link header of each page says the number."),
    "parent_id": _l("Labels below this one."),
    "top_only": _l("Only labels that are below no other."),
}
