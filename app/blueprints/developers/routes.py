"""The page that explains our open data, its description for programs, and the files of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from app import clock
from app.blueprints.developers import examples
from app.blueprints.developers.blueprint import bp
from app.domain.openreferral.description import PARAMETERS, openapi
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.licence import LICENCE
from app.gateways import download_files
from app.queries import open_data_standing
from app.web import developer_words
from app.web.access import public
from app.web.filters import number
from app.web.kept_pages import kept_for_a_minute, leave_out
from app.web.place import place

STUBS = tuple(profile.value for profile in Profile)
TYPES = {".jsonl": "application/x-ndjson", ".zip": "application/zip", ".geojson": "application/geo+json"}
FILES = {
    "hsds-services.jsonl": _l("Every listing as a whole record, one on each line (HSDS)"),
    "oruk-services.jsonl": _l("The same by the rules of Open Referral UK"),
    "hsds-tables.zip": _l("Tables for spreadsheets and databases (CSV, zipped)"),
    "places.geojson": _l("Points on a map (GeoJSON)"),
}
"""File -> what is in it. The job that makes them: app/jobs/open_data.py."""
CHECKS = "checks.json"
WAIT_SECONDS = 60
MEGABYTE = 1024 * 1024


class FileView(NamedTuple):
    name: str
    words: str
    size: str
    made_at: dt.datetime


class Checked(NamedTuple):
    """One of our feeds as the last check found it."""

    profile: str
    passes: bool
    errors: int
    warnings: int
    services: int


class Checks(NamedTuple):
    checked_at: dt.datetime
    stubs: list[Checked]


@bp.get("/developers")
@public
@kept_for_a_minute
def home() -> ResponseReturnValue:
    made, checked = files(), checks()
    if not made or checked is None:
        leave_out()
    return render_template(
        "developers/home.html",
        stubs={stub: stub_address(stub) for stub in STUBS},
        described={stub: url_for(".description", stub=stub, _external=True) for stub in STUBS},
        examples=examples.examples(place(), {stub: stub_address(stub) for stub in STUBS}),
        parameters=[(one.name, developer_words.PARAMETERS[one.name]) for one in PARAMETERS["services"]],
        files=made,
        checks=checked,
        standing=open_data_standing.standing(clock.today()),
        licence=LICENCE,
    )


@bp.get("/api/<any(oruk,hsds):stub>/v3/openapi.json")
@public
def description(stub: str) -> ResponseReturnValue:
    """In English, whatever the reader's language: a program reads it."""
    with force_locale("en_GB"):
        words = {name: str(said) for name, said in developer_words.PARAMETERS.items()}
    made = openapi(Profile(stub), server=stub_address(stub), words=words)
    response = jsonify(made)
    response.add_etag()
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.make_conditional(request)
    return response


@bp.get("/open-data/<string:name>")
@public
def download(name: str) -> ResponseReturnValue:
    """The file as it was made last; who has the very same already gets nothing again."""
    if name not in FILES:
        raise NotFound
    data = current_app.config["DATA"]
    kept = download_files.held(data).get(name)
    if kept is None:
        return not_made_yet()
    response = Response(mimetype=TYPES[name[name.rindex(".") :]], direct_passthrough=True)
    response.set_etag(kept.digest)
    response.last_modified = dt.datetime.fromisoformat(kept.made_at)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Link"] = f'<{LICENCE["path"]}>; rel="license"'
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.make_conditional(request)
    if response.status_code == 200:
        response.content_length = kept.size
        if request.method != "HEAD":
            response.response = download_files.opened(data, kept)
    return response


def files() -> list[FileView]:
    """The files there are, in our order."""
    held = download_files.held(current_app.config["DATA"])
    return [
        FileView(name, str(words), size_words(held[name].size), dt.datetime.fromisoformat(held[name].made_at))
        for name, words in FILES.items()
        if name in held
    ]


def size_words(size: int) -> str:
    megabytes = size / MEGABYTE
    if megabytes < 1:
        return _("%(size)s KB", size=number(max(1, round(size / 1024))))
    return _("%(size)s MB", size=number(round(megabytes, 1)))


def checks() -> Checks | None:
    """What the last check of our own feeds found; None before the first."""
    held = download_files.read(download_files.folder(current_app.config["DATA"]) / CHECKS)
    if not held:
        return None
    stubs = [
        Checked(one["profile"], one["passes"], one["errors"], one["warnings"], services_of(one))
        for one in held["reports"]
    ]
    return Checks(dt.datetime.fromisoformat(held["checked_at"]), stubs)


def services_of(report: Mapping[str, Any]) -> int:
    return next((one["records"] for one in report["lists"] if one["name"] == "services"), 0)


def not_made_yet() -> Response:
    """Before the first time: the job that makes them runs once a day, and when the site starts."""
    response = Response(render_template("developers/not_made_yet.html"), 503)
    response.headers["Retry-After"] = str(WAIT_SECONDS)
    return response


def stub_address(stub: str) -> str:
    return url_for("open_data.about", stub=stub, _external=True).rstrip("/")
