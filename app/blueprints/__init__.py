"""Pages by subject. Blueprints never import each other; they link by endpoint name."""

from __future__ import annotations

from flask import Flask

from app.blueprints import (
    accounts,
    claim,
    developers,
    directory,
    duplicates,
    editing,
    freshness,
    health,
    imports,
    messages,
    my_list,
    open_data,
    pages,
    reports,
    spreadsheets,
    stewardship,
    suggest,
    today,
    trust,
    users,
)
from app.web import i18n


def init_app(app: Flask) -> None:
    for blueprint in (
        health.bp,
        pages.bp,
        suggest.bp,
        spreadsheets.bp,
        directory.bp,
        duplicates.bp,
        claim.bp,
        editing.bp,
        freshness.bp,
        stewardship.bp,
        imports.bp,
        messages.bp,
        reports.bp,
        my_list.bp,
        open_data.bp,
        developers.bp,
        trust.bp,
        accounts.bp,
        today.bp,
        users.bp,
    ):
        app.register_blueprint(blueprint)
    i18n.add_language_routes(app)
