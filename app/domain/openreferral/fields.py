"""The fields of what we publish, as our own tables: one for each object of each profile.

Source: Open Referral UK 3.0 and Human Services Data Specification 3.0. The published schemas are only
the tests' oracle. Of HSDS we leave out `metadata` (who changed what is nobody else's business).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.listing import LocationType, Status


class Profile(StrEnum):
    """Which of our two stubs. The value is its name in addresses."""

    UK = "oruk"
    HSDS = "hsds"


class Kind(StrEnum):
    """How a value is written."""

    WORDS = "words"
    ID = "id"
    URI = "uri"
    EMAIL = "email"
    NUMBER = "number"
    WHOLE = "whole"
    DATE = "date"
    MOMENT = "moment"
    ONE = "one"
    """An object."""
    MANY = "many"
    """A list of objects."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object. `of` names the object of ONE and MANY; `among` is closed when not empty."""

    name: str
    kind: Kind = Kind.WORDS
    of: str = ""
    is_required: bool = False
    among: frozenset[str] = frozenset()


Fields = Mapping[str, tuple[Field, ...]]

STATUSES = frozenset(status.value for status in Status)
LOCATION_TYPES = frozenset(kind.value for kind in LocationType)
FREQUENCIES = frozenset(("WEEKLY", "MONTHLY"))
WEEK_STARTS = frozenset(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))
CHOICES = {
    "status": STATUSES,
    "location_type": LOCATION_TYPES,
    "address_type": LOCATION_TYPES,
    "freq": FREQUENCIES,
    "wkst": WEEK_STARTS,
}


def _objects(**objects: str) -> Fields:
    return {name: tuple(_field(word) for word in words.split()) for name, words in objects.items()}


def _field(word: str) -> Field:
    """A field as the tables below say it: `name`, `!` where required, `:kind`, `>object`."""
    name, _, of = word.partition(">")
    name, _, kind = name.partition(":")
    bare = name.removesuffix("!")
    return Field(bare, Kind(kind or "words"), of, name != bare, CHOICES.get(bare, frozenset()))


UK = _objects(
    service="id!:id organization_id:id name! description url:uri email:email status! fees accreditations "
    "minimum_age:number maximum_age:number assured_date:date assurer_email:email alert last_modified:moment "
    "schedules:many>schedule service_areas:many>service_area "
    "service_at_locations:many>service_at_location languages:many>language organization:one>organization "
    "funding:many>funding cost_options:many>cost_option contacts:many>contact attributes:many>attribute",
    organization="id!:id name! description! email:email website:uri logo:uri uri:uri "
    "parent_organization_id:id organization_identifiers:many>organization_identifier "
    "attributes:many>attribute",
    organization_identifier="id!:id organization_id:id identifier_scheme identifier_type! identifier! "
    "attributes:many>attribute",
    location="id!:id location_type! name description latitude:number longitude:number external_identifier "
    "external_identifier_type addresses:many>address accessibility:many>accessibility "
    "attributes:many>attribute",
    service_at_location="id!:id service_id:id location_id:id location:one>location",
    address="id!:id location_id:id attention address_1! city! region state_province! postal_code! country! "
    "address_type! attributes:many>attribute",
    accessibility="id!:id location_id:id description details url:uri accessibility attributes:many>attribute",
    schedule="id!:id service_id:id service_at_location_id:id valid_from:date valid_to:date dtstart:date freq "
    "interval:whole byday bymonthday description opens_at closes_at schedule_link:uri attending_type notes",
    contact="id!:id service_id:id name title attributes:many>attribute",
    phone="id!:id contact_id:id number! description languages:many>language",
    language="id!:id service_id:id phone_id:id",
    cost_option="id!:id service_id:id valid_from:date valid_to:date option amount:number amount_description",
    service_area="id!:id service_id:id name extent extent_type uri service_area",
    funding="id!:id service_id:id source",
    attribute="id!:id link_id:id link_type taxonomy_term_id:id taxonomy_term:one>taxonomy_term",
    taxonomy="id!:id name! description! uri:uri version taxonomy_terms:many>taxonomy_term",
    taxonomy_term="id!:id name! description! parent_id:id taxonomy taxonomy_id:id term_uri:uri term",
)
"""UK 3.0. Phones are in it by name, but no object carries any."""

