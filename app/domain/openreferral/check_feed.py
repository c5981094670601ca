"""Walks a published feed and checks all of it: both validators' questions, and those they do not ask.

Source: OpenReferralUK/oruk-validator and tpximpact/OpenReferralApi, restated; directory.md 2e and 2f.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from app.domain.openreferral.check import Fault, Found
from app.domain.openreferral.check_formats import is_uri
from app.domain.openreferral.check_pages import Sums, contents_of, is_whole, page_faults
from app.domain.openreferral.check_records import record_faults
from app.domain.openreferral.check_report import Read, Report, new_report
from app.domain.openreferral.check_shape import fields_of, shape_faults
from app.domain.openreferral.check_walk import AskAll, Limits, Request, Walk
from app.domain.openreferral.fields import Kind, Profile

LISTS = {
    "services": "service",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
}
"""Endpoint -> what it holds. The first must be there."""
REQUIRED = "services"
OPTIONAL = frozenset(
    name for thing in LISTS if thing != REQUIRED for name in (f"/{thing}", f"/{thing}/{{id}}")
)
NOBODY = "00000000-0000-4000-8000-000000000000"
BAD_PAGES = ("0", "-1", "one")
SLOW_SECONDS = 5.0
AT_ONCE = 5
USUAL = Limits()
ABOUT = ("version", "profile", "openapi_url")
VERSION_3 = re.compile(r"(?i)(?:hsds[- ]?(?:uk[- ]?)?)?v?3(?:\.\d+)*")
PUBLISHED = re.compile(
    r"https?://(?:(?:docs\.|www\.)?openreferral(?:uk)?\.org|raw\.githubusercontent\.com/openreferral)/"
)


def check(
    source: str,
    ask_all: AskAll,
    today: dt.date,
    *,
    limits: Limits = USUAL,
    strict: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> Report:
    """The report on the feed that answers."""
    report = new_report(source, today, strict=strict, optional=OPTIONAL)
    walk = Walk(report, ask_all, is_over, limits)
    _about(walk)
    for name, thing in LISTS.items():
        if is_over():
            walk.add(f"/{name}", Found(Fault.NOT_ALL_READ))
            continue
        _list(walk, name, thing)
    if any(one.is_there for one in report.lists):
        _refusals(walk)
    if report.asked and report.seconds / report.asked > SLOW_SECONDS:
        walk.add("/", Found(Fault.SLOW, value=f"{report.seconds / report.asked:.1f}"))
    return report


def _about(walk: Walk) -> None:
    """What the feed says of itself, by which validators choose what to hold it to."""
    reply = walk.ask("/")
    about = reply.data if walk.good(reply, "/") and isinstance(reply.data, Mapping) else {}
    version = about.get("version")
    for name in ABOUT:
        if not isinstance(about.get(name), str):
            walk.add("/", Found(Fault.WRONG_TYPE if name in about else Fault.MISSING, name))
        elif name != "version" and not is_uri(about[name]):
            walk.add("/", Found(Fault.WRONG_FORMAT, name, about[name]))
    if not about or not (version or about.get("openapi_url")):
        walk.add("/", Found(Fault.JUDGED_AS_1))
    elif isinstance(version, str) and not VERSION_3.fullmatch(version.strip()):
        walk.add("/", Found(Fault.NO_VERSION, "version", version))
    walk.report.version = version if isinstance(version, str) else ""
    walk.report.profile = profile_of(walk.report.version, str(about.get("profile") or ""))
    if isinstance(about.get("openapi_url"), str) and is_uri(about["openapi_url"]):
        _openapi(walk, about["openapi_url"])


def profile_of(version: str, profile: str) -> Profile:
    """The UK's, unless the feed says neither that nor where the UK's is, but where the whole standard is."""
    said = f"{version} {profile}".lower()
    is_whole = "openreferral.org" in said or version.lower().startswith("hsds")
    return Profile.HSDS if is_whole and "uk" not in said else Profile.UK


def _openapi(walk: Walk, address: str) -> None:
    """The description of the feed; one of the standard's own is taken as read."""
    if PUBLISHED.match(address):
        return
    reply = walk.ask(address)
    held = reply.data if reply.status == 200 and isinstance(reply.data, Mapping) else None
    if held is None:
        walk.add(
            "/", Found(Fault.OPENAPI, "openapi_url", f"cannot be read ({reply.status or reply.problem})")
        )
        return
    paths = held.get("paths")
    missing = [name for name in ("info", "paths") if not isinstance(held.get(name), Mapping)]
    if not (held.get("openapi") or held.get("swagger")):
        missing.append("openapi")
    if isinstance(paths, Mapping):
        missing += [path for path in ("/services", "/services/{id}") if path not in paths]
    for name in missing:
        walk.add("/", Found(Fault.OPENAPI, "openapi_url", f"{name} is missing"))


