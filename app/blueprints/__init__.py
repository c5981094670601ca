"""Pages by subject. Blueprints never import each other; they link by endpoint name."""

from __future__ import annotations

from flask import Flask

from app.blueprints import health


def init_app(app: Flask) -> None:
    for blueprint in (health.bp,):
        app.register_blueprint(blueprint)
