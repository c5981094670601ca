"""About 500 strings that break careless programs, in every field of every form anybody is shown.

Here a few in each field, all of them used; `GINNEL_NAUGHTY=all` puts each into each, `=40` forty of them.
"""

import io
import os
import re
from collections import Counter
from itertools import cycle
from pathlib import Path
from urllib.parse import quote_from_bytes

import html5lib
import pytest
from sqlalchemy import Text, select
from sqlalchemy.types import String

from app.database import db
from app.domain.listing import ReportReason
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.models.directory import Address, ListingReport, Location, Organization, Phone, Service
from app.operations import access_links, index
from app.web import tokens
from tests import forms_found, naughty, objects, pages, walk
from tests.factories import AddressFactory, LocationFactory, PhoneFactory, ScheduleFactory, ServiceFactory
from tests.people import signed_in

WANTED = os.environ.get("GINNEL_NAUGHTY") or ""
ALL = WANTED == "all"
A_FIELD = {"sqlite": 3, "postgresql": 2}
"""Strings for each field: what a database does with them is tried in stored rows besides."""
FIGURES = os.environ.get("GINNEL_NAUGHTY_FIGURES")
"""A file for what was sent and what came of it."""
QUIET = {"accounts.sign_out", "my_list.forget"}
"""Where the walker would put out their own light."""
ACTS = re.compile(r"[<>\"'&]")


@pytest.fixture
def walkers(app, clock, monkeypatch):
    """Everybody's browser, and the world they find; whatever they change is undone."""
    for name in walk.unknown_arguments(app):
        monkeypatch.setitem(walk.PLAIN, name, objects.NOBODY)
    world = objects.world()
    objects.thing(world, "listing_id", "own")
    index.index(
        list(db.session.scalars(select(Service.id))),
        index.ground(app.config["PLACE_DATA"], app.config["ROOT"]),
    )
    listing = objects.thing(world, "listing_id", "own")
    link = access_links.make(LinkPurpose.STILL_RIGHT, service=listing)
    db.session.commit()
    everybody = walk.browsers(app, world)
    list(walk.steps(app, world))
    start = f"/still-right/{link.token}"
    known = (start, f"{start}/{listing}/thanks", f"{start}/{listing}/stopped")
    return world, everybody, known


def raw(text):
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def sent(everybody, form, name, text):
    """Fill the form in with one naughty string, and send it."""
    db.session.rollback()  # the walk shares one session, and an error's page may have read with it
    browser = forms_found.with_its_cookie(everybody[form.who])
    form_token = everybody[form.who].form_token
    filled = {**form.values, name: [text] * max(1, len(form.values.get(name, [""])))}
    filled[tokens.FIELD] = [form_token]
    if form.method == "GET":
        query = "&".join(
            f"{quoted(key)}={quoted(value)}" for key, values in filled.items() for value in values
        )
        return browser.get(f"{form.action.partition('?')[0]}?{query}")
    if form.files:
        data = {key: values[0] if len(values) == 1 else values for key, values in filled.items()}
        data = {key: value for key, value in data.items() if not isinstance(value, bytes)}
        data |= {one: (io.BytesIO(raw(text)), "a.csv") for one in form.files}
        return browser.post(form.action, data=data, content_type="multipart/form-data")
    body = "&".join(f"{quoted(key)}={quoted(value)}" for key, values in filled.items() for value in values)
    return browser.post(
        form.action, data=body.encode("ascii"), content_type="application/x-www-form-urlencoded"
    )


def quoted(value):
    return quote_from_bytes(raw(value), safe="")


def faults(answer, text):
    """What an answer to a naughty string must not do."""
    if answer.status_code >= 500:
        yield f"{answer.status_code}"
    if "X-Naughty" in answer.headers:
        yield "a header of theirs"
    if isinstance(text, bytes) or answer.mimetype not in ("text/html", "image/svg+xml", "application/xml"):
        return
    body = answer.get_data(as_text=True)
    if naughty.MARK in text and naughty.MARK in body:
        if ACTS.search(text) and text in body:
            yield "it stands there as it was typed"
        if "7*7" in text and f"49{naughty.MARK}" in body:
            yield "it was worked out"
        if answer.status_code < 300 or answer.status_code >= 400:
            yield from pages.page_faults(body.encode())


