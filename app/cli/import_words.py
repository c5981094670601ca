"""What an import did, in words a council officer can read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.feeds.friendly import REQUIRED, ColumnNote, NoteKind
from app.domain.feeds.ledger import Example, Healing, Kind, Notice
from app.domain.feeds.shapes import Other
from app.domain.feeds.sums import Refused, Why
from app.operations.import_plan import Entry, Plan

HEALINGS: Mapping[Healing, str] = {
    Healing.HTML: "Page code taken out of a text; paragraphs and links kept",
    Healing.LETTERS: "Broken or hidden letters mended",
    Healing.EMPTY: 'Fields that were there but empty (such as "" or N/A) left out',
    Healing.LABEL: "Labels tidied of spaces and marks",
    Healing.TOO_LONG: "Texts too long for their field shortened",
    Healing.ENCODING: "Letters read in another encoding",
    Healing.EMAIL: "E-mail addresses put right",
    Healing.EMAIL_TO_WORDS: "E-mail addresses that cannot be right, kept as words under how to join",
    Healing.LINK: "Web addresses put right",
    Healing.LINK_TO_WORDS: "Web addresses that cannot be right, kept as words under how to join",
    Healing.LINK_DROPPED: "Web addresses that run code, left out",
    Healing.PHONE: "Phone numbers put right",
    Healing.PHONE_TO_WORDS: "Phone fields without a number, kept as words under how to join",
    Healing.DATE: "Dates read in another form, or changed round",
    Healing.DATE_DROPPED: "Dates that cannot be right, left out",
    Healing.DATE_AHEAD: "Dates of checking that are in the future, left out",
    Healing.AGE: "Youngest and oldest age changed round",
    Healing.AGE_DROPPED: "Ages that cannot be right, left out",
    Healing.TIME: "Times read in another form",
    Healing.TIME_TO_WORDS: "Times that cannot be read, kept as words in the notes",
    Healing.PATTERN: "How often something happens, read from words",
    Healing.PATTERN_TO_WORDS: "How often something happens: not understood, kept as words in the notes",
    Healing.NUMBER: "Numbers put right",
    Healing.STATUS: "Unknown words for open or closed, read as best we could",
    Healing.NOT_A_LIST: "One thing where a list belongs, read as a list",
    Healing.NOT_AN_OBJECT: "Bare words where more belongs, read as best we could",
    Healing.TERMS: "Labels matched with our own words",
    Healing.CHANNEL: "How to take part was not said; it has a place, so: in person",
    Healing.COST: "Price found in plain words",
    Healing.POINT_SWAPPED: "Latitude and longitude changed round",
    Healing.POINT_DROPPED: "Points outside the United Kingdom, left out",
    Healing.POINT_FROM_POSTCODE: "Point on the map found from the postcode",
    Healing.POSTCODE: "Postcodes written as they should be",
    Healing.NAME: "Without a name: named from their words",
    Healing.UNNAMED: "With nothing to name them by: kept as “Unnamed listing”, not shown to readers",
    Healing.ORGANIZATION_MISSING: "Without an organisation",
    Healing.ORGANIZATION_MADE: "Organisation found in the contact",
    Healing.ID_MISSING: "Without an identifier: given a lasting one",
    Healing.ID_DOUBLED: "Identifier used before in this feed: given one of its own",
    Healing.ID_NOT_UUID: "Identifier not of the standard's kind: given a lasting one",
    Healing.ID_TAKEN: "Identifier in use by another listing: given one of its own",
    Healing.DOUBLE_DROPPED: "The same thing given twice, kept once",
    Healing.BELONGS_NOWHERE: "Rows that belong to nothing in the feed, left out",
}
NOTICES: Mapping[Notice, str] = {
    Notice.MOBILE_IN_WORDS: "A mobile number stands in the words (left as it is)",
    Notice.NO_CONTACT: "No e-mail, phone or website",
    Notice.NO_PLACE: "No place on the map",
    Notice.NO_DATE_CHECKED: "Nobody says when it was last checked",
    Notice.OLD: "Last checked more than 18 months ago",
    Notice.UNKNOWN_FIELD: "Fields we do not know",
    Notice.SAME_NAME: "Another listing has the same name (both are kept)",
    Notice.HIDDEN_PLACE: "Reads like a refuge: where it is stays hidden until somebody here says otherwise",
}
REASONS: Mapping[Why, str] = {
    Why.NOT_AN_OBJECT: "is not a listing but a bare value",
    Why.NOT_JSON: "cannot be read: it breaks off or is not JSON",
    Why.WEB_PAGE: "is a web page, not a feed",
    Why.EMPTY: "is empty",
    Why.TOO_BIG: "is too big",
    Why.TOO_DEEP: "is nested too deeply",
    Why.TOO_SLOW: "was not read: the time was over",
    Why.TOO_MANY_PAGES: "was not read: too many pages",
    Why.CANNOT_OPEN: "cannot be opened",
    Why.NO_ANSWER: "gives no answer",
    Why.BAD_ANSWER: "gives a wrong answer",
    Why.NOT_ALLOWED: "may not be asked",
    Why.NO_LISTINGS: "holds no listings",
    Why.NO_COLUMNS: "lacks a column that is needed",
    Why.NOT_KNOWN: "is a kind of file we cannot read, or it is broken",
    Why.OLD_WORKBOOK: "is an old kind of spreadsheet, or has a password: save it as .xlsx or CSV without one",
    Why.LOCKED: "has a password",
}
OTHERS: Mapping[Other, str] = {
    Other.ORGANIZATION: "organisations by themselves",
    Other.LOCATION: "places by themselves",
    Other.TAXONOMY: "subject lists",
    Other.TERM: "subjects by themselves",
    Other.DETAILS: "front pages of a feed",
    Other.ATTRIBUTE: "subjects of things that are not in the feed",
    Other.CHANGE: "notes of changes",
    Other.TABLE: "descriptions of tables",
}
STANDARDS: Mapping[str, str] = {
    "uk-1.0": "Open Referral UK 1.0",
    "uk-3.0": "Open Referral UK 3.0",
    "hsds-3.0": "HSDS 3.0",
    "csv": "a table, one row a listing",
    "unknown": "no standard we know",
}


def report(plan: Plan, *, source: str, applied: bool, examples: int) -> Iterator[str]:
    """The report, line by line: the counts first, then each kind with examples."""
    yield from _counts(plan, source, applied)
    yield from _refused(plan.refused, examples)
    yield from _joined(plan, examples)
    yield from _entries("New", plan.new, examples)
    yield from _entries("Changed", plan.changed, examples)
    yield from _entries("No longer in the feed (left as they are)", plan.gone, examples)
    yield from _columns(plan.notes)
    yield from _kinds("Put right", HEALINGS, plan, examples)
    yield from _kinds("Worth a look", NOTICES, plan, examples)
    yield from _fields(plan)
    if not applied and plan.sum.taken:
        yield ""
        yield "Nothing has been changed. Add --apply to do it."


def _counts(plan: Plan, source: str, applied: bool) -> Iterator[str]:
    total = plan.sum
    said = "This is what was done" if applied else "This is what would be done"
    yield f"Feed “{plan.feed}”, read from {source}."
    if plan.standards:
        yield "Written as " + ", ".join(STANDARDS.get(name, name) for name in sorted(plan.standards)) + "."
    for encoding in sorted(plan.encodings):
        yield f"Its letters are in {encoding}, not in UTF-8; they were read so."
    yield ""
    yield f"{said}: {total.given} given"
    for count, words in (
        (total.new, "new"),
        (total.changed, "changed"),
        (total.unchanged, "unchanged"),
        (total.joined, "joined with another"),
        (total.refused, "refused"),
    ):
        yield f"{count:>9}  {words}"
    healed = len(plan.ledger.healed_listings)
    if plan.ledger.healed:
        yield f"           {plan.ledger.healed} things put right in {healed} listings"
    for other, count in plan.others.items():
        yield f"           {count} {OTHERS[other]} besides"
    if not plan.is_whole:
        yield "Not all of it could be read, so nothing is said of listings that may have gone."


def _refused(refused: list[Refused], most: int) -> Iterator[str]:
    if refused:
        yield from _heading("Refused", len(refused))
        for one in refused[:most]:
            detail = f" ({one.detail})" if one.detail else ""
            yield f"  {one.source or 'The rest'} {REASONS[one.why]}{detail}."
            if one.why is Why.NO_COLUMNS and one.detail:
                yield f"    A table needs the column {', '.join(REQUIRED)}. Add --template to see one."
        yield from _more(len(refused), most)


def _joined(plan: Plan, most: int) -> Iterator[str]:
    if plan.joined:
        yield from _heading("Joined", len(plan.joined))
        for one in plan.joined[:most]:
            places = (
                "one more place"
                if one.places == 1
                else f"{one.places} more places"
                if one.places
                else "nothing new"
            )
            yield f"  “{one.name}” ({one.source}) into “{one.into}”: {places}."
        yield from _more(len(plan.joined), most)


def _entries(title: str, entries: list[Entry], most: int) -> Iterator[str]:
    if entries:
        yield from _heading(title, len(entries))
        for entry in entries[:most]:
            yield f"  {entry.name}"
            for change in entry.changes[:6]:
                yield f"      {_change(change)}"
            yield from _more(len(entry.changes), 6, "      ")
        yield from _more(len(entries), most)


def _change(words: str) -> str:
    table, _, rest = words.partition(".")
    if not rest:
        return f"{table.replace('_', ' ')} changed"
    column, _, values = rest.partition(": ")
    owner = "" if table == "service" else f"{table}, "
    return f"{owner}{column.replace('_', ' ')}: {values}"


def _columns(notes: Iterable[ColumnNote]) -> Iterator[str]:
    unknown = [note.column for note in notes if note.kind is NoteKind.UNKNOWN]
    twice = [note.column for note in notes if note.kind is NoteKind.TWICE]
    if unknown:
        yield from _heading("Columns we do not know, not read", len(unknown))
        yield "  " + ", ".join(unknown)
    if twice:
        yield from _heading("Columns given twice, the first was read", len(twice))
        yield "  " + ", ".join(twice)


def _kinds(
    title: str, words: Mapping[Healing, str] | Mapping[Notice, str], plan: Plan, most: int
) -> Iterator[str]:
    texts: dict[Kind, str] = dict(words.items())
    counts = {kind: plan.ledger.counts[kind] for kind in texts if plan.ledger.counts[kind]}
    if not counts:
        return
    yield ""
    yield f"{title}:"
    for kind, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        yield f"{count:>7}  {texts[kind]}"
        shown = plan.ledger.examples[kind][:most]
        for example in shown:
            yield f"           {_example(example)}"
        yield from _more(count, len(shown), "           ")


def _example(example: Example) -> str:
    where = example.where[:60]
    match bool(example.before) and example.before != where, bool(example.after) and example.after != where:
        case True, True:
            return f"{where}: {example.before} → {example.after}"
        case True, False:
            return f"{where}: {example.before}"
        case False, True:
            return f"{where}: {example.after}"
        case _:
            return where


def _fields(plan: Plan) -> Iterator[str]:
    unknown = plan.ledger.unknown_fields
    if unknown:
        yield from _heading("Fields we do not know, not read", len(unknown))
        shown = unknown.most_common(20)
        yield "  " + ", ".join(f"{name} (in {count})" for name, count in shown)
        yield from _more(len(unknown), 20)


def _heading(title: str, count: int) -> Iterator[str]:
    yield ""
    yield f"{title}: {count}"


def _more(count: int, shown: int, before: str = "  ") -> Iterator[str]:
    if count > shown > 0:
        yield f"{before}and {count - shown:,} more"
