"""Answers kept for the next one who asks: never more bytes than are allowed."""

from __future__ import annotations

from app.domain.lru import Lru


def held(lru: Lru[str, str]) -> str:
    return "".join(name for name in "abcd" if lru.get(name))


def test_the_one_asked_for_least_lately_goes_first() -> None:
    lru: Lru[str, str] = Lru(25)
    for name in "ab":
        lru.put(name, name, 10)
    lru.get("a")
    lru.put("c", "c", 10)
    assert held(lru) == "ac"


def test_what_is_put_again_is_counted_once() -> None:
    lru: Lru[str, str] = Lru(25)
    for name in "aab":
        lru.put(name, name, 10)
    assert held(lru) == "ab"


def test_what_is_larger_than_all_there_is_takes_nothings_place() -> None:
    lru: Lru[str, str] = Lru(25)
    lru.put("a", "a", 10)
    assert lru.put("b", "b", 26) == "b"
    assert held(lru) == "a"
