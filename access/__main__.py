"""`script/access`: see its head for the choices."""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from access import nu, table
from access.checks import by_markup
from access.crawl import Crawl, each_once, kind_once
from access.demonstration import Demonstration, demonstration, served
from access.filled import pages_behind_forms
from access.forms import answers_to_forms
from access.found import Found
from access.matrix import IN_BROWSER
from access.results import Results
from access.window import Windows, launched
from config import ROOT

KEPT = ROOT / "build" / "access"


def choices() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="script/access")
    asked.add_argument(
        "--only", default="", help="checks, parted by commas: " + ", ".join(key for key, *_ in table.CHECKS)
    )
    asked.add_argument("--pages", default="", help="a regular expression that address or template must match")
    asked.add_argument(
        "--role", default="", help="readers, parted by commas: anonymous, link, person, provider ..."
    )
    asked.add_argument("--languages", default="en,ar", help="of the pages in the browser")
    asked.add_argument("--limit", type=int, default=0, help="so many pages in the browser")
    asked.add_argument(
        "--quick",
        action="store_true",
        help="each view is opened once and each template looked at once, whoever reads it",
    )
    asked.add_argument("--minutes", type=int, default=0, help="open no further page after so many")
    asked.add_argument("--no-forms", action="store_true", help="send no forms")
    asked.add_argument(
        "--doors",
        action="store_true",
        help="only pages behind live links and in states, of templates the kept results have not; adds them",
    )
    asked.add_argument(
        "--resume",
        action="store_true",
        help="go on where the last run stopped; pages with faults are looked at again",
    )
    asked.add_argument("--kept", type=Path, default=KEPT / "results.jsonl", help="the file that fills")
    asked.add_argument(
        "--write-table",
        action="store_true",
        help="run nothing: write the table of what is kept, of however many runs",
    )
    asked.add_argument("--data", type=Path, help="a demonstration's data folder made before; a copy is used")
    asked.add_argument(
        "--no-table",
        action="store_true",
        help="print only: write neither docs/access.md nor access/results.json",
    )
    return asked.parse_args()


def main() -> int:
    given = choices()
    for name in ("ginnel", "werkzeug", "alembic"):
        logging.getLogger(name).disabled = True
    logging.disable(logging.INFO)
    only = set(filter(None, given.only.split(",")))
    roles = set(filter(None, given.role.split(",")))
    pattern = re.compile(given.pages)
    begun = time.monotonic()
    KEPT.mkdir(parents=True, exist_ok=True)
    results = Results(given.kept)
    if given.write_table:
        results.read()
        return ended(results, given, begun)
    if given.resume or given.doors:
        results.go_on(only, set(given.languages.split(",")))
    else:
        given.kept.unlink(missing_ok=True)
    results.run_at(table.commit())
    if given.quick:
        results.leave_out(*table.QUICK)
    folder = Path(tempfile.mkdtemp(prefix="ginnel-access-"))
    try:
        if given.data:
            shutil.copytree(given.data, folder, dirs_exist_ok=True)
        shown = demonstration(folder)
        crawl = Crawl(shown)
        met = {template for template, _ in results.looked_at()} if given.doors else set()
        found = opened(crawl, given, roles, met)
        found = [one for one in found if pattern.search(one.address) or pattern.search(one.template)]
        say(f"{len(found)} addresses opened, {time.monotonic() - begun:.0f} s")
        heavy = each_once(found)
        if not given.no_forms:
            said = answers_to_forms(shown, heavy)
            say(f"{len(said)} pages answer a form, {time.monotonic() - begun:.0f} s")
            filled_in = pages_behind_forms(shown, heavy)
            say(f"{len(filled_in)} pages come of filling forms in, {time.monotonic() - begun:.0f} s")
            heavy = each_once([*heavy, *said, *filled_in])
            found += said
        heavy = [one for one in heavy if one.template not in met]
        heavy.sort(
            key=lambda one: (
                one.reader_class != "public",
                one.reader.who,
                one.template,
                one.answer_to_form,
            )
        )
        without_browser(found, heavy, only, results, folder, adds=given.doors)
        until = begun + given.minutes * 60 if given.minutes else float("inf")
        work = work_of(heavy, given, results)
        in_browser(shown, work, only, results, until)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ended(results, given, begun)


