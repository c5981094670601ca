"""Addresses: kebab-case, typed parameters, and no address changed without somebody noticing."""

import os
import re

from config import ROOT

SNAPSHOT = ROOT / "tests" / "rules" / "routes.txt"
PART = re.compile(r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?|\.well-known)$")
PARAMETER = re.compile(r"^[a-z0-9-]*\.?<(?P<kind>\w+)(?:\([^)]*\))?:[a-z_]+>(?:\.[a-z]+)?$")
"""A part with a typed parameter, which may be the ending of a file's name."""
TWIN = "/<language:lang>"
ONE_LANGUAGE = (
    "/api/",
    "/open-data/",
    "/assets/",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/favicon.ico",
    "/sitemap.xml",
    "/sw.js",
    "/recordings/",
    "/capture/<string:event>/records",
    "/capture/<string:event>/report",
)


STANDARD = "/api/<any(oruk,hsds):stub>/v3"
"""Below it the names are those of Open Referral, underscores and all."""


def faults(address):
    for part in filter(None, address.split("/")):
        if "<" in part:
            if not PARAMETER.match(part):
                yield f"{address}: {part} does not say its type"
        elif not PART.match(part.replace("_", "-") if address.startswith(STANDARD) else part):
            yield f"{address}: {part} is not kebab-case"


def addresses(app):
    """One line an endpoint, method and address; the twins in other languages left out."""
    lines = set()
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith(TWIN):
            methods = " ".join(sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"}))
            lines.add(f"{rule.rule}  {methods}  {rule.endpoint}")
    return sorted(lines)


def test_bad_addresses_are_seen():
    assert list(faults("/my_list")) and list(faults("/MyList")) and list(faults("/l/<code>"))
    assert not list(faults("/my-list/<uuid:item_id>/calendar.ics")) and not list(faults("/l/<string:code>"))


def test_addresses_are_kebab_case_and_say_their_types(bare_app):
    assert [fault for rule in bare_app.url_map.iter_rules() for fault in faults(rule.rule)] == []


def test_no_address_changed_unnoticed(bare_app):
    found = "\n".join(addresses(bare_app)) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(found)
    kept = SNAPSHOT.read_text() if SNAPSHOT.exists() else ""
    assert found == kept, (
        "People have these addresses on paper. Meant? Run with UPDATE_SNAPSHOTS=1 and commit."
    )


def test_every_page_has_its_twin_in_other_languages(bare_app):
    rules = {rule.rule for rule in bare_app.url_map.iter_rules()}
    pages = {line.split("  ")[0] for line in addresses(bare_app)}
    alone = {page for page in pages if f"{TWIN}{page}" not in rules and not page.startswith(ONE_LANGUAGE)}
    assert alone == set()
