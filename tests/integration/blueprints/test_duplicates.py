"""Two listings side by side: made one field by field, told apart, made two again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.domain.roles import Role
from app.domain.stewardship import PairStatus
from app.models.audit import AuditEvent
from app.models.directory import Service
from app.models.stewardship import DuplicatePair, ListingMerge
from app.operations import duplicates, index
from tests import factories


@pytest.fixture
def editor(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.DIRECTORY_EDITOR)


@pytest.fixture
def pair(app: Flask) -> DuplicatePair:
    """Two listings of one group, found by the night's job."""
    words = "Come and sing with us. Everybody is welcome, no need to read music or to have sung before."
    one = factories.ServiceFactory(name="Sing on", description=words, url="https://sing.example", email="")
    two = factories.ServiceFactory(
        name="Sing on", description=words, url="https://sing.example", not_for="<b>Under</b> 16s"
    )
    factories.PhoneFactory(service_id=one.id, number="0113 496 0001")
    factories.PhoneFactory(service_id=two.id, number="0113 496 0002")
    ground = index.ground(app.config["PLACE_DATA"], app.config["ROOT"])
    index.index([one.id, two.id], ground)
    duplicates.find()
    db.session.commit()
    return db.session.scalars(sa.select(DuplicatePair)).one()


def post(editor: FlaskClient, page: str, to: str, **fields: Any) -> TestResponse:
    shown = editor.get(page).text
    held = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown))
    return editor.post(to, data={**held, **fields})


def test_queue_says_in_words_why(editor: FlaskClient, pair: DuplicatePair) -> None:
    page = editor.get("/listings/duplicates").text
    assert "1 pair may be one listing twice" in page
    assert "the same name" in page and "the same web address" in page


def test_pair_is_made_one_as_it_was_chosen(editor: FlaskClient, pair: DuplicatePair) -> None:
    page = f"/listings/duplicates/{pair.id}"
    shown = editor.get(page).text
    assert "&lt;b&gt;Under&lt;/b&gt; 16s" in shown
    other = "second" if db.session.get_one(Service, pair.second_id).not_for else "first"
    stays = "first" if other == "second" else "second"
    answer = post(
        editor, page, f"{page}/merge", **{"stays": stays, "field-not_for": other, "field-phones": "both"}
    )
    assert answer.status_code == 303
    assert "They are one now" in editor.get(answer.location).text
    kept = db.session.scalars(sa.select(Service).where(Service.deleted_at.is_(None))).one()
    assert kept.id == (pair.first_id if stays == "first" else pair.second_id)
    assert kept.not_for == "<b>Under</b> 16s"
    assert {phone.number for phone in kept.phones} == {"0113 496 0001", "0113 496 0002"}
    actions = set(db.session.scalars(sa.select(AuditEvent.action)))
    assert {"listing.merged", "listing.merged-away"} <= actions


def test_undoing_from_the_page_makes_two_again(editor: FlaskClient, pair: DuplicatePair) -> None:
    page = f"/listings/duplicates/{pair.id}"
    merged = post(editor, page, f"{page}/merge", stays="first").location
    assert post(editor, merged, f"{merged}/undo").status_code == 303
    assert "They are two again" in editor.get(merged).text
    assert post(editor, "/listings/duplicates", f"{merged}/undo").status_code in (400, 409)
    there = db.session.scalar(
        sa.select(sa.func.count()).select_from(Service).where(Service.deleted_at.is_(None))
    )
    assert there == 2


def test_what_changed_since_the_page_was_opened_is_not_merged(
    editor: FlaskClient, pair: DuplicatePair
) -> None:
    page = f"/listings/duplicates/{pair.id}"
    held = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', editor.get(page).text))
    db.session.get_one(Service, pair.first_id).version += 1
    db.session.commit()
    assert editor.post(f"{page}/merge", data={**held, "stays": "first"}).status_code == 409
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ListingMerge)) == 0


def test_pair_told_apart_leaves_the_queue(editor: FlaskClient, pair: DuplicatePair) -> None:
    page = f"/listings/duplicates/{pair.id}"
    assert post(editor, page, f"{page}/different").status_code == 303
    assert db.session.scalars(sa.select(DuplicatePair.status)).one() is PairStatus.DIFFERENT
    assert "No two listings look like one" in editor.get("/listings/duplicates").text


@pytest.mark.parametrize("field", ["field-nonsense", "field-name", "stays"])
def test_nonsense_in_the_form_changes_nothing_by_it(
    editor: FlaskClient, pair: DuplicatePair, field: str
) -> None:
    page = f"/listings/duplicates/{pair.id}"
    assert post(editor, page, f"{page}/merge", **{field: "\u202e<script>"}).status_code == 303
    assert db.session.scalars(sa.select(Service.name).distinct()).all() == ["Sing on"]
