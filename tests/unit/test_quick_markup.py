"""The quick reader of pages makes the tree html5lib makes, or leaves the page to it."""

import random
import re

import html5lib
import pytest

from tests import quick_markup

PAGE = """<!doctype html>
<html lang="en" dir="ltr" class="a b">
<head>
<meta charset="utf-8">
<title>Find &amp; do</title>
<link rel="icon" href="/m.svg" type="image/svg+xml">
<script type="module" src="/a.js"></script>
</head>
<body class="x">
<a href="#main">Skip</a>
<header><nav><ul><li><a href="/a">A <b>bold</b></a></li><li>B<ul><li>C</li></ul></li></ul></nav></header>
<main id="main"><h1>Find <bdi>it</bdi></h1>
<p>One <strong>two</strong><br>three <em>four <code>five</code></em> &lt;six&gt; &hellip;</p>
<dl><div><dt>T</dt><dd>D</dd></div><dt>T</dt><dd><p>D</p></dd></dl>
<form action="/x" method="post"><input type="hidden" name="t" value="&#34;1&#39;">
<fieldset><legend>L <span>M</span></legend><label for="q">Q</label><input id="q" name="q" required>
<select name="s"><option value="">-</option>
<optgroup label="o"><option selected>1</option></optgroup></select>
<textarea name="w">
typed</textarea><button>Go <span>on</span></button></fieldset></form>
<table><caption>C</caption><thead><tr><th scope="col">H</th></tr></thead>
<tbody><tr><td>x <a href="/y">y</a></td><td><ul><li>z</li></ul></td></tr></tbody></table>
<details><summary>S</summary><div>text</div></details><hr><pre>
a  <i>b</i></pre>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" aria-hidden="true"><title>d</title><g><path d="M0"/>
<clipPath id="c"><a href="/w"><rect width="1"/></a></clipPath></g></svg>
<datalist id="d"><option value="1">one</option></datalist><template id="t"><p>x</p></template>
<script type="application/json">{"a": "<b>"}</script><img src="/i.svg" alt="">
</main>
<footer><p>Foot</p></footer>
</body>
</html>
"""
HERE = "<footer><p>Foot</p>"
PARTS = re.findall(r"<[^>]*>|[^<]+", PAGE)
TAGS = [
    *("a", "b", "body", "br", "button", "caption", "datalist", "dd", "div", "dt", "em", "fieldset"),
    *("form", "h2", "head", "hr", "html", "i", "input", "legend", "li", "link", "meta", "ol"),
    *(
        "optgroup",
        "option",
        "p",
        "path",
        "pre",
        "script",
        "select",
        "span",
        "style",
        "summary",
        "svg",
        "table",
    ),
    *("tbody", "td", "template", "textarea", "th", "thead", "title", "tr", "ul"),
]
ODD = [
    "words",
    "\n",
    "&amp;",
    "&lt",
    "&",
    "&nosuch;",
    "<",
    "<br/>",
    "<div/>",
    "</br>",
    "<!-- x -->",
    "<![CDATA[x]]>",
]
CHARACTERS = ["", '"', "'", "<", ">", "/", "=", "&", " ", "x", "A", "\0", "\r", "\x80", "é", "\U0001ffff"]
LUCK = 20261122
TRIES = 400


def whole(element):
    """A tree as it can be compared."""
    return (
        element.tag,
        dict(element.attrib),
        element.text or "",
        element.tail or "",
        [whole(child) for child in element],
    )


def agree(markup):
    """Does html5lib find no fault, and the same tree? True of a page that is left to it."""
    quick = quick_markup.tree(markup)
    if quick is None:
        return True
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return whole(parser.parse(markup)) == whole(quick) and parser.errors == []


def changed(luck):
    """The page with a few of its pieces gone, doubled, exchanged, or something odd among them."""
    parts = list(PARTS)
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        at, other = luck.randrange(len(parts)), luck.randrange(len(parts))
        match luck.randrange(5):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[other])
            case 2:
                tag = luck.choice(TAGS)
                parts.insert(at, luck.choice([f"<{tag}>", f"</{tag}>", f"<{tag}></{tag}>", luck.choice(ODD)]))
            case 3:
                parts[at], parts[other] = parts[other], parts[at]
            case _:
                cut = luck.randrange(len(parts[at]))
                parts[at] = parts[at][:cut] + luck.choice(CHARACTERS) + parts[at][cut + luck.randrange(2) :]
    return "".join(parts)


def test_a_page_that_leaves_nothing_out_is_read_quickly_and_the_same():
    assert quick_markup.tree(PAGE) is not None
    assert agree(PAGE)


def test_however_a_page_is_broken_the_two_agree_or_html5lib_decides():
    luck = random.Random(LUCK)
    pages = [changed(luck) for _ in range(TRIES)]
    assert [page for page in pages if not agree(page)] == []
    assert sum(quick_markup.tree(page) is not None for page in pages) > TRIES / 10


@pytest.mark.parametrize(
    "odd",
    [
        "<p>x<div>y</div></p>",
        "<p><b>x<ul></ul></b></p>",
        "<h2>x<h3>y</h3></h2>",
        '<a href="/"><span><a href="/">x</a></span></a>',
        "<button><i><button>x</button></i></button>",
        "<form><div><form></form></div></form>",
        "<ul><li>x<li>y</ul>",
        "<ul><li><span><li>y</li></span></li></ul>",
        "<dl><dt><dd>y</dd></dt></dl>",
        "<table><tr><td>x</td></tr></table>",
        "<table><tbody><tr>x<td></td></tr></tbody></table>",
        "<table><tbody><tr><td></td><p></p></tr></tbody></table>",
        "<select><option><b>x</b></option></select>",
        "<b><i>x</b></i>",
        "<b><b><b><b>x</b></b></b></b>",
        "<div/>",
        "</br>",
        "<td>x</td>",
        '<p id="a" id="b">x</p>',
        "<p id=a>x</p>",
        '<p id="a"class="b">x</p>',
        "<p>&nosuch;</p>",
        "<p>&amp</p>",
        "<p>&#128;</p>",
        "<p>\0</p>",
        "<p>1 < 2</p>",
        "<!-- x -- y -->",
        "<svg><div></div></svg>",
        "<svg><title><b>x</b></title></svg>",
        "<style>p{}</style>",
        "</main>",
        "<body>",
        "<textarea><b></textarea",
    ],
)
def test_what_may_be_wrong_is_left_to_html5lib(odd):
    assert quick_markup.tree(PAGE.replace(HERE, HERE + odd)) is None


@pytest.mark.parametrize(
    "part", ["<!doctype html>", "</head>", "</body>", "</html>", "<title>Find &amp; do</title>", "<head>"]
)
def test_a_page_without_one_of_its_parts_agrees_or_is_left_to_html5lib(part):
    assert agree(PAGE.replace(part, ""))
