"""HTTP glue that every blueprint shares."""

from __future__ import annotations

from flask import Flask

from app.web import assets, errors, headers, i18n, logging, reading, tokens


def init_app(app: Flask) -> None:
    logging.init_app(app)
    headers.init_app(app)
    i18n.init_app(app)
    assets.init_app(app)
    reading.init_app(app)
    errors.init_app(app)
    app.jinja_env.globals["form_token"] = tokens.form_token
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
