from __future__ import annotations

import pytest

from app.web import saving


@pytest.mark.parametrize(
    "target", ["/", "/activities?q=tea&near=LS9", "/ar/activities/kettle-on", "/a%20b?x=%2F%2Fevil"]
)
def test_our_own_addresses_are_safe(target: str) -> None:
    assert saving.is_safe(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "activities",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/activities\r\nSet-Cookie: x=1",
        "/\x00",
        "/ليدز",
        "/" + "a" * 3000,
    ],
)
def test_anything_else_is_not(target: str) -> None:
    assert not saving.is_safe(target)


def test_the_way_back_carries_what_to_say_once() -> None:
    where = saving.back_to(
        "/activities?q=tea&notice=saved&listing=old&near=LS9#top",
        "/my-list",
        said="already",
        listing="kettle-on",
    )
    assert where == "/activities?q=tea&near=LS9&notice=already&listing=kettle-on#saved"


def test_an_unsafe_way_back_falls_back() -> None:
    assert saving.back_to("//evil.example", "/my-list", said="saved") == "/my-list?notice=saved#saved"
