"""A refuge, and everybody who may not know where it is: no byte of ours tells them.

Every word about the place is a sentinel. Everybody without leave to read it opens every address they hold the
permission for; who is refused: tests/rules/test_permissions.py.
"""

import gzip
import io
import json
import logging
import re
import zipfile

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.roles import Permission, Role, Scope, scope_of
from app.jobs import open_data
from app.models.directory import Accessibility, Service, SpokenLanguage
from app.models.places import Postcode
from app.models.search import ListingProjection, SearchDocument, SearchPoint, SearchTerm
from app.operations import access_links, index
from app.web.access import PUBLIC, declared
from app.web.logging import PlainFormatter
from tests import forms_found, objects, walk
from tests.factories import AddressFactory, LocationFactory, ServiceFactory
from tests.refuges import SECRET, refuge, secrets_of, told

MAY_READ = {role.value for role in Role if scope_of(role, Permission.LISTING_READ_STAFF) is Scope.EVERYWHERE}
MAY_NOT = [who for who in walk.WHO if who not in MAY_READ]
SAMPLE = ("anonymous", Role.PROVIDER.value)
"""Who opens the public pages: nobody in particular, and somebody of another organisation."""

MORE = (
    "/activities?q=safe",
    "/activities?q=safe&near=LS9+7",
    "/activities?sort=nearest&near=Harehills",
    "/activities?page=2",
    "/activities?ward=E05011388",
    "/map?q=safe&near=LS9",
    "/a-to-z/s",
    "/embed?q=safe",
    "/calendar.ics?q=safe",
    "/activities/{slug}?near=LS9+7",
    "/activities/{slug}/print?size=a5",
    "/activities/{slug}/print?size=large",
    "/api/oruk/v3/services?full=true&per_page=100",
    "/api/hsds/v3/services?format=ndjson&full=true",
    "/api/hsds/v3/service_at_locations?full=true",
    "/still-right/{token}",
    "/still-right/{token}/{id}/thanks",
    "/still-right/{token}/{id}/stopped",
    "/still-right/{token}/{id}/has-stopped",
)