def _list(walk: Walk, name: str, thing: str) -> None:
    """One list: as anybody asks for it, then page by page, then some records by their own address."""
    endpoint = f"/{name}"
    read = Read(name, is_required=name == REQUIRED)
    walk.report.lists.append(read)
    first = walk.ask(endpoint)
    if first.status in {404, 501} and not read.is_required:
        read.is_there = False
        walk.add(endpoint, Found(Fault.NO_ENDPOINT))
        return
    if not walk.good(first, endpoint, "page 1"):
        read.is_there = False
        return
    _as_asked_plainly(walk, endpoint, thing, first.data)
    ids = _page_by_page(walk, endpoint, thing, read)
    if not read.records and read.is_required:
        walk.add(endpoint, Found(Fault.EMPTY_FEED))
    if ids:
        _one_by_one(walk, endpoint, thing, ids, read)
    elif read.records:
        walk.add(endpoint, Found(Fault.NO_IDS))


def _as_asked_plainly(walk: Walk, endpoint: str, thing: str, first: object) -> None:
    """The first, the middle and the last page, without saying how many belong on one."""
    _look_at_page(walk, endpoint, thing, first, number=1)
    pages = total_of(first, "total_pages") or 1
    others = [str(number) for number in sorted({pages // 2, pages} - {0, 1})]
    replies = walk.asked([Request(endpoint, {"page": number}) for number in others])
    for number, reply in zip(others, replies, strict=True):
        if walk.good(reply, endpoint, f"page {number}"):
            _look_at_page(walk, endpoint, thing, reply.data, number=int(number))


def _look_at_page(
    walk: Walk, endpoint: str, thing: str, page: object, *, number: int, per_page: int | None = None
) -> None:
    walk.add(endpoint, *page_faults(page, number=number, per_page=per_page))
    for at, record in enumerate(contents_of(page)):
        short = not is_full(record, thing, walk.report.profile)
        walk.add(
            endpoint,
            *shape_faults(record, thing, walk.report.profile, in_list=short, path=f"contents[{at}]"),
        )


def _page_by_page(walk: Walk, endpoint: str, thing: str, read: Read) -> list[str]:
    """Every page there is, within bounds; the identifiers met."""
    per_page, most = walk.limits.per_page, walk.limits.pages
    query = {"per_page": str(per_page)} | _whole_records(walk, endpoint, read)
    sums, done, last = Sums(), 0, 1
    while done < min(last, most) and not walk.is_over():
        numbers = range(done + 1, min(last, most, done + AT_ONCE) + 1)
        replies = walk.asked([Request(endpoint, {**query, "page": str(number)}) for number in numbers])
        for number, reply in zip(numbers, replies, strict=True):
            if walk.good(reply, endpoint, f"page {number}"):
                _look_at_page(walk, endpoint, thing, reply.data, number=number, per_page=per_page)
                _look_at_records(walk, endpoint, thing, contents_of(reply.data))
                sums.add(reply.data)
                read.pages += 1
                last = total_of(reply.data, "total_pages") or 1
                read.total = total_of(reply.data, "total_items")
        done = numbers[-1]
    if done < last:
        walk.add(endpoint, Found(Fault.NOT_ALL_READ, value=f"{done} of {last} pages"))
    walk.add(endpoint, *sums.faults(is_whole_list=read.pages == last))
    read.records = sums.records
    return list(sums.ids)


def _whole_records(walk: Walk, endpoint: str, read: Read) -> dict[str, str]:
    """How to ask for services with all that hangs below them, where the feed knows how."""
    wanted = {"full": "true"}
    if not read.is_required or walk.ask(endpoint, per_page="1", **wanted).status != 200:
        return {}
    return wanted


def _look_at_records(walk: Walk, endpoint: str, thing: str, records: Sequence[object]) -> None:
    for at, record in enumerate(records):
        found = record_faults(record, thing, walk.report.today)
        walk.add(endpoint, *(under(f"contents[{at}]", one) for one in found))
        if endpoint == f"/{REQUIRED}" and isinstance(record, Mapping):
            walk.report.freshness.add(record)


def _one_by_one(walk: Walk, endpoint: str, thing: str, ids: list[str], read: Read) -> None:
    """Some of the records, from all over the list, each asked for by its own address."""
    path = f"{endpoint}/{{id}}"
    chosen = evenly(ids, walk.limits.opened)
    replies = walk.asked([Request(f"{endpoint}/{one}") for one in chosen])
    for identifier, reply in zip(chosen, replies, strict=True):
        if reply.status == 404:
            walk.add(path, Found(Fault.NOT_OPENED, value=identifier))
        elif walk.good(reply, path, identifier):
            read.opened += 1
            said = reply.data.get("id") if isinstance(reply.data, Mapping) else None
            if said != identifier:
                walk.add(path, Found(Fault.OTHER_OPENED, "id", said, identifier))
            walk.add(path, *shape_faults(reply.data, thing, walk.report.profile))
            walk.add(path, *record_faults(reply.data, thing, walk.report.today))


def _refusals(walk: Walk) -> None:
    """What must be refused is refused as JSON, and pages of other sites may read that too."""
    unknown = walk.ask(f"/{REQUIRED}/{NOBODY}")
    if unknown.status != 404 or not unknown.is_json:
        walk.add(f"/{REQUIRED}/{{id}}", Found(Fault.NO_404, value=unknown.status or unknown.problem))
    pages = [Request(f"/{REQUIRED}", {"page": number}) for number in BAD_PAGES]
    for request, reply in zip(pages, walk.asked(pages), strict=True):
        if reply.status != 400 or not reply.is_json:
            walk.add(f"/{REQUIRED}", Found(Fault.NO_400, f"?page={request.query['page']}", reply.status))
        elif reply.allows != "*":
            walk.add(f"/{REQUIRED}", Found(Fault.NO_CORS, where="an error"))
    if unknown.status == 404 and unknown.allows != "*":
        walk.add(f"/{REQUIRED}/{{id}}", Found(Fault.NO_CORS, where="an error"))


def is_full(record: object, thing: str, profile: Profile) -> bool:
    """Does it hold what only the whole form of such a record has?"""
    lists = {
        field.name
        for field in fields_of(profile, thing, False).values()
        if field.kind is Kind.MANY and field.name not in fields_of(profile, thing, True)
    }
    return isinstance(record, Mapping) and bool(lists & record.keys())


def total_of(page: object, name: str) -> int | None:
    value = page.get(name) if isinstance(page, Mapping) else None
    return int(value) if is_whole(value) and isinstance(value, int | float) else None


def under(path: str, found: Found) -> Found:
    return Found(found.fault, f"{path}.{found.path}" if found.path else path, found.value, found.where)


def evenly(values: Sequence[str], most: int) -> list[str]:
    """At most so many of them, spread over all, the first and the last among them."""
    if len(values) <= most:
        return list(values)
    if most < 2:
        return list(values[:most])
    return [values[round(at * (len(values) - 1) / (most - 1))] for at in range(most)]
