"""The place this installation serves, for pages."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g

from app.domain.places import Place
from app.domain.schedule import Calendar, calendar_of
from app.gateways import place_folder
from app.queries.places import with_terms


def init_app(app: Flask) -> None:
    app.config["PLACE_DATA"] = place_folder.place(app.config["ROOT"], app.config["PLACE"])


def place() -> Place:
    return cast(Place, current_app.config["PLACE_DATA"])


def calendar() -> Calendar:
    """The place's bank holidays and the school terms that were loaded, read once a request."""
    if "calendar" not in g:
        g.calendar = calendar_of(with_terms(place()))
    return cast(Calendar, g.calendar)
