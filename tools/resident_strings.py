"""Which of our strings a resident meets, and which only staff do.

Everything is a resident's but what only pages behind a permission lead to: a view open to everybody, or to
whoever holds a link, brings its module, what that imports, and every template these name or build on.

Run: `python tools/resident_strings.py` prints how many there are of each, by area.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babel.messages.catalog import Message

from tools import catalogues
from tools.catalogues import ROOT

STAFF_WORDS = frozenset(
    f"app/web/{name}.py"
    for name in (
        "labels_alerts",
        "labels_cards",
        "labels_case_moves",
        "labels_codes",
        "labels_exports",
        "labels_moderation",
        "labels_outside",
        "labels_papers",
        "labels_redaction",
        "labels_stewardship",
        "labels_suggestions",
        "labels_tasks",
        "labels_triage",
        "staff_menu",
    )
)
"""Words every page could say and only pages for staff do: `labels` knows all of them."""
STAFF_LETTERS = frozenset(
    f"app/templates/emails/{name}.txt"
    for name in (
        "account-changed",
        "approval-asked",
        "audit-head",
        "break-glass-opened",
        "harm-raised",
        "invitation",
        "lead-needed",
        "listing-reported",
        "new-password",
        "transfer-asked",
        "unsent-left",
    )
)
"""Messages to people with an account at work."""
PAPER = tuple(
    f"app/templates/{name}.html"
    for name in (
        "cards/_cards",
        "case_moves/letter_printed",
        "events/letters",
        "events/poster",
        "helpline/letter",
        "introductions/first_visit_sheet",
        "introductions/on_paper",
        "panel/letters",
    )
)
"""Sheets that staff print for residents: nobody opens them without a permission, and everybody reads them."""
EVERY_PAGE = ("app/web/__init__.py", "app/templates/layouts/public.html", "app/templates/errors/error.html")
NAMED = re.compile(r"""["']([\w/-]+\.(?:html|txt))["']""")
OPEN_VIEW = re.compile(r"^@(?:public\b|requires\(P(?:ermission)?\.MY_)", re.MULTILINE)


def is_resident(message: Message) -> bool:
    """Does a page that a resident can open say this?"""
    return any(met(name) for name, _line in message.locations) or not message.locations


def met(name: str) -> bool:
    return name.removeprefix("./") in files_met()


@functools.cache
def files_met() -> frozenset[str]:
    """Every file whose words a resident can meet."""
    seen: set[str] = set()
    waiting = [*EVERY_PAGE, *PAPER, *open_modules(), *letters()]
    while waiting:
        name = waiting.pop()
        if name in seen or name in STAFF_WORDS or not (ROOT / name).is_file():
            continue
        seen.add(name)
        waiting += leads_to(name)
    return frozenset(seen)


def open_modules() -> Iterator[str]:
    """Modules of views that ask for no permission, or only for a person's own."""
    for path in (ROOT / "app/blueprints").rglob("*.py"):
        if OPEN_VIEW.search(path.read_text(encoding="utf-8")):
            yield relative(path)


def letters() -> Iterator[str]:
    """What we send: by mail, and on paper."""
    for folder in ("emails", "letters"):
        for path in (ROOT / "app/templates" / folder).iterdir():
            if relative(path) not in STAFF_LETTERS:
                yield relative(path)
    yield from ("app/web/closing_letter.py", "app/web/reply_letters.py", "app/web/story_words.py")


def leads_to(name: str) -> Iterator[str]:
    """What a module imports or names, or a template builds on."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for template in NAMED.findall(text):
        yield f"app/templates/{template}"
    if name.endswith(".py"):
        yield from imported(name, text)


def imported(name: str, text: str) -> Iterator[str]:
    """Modules of the web and of the same blueprint: only they hold words."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("app."):
            names = [node.module, *(f"{node.module}.{one.name}" for one in node.names)]
            for module in names:
                path = module.replace(".", "/") + ".py"
                if (path.startswith("app/web/") or path.startswith("app/blueprints/")) and path != name:
                    yield path


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def areas(messages: Iterable[Message]) -> Counter[str]:
    """How many strings each part of the app holds first."""
    return Counter("/".join(message.locations[0][0].split("/")[1:3]) for message in messages if message.id)


def main() -> int:
    messages = [message for message in catalogues.extracted() if message.id]
    resident = [message for message in messages if is_resident(message)]
    staff = [message for message in messages if not is_resident(message)]
    for title, some in (("A resident meets", resident), ("Only staff meet", staff)):
        print(f"{title} {len(some)} strings:")
        print("  " + ", ".join(f"{area} {count}" for area, count in areas(some).most_common(200)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
