"""Text as people should read it: page code taken out, links' addresses and paragraphs kept."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from app.domain.feeds.fields import names

LONGEST_TEXT = 60_000
"""Characters. Longer than any honest description; a bound on the work, not on the words."""

MARKED_UP = re.compile(r"</?[a-zA-Z!?][^>]*>|&#?\w{2,8};")
LEFT_OVER = re.compile(
    r"(?:<|&lt;)/?(?:p|br|div|span|ul|ol|li|strong|em|b|i|u|a|h[1-6]|table|tr|td)\b[^<>]*(?:>|&gt;)",
    re.IGNORECASE,
)

_SECTION = re.compile(r"<!\[(?!CDATA\[)[^<>]*>?", re.IGNORECASE)
"""What word processors leave, such as `<![endif]>`. The standard library's reader gives up on odd ones."""

BLOCKS = names(
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table ul"
)
LINES = frozenset(("br", "tr", "caption", "option", "legend"))
INLINE = names(
    "a abbr acronym area b base basefont bdi bdo big body button canvas cite code col colgroup data datalist "
    "del dfn dir em embed font frame frameset head html i iframe img input ins kbd label li link map mark "
    "menu meta meter noscript object optgroup output param path picture progress q rp rt ruby s samp script "
    "select small source span strike strong style sub sup svg tbody td template textarea tfoot th thead "
    "time title track tt u var video wbr xml audio"
)
WITH_CONTENT_DROPPED = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "title")
SHOWN_SCHEMES = ("http://", "https://", "mailto:", "tel:")

_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)}
_CONTROLS |= dict.fromkeys((0x7F, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF))
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0))
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_SPACES: dict[int, str | None] = dict.fromkeys((0xA0, 0x202F, 0x2007, 0x3000), " ")
_SPACES |= {0x2028: "\n", 0x2029: "\n\n", 0xAD: None}
_LETTERS = _CONTROLS | _SPACES
_SURROGATES = re.compile("[\ud800-\udfff]")
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u200b\u2007\u2028-\u202f\u2060\u2066-\u2069\u3000\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
_MISREAD = re.compile(r"â€|Ã[^\sA-Za-z]|Â[£°·\xa0]")


def clean_letters(text: str) -> str:
    """Without control characters, lone surrogates and direction overrides; composed; misread UTF-8 mended."""
    if text.isascii():
        return text if not _ODD.search(text) else text.translate(_LETTERS)
    if _SURROGATES.search(text):
        text = _joined_surrogates(text)
    if _MISREAD.search(text):
        text = _read_again(text)
    return unicodedata.normalize("NFC", text.translate(_LETTERS))


def _joined_surrogates(text: str) -> str:
    """Pairs made whole, lone halves dropped."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


def _read_again(text: str) -> str:
    """Text whose UTF-8 was once read as Windows letters, read as it was meant; else as it stands."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        for wrong, right in (
            ("â€™", "’"),
            ("â€˜", "‘"),
            ("â€œ", "“"),
            ("â€\x9d", "”"),
            ("â€“", "–"),
            ("Â£", "£"),
        ):
            text = text.replace(wrong, right)
        return text


class _Words(HTMLParser):
    """Collects what a reader would see. Tags we do not know are kept as they are written."""

    CDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]  # unclosed script or style must not swallow the rest
    RCDATA_CONTENT_ELEMENTS = ()  # type: ignore[misc]

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.out.append("\n\n")
        elif tag in LINES:
            self.out.append("\n")
        elif tag == "li":
            self.out.append("\n- ")
        elif tag in {"td", "th"}:
            self.out.append(" ")
        elif tag == "a":
            href = next((value for name, value in attrs if name == "href" and value), "")
            self.links.append((" ".join(href.split()), len(self.out)))
        elif tag not in INLINE and ":" not in tag:
            self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "a":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.out.append("\n\n")
        elif tag == "a" and self.links:
            href, since = self.links.pop()
            self.out.append(link_words(href, "".join(self.out[since:])))

    def handle_data(self, data: str) -> None:
        self.out.append(re.sub(r"\s+", " ", data))

    def words(self) -> str:
        while self.links:
            self.handle_endtag("a")
        return "".join(self.out)


def link_words(href: str, shown: str) -> str:
    """What to add after a link's words so that its address is not lost: nothing when they say it already."""
    if not href.lower().startswith(SHOWN_SCHEMES):
        return ""
    bare = re.sub(r"^(?:https?://(?:www\.)?|mailto:|tel:)|/$", "", href, flags=re.IGNORECASE)
    said = re.sub(r"[\s()]", "", shown).lower().rstrip("/")
    if not bare or re.sub(r"\s", "", bare).lower() in said:
        return ""
    address = bare if href.lower().startswith(("mailto:", "tel:")) else href
    return f" ({address})" if shown.strip() else address


def without_hidden(text: str) -> str:
    """Without comments and the content of scripts, styles and the like. Unclosed ones lose only their tag."""
    lower = text.lower()
    if "<!--" in text:
        text = _cut(text, text, "<!--", "-->")
        lower = text.lower()
    for tag in WITH_CONTENT_DROPPED:
        if f"<{tag}" in lower:
            text = _cut(text, lower, f"<{tag}", f"</{tag}")
            lower = text.lower()
    return text.replace("<![CDATA[", "").replace("]]>", "")


def _cut(text: str, lower: str, start: str, end: str) -> str:
    if len(lower) != len(text):  # a letter whose small form is longer
        return text
    kept, at = [], 0
    while (begins := lower.find(start, at)) >= 0:
        ends = lower.find(end, begins + len(start))
        after = lower[begins + len(start) : begins + len(start) + 1]
        if ends < 0:
            break
        if start != "<!--" and after.isalnum():  # <header> is not <head>
            kept.append(text[at : begins + len(start)])
            at = begins + len(start)
            continue
        kept.append(text[at:begins])
        closes = lower.find(">", ends) if start != "<!--" else ends + 2
        at = closes + 1 if closes >= 0 else len(text)
    kept.append(text[at:].replace("<!--", "") if start == "<!--" else text[at:])
    return "".join(kept)


def html_to_text(text: str) -> str:
    """The words of a marked-up text; blank lines part paragraphs, list items begin with a dash."""
    for _ in range(3):  # some publishers escape their page code once or twice over
        text = _SECTION.sub(" ", without_hidden(text))
        ends = text.rfind(">") + 1  # what opens after the last ">" is no tag, and slow to find out
        parser = _Words()
        parser.feed(text[:ends] + text[ends:].replace("<", "&lt;"))
        parser.close()
        text = parser.words()
        if not LEFT_OVER.search(text):
            break
    return text


def tidy(text: str) -> str:
    """Single spaces, no blank line more than one, none at the ends."""
    if "\n" not in text and "\r" not in text:
        return " ".join(text.split())
    lines = [" ".join(line.split()) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    for line in lines:
        if line in {"-", "•"}:
            continue
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()


def first_words(text: str, most: int = 30) -> str:
    """A line that says what it is: the first sentence, cut at a number of words."""
    first = text.split("\n\n", 1)[0].replace("\n", " ")
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'])", first, maxsplit=1)[0]
    words = sentence.split()
    return sentence.strip() if len(words) <= most else " ".join(words[:most]).rstrip(",;:–-") + "…"
