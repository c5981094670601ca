"""A listing with a place that must stay secret: every word about that place is one to look for."""

from __future__ import annotations

from app.models.directory import Service
from tests.factories import (
    AddressFactory,
    ContactFactory,
    LocationFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VenueFactFactory,
)

SECRET = "Sentinel"
POSTCODE = "LS9 9ZZ"
LATITUDE, LONGITUDE = 53.812345, -1.523456
NUMBERS = ("0113 496 0999", "0113 496 0998")
WORDS = (SECRET, SECRET.lower(), POSTCODE, "53.8123", "1.5234", *NUMBERS)


def refuge(name: str = "Safe tonight", **more: object) -> Service:
    """A listing at a secret place and, on Tuesdays, at an open one."""
    secret = LocationFactory(
        undisclosed=True,
        **{
            field: f"{SECRET} {field}"
            for field in (
                *("name", "alternate_name", "description", "transportation", "locality", "url"),
                *("external_identifier", "external_identifier_type"),
            )
        },
        latitude=LATITUDE,
        longitude=LONGITUDE,
    )
    AddressFactory(location_id=secret.id, address_1=f"1 {SECRET} Lane", city=SECRET, postal_code=POSTCODE)
    VenueFactFactory(location_id=secret.id, detail=SECRET)
    ContactFactory(location_id=secret.id, name=SECRET)
    PhoneFactory(location_id=secret.id, number=NUMBERS[0])
    service = ServiceFactory(name=name, **more)
    hidden = ServiceAtLocationFactory(service=service, location=secret, position=0, description=SECRET)
    shown = ServiceAtLocationFactory(service=service, location=LocationFactory(name="Open hall"), position=1)
    PhoneFactory(service_id=service.id, service_at_location_id=hidden.id, number=NUMBERS[1])
    ScheduleFactory(service=service, service_at_location_id=hidden.id, byday="SU", notes=SECRET)
    ScheduleFactory(service=service, service_at_location_id=shown.id, byday="TU", position=1)
    return service


def secrets_of(service: Service) -> tuple[str, ...]:
    """Every word that gives the place away. A walk reads them once: to roll back is to forget the listing."""
    secret = next(joined for joined in service.at_locations if joined.location.undisclosed)
    return (*WORDS, str(secret.location_id), str(secret.id))


def told(text: str, secrets: Service | tuple[str, ...]) -> list[str]:
    """Everything secret that a text gives away."""
    words = secrets if isinstance(secrets, tuple) else secrets_of(secrets)
    return [word for word in words if word in text]
