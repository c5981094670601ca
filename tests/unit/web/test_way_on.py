"""Where a sign-in leads: pages of ours, whatever the address says."""

import pytest

from app.web.saving import is_safe

ELSEWHERE = [
    "https://evil.example",
    "http://evil.example/today",
    "HTTPS://EVIL.EXAMPLE",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\\\\evil.example",
    "\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "https://localhost@evil.example",
    "https://localhost:80@evil.example",
    "//localhost@evil.example",
    "//evil.example:80",
    "//evil.example/%2f..",
    "//evil.example%2ftoday",
    "///\\;@evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "\tjavascript:alert(1)",
    " javascript:alert(1)",
    "javascript://localhost/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://evil.example",
    "mailto:bev@evil.example",
    "blob:https://evil.example/1",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\x00/evil.example",
    "/\x0b/evil.example",
    "\x00//evil.example",
    "\n//evil.example",
    " //evil.example",
    "\u00a0//evil.example",
    "/ /evil.example",
    "/today\r\nLocation: https://evil.example",
    "/today\r\nSet-Cookie: a=b",
    "/today\nx",
    "/\u2028evil.example",
    "/\uff0fevil.example",
    "\uff0f\uff0fevil.example",
    "/\u3002evil.example",
    "evil.example",
    "www.evil.example/today",
    "today",
    "./today",
    "../today",
    "?next=//evil.example",
    "#//evil.example",
    "",
    "/" + "a" * 3000,
    "http:///evil.example",
]


@pytest.mark.parametrize("target", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_address_elsewhere_is_not_ours(target):
    assert not is_safe(target)


@pytest.mark.parametrize(
    "target", ["/today", "/pl/today", "/listings?page=2&q=tea%20time", "/audit#row-3", "/", "/a:b", "/@bev"]
)
def test_page_of_ours_is(target):
    assert is_safe(target)


def test_there_are_sixty_of_them():
    assert len(set(ELSEWHERE)) >= 60
