"""Left and right become start and end, and nothing physical is left over."""

import re

import pytest

from tools.logical import BY_HAND, convert, logical


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("margin-left", "4px", [("margin-inline-start", "4px")]),
        ("padding-right", "0 !important", [("padding-inline-end", "0 !important")]),
        ("border-left-color", "red", [("border-inline-start-color", "red")]),
        ("border-top-left-radius", "6px", [("border-start-start-radius", "6px")]),
        ("border-bottom-right-radius", "6px", [("border-end-end-radius", "6px")]),
        ("left", "0", [("inset-inline-start", "0")]),
        ("float", "right", [("float", "inline-end")]),
        ("clear", "left", [("clear", "inline-start")]),
        ("text-align", "left", [("text-align", "start")]),
        ("text-align", "center", [("text-align", "center")]),
        ("margin", "0 1px 2px 3px", [("margin-block", "0 2px"), ("margin-inline", "3px 1px")]),
        ("margin", "0 5px 2px 5px", [("margin", "0 5px 2px 5px")]),
        (
            "border-width",
            "7px 0 7px 12px",
            [("border-block-width", "7px 7px"), ("border-inline-width", "12px 0")],
        ),
        (
            "padding",
            "1px max(2px, calc(1px + 3px)) 1px 0 !important",
            [
                ("padding-block", "1px 1px !important"),
                ("padding-inline", "0 max(2px, calc(1px + 3px)) !important"),
            ],
        ),
        ("color", "red", [("color", "red")]),
    ],
)
def test_each_physical_declaration_has_its_logical_twin(name, value, expected):
    assert logical(name, value) == expected


def test_selectors_and_media_queries_are_left_alone():
    css = "@media (min-width:40em){.left:not(.right){color:red}}"
    assert convert(css) == css + BY_HAND


def test_a_rule_with_several_declarations_keeps_its_order():
    assert convert("a{top:0;left:1px;color:red}") == "a{top:0;inset-inline-start:1px;color:red}" + BY_HAND


def test_the_built_stylesheets_name_no_side():
    from tools.build_assets import BUILD

    for path in (BUILD / "assets").glob("*.css"):
        css = re.sub(r"env\(safe-area-inset-\w+\)", "", path.read_text(encoding="utf-8"))
        assert re.findall(r"[;{][a-z-]*(?:left|right)[a-z-]*:[^;}]*", css) == []
