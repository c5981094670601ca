"""What makes pages open without a signal, and the page of an event one that can be installed.

One service worker serves the whole site: a browser takes one for each scope. It stands at the root and keeps
the form of an event, Help now, and My list where its reader asks for it (docs/adr/0020).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.web import assets, i18n
from app.web.access import public

bp = Blueprint("worker", __name__)

SCRIPTS = (
    "personal-data.js",
    "capture-seal.js",
    "capture-outbox.js",
    "capture-send.js",
    "capture-form.js",
    "capture-checks.js",
    "capture-page.js",
    "capture-rescue.js",
    "capture-worker.js",
    "capture.js",
)
"""Of the page of an event, in the order in which they are loaded."""
FILES = ("app.css", "mark.svg", "drawings/roofline.svg")
"""What every kept page needs. What else one names in its markup, the worker fetches with it."""
MAKE_NEW = (*FILES, "staff.css", "offline.js", *SCRIPTS)
"""A new one of these makes a new worker."""
ICONS = (("mark.svg", "any"), ("mark-192.png", "192x192"), ("mark-512.png", "512x512"))
DEEP, PAPER = "#0a3832", "#fbf8f1"


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["capture_scripts"] = capture_scripts


def capture_scripts() -> list[str]:
    """Addresses of the scripts of an event's page, in their order."""
    return [assets.asset_url(name) for name in SCRIPTS]


@bp.get("/sw.js")
@public
def service_worker() -> ResponseReturnValue:
    build = assets.build_folder()
    response = Response(worker_text(build), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(version(build))
    return response


@cache
def worker_text(build: Path) -> str:
    """The worker with the files of this build: another build gives another worker."""
    said = {"version": version(build), "files": files(build, FILES)}
    return f"const GINNEL = {json.dumps(said)};\n{own_text(build)}"


@cache
def version(build: Path) -> str:
    """Changes with any file of a kept page, and with the worker itself."""
    whole = "\n".join((*files(build, MAKE_NEW), own_text(build)))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def files(build: Path, wanted: Iterable[str]) -> list[str]:
    names = assets.manifest(build)
    return [f"/assets/{names[name]}" for name in wanted]


def own_text(build: Path) -> str:
    return (build / "assets" / assets.manifest(build)["sw.js"]).read_text(encoding="utf-8")


@bp.get("/capture/<string:event>/app.webmanifest")
@public
def manifest(event: str) -> ResponseReturnValue:
    """What a tablet needs to put the page on its home screen. It looks nothing up, so it tells nothing."""
    start = url_for("capture.page", event=event)
    said = {
        "name": _("Take down what people say, %(place)s", place=i18n.place_name()),
        "short_name": "Ginnel",
        "lang": i18n.current_language(),
        "dir": i18n.direction(),
        "id": start,
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": DEEP,
        "icons": [{"src": assets.asset_url(name), "sizes": sizes} for name, sizes in ICONS],
    }
    return Response(json.dumps(said), mimetype="application/manifest+json")
