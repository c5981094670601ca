"""What one language reads of Babel's tables changes no other."""

import datetime as dt
import subprocess
import sys

from babel.dates import format_date

from app.web.locale_data import set_apart

TUESDAY = dt.date(2026, 11, 24)
IN_TURN = """
import datetime as dt, sys
from babel.dates import format_date
from app.web.locale_data import set_apart
for locale in ("ur", "ro"):
    set_apart(locale)
    said = format_date(dt.date(2026, 11, 24), "ccc", locale)
sys.stdout.buffer.write(said.encode())
"""


def test_a_language_met_after_urdu_keeps_its_own_weekdays():
    """In a process of its own: only the first reading of Urdu does the harm."""
    said = subprocess.run([sys.executable, "-c", IN_TURN], capture_output=True, check=True).stdout
    assert said.decode() == "mar."


def test_a_language_set_apart_still_has_its_names():
    set_apart("ur")
    assert format_date(TUESDAY, "EEEE", "ur") == "منگل"
