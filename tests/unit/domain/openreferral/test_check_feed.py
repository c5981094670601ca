"""A whole feed is walked; each thing that can be wrong with one is broken in turn and found."""

from __future__ import annotations

import datetime as dt
import math
import uuid
from dataclasses import replace

import pytest

from app.domain.openreferral import check_feed
from app.domain.openreferral.check import Fault, Level
from app.domain.openreferral.check_walk import Limits, Reply
from app.domain.openreferral.fields import Profile

TODAY = dt.date(2026, 11, 24)
LIMITS = Limits(per_page=10, pages=50, opened=4)
GONE = Reply(404, "application/json", {"message": "not found"}, True, "*", 0.01)


def name(number: int) -> str:
    return str(uuid.UUID(int=number + 10**9, version=4))


class Feed:
    """A good feed in memory; tests break it."""

    def __init__(self, services: int = 25) -> None:
        self.about = {
            "version": "HSDS-UK-3.0",
            "profile": "https://openreferraluk.org/",
            "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
        }
        self.lists = {
            "services": [
                {
                    "id": name(number),
                    "name": f"Tea {number}",
                    "status": "active",
                    "organization_id": name(5000),
                    "assured_date": "2026-11-01",
                    "contacts": [{"id": name(9000 + number), "name": "Ada"}],
                }
                for number in range(services)
            ],
            "organizations": [{"id": name(5000), "name": "Tea House", "description": "Tea"}],
            "taxonomies": [{"id": name(6000), "name": "Kinds", "description": "Kinds"}],
            "taxonomy_terms": [],
            "service_at_locations": [],
        }
        self.asked: list[str] = []

    def ask_all(self, requests):
        for request in requests:
            self.asked.append(request.path + "?" + "&".join(f"{k}={v}" for k, v in request.query.items()))
            yield self.answer(request)

    def answer(self, request) -> Reply:
        parts = request.path.strip("/").split("/")
        if parts == [""]:
            return self.reply(self.about)
        held = self.lists.get(parts[0])
        if held is None:
            return GONE
        if len(parts) > 1:
            return self.reply(next((one for one in held if one["id"] == parts[1]), None))
        return self.page(parts[0], request.query)

    def page(self, which: str, query) -> Reply:
        number, size = query.get("page", "1"), int(query.get("per_page", 20))
        if not number.isdecimal() or number == "0":
            return replace(GONE, status=400)
        return self.reply(self.envelope(which, int(number), size, is_full=query.get("full") == "true"))

    def envelope(self, which: str, number: int, size: int, *, is_full: bool) -> dict:
        held = self.lists[which]
        shown = held[(number - 1) * size : number * size]
        if not is_full:
            shown = [{key: value for key, value in one.items() if key != "contacts"} for one in shown]
        pages = max(1, math.ceil(len(held) / size))
        return {
            "total_items": len(held),
            "total_pages": pages,
            "page_number": number,
            "size": len(shown),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not shown,
            "contents": shown,
        }

    def reply(self, data) -> Reply:
        return GONE if data is None else Reply(200, "application/json", data, True, "*", 0.01)


def checked(feed: Feed, **options):
    options = {"limits": LIMITS, **options}
    return check_feed.check("here", feed.ask_all, TODAY, **options)


def faults(report) -> set[tuple[str, str, str]]:
    return {(one.fault.value, one.endpoint, one.path) for one in report.findings}


def test_a_good_feed_passes_with_nothing_to_say():
    report = checked(Feed())
    assert faults(report) == set()
    assert report.passes
    assert (report.services, report.freshness.sums()["within_3_months"]) == (25, 25)
    assert [(one.name, one.records, one.opened) for one in report.lists][:2] == [
        ("services", 25, 4),
        ("taxonomies", 1, 1),
    ]


def test_both_ways_of_paging_are_asked():
    feed = Feed(100)
    checked(feed)
    asked = set(feed.asked)
    assert {"/services?", "/services?page=2", "/services?page=5"} <= asked
    assert {f"/services?per_page=10&full=true&page={number}" for number in range(1, 11)} <= asked


def breaking(change):
    """A feed of which one page or answer is changed."""

    class Broken(Feed):
        def envelope(self, which, number, size, *, is_full):
            page = super().envelope(which, number, size, is_full=is_full)
            change(page, number, which)
            return page

    return Broken()


def on_page(number, **said):
    return lambda page, at, which: page.update(said) if at == number and which == "services" else None


