"""Whole records as points on a map: GeoJSON, a feature for each place a service is at.

Source: RFC 7946. A place without a point gives none, and an undisclosed place has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
SHOWN = ("address_1", "address_2", "city", "postal_code")


def features(service: Record, address: str) -> Iterator[dict[str, Any]]:
    """`address`: where people read about the service."""
    organization = service.get("organization") or {}
    for joined in service.get("service_at_locations", ()):
        location = joined.get("location") or {}
        if "latitude" not in location or "longitude" not in location:
            continue
        held: Record = next(iter(location.get("addresses", ())), {})
        properties = {
            "service_id": service["id"],
            "name": service["name"],
            "status": service["status"],
            "organization": organization.get("name"),
            "place": location.get("name"),
            "address": ", ".join(held[name] for name in SHOWN if held.get(name)),
            "assured_date": service.get("assured_date"),
            "url": address,
        }
        yield {
            "type": "Feature",
            "id": joined["id"],
            "geometry": {"type": "Point", "coordinates": [location["longitude"], location["latitude"]]},
            "properties": {name: value for name, value in properties.items() if value},
        }
