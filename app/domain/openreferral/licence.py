"""On what terms anybody may use our listings."""

from __future__ import annotations

from collections.abc import Mapping

LICENCE: Mapping[str, str] = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
"""Source: the short name is SPDX's."""
