"""Pages by subject. Blueprints never import each other; they link by endpoint name."""

from __future__ import annotations

from flask import Flask

from app.blueprints import developers, directory, editing, health, my_list, open_data, pages, trust
from app.web import i18n


def init_app(app: Flask) -> None:
    for blueprint in (
        health.bp,
        pages.bp,
        directory.bp,
        editing.bp,
        my_list.bp,
        open_data.bp,
        developers.bp,
        trust.bp,
    ):
        app.register_blueprint(blueprint)
    i18n.add_language_routes(app)
