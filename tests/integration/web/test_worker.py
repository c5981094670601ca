"""The service worker and what installs the page of an event: new with each build, the same for everybody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from app.web import assets, worker


def test_the_worker_stands_at_the_root_and_is_asked_for_again_each_time(bare_app: Flask) -> None:
    answer = bare_app.test_client().get("/sw.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers


def test_every_file_the_worker_keeps_is_there(bare_app: Flask) -> None:
    browser = bare_app.test_client()
    said = re.match(r"const GINNEL = (.*);\n", browser.get("/sw.js").get_data(as_text=True))
    assert said
    files = json.loads(said[1])["files"]
    assert any(one.startswith("/assets/app.") for one in files)
    assert {browser.get(one).status_code for one in files} == {200}


def test_another_build_gives_another_worker(tmp_path: Path, bare_app: Flask) -> None:
    with bare_app.app_context():
        build = assets.build_folder()
    other = tmp_path / "build"
    (other / "assets").mkdir(parents=True)
    names = assets.manifest(build)
    (other / "manifest.json").write_text(json.dumps({**names, "capture.js": "capture.0123456789.js"}))
    (other / "assets" / names["sw.js"]).write_bytes((build / "assets" / names["sw.js"]).read_bytes())
    assert worker.version(other) != worker.version(build)
    assert worker.version(other) in worker.worker_text(other)


@pytest.mark.parametrize(("before", "direction"), [("", "ltr"), ("/ar", "rtl")])
def test_the_page_is_installed_in_its_language(bare_app: Flask, before: str, direction: str) -> None:
    answer = bare_app.test_client().get(f"{before}/capture/market-hall/app.webmanifest")
    said = json.loads(answer.data)
    assert (said["start_url"], said["dir"]) == (f"{before}/capture/market-hall", direction)
    assert said["display"] == "standalone"
    assert all(bare_app.test_client().get(icon["src"]).status_code == 200 for icon in said["icons"])