HSDS = _objects(
    service="id!:id organization_id:id program_id:id name! alternate_name description url:uri email:email "
    "status! interpretation_services application_process fees_description wait_time fees accreditations "
    "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email "
    "licenses alert last_modified:moment phones:many>phone schedules:many>schedule "
    "service_areas:many>service_area service_at_locations:many>service_at_location languages:many>language "
    "organization:one>organization funding:many>funding cost_options:many>cost_option program:one>program "
    "required_documents:many>required_document contacts:many>contact attributes:many>attribute",
    organization="id!:id name! alternate_name description! email:email website:uri tax_status tax_id "
    "year_incorporated:whole legal_status logo:uri uri:uri parent_organization_id:id funding:many>funding "
    "contacts:many>contact phones:many>phone locations:many>location programs:many>program "
    "organization_identifiers:many>organization_identifier attributes:many>attribute",
    organization_identifier="id!:id organization_id:id identifier_scheme identifier_type! identifier! "
    "attributes:many>attribute",
    program="id!:id organization_id:id name! alternate_name description! attributes:many>attribute",
    location="id!:id location_type! url:uri organization_id:id name alternate_name description "
    "transportation latitude:number longitude:number external_identifier external_identifier_type "
    "languages:many>language addresses:many>address contacts:many>contact "
    "accessibility:many>accessibility phones:many>phone schedules:many>schedule attributes:many>attribute",
    service_at_location="id!:id service_id:id location_id:id description contacts:many>contact "
    "phones:many>phone schedules:many>schedule location:one>location attributes:many>attribute",
    address="id!:id location_id:id attention address_1! address_2 city! region state_province! postal_code! "
    "country! address_type! attributes:many>attribute",
    accessibility="id!:id location_id:id description details url:uri attributes:many>attribute",
    schedule="id!:id service_id:id location_id:id service_at_location_id:id valid_from:date valid_to:date "
    "dtstart:date timezone:number until:date count:whole wkst freq interval:whole byday byweekno bymonthday "
    "byyearday description opens_at closes_at schedule_link:uri attending_type notes "
    "attributes:many>attribute",
    contact="id!:id organization_id:id service_id:id service_at_location_id:id location_id:id name title "
    "department email:email phones:many>phone attributes:many>attribute",
    phone="id!:id location_id:id service_id:id organization_id:id contact_id:id service_at_location_id:id "
    "number! extension:whole type description languages:many>language attributes:many>attribute",
    language="id!:id service_id:id location_id:id phone_id:id name code note attributes:many>attribute",
    cost_option="id!:id service_id:id valid_from:date valid_to:date option currency amount:number "
    "amount_description attributes:many>attribute",
    service_area="id!:id service_id:id name description extent extent_type uri attributes:many>attribute",
    funding="id!:id organization_id:id service_id:id source attributes:many>attribute",
    required_document="id!:id service_id:id document uri:uri attributes:many>attribute",
    attribute="id!:id link_id:id taxonomy_term_id:id link_type link_entity value "
    "taxonomy_term:one>taxonomy_term",
    taxonomy="id!:id name! description! uri:uri version",
    taxonomy_term="id!:id code name! description! parent_id:id taxonomy taxonomy_detail:one>taxonomy "
    "language taxonomy_id:id term_uri:uri",
)

FIELDS: Mapping[Profile, Fields] = {Profile.UK: UK, Profile.HSDS: HSDS}


def names_of(profile: Profile, thing: str) -> frozenset[str]:
    """The names of an object's fields in a profile."""
    return frozenset(field.name for field in FIELDS[profile].get(thing, ()))
