"""The accessibility statement says what the files say: known issues, the last test, what may be claimed."""

import json
import shutil

import pytest

from app.domain.errors import PlaceFolderError
from app.gateways import access_results
from app.web import accessibility_statement
from config import ROOT

ISSUE = """
[[issue]]
key = "calendar"
since = 2026-11-20
criterion = "2.1.1"
mend_by = 2027-01-31
what.en = "The calendar cannot be used with a keyboard."
what.ar = "لا يمكن استخدام التقويم بلوحة المفاتيح."
hurts.en = "People who do not use a mouse."
instead.en = "The same days stand in a list."
"""
RESULTS = {
    "run_on": "2026-11-23",
    "pages": 412,
    "templates": 160,
    "roles": 13,
    "languages": ["en", "ar"],
    "checks": [
        {
            "key": "reflow",
            "name": "Nothing runs off a small screen",
            "criterion": "1.4.10",
            "runs": 824,
            "faults": 0,
        },
        {"key": "targets", "name": "Buttons are big enough", "criterion": "2.5.8", "runs": 824, "faults": 0},
        {"key": "focus", "name": "Focus can be seen", "criterion": "2.4.7", "runs": 824, "faults": 3},
    ],
    "not_run": [{"key": "vnu", "why": "there is no Java here"}],
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder of our own, with the list that is checked in."""
    folder = tmp_path / access_results.FOLDER
    folder.mkdir()
    shutil.copy(ROOT / access_results.FOLDER / access_results.ISSUES, folder)
    monkeypatch.setattr(accessibility_statement, "known", lambda: access_results.known(tmp_path))
    monkeypatch.setattr(accessibility_statement, "last_test", lambda: access_results.last_test(tmp_path))
    return folder


def add_results(files, **changed):
    (files / access_results.RESULTS).write_text(json.dumps(RESULTS | changed))


def test_known_issue_in_the_list_stands_in_the_statement(client, files):
    with (files / access_results.ISSUES).open("a") as file:
        file.write(ISSUE)
    page = client.get("/accessibility").text
    assert page.count("The calendar cannot be used with a keyboard.") == 2
    assert 'It fails WCAG <bdi dir="ltr">2.1.1</bdi>.' in page
    assert "To be mended by 31 January 2027." in page and "The same days stand in a list." in page


def test_words_without_a_translation_are_marked_as_english(client, files):
    (files / access_results.ISSUES).write_text(ISSUE)
    page = client.get("/ar/accessibility").text
    assert "لا يمكن استخدام التقويم" in page and "The calendar cannot" not in page
    assert '<span lang="en" dir="ltr">The same days stand in a list.</span>' in page


def test_statement_says_so_where_nobody_has_run_the_test(client, files):
    page = client.get("/accessibility").text
    assert "The test of every page has not been run yet." in page


def test_statement_gives_the_day_the_size_and_the_faults_of_the_last_test(client, files):
    add_results(files)
    page = client.get("/accessibility").text
    assert (
        "last tested on 23 November 2026" in page and "2,472 checks were made. They found 3 faults." in page
    )
    assert "Our last test found 3 faults of this kind: <span>Focus can be seen</span>" in page
    assert "there is no Java here" in page and "Arabic" in page


def test_fully_is_never_said_while_nobody_tested_it_with_people(client, files):
    (files / access_results.ISSUES).write_text('tested_with_people = ""\n')
    add_results(files, checks=RESULTS["checks"][:2], not_run=[])
    page = client.get("/accessibility").text
    assert "is partially compliant" in page and "Disabled people have not tried it" in page
    access_results.known.cache_clear()
    (files / access_results.ISSUES).write_text('tested_with_people = "Six people, May 2027"\n')
    assert "is fully compliant" in client.get("/accessibility").text


@pytest.mark.parametrize(
    ("old", "new"),
    [("2027-01-31", '"soon"'), ("what.en", "what.pl"), ("mend_by", "mended_by"), ("key =", "key")],
)
def test_mistake_in_the_list_names_the_file(tmp_path, old, new):
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / access_results.ISSUES).write_text(ISSUE.replace(old, new))
    with pytest.raises(PlaceFolderError, match=access_results.ISSUES):
        access_results.known(tmp_path)


def test_results_that_are_not_whole_name_the_file(tmp_path):
    (tmp_path / "access").mkdir()
    (tmp_path / "access" / access_results.RESULTS).write_text('{"run_on": "2026-11-23"}')
    with pytest.raises(PlaceFolderError, match=access_results.RESULTS):
        access_results.last_test(tmp_path)


def test_every_way_that_nobody_has_tried_has_its_part_in_the_sheet():
    sheet = (ROOT / "docs" / "manual-access-checks.md").read_text()
    for one in access_results.known(ROOT).not_tested:
        assert f"`{one.key}`" in sheet, one.key