@pytest.fixture
def hidden(app, clock):
    """The refuge, listed, in an organisation nobody of the walk belongs to."""
    world = objects.world()
    service = refuge("Safe tonight", organization_id=world.organization("other-organisation"))
    service.organization_id = world.organization("other-organisation")
    place = next(one.location for one in service.at_locations if one.location.undisclosed)
    db.session.add(Accessibility(location_id=place.id, description=SECRET, details=SECRET))
    db.session.add(SpokenLanguage(location_id=place.id, service_id=service.id, name=SECRET, note=SECRET))
    world.made["listing", "other-organisation"] = service
    db.session.flush()
    every = [one.id for one in db.session.scalars(select(Service))]
    index.index(every, index.ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    db.session.commit()
    return world, service


@pytest.fixture
def lines(app):
    """All that is logged meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter("%(message)s %(name)s"))
    logger = logging.getLogger("ginnel")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def body(answer):
    """All text of an answer, whatever it is packed in, and its headers."""
    data = answer.get_data()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"\n".join(packed.read(name) for name in packed.namelist())
    return data.decode("utf-8", "replace") + str(answer.headers)


RELATIONS = {"", "own", "other-organisation"}
"""To whom it is somebody else's, and to whom their own: in the others nobody is shown anything."""
A_SAMPLE = 5
"""On PostgreSQL one address in so many, besides those that name the refuge. Source: decisions.md 31."""


def addresses(app, world, service):
    """Every address of a GET, each in relation to the walker, and what else may find the place."""
    link = access_links.make(
        LinkPurpose.STILL_RIGHT, service=service.id, arguments={"listings": [str(service.id)]}
    )
    db.session.commit()
    names = {"slug": service.slug, "token": link.token, "id": service.id}
    found = {
        step.address for step in walk.steps(app, world) if step.method == "GET" and step.case in RELATIONS
    }
    return sorted(found | {more.format(**names) for more in MORE})


def some_of(asked, names):
    """A sample that holds every address with one of these names in it."""
    return [one for at, one in enumerate(asked) if at % A_SAMPLE == 0 or any(name in one for name in names)]


def who_opens(app, address):
    """Everybody the gate lets in; a sample of them where it asks nobody."""
    endpoint, _ = app.url_map.bind("localhost").match(address.partition("?")[0], method="GET")
    if declared(app.view_functions[endpoint]) == PUBLIC:
        return SAMPLE
    return [who for who in MAY_NOT if walk.lets_in(app, endpoint, who)]


def test_no_page_file_or_feed_tells_anybody_without_leave(app, hidden, lines, monkeypatch, database_kind):
    world, service = hidden
    for name in walk.unknown_arguments(app):
        monkeypatch.setitem(walk.PLAIN, name, objects.NOBODY)
    open_data.make_files({})
    everybody = walk.browsers(app, world)
    asked = addresses(app, world, service)
    if database_kind == "postgresql":
        asked = some_of(asked, (service.slug, str(service.id), "safe", "near=", "open-data", "/api/"))
    secrets = secrets_of(service)
    leaks, opened, found_listing = [], 0, set()
    with walk.changing_nothing(monkeypatch):
        for address in asked:
            for who in who_opens(app, address):
                answer = forms_found.get(everybody[who], address)
                text = body(answer)
                opened += answer.status_code == 200
                found_listing |= {who} if "Safe tonight" in text else set()
                leaks += [f"{who} {address}: {word}" for word in told(text, secrets)]
    assert leaks == []
    assert told(lines.getvalue(), secrets) == []
    assert found_listing >= set(SAMPLE), "the walk does not see the listing itself: it proves nothing"
    least = 150 if database_kind == "sqlite" else 80
    assert len(asked) > 100 and opened > least, (len(asked), opened)


def test_every_file_of_open_data_is_free_of_it(app, hidden):
    _, service = hidden
    open_data.make_files({})
    files = [path for path in app.config["DATA"].rglob("*") if path.is_file() and "open" in str(path.parent)]
    client = app.test_client()
    page = client.get("/developers").text
    names = {one.split('"')[0] for one in page.split('href="/open-data/')[1:]}
    assert names
    for name in names:
        answer = client.get(f"/open-data/{name}")
        assert answer.status_code == 200
        assert told(body(answer), service) == [], name
    for path in files:
        assert told(path.read_bytes().decode("utf-8", "replace"), service) == [], path.name


def test_what_search_and_pages_read_from_does_not_hold_it(hidden):
    _, service = hidden
    held = db.session.scalars(
        select(ListingProjection).where(ListingProjection.service_id == service.id)
    ).one()
    document = db.session.get(SearchDocument, held.number)
    terms = db.session.scalars(select(SearchTerm.term).where(SearchTerm.number == held.number)).all()
    points = db.session.execute(select(SearchPoint).where(SearchPoint.number == held.number)).all()
    kept = json.dumps([held.card, held.detail], ensure_ascii=False)
    assert told(kept, service) == []
    words = " ".join([document.title, document.keywords, document.summary, document.body])
    assert SECRET.lower() not in words.lower()
    assert len(points) == 1, "only the open hall has a point"
    assert len([term for term in terms if term.startswith("ward:")]) == 1


@pytest.fixture
def only_hidden(app, clock):
    """A listing whose one place is undisclosed, at a real postcode."""
    row = db.session.execute(select(Postcode).where(Postcode.key.startswith("LS97"))).scalars().first()
    place = LocationFactory(
        name=SECRET,
        undisclosed=True,
        latitude=row.lat_e5 / 1e5,
        longitude=row.lon_e5 / 1e5,
        ward_code=row.ward_code,
    )
    AddressFactory(location_id=place.id, postal_code=row.key)
    service = ServiceFactory(name="Quiet garden", at=place)
    index.index([service.id], index.ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    db.session.commit()
    return service, row


def cards(page):
    """Cards of the listing, as they are drawn."""
    drawn = [card.partition("</li>\n")[0] for card in page.text.split('<li class="gin-card">')[1:]]
    return [card for card in drawn if "Quiet garden" in card]


def test_its_ward_or_name_does_not_find_it(client, only_hidden):
    _, row = only_hidden
    for query in ({"q": SECRET}, {"ward": row.ward_code}):
        assert cards(client.get("/activities", query_string=query)) == [], query


@pytest.mark.parametrize("more", [{}, {"within": "1"}, {"q": "quiet garden"}, {"sort": "nearest"}])
def test_its_postcode_finds_it_just_as_one_far_away_does(client, only_hidden, more):
    _, row = only_hidden
    here, there = (
        cards(client.get("/activities", query_string={"near": near} | more)) for near in (row.key, "LS29 9EE")
    )
    assert here == there and len(here) == 1
    assert not re.search(r"\d miles", here[0])
    assert SECRET not in client.get("/map", query_string={"near": row.key} | more).text


def test_a_saved_list_does_not_hold_it(client, only_hidden):
    service, _ = only_hidden
    page = client.get(f"/activities/{service.slug}").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    client.post("/my-list/add", data={"form_token": token, "listing": service.slug, "slug": service.slug})
    for path in ("", "/print", "/text", "/calendar.ics", "/share"):
        answer = client.get(f"/my-list{path}")
        assert SECRET not in answer.text and "Chapel Lane" not in answer.text, path
    client.post("/my-list/share", data={"form_token": token})


def test_reports_and_claims_do_not_tell_it(client, only_hidden):
    service, row = only_hidden
    for path in (
        f"/activities/{service.slug}/right",
        f"/claim/{service.slug}",
        f"/claim/{service.slug}/by-letter",
    ):
        answer = client.get(path)
        assert SECRET not in answer.text and "Chapel Lane" not in answer.text, path
        assert row.key not in answer.text, path
