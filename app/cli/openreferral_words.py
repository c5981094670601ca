"""What a check of open data found, in words for whoever runs the feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.openreferral.check import Fault, Finding, Level
from app.domain.openreferral.check_report import Read, Report
from app.domain.openreferral.fields import Profile

FAULTS: Mapping[Fault, str] = {
    Fault.WRONG_TYPE: "is of the wrong kind",
    Fault.MISSING: "is missing, and must be there",
    Fault.WRONG_FORMAT: "is not written as the standard says",
    Fault.NOT_ONE_OF: "is none of the values the standard allows",
    Fault.UNDECLARED: "is a field that the standard does not know",
    Fault.EMPTY: "is there but says nothing. Leave it out instead",
    Fault.UNLIKELY_EMAIL: "cannot be an e-mail address",
    Fault.WRONG_DATE: "is no date. Write it as 2026-11-24",
    Fault.WRONG_TIME: "is no time. Write it as 18:30",
    Fault.WRONG_RULE: "is a pattern that programs cannot read (RFC 5545)",
    Fault.CLOSES_FIRST: "is not after the time it opens, and nothing says it goes past midnight",
    Fault.ENDS_FIRST: "is before the day it begins",
    Fault.OUTSIDE_UK: "is a point outside the United Kingdom. Are the two figures the wrong way round?",
    Fault.HALF_A_POINT: "is missing: one half of a point is no use",
    Fault.ASSURED_AHEAD: "is in the future",
    Fault.ASSURED_LONG_AGO: "is 3 months ago or more. Compliance asks for less",
    Fault.NOT_ASSURED: "does not say when the listing was last checked",
    Fault.NO_ORGANIZATION: "is missing: nobody is named who runs it",
    Fault.OTHER_ORGANIZATION: "names another organisation than the one given with it",
    Fault.OTHER_PARENT: "names another record than the one it belongs to",
    Fault.DOUBLED_WITHIN: "stands twice in the same list",
    Fault.MARKUP: "has page code in it. Many readers will see it as it is",
    Fault.NOT_A_PAGE: "is not a page of a list",
    Fault.WRONG_NUMBER: "is not the number of the page asked for",
    Fault.WRONG_FIRST: "is wrong: only page 1 is the first page",
    Fault.WRONG_LAST: "is wrong: only the last page is the last",
    Fault.WRONG_EMPTY: "does not match what is on the page",
    Fault.WRONG_SIZE: "is not how many are on the page",
    Fault.SHORT_PAGE: "holds another number of records than per_page asked for",
    Fault.TOTALS_DIFFER: "changes from page to page",
    Fault.TOTAL_MISSED: "is not how many all pages hold together",
    Fault.PAGES_DIFFER: "is not what total_items and per_page come to",
    Fault.DOUBLED: "stands on more than one page",
    Fault.NO_ANSWER: "gave no answer",
    Fault.WRONG_STATUS: "answered with another status than 200",
    Fault.NOT_JSON: "is not JSON",
    Fault.NO_ENDPOINT: "is not offered. It need not be",
    Fault.NO_VERSION: "is no version that the validators know, such as HSDS-UK-3.0",
    Fault.JUDGED_AS_1: "does not say its version, so the validators judge the feed as version 1.0",
    Fault.OPENAPI: "leads to a description that is not complete",
    Fault.EMPTY_FEED: "holds nothing",
    Fault.NO_IDS: "has no identifiers, so no record can be opened",
    Fault.NOT_OPENED: "is in the list but cannot be opened",
    Fault.OTHER_OPENED: "is not the record that was asked for",
    Fault.NO_CORS: "cannot be read by other sites' pages (no Access-Control-Allow-Origin: *)",
    Fault.NO_404: "did not answer 404 as JSON for an identifier that nobody has",
    Fault.NO_400: "did not answer 400 as JSON for a page that cannot be",
    Fault.SLOW: "takes long: more than 5 seconds on average",
    Fault.NOT_ALL_READ: "was not read to the end",
}
HEADINGS: Mapping[Level, str] = {
    Level.ERROR: "Wrong",
    Level.WARNING: "Better",
    Level.NOTE: "Worth knowing",
}
PROFILES: Mapping[Profile, str] = {Profile.UK: "Open Referral UK 3.0", Profile.HSDS: "HSDS 3.0"}


def report(found: Report) -> Iterator[str]:
    yield f"Checked: {found.source}"
    yield f"Held to: {PROFILES[found.profile]}" + (f" (it says {found.version})" if found.version else "")
    if found.asked:
        yield f"Asked {found.asked:,} times, {found.seconds / found.asked:.2f} seconds each."
    yield ""
    yield from (line(one) for one in found.lists)
    if found.services:
        yield freshness(found)
    for level, heading in HEADINGS.items():
        held = [one for one in found.findings if one.level is level]
        if held:
            yield ""
            yield f"{heading}:"
            for one in held:
                yield from said(one)
    yield ""
    yield verdict(found)


def line(read: Read) -> str:
    if not read.is_there:
        return f"  {read.name}: not there"
    total = f" of {read.total:,}" if read.total is not None else ""
    opened = f", {read.opened} opened by their own address" if read.opened else ""
    return f"  {read.name}: {read.records:,}{total} read{opened}"


def freshness(found: Report) -> str:
    sums = found.freshness.sums()
    median = sums["median_days"]
    return (
        f"  Checked in the last 3 months: {sums['within_3_months']:,}. 6 months: {sums['within_6_months']:,}."
        f" 12 months: {sums['within_12_months']:,}. Longer ago: {sums['older']:,}."
        f" Nobody says: {sums['never']:,}."
        + (f" Half were checked within {median} days." if median is not None else "")
    )


def said(one: Finding) -> Iterator[str]:
    times = f" ({one.count:,} times)" if one.count > 1 else ""
    yield f"  {' '.join(word for word in (one.endpoint, one.path) if word)} {FAULTS[one.fault]}{times}"
    for example in one.examples:
        yield f"      {example}"


def verdict(found: Report) -> str:
    errors, warnings = found.count(Level.ERROR), found.count(Level.WARNING)
    if errors:
        return f"Does not pass: {errors} wrong, {warnings} could be better."
    return f"Passes. {warnings} could be better." if warnings else "Passes, and nothing could be better."
