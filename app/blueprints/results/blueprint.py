"""The blueprint of results, and how a year and a release are opened."""

from __future__ import annotations

import uuid

from flask import Blueprint, current_app

from app.domain.census import Census
from app.domain.errors import NotThereError
from app.gateways.place_census import census
from app.models.answers import Release
from app.models.engagement import Series
from app.operations import audit
from app.queries import releases, result_events
from app.web.place import place
from app.web.viewer import viewer

bp = Blueprint("results", __name__)


def place_census() -> Census:
    """What the place's folder holds of the census."""
    return census(current_app.config["ROOT"], place().key)


def opened_release(release_id: uuid.UUID) -> Release:
    """The release; one that is not there is traced. Raises: NotThereError."""
    try:
        return releases.release(release_id)
    except NotThereError:
        audit.refused(viewer(), "release.refused", of=("release", release_id))
        raise


def series_of_year(year: int, given: str) -> Series | None:
    """The series that an address names by its slug; None for all of a year.

    Raises: NotThereError, also for a year without an event.
    """
    found = {event.series.slug: event.series for event in result_events.of_year(year) if event.series}
    if given and given not in found:
        raise NotThereError
    if not found and not result_events.of_year(year):
        raise NotThereError
    return found.get(given)
