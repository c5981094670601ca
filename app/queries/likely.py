"""What likely tells who speaks: by rules, by the names of the place, and by the language model if there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from app.domain.likely_personal import Place as Found
from app.domain.likely_personal import likely
from app.domain.places import Place
from app.gateways import name_finder

WORDS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def likely_in(text: str, place: Place, *, with_model: bool | None = None) -> list[Found]:
    """In the order of the text. `with_model` None: where it is there.

    Raises: ImportError where the model is asked for and is not there.
    """
    asks = name_finder.is_there() if with_model is None else with_model
    return likely(text, places=place_words(names_of(place)), people=name_finder.people(text) if asks else ())


def names_of(place: Place) -> tuple[str, ...]:
    """Names of its areas and neighbourhoods."""
    return (
        *(area.name for area in place.areas),
        *(name for locality in place.localities for name in (locality.name, *locality.also)),
        *place.name.values(),
        *place.region.values(),
    )


@lru_cache(maxsize=4)
def place_words(names: Iterable[str]) -> frozenset[str]:
    """Every word of the names, in small letters."""
    return frozenset(word.lower() for name in names for word in WORDS.findall(name))