def choices(number):
    """Which strings go into a field."""
    return [*naughty.texts(), *naughty.BYTES] if ALL else [next(DEALT) for _ in range(number)]


DEALT = cycle([*naughty.texts(), *naughty.BYTES])


def nul_faults(everybody, form, nuls):
    """Where a field of a form takes NUL. Nothing of it reaches a view."""
    for name in form.fields:
        answer = sent(everybody, form, name, next(nuls))
        if answer.status_code not in (400, 422):
            yield f"{form.who} {form.endpoint} {name}: {answer.status_code} to NUL"
        answer.close()


def test_no_string_in_any_field_breaks_a_page_and_nul_is_refused(app, walkers, monkeypatch, database_kind):
    """NUL goes into the same forms, as finding them takes longer than sending it."""
    world, everybody, known = walkers
    each = 0 if ALL else int(WANTED or A_FIELD[database_kind])
    wrong, tried, strings, answers = [], 0, set(), Counter()
    nuls = cycle(naughty.NULS)
    with walk.changing_nothing(monkeypatch):
        found = [
            form for form in forms_found.forms(app, world, everybody, known) if form.endpoint not in QUIET
        ]
        for form in found:
            wrong += nul_faults(everybody, form, nuls) if form.method == "POST" else ()
            for name in [*form.fields, *form.files]:
                for text in choices(each):
                    answer = sent(everybody, form, name, text)
                    wrong += [
                        f"{form.who} {form.method} {form.endpoint} {name} {text[:60]!r}: {fault}"
                        for fault in faults(answer, text)
                    ]
                    answers[
                        "sign in" if (answer.location or "").startswith("/sign-in") else answer.status_code
                    ] += 1
                    answer.close()
                    tried += 1
                    strings.add(text)
    if FIGURES:
        Path(FIGURES).write_text(f"{len(found)} forms, {tried} strings sent: {dict(answers)}")
    assert wrong == []
    assert len(found) > 60
    assert sum(len(form.fields) for form in found if form.method == "POST") >= 100, "NUL is tried"
    assert answers[200] + answers[303] + answers[422] > tried * 0.9, answers
    assert len(strings) > 500, "each string is sent at least once"


@pytest.mark.parametrize("text", [*naughty.NULS, *naughty.BYTES])
def test_bytes_that_are_no_text_in_an_address_break_nothing(client, app, text):
    bad = quoted(text)
    for address in (
        *(f"/activities?q={bad}", f"/activities?near={bad}", f"/activities?{bad}=a", f"/activities/{bad}"),
        *(f"/my-list/ready/{bad}", f"/l/{bad}", f"/p/{bad}", f"/still-right/{bad}", f"/a-to-z/{bad}"),
        *(f"/api/oruk/v3/services?search={bad}", f"/api/hsds/v3/services?modified_after={bad}"),
        *(
            f"/embed?q={bad}",
            f"/calendar.ics?q={bad}",
            f"/{bad}/activities",
            f"/assets/{bad}",
            f"/claim/{bad}",
        ),
    ):
        answer = app.test_client().get(address)
        assert answer.status_code < 500, address


@pytest.mark.parametrize("where", ["/listings/checks?organization=", "/listings?q=", "/audit?action="])
def test_nul_in_a_staff_address_is_refused_before_the_database(client, app, clock, where):
    signed_in(client, Role.GOVERNANCE_LEAD if "audit" in where else Role.DIRECTORY_EDITOR)
    assert client.get(where + "a%00b").status_code == 400
    assert client.get(where + "ab").status_code == 200


# --- stored, then shown ---


def texts_that_act():
    return [text for text in naughty.texts() if naughty.MARK in text and len(text) < 500]


