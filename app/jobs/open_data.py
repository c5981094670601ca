"""Each day: make the files of open data anew, and check our own two feeds as a stranger would."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app import clock
from app.database import db
from app.domain.openreferral.check_walk import Limits
from app.gateways import download_files
from app.jobs import own_feed
from app.operations import downloads

FILES, CHECK = "make-open-data-files", "check-open-data"
CHECKS = "checks.json"
LIMITS = Limits(per_page=100, pages=200, opened=50)


def make_files(arguments: Mapping[str, object]) -> None:
    """Reads in batches of their own, so no transaction stays open over it."""
    db.session.rollback()
    config = current_app.config
    downloads.renew(config["DATA"], config["PLACE_DATA"], config["PUBLIC_ADDRESS"])


def check(arguments: Mapping[str, object]) -> None:
    """Keeps what was found where the page for developers reads it."""
    db.session.rollback()
    held = {
        "checked_at": clock.now().isoformat(timespec="seconds"),
        "reports": [own_feed.check(profile, LIMITS).as_json() for profile in own_feed.STUBS],
    }
    download_files.replace(download_files.folder(current_app.config["DATA"]) / CHECKS, held)
