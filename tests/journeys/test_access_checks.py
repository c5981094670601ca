"""The checks of `script/access` see what they are for, and say nothing of a page that is as it should be."""

from __future__ import annotations

import pytest

from access.checks import Look
from access.demonstration import Reader
from access.filled import forms_of
from access.found import Found
from access.matrix import IN_BROWSER
from access.results import Results

CHECKS = {one.key: one for one in IN_BROWSER}
FOUND = Found(Reader("anonymous"), "/", "pages.home", "home.html", 200, "text/html")
GOOD = """<!doctype html><html lang="en" dir="ltr" class="govuk-template">
<head><title>Tea - Ginnel</title><style>
a:focus, button:focus {{ outline: 3px solid #000 }}
button {{ border: 2px solid; min-height: 44px; min-width: 44px }}
@media print {{ .govuk-skip-link {{ display: none }} }}
{style}</style></head>
<body><a class="govuk-skip-link" href="#main">Skip</a><header>Ginnel</header>
<main id="main"><h1>Tea</h1>{main}</main><footer>Ring us</footer></body></html>"""
BAD = {
    "keyboard": ("<button id='hid'>Go</button>", "#hid:focus {{ outline: none }}"),
    "lang": ("<script>document.documentElement.dir = 'rtl'</script>", ""),
    "title": ("<div class='govuk-error-summary'><p>Something is wrong</p></div>", ""),
    "errors": (
        "<div class='govuk-error-summary' tabindex=-1><ul><li><a href='#field'>Type it</a></ul></div>"
        "<div id='field' tabindex=-1>a date</div>",
        "",
    ),
    "landmarks": ("<h1>Twice</h1><nav>menu</nav>", ""),
    "glyphs": ("<p dir=rtl>اتصل 0113 222 4444</p>", ""),
    "axe-1280": ("<p style='color: #bbb'>Grey on white</p>", ""),
    "axe-360": ("<img src='data:,'>", ""),
    "reflow": ("<p style='width: 500px'>Wide</p>", ""),
    "spacing": (
        "<p style='height: 18px; width: 90px; font: 16px/1 serif; overflow: hidden'>Come for a cup</p>",
        "",
    ),
    "forced": (
        "<div style='forced-color-adjust: none; color: #fff; background: #fff'>Cannot be read</div>",
        "",
    ),
    "motion": ("<p style='transition: color 2s'>Slow</p>", ""),
    "print": ("", "@media print {{ main {{ display: none }} }}"),
}
"""Check -> what to put into main and into the styles, so that it finds a fault."""


@pytest.mark.browser
def test_each_check_sees_its_fault_and_no_other(browser):
    page = browser.new_page()
    look = Look(page, FOUND, "en")
    blind = []
    try:
        for key, (main, style) in BAD.items():
            page.set_content(GOOD.format(main=main, style=style.format()))
            if not list(CHECKS[key].run(look)):
                blind.append(key)
        assert blind == []
        page.set_content(GOOD.format(main="<p>Come in.</p><button>Go</button>", style=""))
        faults = {key: list(CHECKS[key].run(look)) for key in BAD}
        assert {key: found for key, found in faults.items() if found} == {}
    finally:
        page.close()


FORM = b"""<main><form method="post" action="/ask/name">
<input type="hidden" name="token" value="t"><input name="who" type="radio" value="me"><input name="who"
type="radio" value="you"><input name="born" id="born-day"><input name="born" id="born-year"><input name="trap"
tabindex="-1"><button name="do" value="back">Back</button><button class="govuk-button" name="do"
value="send">Send</button></form></main>"""


def test_a_form_is_filled_in_but_for_what_is_a_trap():
    page = Found(Reader("anonymous"), "/ask", "ask", "ask.html", 200, "text/html", FORM)
    first, last = (next(forms_of(page, way)) for way in (0, -1))
    assert first.action == "/ask/name" and first.questions == 3
    typed = [("token", "t"), ("born", "12"), ("born", "1980"), ("do", "send")]
    assert list(first.fields) == [*typed, ("who", "me")]
    assert list(last.fields) == [*typed, ("who", "you")]


def test_a_run_that_goes_on_keeps_what_it_does_not_look_at_again(tmp_path):
    kept = tmp_path / "kept.jsonl"
    before = Results(kept)
    for check, language, faults in (
        ("reflow", "en", []),
        ("html", "en", []),
        ("reflow", "ar", ["wide"]),
        ("reflow", "pl", ["wide"]),
    ):
        before.add(check, FOUND, language, faults)
    now = Results(kept)
    now.go_on(set(), {"en", "ar"})
    assert [(row["check"], row["language"]) for row in now.rows] == [
        ("reflow", "en"),
        ("html", "en"),
        ("reflow", "pl"),
    ]
    assert ("home.html", "en") in now.before and ("home.html", "ar") not in now.before
    assert [language for _, language in now.faulty] == ["ar"]
    now.forget_check("html", {"link"})
    assert len(now.rows) == 3