def filled_with(model, text, **given):
    """Values for every column of text a row of the model has."""
    free = {
        column.key
        for column in model.__table__.columns
        if type(column.type) in (String, Text) and not column.foreign_keys and not column.unique
    }
    return dict.fromkeys(free - {"text_language", "language", "feed", "country"}, text) | given


def stored(app, text, number):
    place = LocationFactory(**filled_with(Location, text, ward_code="E05011388"))
    AddressFactory(location_id=place.id, **filled_with(Address, text, postal_code="LS9 7UF"))
    owner = Organization(**filled_with(Organization, text))
    db.session.add(owner)
    service = ServiceFactory(
        **filled_with(Service, text, slug=f"naughty-{number}", drawing="tea"), organization=owner, at=place
    )
    PhoneFactory(service_id=service.id, **filled_with(Phone, text))
    ScheduleFactory(service=service, notes=text, description=text)
    db.session.add(
        ListingReport(
            service_id=service.id,
            reason=ReportReason.OTHER,
            words=text,
            language="en",
            reported_at=objects.WHEN,
        )
    )
    db.session.flush()
    return service


def test_what_was_stored_is_never_shown_raw(app, walkers, monkeypatch):
    """Every column of text of a listing holds the string; then every page that shows it is opened."""
    _, everybody, _ = walkers
    acting = texts_that_act()
    services = [stored(app, text, number) for number, text in enumerate(acting if ALL else acting[::12])]
    ids = [service.id for service in services]
    index.index(ids, index.ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    db.session.commit()
    wrong, shown = [], 0
    common = ("/", "/activities", "/activities?sort=az", "/a-to-z", "/map", "/embed", "/my-list", "/areas")
    staff = (
        "/listings",
        "/listings/checks?show=archive",
        "/listings/checks",
        "/listings/reports",
        "/listings/bulk",
    )
    addresses = [("anonymous", one) for one in common] + [("directory-editor", one) for one in staff]
    for service in services:
        addresses += [("anonymous", f"/activities/{service.slug}{more}") for more in PUBLIC]
        addresses += [("directory-editor", f"/listings/{service.id}{more}") for more in ("/edit", "/history")]
        addresses += [("directory-editor", f"/listings/checks/{service.id}")]
    strings = [service.name for service in services]
    with walk.changing_nothing(monkeypatch):
        for who, address in addresses:
            answer = forms_found.get(everybody[who], address)
            body = answer.get_data(as_text=True)
            shown += naughty.MARK in body
            if answer.status_code >= 500:
                wrong.append(f"{address}: {answer.status_code}")
            if answer.mimetype == "text/html" and naughty.MARK in body:
                wrong += [f"{address}: {fault}" for fault in pages.page_faults(body.encode())]
                wrong += [
                    f"{address}: {text[:60]!r}" for text in strings if ACTS.search(text) and text in body
                ]
    assert wrong == []
    assert shown >= len(services) * 3


PUBLIC = ("", "/share", "/print", "/calendar.ics", "/right")


def test_words_that_turn_the_text_around_are_kept_apart(client, app):
    """A name with an unclosed mark of direction cannot turn what stands beside it."""
    service = ServiceFactory(name=f"Kettle \u202eNO{naughty.MARK}", slug="turned")
    index.index([service.id], index.ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    page = client.get("/ar/activities/turned")
    root = html5lib.parse(page.text, namespaceHTMLElements=False)
    outer = {child: parent for parent in root.iter() for child in parent}
    for element in root.iter():
        if element.get("class") == "govuk-visually-hidden":
            continue  # said, not drawn
        if element.tag in ("title", "option") or naughty.MARK not in (element.text or ""):
            continue
        around = [element]
        while around[-1] in outer:
            around.append(outer[around[-1]])
        is_apart = any(one.tag == "bdi" or one.get("dir") for one in around[:4])
        assert is_apart, f"{around[1].tag} {element.tag} {element.attrib}"
