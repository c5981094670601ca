import datetime as dt

import pytest

from app.domain.help_facts import HelpCard, HelpFact, Standing

DAY = dt.date(2026, 11, 24)


def fact(**more):
    return HelpFact("one", HelpCard.URGENT, {"en": "One"}, "Directory team", "a page", 90, **more)


@pytest.mark.parametrize(
    ("source_date", "checked", "standing"),
    [
        (None, None, Standing.NEVER),
        (None, DAY, Standing.CHECKED),
        (None, DAY - dt.timedelta(90), Standing.CHECKED),
        (None, DAY - dt.timedelta(91), Standing.TOO_OLD),
        (DAY - dt.timedelta(1), None, Standing.CHECKED),
        (dt.date(2021, 6, 4), None, Standing.TOO_OLD),
        (dt.date(2021, 6, 4), DAY, Standing.CHECKED),
        (DAY, dt.date(2021, 6, 4), Standing.CHECKED),
    ],
)
def test_a_fact_is_trusted_for_so_many_days_after_somebody_last_said_so(source_date, checked, standing):
    assert fact(source_date=source_date, checked=checked).standing(DAY) is standing
