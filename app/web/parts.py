"""Parts of a page that are the same for every reader of a language, rendered once a process."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from flask import Flask, current_app, g, render_template, request
from markupsafe import Markup

from app.web.i18n import current_language

KEPT = "ginnel_parts"


def init_app(app: Flask) -> None:
    app.extensions[KEPT] = {}
    app.jinja_env.globals["fixed_part"] = fixed_part


def fixed_part(name: str, **given: str) -> Markup:
    """A template that shows nothing but the place, the language and the few words given to it."""
    kept: dict[Hashable, Markup] = current_app.extensions[KEPT]
    key = (name, current_language(), request.script_root, *sorted(given.items()))
    part = kept.get(key)
    if part is None or "proposed" in g:
        part = drawn(name, given)
        if "proposed" not in g:
            kept[key] = part
    return part


def drawn(name: str, given: Mapping[str, str]) -> Markup:
    """Its links are anybody's: nothing of this reader's address goes into them."""
    g.is_fixed_part = True
    try:
        return Markup(render_template(name, **given))  # noqa: S704 - a template escapes
    finally:
        g.pop("is_fixed_part", None)