def opened(crawl: Crawl, given: argparse.Namespace, roles: set[str], met: set[str]) -> list[Found]:
    """Every answer that was asked for. `met`: templates that are passed over."""
    if given.doors:
        return crawl.behind(met, say)
    wanted = (lambda who: who in roles) if roles else (lambda who: True)
    if given.quick:
        return crawl.quickly(wanted)
    found = crawl.everything(wanted, say)
    return [*found, *([] if roles else crawl.behind({one.template for one in found}, say))]


def ended(results: Results, given: argparse.Namespace, begun: float) -> int:
    told = table.Told(results, time.monotonic() - begun)
    table.print_it(told)
    a_part = any((given.no_table, given.only, given.role, given.pages, given.limit, given.doors))
    if given.write_table or not a_part:
        table.write(told)
    return table.unknown_faults(told)


def work_of(heavy: list[Found], given: argparse.Namespace, results: Results) -> list[tuple[Found, str]]:
    """What the browser opens: pages, or one page of each template; none that an earlier run found well."""
    pages = [
        (one, language)
        for language in given.languages.split(",")
        for one in heavy[: given.limit or None]
        if language == "en" or not one.answer_to_form
    ]
    named = template_of if given.quick or given.doors else kind_of
    firsts = {named(one): one for one in reversed(pages)}
    results.plan(firsts)
    return [
        one
        for one in pages
        if kind_of(one) in results.faulty or (firsts[named(one)] is one and named(one) not in results.before)
    ]


def without_browser(
    found: list[Found], heavy: list[Found], only: set[str], results: Results, folder: Path, *, adds: bool
) -> None:
    """`adds`: to what is kept of the same readers, in place of taking its place."""
    readers = set() if adds else {one.reader.who for one in found}
    for key, check in (
        ("answers", by_markup.answers),
        ("html", by_markup.good_html),
        ("cookies", by_markup.no_cookie),
    ):
        if not only or key in only:
            results.forget_check(key, readers)
            for one in found:
                results.add(key, one, "en", list(check(one)))
    if not only or "answers" in only:
        results.add_opened(found, adds=adds)
    if not only or "titles-differ" in only:
        results.forget_check("titles-differ", readers)
        same = {one.name: words for one, words in by_markup.same_titles(found)}
        for one in found:
            if one.is_page and one.status == 200:
                results.add("titles-differ", one, "en", [same[one.name]] if one.name in same else [])
    if (not only or "nu" in only) and not nu.why_not():
        results.forget_check("nu", readers)
        told: dict[str, list[str]] = {}
        for one, words in nu.faults(heavy, folder / "pages"):
            told.setdefault(one.name, []).append(words)
        for one in heavy:
            results.add("nu", one, "en", told.get(one.name, []))


def in_browser(
    shown: Demonstration, work: list[tuple[Found, str]], only: set[str], results: Results, until: float
) -> None:
    """Each page in its language."""
    from playwright.sync_api import sync_playwright

    checks = tuple(one for one in IN_BROWSER if not only or one.key in only)
    if not checks:
        return
    with served(shown.app) as live, sync_playwright() as playwright:
        browser = launched(playwright)
        windows = Windows(browser, live.url, shown.cookie_name)
        for number, (one, language) in enumerate(work, 1):
            if time.monotonic() > until:
                say(f"The time is up: {len(work) - number + 1} pages of {len(work)} wait for --resume")
                break
            begun = time.monotonic()
            bad = []
            try:
                for check, faults in windows.looks(one, language, checks):
                    results.add(check.key, one, language, faults)
                    bad += [f"{check.key}: {fault}" for fault in faults]
            except Exception as error:
                results.add("silence", one, language, [f"did not open: {str(error)[:160]}"])
                bad.append(f"did not open: {str(error)[:160]}")
            say(
                f"page {number} of {len(work)}: {language} {one.name} ({one.template}),"
                f" {time.monotonic() - begun:.1f} s"
            )
            for fault in bad:
                say(f"    {fault}")
        browser.close()


def template_of(work: tuple[Found, str]) -> tuple[str, str]:
    return work[0].template or work[0].endpoint, work[1]


def kind_of(work: tuple[Found, str]) -> tuple[str, str]:
    return " ".join(kind_once(work[0])), work[1]


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
