"""Changes somebody would like: sent, asked about, decided, and who may publish at once."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.database import begin_writing, db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.listing_change import SAMPLE_EVERY, ListingConflictError
from app.domain.listing_document import Document, clean
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.viewer import ANONYMOUS, SYSTEM, Grant, Viewer
from app.models.directory import Organization, Service
from app.models.messages import Message
from app.models.stewardship import ListingChange, ListingVersion
from app.operations import access_links, changes, index, listings, many_changes, trusted_organisers
from app.operations.index import Ground
from app.queries.listing_documents import document_of
from app.web.ground import ground as ground_here
from tests.factories import AccountFactory, OrganizationFactory, ServiceFactory
from tests.factories_stewardship import drafted, sent

RACES = 20
"""A tenth of the full number; the full one by `GINNEL_RACES=200`."""


@pytest.fixture
def ground(app: Flask) -> Ground:
    return ground_here()


@pytest.fixture
def kettle(ground: Ground) -> Service:
    service = ServiceFactory(name="Kettle On")
    index.index([service.id], ground)
    db.session.commit()
    return service


@pytest.fixture
def editor(app: Flask) -> Viewer:
    account = AccountFactory(role=Role.DIRECTORY_EDITOR)
    return Viewer(account_id=account.id, grants=(Grant(Role.DIRECTORY_EDITOR),))


@pytest.fixture
def organiser(kettle: Service) -> Viewer:
    account = AccountFactory(role=Role.PROVIDER, role__organization_id=kettle.organization_id)
    grant = Grant(Role.PROVIDER, organization_id=kettle.organization_id)
    return Viewer(account_id=account.id, grants=(grant,))


def trust(service: Service) -> None:
    organization = db.session.get_one(Organization, service.organization_id)
    trusted_organisers.trust(organization, True, by=SYSTEM)


def status(change: ListingChange) -> ChangeStatus:
    db.session.expire_all()
    return db.session.get_one(ListingChange, change.id).status


def told() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.made_at, Message.id)))


def test_a_readers_change_waits(kettle: Service) -> None:
    change = sent(kettle, summary="Coffee.")
    assert (status(change), change.fields, change.risk) == (ChangeStatus.WAITING, ["summary"], 1)
    assert document_of(kettle.id)["summary"] != "Coffee."


def test_an_organisers_change_waits_too(kettle: Service, organiser: Viewer) -> None:
    change = sent(kettle, by=organiser, source=ChangeSource.ORGANISER, summary="Coffee.")
    assert status(change) is ChangeStatus.WAITING


def test_an_editor_publishes_at_once(kettle: Service, editor: Viewer) -> None:
    change = sent(kettle, by=editor, source=ChangeSource.EDITOR, email="new@example.org")
    assert status(change) is ChangeStatus.ACCEPTED
    assert document_of(kettle.id)["email"] == "new@example.org"
    assert not change.sampled


def test_what_changes_nothing_is_not_sent(kettle: Service, ground: Ground) -> None:
    with pytest.raises(NotAllowedError):
        changes.send(drafted(kettle), by=ANONYMOUS, ground=ground)


def test_a_trusted_organiser_publishes_and_every_fifth_is_looked_at(
    kettle: Service, organiser: Viewer
) -> None:
    trust(kettle)
    sampled = [
        sent(kettle, by=organiser, source=ChangeSource.ORGANISER, summary=f"Brew {n}.").sampled
        for n in range(SAMPLE_EVERY + 1)
    ]
    assert document_of(kettle.id)["summary"] == f"Brew {SAMPLE_EVERY}."
    assert sampled == [False] * (SAMPLE_EVERY - 1) + [True, False]


def test_a_trusted_organisers_risky_change_is_always_looked_at(
    kettle: Service, organiser: Viewer, editor: Viewer
) -> None:
    trust(kettle)
    change = sent(kettle, by=organiser, source=ChangeSource.ORGANISER, email="new@example.org")
    assert change.sampled
    trusted_organisers.looked_at(change, by=editor)
    db.session.flush()
    assert (change.sampled, change.decided_by) == (False, editor.account_id)


def test_nobody_gives_a_listing_away_without_a_second_person(kettle: Service, organiser: Viewer) -> None:
    trust(kettle)
    change = sent(kettle, by=organiser, source=ChangeSource.ORGANISER, organisation="Somebody Else")
    assert status(change) is ChangeStatus.WAITING


def test_trust_in_one_organisation_is_none_in_another(kettle: Service, organiser: Viewer) -> None:
    trust(kettle)
    other = ServiceFactory(name="Theirs", organization=OrganizationFactory())
    change = sent(other, by=organiser, source=ChangeSource.ORGANISER, summary="Mine now.")
    assert status(change) is ChangeStatus.WAITING


def test_a_link_of_a_trusted_organisation_publishes_only_what_is_mild(kettle: Service) -> None:
    trust(kettle)
    link = access_links.make(LinkPurpose.CLAIM, service=kettle.id).link
    holder = Viewer(link_id=link.id, listings=frozenset({kettle.id}))
    mild = sent(kettle, by=holder, source=ChangeSource.ORGANISER, summary="Coffee.")
    risky = sent(kettle, by=holder, source=ChangeSource.ORGANISER, email="new@example.org")
    assert (status(mild), status(risky)) == (ChangeStatus.ACCEPTED, ChangeStatus.WAITING)


def test_a_trusted_organisers_new_listing_is_theirs_and_looked_at(
    kettle: Service, organiser: Viewer, ground: Ground
) -> None:
    trust(kettle)
    draft = drafted(None, by=organiser, source=ChangeSource.ORGANISER, name="Long Table", summary="Soup.")
    draft.organization_id = kettle.organization_id
    change = changes.send(draft, by=organiser, ground=ground)
    assert change.sampled
    made = db.session.get_one(Service, change.service_id)
    assert made.organization_id == kettle.organization_id


def test_accepting_part_leaves_the_rest(kettle: Service, editor: Viewer, ground: Ground) -> None:
    change = sent(kettle, summary="Coffee.", name="Kettle Off", contact="ada@example.org")
    changes.accept(
        change, by=editor, ground=ground, fields=["name"], reason="The summary is better as it is."
    )
    now = document_of(kettle.id)
    assert (now["name"], now["summary"]) == ("Kettle Off", "A brew and a chat with neighbours.")
    message = told()[-1]
    assert (message.kind, message.parameters["outcome"]) == (MessageKind.CHANGE_DECIDED, "part")
    assert message.recipient == "ada@example.org"
    version = db.session.scalar(select(ListingVersion).where(ListingVersion.change_id == change.id))
    assert version is not None and version.fields == ["name"]


@pytest.mark.parametrize("fields", [[], ["junk"], ["quote"]])
def test_accepting_nothing_of_it_is_refused(
    kettle: Service, editor: Viewer, ground: Ground, fields: list[str]
) -> None:
    change = sent(kettle, summary="Coffee.")
    with pytest.raises(NotAllowedError):
        changes.accept(change, by=editor, ground=ground, fields=fields)


def test_a_new_listing_without_its_name_is_refused(editor: Viewer, ground: Ground) -> None:
    change = sent(None, name="Long Table", summary="Soup.")
    with pytest.raises(NotAllowedError):
        changes.accept(change, by=editor, ground=ground, fields=["summary"])


def test_a_question_goes_out_with_a_link_and_comes_back_answered(
    kettle: Service, editor: Viewer, ground: Ground
) -> None:
    change = sent(kettle, summary="Coffee.", contact="ada@example.org")
    changes.ask(change, "Is it free?", by=editor)
    message = told()[-1]
    link = access_links.find(LinkPurpose.SUGGESTION, str(message.parameters["token"]))
    assert link.arguments == {"change": str(change.id)}
    changes.answer(change, "Yes, it is.", by=ANONYMOUS)
    assert (status(change), change.answer) == (ChangeStatus.WAITING, "Yes, it is.")
    changes.ask(change, "On Sundays too?", by=editor)
    assert len(told()) == 2
    changes.refuse(change, by=editor, reason="It is not.")
    assert [one.parameters.get("outcome") for one in told()] == [None, None, "refused"]


def test_who_left_no_address_cannot_be_asked(kettle: Service, editor: Viewer) -> None:
    with pytest.raises(NotAllowedError):
        changes.ask(sent(kettle, summary="Coffee."), "Is it free?", by=editor)


def test_an_account_is_told_by_its_account(kettle: Service, organiser: Viewer, editor: Viewer) -> None:
    change = sent(kettle, by=organiser, source=ChangeSource.ORGANISER, summary="Coffee.")
    changes.refuse(change, by=editor, reason="No.")
    assert (told()[-1].account_id, told()[-1].recipient) == (organiser.account_id, None)


def test_decided_once_is_decided(kettle: Service, editor: Viewer, ground: Ground) -> None:
    change = sent(kettle, summary="Coffee.")
    changes.accept(change, by=editor, ground=ground)
    for act in (
        lambda: changes.accept(change, by=editor, ground=ground),
        lambda: changes.refuse(change, by=editor, reason="No."),
        lambda: changes.withdraw(change, by=ANONYMOUS),
        lambda: changes.answer(change, "Yes.", by=ANONYMOUS),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_change_that_is_no_longer_as_shown_is_not_decided(
    kettle: Service, editor: Viewer, ground: Ground
) -> None:
    change = sent(kettle, summary="Coffee.", contact="ada@example.org")
    shown = change.version
    changes.ask(change, "Is it free?", by=editor)
    with pytest.raises(StaleError):
        changes.accept(change, by=editor, ground=ground, version=shown)


def test_what_moved_since_is_written_over_only_as_it_was_shown(
    kettle: Service, editor: Viewer, ground: Ground
) -> None:
    change = sent(kettle, summary="Mine.")
    theirs = clean({**document_of(kettle.id), "summary": "Theirs."})
    listings.apply(kettle, theirs, by=SYSTEM, ground=ground, source=ChangeSource.EDITOR)
    with pytest.raises(ListingConflictError):
        changes.accept(change, by=editor, ground=ground)
    seen = db.session.get_one(Service, kettle.id).version
    with pytest.raises(StaleError):
        changes.accept(change, by=editor, ground=ground, over=["summary"], seen=seen - 1)
    changes.accept(change, by=editor, ground=ground, over=["summary"], seen=seen)
    assert document_of(kettle.id)["summary"] == "Mine."


def test_small_ones_are_taken_together_and_one_that_cannot_be_holds_up_nobody(
    kettle: Service, editor: Viewer, ground: Ground
) -> None:
    other = ServiceFactory(name="Long Table")
    index.index([other.id], ground)
    small = sent(kettle, summary="Coffee.")
    moved = sent(other, summary="Soup.")
    risky = sent(other, email="new@example.org")
    theirs = clean({**document_of(other.id), "summary": "Stew."})
    listings.apply(other, theirs, by=SYSTEM, ground=ground, source=ChangeSource.EDITOR)
    shown = {one.id: one.version for one in (moved, risky, small)} | {uuid.uuid4(): 1}
    together = many_changes.accept_many(shown, by=editor, ground=ground)
    assert together.done == (small.id,)
    assert len(together.left) == 3
    assert (status(moved), status(risky)) == (ChangeStatus.WAITING, ChangeStatus.WAITING)
    assert document_of(other.id)["summary"] == "Stew."


def test_somebody_says_it_has_stopped(kettle: Service, editor: Viewer, ground: Ground) -> None:
    change = sent(kettle, kind=ChangeKind.STOP, status="defunct")
    assert change.risk >= 10
    changes.accept(change, by=editor, ground=ground)
    assert document_of(kettle.id)["status"] == "defunct"


def races() -> int:
    return int(os.environ.get("GINNEL_RACES", RACES))


def at_once(app: Flask, *writers: Callable[[], object]) -> list[bool]:
    """Each in a thread and a transaction of its own, all at the same moment: did it come through?"""
    start, came = threading.Barrier(len(writers)), [False] * len(writers)

    def run(at: int) -> None:
        with app.app_context():
            start.wait()
            begin_writing()
            try:
                writers[at]()
                db.session.commit()
                came[at] = True
            except (NotAllowedError, StaleError):
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(writers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def save(service_id: uuid.UUID, base: Document, **values: str) -> None:
    listings.apply(
        db.session.get_one(Service, service_id),
        clean({**base, **values}),
        by=SYSTEM,
        ground=ground_here(),
        source=ChangeSource.EDITOR,
        base=base,
    )


def test_no_edit_is_lost_when_two_write_at_once(app: Flask, kettle: Service) -> None:
    """Both change the summary, and each a field of its own; one wins whole, the other is told."""
    names, lost, listing = ("Ada", "Bev"), 0, kettle.id
    for number in range(races()):
        base = document_of(listing)
        db.session.rollback()
        came = at_once(
            app,
            partial(save, listing, base, summary=f"Ada {number}", quote_by=f"Ada {number}"),
            partial(save, listing, base, summary=f"Bev {number}", closed_note=f"Bev {number}"),
        )
        now = document_of(listing)
        db.session.rollback()
        lost += came.count(True) != 1 or now["summary"] != f"{names[came.index(True)]} {number}"
    assert lost == 0
    assert db.session.scalar(select(func.count()).select_from(ListingVersion)) == races() + 1


def test_of_two_editors_who_decide_at_once_one_wins(app: Flask, kettle: Service, editor: Viewer) -> None:
    for number in range(max(3, races() // 5)):
        change = sent(kettle, summary=f"Brew {number}.")
        came = at_once(
            app,
            partial(accept_shown, change.id, change.version, editor),
            partial(refuse_shown, change.id, change.version, editor),
        )
        assert came.count(True) == 1
        wanted = ChangeStatus.ACCEPTED if came[0] else ChangeStatus.REFUSED
        assert status(change) is wanted


def accept_shown(change_id: uuid.UUID, version: int, by: Viewer) -> None:
    changes.accept(db.session.get_one(ListingChange, change_id), by=by, ground=ground_here(), version=version)


def refuse_shown(change_id: uuid.UUID, version: int, by: Viewer) -> None:
    changes.refuse(db.session.get_one(ListingChange, change_id), by=by, reason="No.", version=version)
