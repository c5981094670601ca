"""The checker of pages sees every kind of fault it is there for."""

import pytest

from tests import pages

GOOD = """<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>Find something</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/assets/app.css"></head>
<body><a href="#main">Skip</a><main id="main"><h1>Find</h1><h2>Near</h2>
<form action="/activities"><label for="q">What</label><input id="q" name="q"><button>Search</button></form>
<img src="/x.svg" alt=""><a href="/a">A</a></main></body></html>"""


def faults(markup):
    return pages.page_faults(markup.encode())


def test_a_good_page_has_no_fault():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("part", "instead", "fault"),
    [
        ("<!DOCTYPE html>", "", "DOCTYPE"),
        (' lang="en"', "", "no lang"),
        (' dir="ltr"', "", "no dir"),
        ("<title>Find something</title>", "", "no title"),
        ("width=device-width", "width=device-width, user-scalable=no", "zooming"),
        ("<h1>Find</h1>", "<p>Find</p>", "0 h1"),
        ("<h2>Near</h2>", "<h1>Near</h1>", "2 h1"),
        ("<h2>Near</h2>", "<h3>Near</h3>", "h3 after h1"),
        ("<h2>Near</h2>", "<h2></h2>", "empty h2"),
        ("<h2>Near</h2>", '<p id="q">x</p>', "id q 2 times"),
        ("<h2>Near</h2>", "<p><div>x</div></p>", "line 4"),
        ("<h2>Near</h2>", "<p style='color:red'>x</p>", "style attribute"),
        ("<h2>Near</h2>", "<style>p{}</style>", "inline style"),
        ("<h2>Near</h2>", "<script>x()</script>", "inline script"),
        ("<h2>Near</h2>", "<p onclick='x()'>x</p>", "onclick"),
        ("<h2>Near</h2>", "<a href='javascript:x()'>x</a>", "runs script"),
        ("<h2>Near</h2>", "<table><tr><th>x</th></tr></table>", "scope"),
        ("<h2>Near</h2>", "<fieldset><p>x</p></fieldset>", "legend"),
        ("<h2>Near</h2>", "<div required>x</div>", "may not have required"),
        ("<h2>Near</h2>", "<p aria-describedby='gone'>x</p>", "not there"),
        ("<h2>Near</h2>", "<svg><path d='M0 0'></path></svg>", "svg"),
        ('<label for="q">What</label>', "", "no label"),
        ('id="q" name="q"', 'id="q"', "no name"),
        ('href="#main"', 'href="#elsewhere"', "not there"),
        ('action="/activities"', 'action="/activities?near=LS9"', "loses the query"),
        (' alt=""', "", "without alt"),
        (">A</a>", "></a>", "empty a"),
        ("<button>Search</button>", "<button></button>", "empty button"),
        ("/assets/app.css", "https://elsewhere.example/app.css", "loads from elsewhere"),
        ("/x.svg", "//elsewhere.example/x.svg", "loads from elsewhere"),
    ],
)
def test_a_bad_page_is_refused(part, instead, fault):
    assert part in GOOD
    found = faults(GOOD.replace(part, instead))
    assert any(fault in words for words in found), found


def test_an_answer_without_a_policy_or_with_a_cookie_on_a_get_is_refused():
    from werkzeug.test import EnvironBuilder, TestResponse

    request = EnvironBuilder("/").get_request()
    bare = TestResponse([GOOD.encode()], "200 OK", [("Content-Type", "text/html")], request)
    with pytest.raises(pages.BadPageError, match="Content-Security-Policy"):
        pages.check(bare)
    headers = {"Content-Type": "text/html", "Content-Security-Policy": "x", "Set-Cookie": "a=b"}
    with pytest.raises(pages.BadPageError, match="sets one: a"):
        pages.check(TestResponse([GOOD.encode()], "200 OK", list(headers.items()), request))
