"""Query parameters, read and refused."""

import datetime as dt
import uuid

import pytest

from app.domain.openreferral.asking import MOST_PER_PAGE, PER_PAGE, BadParameterError, asked


def ask(**given):
    return asked({name: value if isinstance(value, list) else [value] for name, value in given.items()})


def test_nothing_asked_is_the_first_page():
    one = ask()
    assert (one.page, one.per_page, one.full, one.lines, one.days) == (1, PER_PAGE, False, False, ())


def test_parameters_are_read():
    one = ask(
        search=" tea ",
        page="3",
        per_page="7",
        full="TRUE",
        top_only="1",
        format="ndjson",
        start_time="09:30",
        end_time="17:00:00",
        day=["MO,tu", "Friday"],
        minimum_age="18",
        maximum_age="99.5",
        organization_id="c9f069d5-490e-5ce8-b154-021d4b990bbc",
        postcode="LS9 7UF",
        proximity="1000",
    )
    assert (one.search, one.page, one.per_page, one.full, one.top_only, one.lines) == (
        *("tea", 3, 7),
        *(True, True, True),
    )
    assert (one.start_minute, one.end_minute, one.days) == (570, 1020, (0, 1, 4))
    assert (one.minimum_age, one.maximum_age, one.proximity) == (18, 99.5, 1000)
    assert one.organization_id == uuid.UUID("c9f069d5-490e-5ce8-b154-021d4b990bbc")


def test_words_of_version_one_mean_the_same():
    assert ask(text="tea").search == "tea"
    assert ask(coverage="LS9 7UF").postcode == "LS9 7UF"


@pytest.mark.parametrize(
    "text",
    ["2026-11-24T10:00:00Z", "2026-11-24T11:00:00+01:00", "2026-11-24T11:00:00 01:00", "2026-11-24T10:00"],
)
def test_moments_have_a_zone_and_without_one_are_utc(text):
    assert ask(modified_after=text).modified_after == dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


def test_a_day_is_its_first_moment():
    assert ask(modified_after="2026-11-24").modified_after == dt.datetime(2026, 11, 24, tzinfo=dt.UTC)


def test_more_on_a_page_than_we_give_is_as_much_as_we_give():
    assert ask(per_page="5000").per_page == MOST_PER_PAGE


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("page", text) for text in ("0", "-1", "x", "1.5", "", "99999999999", "٣")),
        *(("per_page", text) for text in ("0", "-5", "many", "")),
        ("full", "perhaps"),
        ("minimal", "2"),
        ("format", "xml"),
        ("organization_id", "7"),
        ("parent_id", "x"),
        ("modified_after", "yesterday"),
        ("modified_after", "0001-01-01T00:00:00+23:59"),
        ("minimum_age", "old"),
        ("minimum_age", "-3"),
        ("maximum_age", "nan"),
        ("maximum_age", "1e9"),
        ("start_time", "25:00"),
        ("end_time", "noon"),
        ("day", "someday"),
        ("proximity", "far"),
        ("proximity", "1000"),
        ("search", "x" * 201),
        ("search", "a\0b"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name, text):
    with pytest.raises(BadParameterError) as refused:
        ask(**{name: text})
    assert refused.value.name == ("postcode" if (name, text) == ("proximity", "1000") else name)


def test_a_distance_beyond_reason_is_refused():
    with pytest.raises(BadParameterError):
        ask(postcode="LS9 7UF", proximity="100001")


def test_two_values_where_one_is_meant_are_refused():
    with pytest.raises(BadParameterError):
        ask(organization_id=[str(uuid.uuid4()), str(uuid.uuid4())])
