"""The place this installation serves, for pages."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from app.domain.places import Place
from app.gateways import place_folder


def init_app(app: Flask) -> None:
    app.config["PLACE_DATA"] = place_folder.place(app.config["ROOT"], app.config["PLACE"])


def place() -> Place:
    return cast(Place, current_app.config["PLACE_DATA"])
