"""Our own files: hashed, packed, kept for a year, and nothing else."""

import gzip

import brotli
import pytest

from app.web.assets import UnknownAssetError, asset_url


@pytest.fixture
def stylesheet(app):
    return asset_url("app.css")


@pytest.mark.parametrize(
    ("accepts", "packing", "unpack"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_the_browser_gets_the_best_packing_it_takes(client, stylesheet, accepts, packing, unpack):
    answer = client.get(stylesheet, headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == packing
    assert b":root{" in unpack(answer.data)
    assert answer.mimetype == "text/css"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_hashed_name_is_kept_for_a_year_even_beside_a_cookie(client, stylesheet):
    client.set_cookie("reading", "calm")
    assert client.get(stylesheet).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_the_browser_has_is_not_sent_again(client, stylesheet):
    tag = client.get(stylesheet).headers["ETag"]
    assert client.get(stylesheet, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "app.css",
        "../manifest.json",
        "..%2fmanifest.json",
        "%2e%2e/manifest.json",
        "drawings",
        "",
        "x\x00.css",
    ],
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_a_packed_file_has_no_address_of_its_own(client, stylesheet):
    assert client.get(f"{stylesheet}.gz").status_code == 404


def test_a_name_the_build_does_not_know_is_a_mistake(app):
    with pytest.raises(UnknownAssetError):
        asset_url("nothing.css")


def test_the_styles_of_every_page_stay_small(client, stylesheet):
    assert len(client.get(stylesheet, headers={"Accept-Encoding": "gzip"}).data) <= 16 * 1024


def test_a_drawing_in_the_styles_is_there(client, stylesheet):
    css = client.get(stylesheet).text
    name = css.partition('url("drawings/roofline.')[2].partition('"')[0]
    assert client.get(f"/assets/drawings/roofline.{name}").mimetype == "image/svg+xml"
