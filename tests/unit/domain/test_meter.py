"""Limits in memory: so many in a window that begins with the first, and none refused before."""

import datetime as dt

import pytest

from app.domain.engagement import EventStatus
from app.domain.meter import Meter
from app.domain.online_say import SENT, Standing, network_of, standing
from app.domain.throttle import Limit

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
THREE = Limit("three", 3, 60)


def taken(meter, who, times, now=NOW):
    return [meter.take([(THREE, who)], now=now) for _ in range(times)]


def test_after_the_last_turn_one_waits_for_the_end_of_the_window():
    meter = Meter()
    assert taken(meter, "a", 3) == [0, 0, 0]
    assert meter.take([(THREE, "a")], now=NOW + dt.timedelta(seconds=20)) == 40
    assert taken(meter, "b", 1) == [0]
    assert meter.take([(THREE, "a")], now=NOW + dt.timedelta(seconds=60)) == 0


def test_what_is_refused_by_one_limit_is_counted_by_none():
    meter = Meter()
    one = Limit("one", 1, 60)
    meter.take([(one, "a")], now=NOW)
    assert meter.take([(THREE, "a"), (one, "a")], now=NOW) == 60
    assert taken(meter, "a", 3) == [0, 0, 0]


def test_its_memory_is_bounded():
    meter = Meter(most_held=2)
    for who in "abc":
        taken(meter, who, 3)
    assert meter.wait(THREE, "a", now=NOW) == 0 and meter.wait(THREE, "c", now=NOW) > 0


def test_ten_thousand_from_one_source_in_one_window_are_no_more_than_the_limit():
    meter = Meter()
    moments = (NOW + dt.timedelta(seconds=SENT.seconds * at / 10_001) for at in range(10_000))
    assert sum(meter.take([(SENT, "a")], now=now) == 0 for now in moments) == SENT.times


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2345::7", "2001:db8:1:2300::/56"),
        ("fe80::1%eth0", "fe80::/56"),
        ("no address", "unknown"),
    ],
)
def test_a_network_is_one_source(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("status", "hours", "stands"),
    [
        (EventStatus.OPEN, -1, Standing.NOT_YET),
        (EventStatus.OPEN, 0, Standing.OPEN),
        (EventStatus.OPEN, 8, Standing.OVER),
        (EventStatus.CLOSED, 1, Standing.OVER),
    ],
)
def test_an_event_is_open_from_its_start_to_its_end(status, hours, stands):
    now = NOW + dt.timedelta(hours=hours)
    assert standing(status, NOW, NOW + dt.timedelta(hours=8), now) is stands