def without(key):
    return lambda page, at, which: page.pop(key) if which == "services" else None


def repeat_first(page, at, which):
    if which == "services" and at > 1:
        page["contents"] = [{**page["contents"][0], "id": name(0)}, *page["contents"][1:]]


@pytest.mark.parametrize(
    ("change", "fault", "path"),
    [
        (without("size"), "missing", "size"),
        (without("contents"), "missing", "contents"),
        (on_page(1, empty=True), "wrong-empty", "empty"),
        (on_page(1, first_page=False), "wrong-first", "first_page"),
        (on_page(2, first_page=True), "wrong-first", "first_page"),
        (on_page(1, last_page=True), "wrong-last", "last_page"),
        (on_page(2, page_number=1), "wrong-number", "page_number"),
        (on_page(2, size=3), "wrong-size", "size"),
        (on_page(2, total_items=24), "totals-differ", "total_items"),
        (on_page(1, total_items="25"), "wrong-type", "total_items"),
        (on_page(1, contents={}), "wrong-type", "contents"),
        (lambda page, at, which: page.update(total_items=26), "total-missed", "total_items"),
        (lambda page, at, which: page.update(total_pages=9), "pages-differ", "total_pages"),
        (repeat_first, "doubled", "contents[].id"),
        (on_page(1, contents=[]), "short-page", "contents"),
        (on_page(1, contents=[{}]), "missing", "contents[].name"),
        (on_page(1, contents=["x"]), "wrong-type", "contents[]"),
    ],
)
def test_a_page_that_does_not_tell_the_truth_is_found(change, fault, path):
    report = checked(breaking(change))
    assert (fault, "/services", path) in faults(report)
    assert not report.passes


def test_what_is_wrong_on_an_optional_list_is_a_warning():
    feed = Feed()
    feed.lists["organizations"][0]["email"] = "nobody"
    report = checked(feed)
    assert ("wrong-format", "/organizations", "contents[].email") in faults(report)
    assert report.passes


def test_the_same_fault_of_many_records_is_one_finding_with_a_count():
    feed = Feed()
    for service in feed.lists["services"]:
        service["email"] = ""
    [finding] = [
        one
        for one in checked(feed).findings
        if one.endpoint == "/services" and one.path.endswith("email") and one.fault is Fault.EMPTY
    ]
    assert (finding.count, len(finding.examples), finding.path) == (25, 3, "contents[].email")


def test_undeclared_fields_are_errors_only_where_we_are_strict():
    feed = Feed()
    feed.lists["services"][0]["phones"] = [{"id": name(1), "number": "0113 496 0000"}]
    report = checked(feed)
    assert report.passes
    [finding] = [one for one in report.findings if one.endpoint == "/services"]
    assert (finding.fault, finding.level) == (Fault.UNDECLARED, Level.WARNING)
    assert not checked(feed, strict=True).passes


def test_optional_lists_may_be_missing():
    feed = Feed()
    del feed.lists["taxonomies"]
    report = checked(feed)
    assert faults(report) == {("no-endpoint", "/taxonomies", "")}
    assert report.passes


def test_services_may_not_be_missing():
    feed = Feed()
    del feed.lists["services"]
    assert not checked(feed).passes


def test_an_empty_feed_is_warned_about():
    report = checked(Feed(0))
    assert ("empty-feed", "/services", "") in faults(report)
    assert report.passes


def test_records_without_identifiers_cannot_be_opened():
    feed = Feed()
    for service in feed.lists["services"]:
        service["id"] = 7
    assert ("no-ids", "/services", "") in faults(checked(feed))


class Answering(Feed):
    """A feed that answers some questions in a way of its own."""

    def __init__(self, where, how) -> None:
        super().__init__()
        self.where, self.how = where, how

    def answer(self, request) -> Reply:
        good = super().answer(request)
        return self.how(good) if self.where(request) else good


def is_record(request):
    return request.path.startswith("/services/") and not request.path.endswith(check_feed.NOBODY)


