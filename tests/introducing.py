"""A case, a listing and an organisation that signed, for tests of introductions."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.cases import Case
from app.models.directory import Service
from app.models.introductions import Introduction
from app.models.messages import Message
from app.operations import index
from tests import people
from tests.factories import AddressFactory, LocationFactory, OrganizationFactory, ServiceFactory, TeamFactory
from tests.factories_connect import AgreementFactory, CaseFactory, PersonFactory, reaching


def post(client: FlaskClient, address: str, **fields: object) -> TestResponse:
    """Send a form, with what the test has made kept first."""
    db.session.commit()
    return people.post(client, address, **fields)


SHARE = {
    "first_name": "Marek",
    "channel": "text",
    "contact_note": "Never ring.",
    "language": "",
    "taking_part": "Large print",
    "start": "After Christmas",
    "companion": "",
    "words": "I can mend things.",
    "goal": "",
    "says": "I will try it once.",
    "version": "",
}
AGREE = {
    "how": "spoken",
    "given_by": "person",
    "until": ["24", "5", "2027"],
    "note": "",
}


@dataclass
class World:
    """Nadia, her client Marek, and Puff and Natter, whose organisation signed."""

    worker: FlaskClient
    by: Viewer
    case: Case
    service: Service
    organization_id: uuid.UUID

    @property
    def at(self) -> str:
        return f"/cases/{self.case.id}"

    def put_together(self, **fields: object) -> Introduction:
        """Fill in what would be shared, by the page."""
        key = uuid.uuid4()
        answer = post(
            self.worker, f"{self.at}/introduce/{self.service.id}", **{**SHARE, "key": str(key), **fields}
        )
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return db.session.get_one(Introduction, key)

    def send(self, one: Introduction, **fields: object) -> int:
        """Agree and send, by the page; the status of the answer."""
        address = f"{self.at}/introductions/{one.id}/send"
        return post(self.worker, address, **{**AGREE, "version": str(one.version), **fields}).status_code

    def sent(self) -> tuple[Introduction, str]:
        """One that has gone, and the token of the provider's link."""
        one = self.put_together()
        assert self.send(one) == 303
        return one, token(MessageKind.INTRODUCTION_SENT)


def token(kind: MessageKind) -> str:
    """What the link of the newest message of a kind carries."""
    held = db.session.scalars(select(Message).where(Message.kind == kind).order_by(Message.made_at.desc()))
    return str((held.first().parameters or {})["token"])  # type: ignore[union-attr]  # it was told


def world(app: Flask, as_role: Callable[..., FlaskClient]) -> World:
    team, organization = TeamFactory(), OrganizationFactory(name="Chapel Chest Group")
    worker = as_role(Role.LINK_WORKER, team_id=team.id)
    account = worker.account.id  # type: ignore[attr-defined]
    place = LocationFactory()
    AddressFactory(location_id=place.id)
    service = ServiceFactory(
        name="Puff and Natter",
        slug="puff-and-natter",
        organization=organization,
        email="hello@chests.example",
        at=place,
        on={"byday": "TU"},
        terms=["need:lonely"],
    )
    AgreementFactory(organization_id=organization.id)
    case = CaseFactory(
        team_id=team.id,
        worker_id=account,
        person=PersonFactory(given_name="Marek", reaching=reaching(support=["step-free"])),
    )
    index.index([service.id], index.ground(app.config["PLACE_DATA"], app.config["ROOT"]))
    db.session.commit()
    by = Viewer(account_id=account, name="Nadia", grants=(Grant(Role.LINK_WORKER, team_id=team.id),))
    return World(worker, by, case, service, organization.id)


def words(page: str) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
