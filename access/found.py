"""Pages as the crawl finds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from access.demonstration import Reader
from config import ROOT


@dataclass(frozen=True)
class Found:
    """One answer: who asked for what, and what they were given."""

    reader: Reader
    address: str
    endpoint: str
    template: str
    """The file the page was made from; empty where it was no page."""
    status: int
    kind: str
    """Its media type."""
    markup: bytes = field(default=b"", repr=False)
    is_public: bool = False
    sets_cookie: bool = False
    came_from: str = ""
    """The page whose link led there; empty for an address of the application's own list."""
    answer_to_form: bool = False
    """A page that came of sending a form: a browser is shown what is kept here."""
    step: str = ""
    """Which of the pages of one view and template: its title, where a walk through forms met it."""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def is_page(self) -> bool:
        return self.kind == "text/html" and bool(self.markup) and not 300 <= self.status < 400

    @property
    def reader_class(self) -> str:
        """Staff, whatever their role, are one; what anybody may read is public whoever reads it."""
        if self.is_public:
            return "public"
        return self.reader.who if self.reader.who in ("anonymous", "link", "person") else "staff"

    @property
    def name(self) -> str:
        return f"{self.reader.who} {self.address}"


def pages_there() -> set[str]:
    """Templates that are a page by themselves."""
    root = ROOT / "app" / "templates"
    return {
        path.relative_to(root).as_posix()
        for path in root.glob("*/*.html")
        if path.parent.name not in ("layouts", "macros", "emails", "letters")
        and not path.name.startswith("_")
        and "{% extends" in path.read_text(encoding="utf-8")
    }
