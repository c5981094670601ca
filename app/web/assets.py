"""Our own files for the browser: hashed names, kept for a year, packed ahead of time, nothing else served."""

from __future__ import annotations

import json
import mimetypes
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.web.access import public

bp = Blueprint("assets", __name__)

A_YEAR = "public, max-age=31536000, immutable"
PACKINGS = (("br", ".br"), ("gzip", ".gz"))
WIDE = frozenset({"roofline", "street"})
"""Drawings as wide as the page."""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class AssetsMissingError(RuntimeError):
    """Nothing is built yet: run `python tools/build_assets.py` (script/setup does)."""


class UnknownAssetError(LookupError):
    """A template names a file that the build does not know."""


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals["asset_url"] = asset_url
    app.jinja_env.globals["has_asset"] = has_asset


@cache
def manifest(build: Path) -> dict[str, str]:
    """Plain name to hashed name, read once a process."""
    try:
        names: dict[str, str] = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AssetsMissingError(str(build)) from error
    return names


@cache
def allowed(build: Path) -> frozenset[str]:
    """The hashed names we serve: this build's, and those of the one before for pages that are open now."""
    folder = build / "assets"
    files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return frozenset(name for name in files if not name.endswith((".gz", ".br")))


def build_folder() -> Path:
    return build_of(current_app.config["ROOT"])


@cache
def build_of(root: Path) -> Path:
    """One object a root: a path works out its hash once in its life."""
    return Path(root) / "build"


def asset_url(name: str) -> str:
    """The address of a file by its plain name, such as `app.css` or `drawings/tea.svg`."""
    try:
        return f"/assets/{manifest(build_folder())[name]}"
    except KeyError as error:
        raise UnknownAssetError(name) from error


def has_asset(name: str) -> bool:
    """Is there such a file? For names that come from data."""
    return name in manifest(build_folder())


def drawings() -> list[str]:
    """The names of the drawings that fit an arch."""
    found = (name.partition("drawings/") for name in manifest(build_folder()))
    names = (
        name.removesuffix(".svg") for before, mark, name in found if mark and not before and "/" not in name
    )
    return sorted(name for name in names if name not in WIDE)


@bp.get("/assets/<path:name>")
@public
def asset(name: str) -> ResponseReturnValue:
    build = build_folder()
    if name not in allowed(build):
        raise NotFound
    return kept(packed(build / "assets" / name))


def packed(path: Path) -> Response:
    """The file in the best packing the browser takes."""
    word, content = best_of(path)
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = Response(content, mimetype=kind)
    if word:
        response.headers["Content-Encoding"] = word
    response.set_etag(f"{path.name}-{word}")
    response.make_conditional(request)
    return response


def best_of(path: Path) -> tuple[str, bytes]:
    """The packing's name and its bytes; no name for the file as it is."""
    for word, ending in PACKINGS:
        if request.accept_encodings[word] > 0 and (smaller := content_of(path.with_name(path.name + ending))):
            return word, smaller
    return "", content_of(path)


@cache
def content_of(path: Path) -> bytes:
    """A built file, kept in memory: all of them together are small. Empty where there is none."""
    return path.read_bytes() if path.is_file() else b""


def kept(response: Response) -> Response:
    """A hashed name never changes its content, so a browser may keep it for a year."""
    response.headers["Cache-Control"] = A_YEAR
    response.headers["Vary"] = "Accept-Encoding"
    return response
