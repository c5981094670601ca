"""Rows for tests: `ServiceFactory(name="Warm Hub")` inside an app context adds and flushes.

Every value is plain and invented. Say what matters to the test; leave the rest to the factory.
"""

from __future__ import annotations

import datetime as dt

import factory
from factory.alchemy import SQLAlchemyModelFactory

from app.database import db
from app.domain.listing import Answer, Capacity, CheckedBy, Kind, Referral, SaidBy, Status, VenueFact
from app.domain.roles import Role
from app.models.directory import (
    Address,
    Contact,
    CostOption,
    Location,
    Organization,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    ServiceText,
    SpokenLanguage,
    TaxonomyTerm,
    VenueFactRow,
)
from app.models.people import Account, RoleGrant, Team
from app.models.sealed import keyed_hash
from app.models.work import Job, SavedItem, SavedList


class InSession(SQLAlchemyModelFactory):
    class Meta:
        abstract = True
        sqlalchemy_session = db.session
        sqlalchemy_session_persistence = "flush"


class OrganizationFactory(InSession):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Beck Side Neighbours {n}")
    description = "Neighbours who look out for each other."
    email = factory.Sequence(lambda n: f"hello{n}@beckside.example")


class LocationFactory(InSession):
    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"Chapel Hall {n}")
    latitude = 53.80573
    longitude = -1.51896
    ward_code = "E05011388"
    locality = "Burmantofts"
    transportation = "The bus stops outside."


class AddressFactory(InSession):
    class Meta:
        model = Address

    location_id = factory.LazyFunction(lambda: LocationFactory().id)
    address_1 = factory.Sequence(lambda n: f"{n + 1} Chapel Lane")
    city = "Leeds"
    postal_code = "LS9 7UF"


class ServiceFactory(InSession):
    """A listed activity, without a place or a time: pass `at=` and `on=` for those."""

    class Meta:
        model = Service

    number = factory.Sequence(lambda n: n + 1)
    slug = factory.Sequence(lambda n: f"kettle-on-{n + 1}")
    name = factory.Sequence(lambda n: f"Kettle On {n + 1}")
    summary = "A brew and a chat with neighbours."
    description = "Come for a cup of tea. Stay as long as you like.\n\nNobody sits alone."
    organization = factory.SubFactory(OrganizationFactory)
    kind = Kind.ACTIVITY
    status = Status.ACTIVE
    referral = Referral.NONE
    capacity = Capacity.PLACES
    pence = 0
    in_person = True
    checked_on = dt.date(2026, 11, 2)
    checked_by = CheckedBy.ORGANISER

    @factory.post_generation
    def at(self, create: bool, places: Location | list[Location] | None) -> None:
        """Where it happens: one location or several."""
        for position, location in enumerate(as_list(places)):
            ServiceAtLocationFactory(service=self, location=location, position=position)

    @factory.post_generation
    def on(self, create: bool, rules: dict[str, object] | list[dict[str, object]] | None) -> None:
        """When it happens: the schedule's values, or several of them."""
        for position, values in enumerate(as_list(rules)):
            ScheduleFactory(service=self, position=position, **values)

    @factory.post_generation
    def terms(self, create: bool, codes: list[str] | None) -> None:
        """Our vocabulary's keys, such as `need:lonely`."""
        for code in codes or []:
            term = db.session.query(TaxonomyTerm).filter_by(code=code, taxonomy="ginnel").first()
            ServiceTermFactory(service_id=self.id, term=term or TaxonomyTermFactory(code=code))


class ServiceTextFactory(InSession):
    class Meta:
        model = ServiceText

    service = factory.SubFactory(ServiceFactory)
    language = "pl"
    name = "Herbata u sąsiadów"
    summary = "Herbata i rozmowa z sąsiadami."
    method = "person"


class ServiceAtLocationFactory(InSession):
    class Meta:
        model = ServiceAtLocation

    service = factory.SubFactory(ServiceFactory)
    location = factory.SubFactory(LocationFactory)


class ScheduleFactory(InSession):
    """Every Tuesday, 10 until 12."""

    class Meta:
        model = Schedule

    service = factory.SubFactory(ServiceFactory)
    freq = "WEEKLY"
    interval = 1
    byday = "TU"
    dtstart = dt.date(2026, 1, 6)
    opens_at = "10:00"
    closes_at = "12:00"
    timezone = "Europe/London"


class ScheduleExceptionFactory(InSession):
    class Meta:
        model = ScheduleException

    schedule_id = factory.LazyFunction(lambda: ScheduleFactory().id)
    day = dt.date(2026, 12, 29)
    happens = False


class PhoneFactory(InSession):
    class Meta:
        model = Phone

    number = "0113 496 0000"


class ContactFactory(InSession):
    class Meta:
        model = Contact

    name = "Bev"
    email = "bev@beckside.example"


class CostOptionFactory(InSession):
    class Meta:
        model = CostOption

    amount = 200
    currency = "GBP"
    option = "A drop-in"


class SpokenLanguageFactory(InSession):
    class Meta:
        model = SpokenLanguage

    name = "Urdu"
    code = "ur"


class VenueFactFactory(InSession):
    class Meta:
        model = VenueFactRow

    location_id = factory.LazyFunction(lambda: LocationFactory().id)
    fact = VenueFact.STEP_FREE
    answer = Answer.YES
    said_by = SaidBy.VISIT
    said_on = dt.date(2026, 10, 5)


class TaxonomyTermFactory(InSession):
    class Meta:
        model = TaxonomyTerm

    code = factory.Sequence(lambda n: f"need:made-up-{n}")
    name = factory.LazyAttribute(lambda term: term.code.partition(":")[2].replace("-", " "))
    taxonomy = "ginnel"
    language = "en"


class ServiceTermFactory(InSession):
    class Meta:
        model = ServiceTerm


class JobFactory(InSession):
    class Meta:
        model = Job

    kind = "nothing"
    run_at = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


class SavedListFactory(InSession):
    class Meta:
        model = SavedList

    key_hash = factory.Sequence(lambda n: f"{n:064x}")
    code = factory.Sequence(lambda n: f"list{n}")
    language = "en"
    made_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
    used_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


class SavedItemFactory(InSession):
    class Meta:
        model = SavedItem

    list_id = factory.LazyFunction(lambda: SavedListFactory().id)
    service_id = factory.LazyFunction(lambda: ServiceFactory().id)


class TeamFactory(InSession):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"East team {n}")


class AccountFactory(InSession):
    """Somebody who may sign in, with no role yet: pass `role=` and where it is held."""

    class Meta:
        model = Account

    class Params:
        password = "kettle on the hob"

    email = factory.Sequence(lambda n: f"person{n}@beckside.example")
    email_hash = factory.LazyAttribute(lambda one: keyed_hash(one.email, of="account.email"))
    name = factory.Sequence(lambda n: f"Nadia Osei {n}")
    language = "en"
    is_demo = False

    @factory.post_generation
    def role(self, create: bool, role: Role | None, **where: object) -> None:
        """A role, held in `role__organization_id=` or `role__team_id=`."""
        if role:
            RoleGrantFactory(account_id=self.id, role=role, **where)


class RoleGrantFactory(InSession):
    class Meta:
        model = RoleGrant

    granted_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def as_list(given: object) -> list[object]:
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple) else [given]
