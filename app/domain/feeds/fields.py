"""The fields of three published shapes of listings, as our own tables, and the other names they go by.

Source: Open Referral UK 1.0 and 3.0, and Human Services Data Specification 3.0. UK 1.0 is published with
the extension objects of its older schema; those feeds use them, so they are here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

Fields = Mapping[str, frozenset[str]]
Raw = Mapping[str, Any]


class Standard(StrEnum):
    UK_1 = "uk-1.0"
    UK_3 = "uk-3.0"
    HSDS_3 = "hsds-3.0"
    UNKNOWN = "unknown"


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _fields(**objects: str) -> Fields:
    return {name: names(words) for name, words in objects.items()}


UK_1 = _fields(
    service="id organization name description url email status fees accreditations deliverable_type "
    "assured_date "
    "attending_type attending_access contacts cost_options eligibilitys fundings holiday_schedules languages "
    "regular_schedules reviews service_areas service_at_locations service_taxonomys link_taxonomies",
    organization="id name description email url logo uri services reviews link_taxonomies",
    location="id name description latitude longitude service_at_locations physical_addresses "
    "accessibility_for_disabilities",
    service_at_location="id service location regular_schedule holiday_schedule",
    address="id address_1 city state_province postal_code country",
    accessibility="id accessibility",
    contact="id name title phones",
    phone="id number language",
    cost_option="id valid_from valid_to option amount amount_description service",
    eligibility="id service eligibility minimum_age maximum_age taxonomys",
    schedule="id opens_at closes_at valid_from valid_to dtstart freq interval byday bymonthday description",
    holiday="id closed opens_at closes_at start_date end_date",
    language="id language",
    service_area="id service service_area extent uri",
    service_taxonomy="id taxonomy",
    taxonomy="id name vocabulary parent_id",
    link_taxonomy="id link_type link_id taxonomy eligibility service_area cost_option",
)

UK_3 = _fields(
    service="id name description url email status fees accreditations minimum_age maximum_age assured_date "
    "assurer_email alert last_modified schedules service_areas service_at_locations languages organization "
    "organization_id funding cost_options contacts attributes",
    organization="id name description email website logo uri parent_organization_id "
    "organization_identifiers attributes",
    organization_identifier="id organization_id identifier_scheme identifier_type identifier attributes",
    location="id location_type name description latitude longitude external_identifier "
    "external_identifier_type "
    "addresses accessibility attributes",
    service_at_location="id service_id location_id location service",
    address="id location_id attention address_1 city region state_province postal_code country "
    "address_type attributes",
    accessibility="id location_id description details url accessibility attributes",
    schedule="id service_id service_at_location_id valid_from valid_to dtstart freq interval byday "
    "bymonthday description "
    "opens_at closes_at schedule_link attending_type notes",
    contact="id service_id name title attributes",
    phone="id contact_id number description languages",
    language="id service_id phone_id",
    cost_option="id service_id valid_from valid_to option amount amount_description",
    service_area="id service_id name extent extent_type uri service_area",
    funding="id service_id source",
    attribute="id link_id link_type taxonomy_term_id taxonomy_term",
    taxonomy="id name description uri version taxonomy_terms",
    taxonomy_term="id name description parent_id taxonomy taxonomy_id term_uri term",
)

HSDS_3 = _fields(
    service="id organization_id program_id name alternate_name description url email status "
    "interpretation_services "
    "application_process fees_description wait_time fees accreditations eligibility_description "
    "minimum_age maximum_age "
    "assured_date assurer_email licenses alert last_modified phones schedules service_areas "
    "service_at_locations "
    "languages organization funding cost_options program required_documents contacts attributes metadata "
    "capacities",
    organization="id name alternate_name description email website tax_status tax_id year_incorporated "
    "legal_status logo "
    "uri parent_organization_id funding contacts phones locations programs organization_identifiers services "
    "attributes metadata",
    organization_identifier="id organization_id identifier_scheme identifier_type identifier attributes "
    "metadata",
    program="id organization_id name alternate_name description attributes metadata",
    location="id location_type url organization_id name alternate_name description transportation "
    "latitude longitude "
    "external_identifier external_identifier_type languages addresses contacts accessibility phones "
    "schedules "
    "attributes metadata",
    service_at_location="id service_id location_id description contacts phones schedules location "
    "service attributes "
    "metadata service_areas",
    address="id location_id attention address_1 address_2 city region state_province postal_code country "
    "address_type "
    "attributes metadata",
    accessibility="id location_id description details url attributes metadata",
    schedule="id service_id location_id service_at_location_id valid_from valid_to dtstart timezone "
    "until count wkst freq "
    "interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link "
    "attending_type "
    "notes attributes metadata",
    contact="id organization_id service_id service_at_location_id location_id name title department "
    "email phones "
    "attributes metadata",
    phone="id location_id service_id organization_id contact_id service_at_location_id number extension "
    "type description "
    "languages attributes metadata",
    language="id service_id location_id phone_id name code note attributes metadata",
    cost_option="id service_id valid_from valid_to option currency amount amount_description attributes "
    "metadata",
    service_area="id service_id name description extent extent_type uri attributes metadata",
    funding="id organization_id service_id source attributes metadata",
    required_document="id service_id document uri attributes metadata",
    attribute="id link_id link_entity link_type taxonomy_term_id value taxonomy_term metadata",
    taxonomy="id name description uri version metadata",
    taxonomy_term="id code name description parent_id taxonomy language taxonomy_id term_uri "
    "taxonomy_detail metadata",
    metadata="id resource_id resource_type last_action_date last_action_type field_name previous_value "
    "replacement_value updated_by",
    meta_table_description="id name language character_set attributes metadata",
)

STANDARDS: Mapping[Standard, Fields] = {Standard.UK_1: UK_1, Standard.UK_3: UK_3, Standard.HSDS_3: HSDS_3}

MARKS: Mapping[Standard, frozenset[str]] = {
    Standard.UK_1: names(
        "content totalelements physical_addresses accessibility_for_disabilities eligibilitys "
        "regular_schedules "
        "holiday_schedules service_taxonomys link_taxonomies attending_access deliverable_type fundings"
    ),
    Standard.HSDS_3: names(
        "phones program program_id application_process eligibility_description required_documents metadata "
        "interpretation_services wait_time licenses alternate_name fees_description"
    ),
    Standard.UK_3: names("schedules attributes service_at_locations assured_date contents"),
}
"""Names that one standard has on a service or page and the ones before it do not."""

ALIASES: Mapping[str, str] = {
    "organisation": "organization",
    "organisation_id": "organization_id",
    "organisations": "organizations",
    "eligibilities": "eligibility",
    "eligibilitys": "eligibility",
    "eligibility_criteria": "eligibility_description",
    "fundings": "funding",
    "regular_schedule": "schedules",
    "regular_schedules": "schedules",
    "schedule": "schedules",
    "holiday_schedule": "holidays",
    "holiday_schedules": "holidays",
    "physical_address": "addresses",
    "physical_addresses": "addresses",
    "postal_addresses": "addresses",
    "address": "addresses",
    "accessibility_for_disabilities": "accessibility",
    "accessibilities": "accessibility",
    "service_taxonomies": "service_taxonomys",
    "taxonomys": "service_taxonomys",
    "taxonomies": "service_taxonomys",
    "taxonomy_terms": "attributes",
    "cost_option": "cost_options",
    "costs": "cost_options",
    "language": "languages",
    "contact": "contacts",
    "phone": "phones",
    "telephone": "phones",
    "phone_number": "phones",
    "location": "locations",
    "service_area": "service_areas",
    "service_at_location": "service_at_locations",
    "service_capacity": "capacities",
    "service_capacities": "capacities",
    "title": "name",
    "service_name": "name",
    "website": "url",
    "web": "url",
    "link": "url",
    "email_address": "email",
    "e_mail": "email",
    "cost": "fees",
    "price": "fees",
    "identifier": "id",
    "uuid": "id",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "age_min": "minimum_age",
    "age_max": "maximum_age",
    "organization_name": "organization",
    "organisation_name": "organization",
    "provider": "organization",
    "provider_name": "organization",
}
"""Other names for what stands on a service."""

READ_ON_SERVICE = (
    UK_1["service"] | UK_3["service"] | HSDS_3["service"] | frozenset(ALIASES) | frozenset(ALIASES.values())
)

_STEPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s\-.]+")


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A field's name as it is compared: `serviceAtLocations` is `service_at_locations`."""
    return _STEPS.sub("_", name.strip().lstrip("\ufeff")).lower().strip("_")[:80]


def with_folded_names(raw: Raw, aliases: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The object with its fields under our names. Of two that become one, the first that says something "
    "stays."""
    made: dict[str, Any] = {}
    for name, value in raw.items():
        key = folded(name) if isinstance(name, str) else str(name)
        if aliases:
            key = aliases.get(key, key)
        if key not in made or is_empty(made[key]):
            made[key] = value
    return made


def is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def standard_of(names: frozenset[str]) -> Standard:
    """Which standard the field names of a page or listing belong to."""
    for standard, marks in MARKS.items():
        if names & marks:
            return standard
    return Standard.UNKNOWN