@pytest.mark.parametrize(
    ("where", "how", "fault", "endpoint"),
    [
        (is_record, lambda good: GONE, "not-opened", "/services/{id}"),
        (
            is_record,
            lambda good: replace(good, data={**good.data, "id": name(77)}),
            "other-opened",
            "/services/{id}",
        ),
        (is_record, lambda good: replace(good, data=None, is_json=False), "not-json", "/services/{id}"),
        (is_record, lambda good: replace(good, status=500), "wrong-status", "/services/{id}"),
        (is_record, lambda good: Reply(problem="no answer in time"), "no-answer", "/services/{id}"),
        (
            lambda r: check_feed.NOBODY in r.path,
            lambda good: replace(good, status=200),
            "no-404",
            "/services/{id}",
        ),
        (
            lambda r: check_feed.NOBODY in r.path,
            lambda good: replace(good, allows=""),
            "no-cors",
            "/services/{id}",
        ),
        (
            lambda r: r.query.get("page") == "one",
            lambda good: replace(good, status=200),
            "no-400",
            "/services",
        ),
        (
            lambda r: r.query.get("page") == "one",
            lambda good: replace(good, allows=""),
            "no-cors",
            "/services",
        ),
        (lambda r: r.path == "/services", lambda good: replace(good, allows=""), "no-cors", "/services"),
        (lambda r: True, lambda good: replace(good, seconds=6.0), "slow", "/"),
        (lambda r: r.path == "/", lambda good: GONE, "judged-as-1", "/"),
        (lambda r: r.path == "/", lambda good: replace(good, data={}), "judged-as-1", "/"),
        (lambda r: r.path == "/", lambda good: replace(good, data={"version": "2"}), "no-version", "/"),
        (lambda r: r.path == "/", lambda good: replace(good, data={"version": "2"}), "missing", "/"),
    ],
)
def test_a_wrong_answer_is_found(where, how, fault, endpoint):
    assert (fault, endpoint) in {found[:2] for found in faults(checked(Answering(where, how)))}


@pytest.mark.parametrize(
    ("document", "wrong"),
    [
        ({"openapi": "3.1.0", "info": {}, "paths": {"/services": {}, "/services/{id}": {}}}, False),
        ({"info": {}, "paths": {"/services": {}, "/services/{id}": {}}}, True),
        ({"openapi": "3.1.0", "info": {}, "paths": {}}, True),
        ([], True),
    ],
)
def test_the_feeds_own_description_is_read(document, wrong):
    feed = Answering(
        lambda request: request.path == "https://feed.example/openapi.json",
        lambda good: Reply(200, "application/json", document, True, "*", 0.01),
    )
    feed.about["openapi_url"] = "https://feed.example/openapi.json"
    assert (("openapi", "/", "openapi_url") in faults(checked(feed))) is wrong


def test_the_standards_own_description_is_not_asked_for():
    feed = Feed()
    checked(feed)
    assert not [path for path in feed.asked if "://" in path]


@pytest.mark.parametrize(
    ("version", "where", "profile"),
    [
        ("HSDS-UK-3.0", "https://openreferraluk.org/", Profile.UK),
        ("HSDS-UK-3.0", "https://example.org/", Profile.UK),
        ("3.0", "https://openreferraluk.org/", Profile.UK),
        ("3.0", "https://example.org/", Profile.UK),
        ("3.0", "https://docs.openreferral.org/en/v3.0.1/", Profile.HSDS),
        ("HSDS-3.0", "https://example.org/", Profile.HSDS),
        ("HSDS 3.0", "https://example.org/", Profile.HSDS),
    ],
)
def test_a_feed_is_held_to_what_it_says_it_is(version, where, profile):
    feed = Feed()
    feed.about |= {"version": version, "profile": where}
    report = checked(feed)
    assert report.profile is profile
    assert "no-version" not in {fault for fault, _, _ in faults(report)}


def test_a_list_longer_than_the_bound_is_read_in_part_and_that_is_said():
    report = checked(Feed(), limits=Limits(per_page=10, pages=2, opened=2))
    assert faults(report) == {("not-all-read", "/services", "")}
    assert report.passes


def test_a_check_that_runs_out_of_time_says_so():
    report = checked(Feed(), is_over=lambda: True)
    assert ("not-all-read", "/services", "") in faults(report)


def test_a_feed_that_gives_no_answer_ends_soon():
    feed = Answering(lambda request: True, lambda good: Reply(problem="nobody answers there"))
    report = checked(feed)
    assert not report.passes
    assert len(feed.asked) < 10


def test_a_feed_that_does_not_know_full_is_asked_without():
    class Short(Feed):
        def page(self, which, query):
            return replace(GONE, status=400) if "full" in query else super().page(which, query)

    assert checked(Short()).passes
