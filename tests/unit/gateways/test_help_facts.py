import datetime as dt
from pathlib import Path

import pytest

from app.domain.errors import PlaceFolderError
from app.gateways.help_facts import facts_of, help_facts
from config import ROOT

NAMES = sorted(path.parent.name for path in (Path(ROOT) / "places").glob("*/settings.toml"))
WHOLE = """[[fact]]
key = "one"
card = "sleep"
name = { en = "One" }
owner = "Directory team"
source = "a page"
trust_days = 90
"""


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_help_now_has_english_words_and_a_way_there(name):
    for fact in help_facts(Path(ROOT), name):
        assert all("en" in words for words in (fact.name, fact.hours, fact.note) if words), fact.key
        assert fact.number or (fact.address and fact.postcode), fact.key
        assert (fact.last_known or dt.date.min) <= dt.date(2026, 11, 22), fact.key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace('source = "a page"\n', ""), "source"),
        (WHOLE.replace("a page", " "), "source"),
        (WHOLE.replace("sleep", "slep"), "slep"),
        (WHOLE.replace("90", "900"), "trusted"),
        (WHOLE + 'checked = "yesterday"\n', "date"),
        (WHOLE + 'colour = "red"\n', "colour"),
        ("[[fact", "Expected"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path, text, said):
    path = tmp_path / "help_now.toml"
    path.write_text(text)
    with pytest.raises(PlaceFolderError, match=said):
        list(facts_of(path))


def test_a_place_without_a_file_has_the_shared_facts_alone():
    assert {fact.key for fact in help_facts(Path(ROOT), "llr")} == {"shelter", "gas", "power-cut"}
