"""Open data, read: a view takes the question off the address, and `queries.open_data` writes the answer."""

from __future__ import annotations

import uuid
from dataclasses import replace
from urllib.parse import urlencode

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.blueprints.open_data.answers import LINES, answer, lines, one_page, preferred
from app.blueprints.open_data.blueprint import bp
from app.domain.openreferral.asking import Asked, asked
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.writing import Record
from app.extensions import limiter
from app.queries.open_data import Writer
from app.web.access import public
from app.web.place import place

MOST = "600 per minute"
limiter.limit(MOST)(bp)
PLACES = frozenset(("page", "after"))
"""Parameters that say where in the list."""

ABOUT = {
    Profile.UK: {
        "version": "HSDS-UK-3.0",
        "profile": "https://openreferraluk.org/specifications/3.0",
    },
    Profile.HSDS: {
        "version": "3.0",
        "profile": "https://docs.openreferral.org/en/v3.0.1/",
    },
}


def writer(stub: str) -> Writer:
    return Writer(Profile(stub), place())


def question() -> Asked:
    wanted = asked(request.args.to_dict(flat=False))
    return replace(wanted, lines=True) if preferred() == LINES else wanted


def found(record: Record | None) -> Response:
    if not record:
        raise NotFound
    return answer(record)


@bp.get("/", strict_slashes=False)
@public
def about(stub: str) -> ResponseReturnValue:
    described = url_for("developers.description", stub=stub, _external=True)
    return answer({**ABOUT[Profile(stub)], "openapi_url": described})


@bp.get("/services")
@public
def services(stub: str) -> ResponseReturnValue:
    write, wanted = writer(stub), question()
    if wanted.lines:
        return lines(write.every_identifier(wanted) if wanted.minimal else write.every_service(wanted))
    if wanted.minimal:
        return one_page(write.every_identifier(wanted))
    page = write.services(wanted)
    response = answer(page)
    last = write.last_number(page)
    if last is not None:
        same = [(name, value) for name, value in request.args.items(multi=True) if name not in PLACES]
        following = f"{request.base_url}?{urlencode([*same, ('after', last)])}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


@bp.get("/services/<uuid:service_id>")
@public
def service(stub: str, service_id: uuid.UUID) -> ResponseReturnValue:
    made = writer(stub).service(service_id)
    if made is None:
        raise NotFound
    record, changed_at = made
    response = answer(record)
    response.last_modified = changed_at
    return response


@bp.get("/service_at_locations")
@public
def service_at_locations(stub: str) -> ResponseReturnValue:
    write, wanted = writer(stub), question()
    if wanted.lines:
        return lines(write.every_service_at_location(wanted))
    return answer(write.services_at_locations(wanted))


@bp.get("/service_at_locations/<uuid:joined_id>")
@public
def service_at_location(stub: str, joined_id: uuid.UUID) -> ResponseReturnValue:
    return found(writer(stub).service_at_location(joined_id))


@bp.get("/organizations")
@public
def organizations(stub: str) -> ResponseReturnValue:
    write, wanted = writer(stub), question()
    return lines(write.every_organization(wanted)) if wanted.lines else answer(write.organizations(wanted))


@bp.get("/organizations/<uuid:organization_id>")
@public
def organization(stub: str, organization_id: uuid.UUID) -> ResponseReturnValue:
    return found(writer(stub).organization(organization_id, full_service=question().full_service))


@bp.get("/taxonomies")
@public
def taxonomies(stub: str) -> ResponseReturnValue:
    write, wanted = writer(stub), question()
    return lines(write.every_taxonomy(wanted)) if wanted.lines else answer(write.taxonomies(wanted))


@bp.get("/taxonomies/<uuid:taxonomy_id>")
@public
def taxonomy(stub: str, taxonomy_id: uuid.UUID) -> ResponseReturnValue:
    return found(writer(stub).taxonomy(taxonomy_id))


@bp.get("/taxonomy_terms")
@public
def taxonomy_terms(stub: str) -> ResponseReturnValue:
    write, wanted = writer(stub), question()
    return lines(write.every_taxonomy_term(wanted)) if wanted.lines else answer(write.taxonomy_terms(wanted))


@bp.get("/taxonomy_terms/<uuid:term_id>")
@public
def taxonomy_term(stub: str, term_id: uuid.UUID) -> ResponseReturnValue:
    return found(writer(stub).taxonomy_term(term_id))
