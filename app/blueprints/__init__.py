"""Pages by subject. Blueprints never import each other; they link by endpoint name."""

from __future__ import annotations

from flask import Flask

from app.blueprints import (
    accounts,
    agreements,
    case_moves,
    cases,
    claim,
    developers,
    directory,
    duplicates,
    editing,
    freshness,
    get_help,
    health,
    imports,
    introductions,
    measures,
    messages,
    my_list,
    numbers,
    open_data,
    pages,
    people,
    plans,
    provider,
    refer,
    reports,
    routing,
    spreadsheets,
    stewardship,
    suggest,
    team,
    today,
    triage,
    trust,
    users,
)
from app.web import i18n


def init_app(app: Flask) -> None:
    for blueprint in (
        health.bp,
        pages.bp,
        get_help.bp,
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
        refer.bp,
        reports.bp,
        my_list.bp,
        numbers.bp,
        open_data.bp,
        developers.bp,
        trust.bp,
        triage.bp,
        routing.bp,
        people.bp,
        accounts.bp,
        today.bp,
        team.bp,
        cases.bp,
        case_moves.bp,
        plans.bp,
        measures.bp,
        introductions.bp,
        provider.bp,
        agreements.bp,
        users.bp,
    ):
        app.register_blueprint(blueprint)
    i18n.add_language_routes(app)
