"""Facts for a sentence, shares with intervals, and documents that come back as they were written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.census import Census
from app.domain.chart_facts import facts_of
from app.domain.disclosure import SHARED
from app.domain.errors import PlaceFolderError
from app.domain.intervals import wilson
from app.domain.result_outline import Asked, Code, Outline, cells_of, document, noughts
from app.domain.results import document_from, plain
from app.gateways.place_census import census


def test_a_sentence_names_the_largest_the_smallest_shown_and_counts_the_hidden() -> None:
    facts = facts_of([("Buses", 45), ("Dogs", None), ("Parks", 10), ("Dentists", 10), ("Cycling", 0)])
    assert (facts.largest, facts.most) == (("Buses",), 45)
    assert (facts.smallest, facts.least) == (("Parks", "Dentists"), 10)
    assert (facts.hidden, facts.noughts, facts.is_level) == (1, 1, False)
    assert facts_of([("Buses", None)]).largest == ()


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(10, 100, 5.52, 17.44), (0, 20, 0.0, 16.11), (20, 20, 83.89, 100.0), (50, 100, 40.38, 59.62)],
)
def test_an_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    share = wilson(part, whole)
    assert (round(share.low, 2), round(share.high, 2)) == (low, high)


def test_a_document_comes_back_and_its_numbers_stand_under_their_names() -> None:
    asked = (
        Asked("love", "open", {"en": "What?"}),
        Asked("milk", "choice", {"en": "Milk?"}, (("yes", {"en": "Yes"}),)),
    )
    outline = Outline("Hall", 2026, asked, (Code("c1", "Buses"),), areas={"E1": "North"})
    shown: dict[tuple[str, ...], int | None] = {
        **noughts(outline, {("profiled",): 20}),
        ("conversations",): 45,
        ("profiled",): 20,
        ("theme", "c1"): None,
        ("area", "E1"): 30,
        ("area", "E2"): None,
        ("community", "The Elders of Elm Road"): None,
    }
    made = document(outline, shown, SHARED)
    assert document_from(plain(made)) == made
    assert "Elm Road" not in str(plain(made)), "what few are called is not said"
    assert (
        cells_of(made).items() >= {("conversations",): 45, ("theme", "c1"): None, ("area", "E1"): 30}.items()
    )


def test_figures_of_the_census_are_read_with_their_source_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "places" / "town"
    folder.mkdir(parents=True)
    assert not census(tmp_path, "town")
    (folder / "sources.toml").write_text('[ons]\nname = "Census 2021, invented"\n')
    head = 'source = "ons"\ndate = 2021-03-21\n'
    (folder / "census.toml").write_text(head + "[sex]\nfemale = 30\nmale = 10\n")
    found = census(tmp_path, "town")
    assert found == Census("Census 2021, invented", dt.date(2021, 3, 21), {"sex": {"female": 30, "male": 10}})
    assert found.percent("sex", "female") == 75 and found.percent("carer", "no") is None
    for wrong in (head + "[shoes]\nred = 1", head + "[sex]\nblue = 1", 'source = "x"\ndate = 2021-03-21'):
        (folder / "census.toml").write_text(wrong)
        with pytest.raises(PlaceFolderError):
            census(tmp_path, "town")
