"""Every endpoint of both stubs, looked at whole: `python benchmarks/conformance.py`, on 10,000 services.

Every record of every page is held against the published schemas (../shared/openreferral) with a JSON Schema
validator, every listed identifier is opened and must be the same record, the totals must add up, and while
100 records change no page may repeat or lose one. Ends with 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("GINNEL_NOW", "2026-11-24T10:00")

from app import clock  # noqa: E402
from app.database import begin_writing, db  # noqa: E402
from app.domain.openreferral.check import Fault  # noqa: E402
from app.domain.openreferral.check_feed import LISTS  # noqa: E402
from app.domain.openreferral.check_shape import shape_faults  # noqa: E402
from app.domain.openreferral.fields import Profile  # noqa: E402
from app.models.directory import Service  # noqa: E402
from app.operations import index  # noqa: E402
from benchmarks import dressed  # noqa: E402
from benchmarks.search import say  # noqa: E402
from tests.published_schemas import places_of_errors  # noqa: E402

PER_PAGE = 100
CHANGED = 100
WHOLE = frozenset({"services", "organizations", "service_at_locations"})
"""Lists that can be asked for with `full`."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("size", nargs="?", type=int, default=10_000)
    asked.add_argument("--every", type=int, default=1, help="open every so many of the records listed")
    options = asked.parse_args()
    app = dressed.application(options.size)
    bad: Counter[str] = Counter()
    for profile in Profile:
        for name, thing in LISTS.items():
            bad += looked_at(app.test_client(), profile, name, thing, options.every)
    for profile in Profile:
        bad += while_changing(app, profile)
    say("nothing wrong" if not bad else f"WRONG: {dict(bad)}")
    sys.exit(1 if bad else 0)


def looked_at(client: FlaskClient, profile: Profile, name: str, thing: str, every: int) -> Counter[str]:
    """One list, whole: its pages, its records in short and in full, and each by its own address."""
    began, bad = time.monotonic(), Counter[str]()
    short = list(records(client, profile, name, "", bad))
    for record in short:
        bad += faults(profile, thing, record, in_list=True)
    listed = list(records(client, profile, name, "&full=true", bad)) if name in WHOLE else short
    for record in listed if name in WHOLE else ():
        bad += faults(profile, thing, without_service(record))
    ids = [record["id"] for record in listed]
    bad["listed in short and not in full"] += len(set(ids) ^ {record["id"] for record in short})
    bad["listed twice"] += len(ids) - len(set(ids))
    opened = 0
    for record in listed[::every]:
        answer = client.get(f"{stub(profile)}/{name}/{record['id']}")
        opened += answer.status_code == 200
        if answer.status_code != 200:
            bad["not opened"] += 1
        elif answer.json["id"] != record["id"]:
            bad["another opened"] += 1
        else:
            bad += faults(profile, thing, answer.json)
    bad = +bad
    say(
        f"{profile.value} /{name}: {len(listed):,} listed, {opened:,} opened, {sum(bad.values())} wrong, "
        f"{time.monotonic() - began:.0f} s {dict(bad) or ''}"
    )
    return bad


def without_service(record: dict[str, Any]) -> dict[str, Any]:
    """A place with a service as the schema of one knows it: `service` is declared for lists alone, and looked
    at there."""
    return {name: value for name, value in record.items() if name != "service" or "location_id" not in record}


def records(client: FlaskClient, profile: Profile, name: str, more: str, bad: Counter[str]) -> Iterator[Any]:
    """Every record of every page; what the pages say of themselves is added up."""
    number, last, said, count = 1, 1, set(), 0
    while number <= last:
        answer = client.get(f"{stub(profile)}/{name}?per_page={PER_PAGE}&page={number}{more}")
        if answer.status_code != 200:
            bad[f"page answered {answer.status_code}"] += 1
            return
        page = answer.json
        last = page["total_pages"]
        said.add(page["total_items"])
        count += len(page["contents"])
        bad["page not true"] += not is_true(page, number)
        yield from page["contents"]
        number += 1
    bad["totals do not add up"] += said != {count}


def is_true(page: dict[str, Any], number: int) -> bool:
    held = len(page["contents"])
    return (
        page["page_number"] == number
        and page["size"] == held
        and page["empty"] is (held == 0)
        and page["first_page"] is (number == 1)
        and page["last_page"] is (number == page["total_pages"])
        and page["total_pages"] == max(1, -(-page["total_items"] // PER_PAGE))
    )


def faults(profile: Profile, thing: str, record: Any, *, in_list: bool = False) -> Counter[str]:
    """By the published schema, and what it lets pass: undeclared fields (strict only) and empty ones."""
    bad = Counter[str]()
    bad["schema errors"] = len(places_of_errors(profile, thing, record))
    for one in shape_faults(record, thing, profile, in_list=in_list):
        if one.fault is Fault.EMPTY:
            bad["empty fields"] += 1
        elif one.fault is Fault.UNDECLARED and profile is Profile.UK:
            bad[f"undeclared {thing} {one.path}"] += 1
    return +bad


def while_changing(app: Flask, profile: Profile) -> Counter[str]:
    """Page after page while records change behind it: none twice, and none of those that stay is missing."""
    bad, changed, stop = Counter[str](), [0], threading.Event()
    thread = threading.Thread(target=change, args=(app, changed, stop))
    client = app.test_client()
    before = {one["id"] for one in records(client, profile, "services", "", bad)}
    thread.start()
    rounds, met = 0, 0
    while thread.is_alive():
        ids = [one["id"] for one in records(client, profile, "services", "&full=true", Counter())]
        bad["listed twice while changing"] += len(ids) - len(set(ids))
        bad["missing while changing"] += len(before - set(ids))
        rounds, met = rounds + 1, met + len(ids)
    stop.set()
    thread.join()
    bad["not changed"] += CHANGED - changed[0]
    bad = +bad
    say(
        f"{profile.value} /services while {changed[0]} records changed: walked {rounds} times, "
        f"{met:,} records, {sum(bad.values())} wrong {dict(bad) or ''}"
    )
    return bad


def change(app: Flask, changed: list[int], stop: threading.Event) -> None:
    """One listing after another, as an editor would."""
    with app.app_context():
        ground = index.ground(app.config["PLACE_DATA"], ROOT)
        step = max(1, db.session.scalar(select(db.func.count()).select_from(Service)) // CHANGED)
        numbers = list(db.session.scalars(select(Service.number).order_by(Service.number)))[::step][:CHANGED]
        db.session.rollback()
        for number in numbers:
            begin_writing()
            service = db.session.scalars(select(Service).where(Service.number == number)).one()
            service.name = f"{service.name} again"
            service.modified_at = clock.now()
            db.session.flush()
            index.index([service.id], ground)
            db.session.commit()
            changed[0] += 1
            if stop.wait(0.02):
                return


def stub(profile: Profile) -> str:
    return f"/api/{profile.value}/v3"


if __name__ == "__main__":
    main()
