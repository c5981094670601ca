"""Reading choices can be put together: none may take the colours of another."""

from __future__ import annotations

import re

from config import ROOT


def test_calm_leaves_the_colours_of_high_contrast_alone() -> None:
    styles = (ROOT / "styles" / "reading.scss").read_text(encoding="utf-8")
    calm = re.findall(r"^(\.gin-calm[^{]*)\{(.*?)^\}|^(\.gin-calm[^{]*)\{(.*)\}$", styles, re.M | re.S)
    colours = [(one[0] or one[2]).strip() for one in calm if "--" in (one[1] or one[3])]
    assert colours == [".gin-calm:not(.gin-contrast)"]
