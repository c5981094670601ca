from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain import saved_list as rules
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.listing import Status
from app.domain.saved_list import ListFullError
from app.models.work import SavedItem, SavedList
from app.operations import saved_lists
from tests.factories import LocationFactory, SavedItemFactory, SavedListFactory, ServiceFactory


def keep(slug: str, key: str | None = None) -> saved_lists.Kept:
    return saved_lists.keep(slug, key=key, language="en")


def order(key: str) -> list[str]:
    db.session.expire_all()
    saved = db.session.scalars(select(SavedList).where(SavedList.key_hash == rules.key_hash(key))).one()
    return [item.name for item in saved.items if item.removed_at is None]


@pytest.fixture
def abcd(app: Flask) -> tuple[str, dict[str, int]]:
    """A list of four, and the items' ids by name."""
    key = None
    for name in "abcd":
        key = keep(ServiceFactory(name=name, slug=name).slug, key).key
    assert key is not None
    return key, {row.name: row.id for row in db.session.execute(select(SavedItem.name, SavedItem.id))}


def test_keeping_tells_what_came_of_it(app: Flask) -> None:
    first = keep(ServiceFactory(slug="one").slug)
    assert first.is_new_list
    assert not first.was_there
    again = keep("one", first.key)
    assert again == saved_lists.Kept(first.key, is_new_list=False, was_there=True, for_somebody=False)


def test_an_item_keeps_name_and_neighbourhood_for_later(app: Flask) -> None:
    keep(ServiceFactory(slug="one", name="Kettle On", at=LocationFactory(locality="Harehills")).slug)
    item = db.session.scalars(select(SavedItem)).one()
    assert (item.name, item.near) == ("Kettle On", "Harehills")


def test_an_undisclosed_neighbourhood_is_not_kept(app: Flask) -> None:
    keep(ServiceFactory(slug="one", at=LocationFactory(locality="Harehills", undisclosed=True)).slug)
    assert db.session.scalars(select(SavedItem.near)).one() == ""


@pytest.mark.parametrize("status", [Status.INACTIVE, Status.DEFUNCT])
def test_what_has_stopped_is_not_kept(app: Flask, status: Status) -> None:
    with pytest.raises(NotThereError):
        keep(ServiceFactory(slug="one", status=status).slug)


def test_what_is_closed_for_now_may_be_kept(app: Flask) -> None:
    keep(ServiceFactory(slug="one", status=Status.TEMPORARILY_CLOSED).slug)


def test_move_keeps_a_whole_order(abcd: tuple[str, dict[str, int]]) -> None:
    key, ids = abcd
    saved_lists.move(ids["d"], to=1, key=key)
    assert order(key) == ["a", "d", "b", "c"]
    saved_lists.move(ids["a"], to=99, key=key)
    assert order(key) == ["d", "b", "c", "a"]
    keep(ServiceFactory(name="e", slug="e").slug, key)
    assert order(key) == ["d", "b", "c", "a", "e"]


def test_moving_passes_over_what_was_taken_off(abcd: tuple[str, dict[str, int]]) -> None:
    key, ids = abcd
    saved_lists.remove(ids["b"], key=key)
    saved_lists.move(ids["c"], to=0, key=key)
    assert order(key) == ["c", "a", "d"]
    saved_lists.move(ids["b"], to=0, key=key)
    assert order(key) == ["c", "a", "d"]


def test_saving_again_what_was_taken_off_puts_it_last_with_its_note(abcd: tuple[str, dict[str, int]]) -> None:
    key, ids = abcd
    saved_lists.write_note(ids["a"], "Ask for Bev", key=key)
    saved_lists.remove(ids["a"], key=key)
    assert not keep("a", key).was_there
    assert order(key) == ["b", "c", "d", "a"]
    assert db.session.get_one(SavedItem, ids["a"]).note == "Ask for Bev"


def test_a_full_list_takes_no_more_by_any_way(abcd: tuple[str, dict[str, int]]) -> None:
    key, ids = abcd
    saved_lists.remove(ids["a"], key=key)
    saved = db.session.scalars(select(SavedList)).one()
    for position in range(rules.MOST_ITEMS - 3):
        SavedItemFactory(list_id=saved.id, service_id=ServiceFactory().id, position=9 + position)
    db.session.expire_all()
    with pytest.raises(ListFullError):
        keep(ServiceFactory(slug="more").slug, key)
    with pytest.raises(ListFullError):
        saved_lists.restore(ids["a"], key=key)


def test_a_note_is_cut_at_its_column(abcd: tuple[str, dict[str, int]]) -> None:
    key, ids = abcd
    saved_lists.write_note(ids["a"], "n" * 9000, key=key)
    saved_lists.name("t" * 9000, key=key)
    assert len(db.session.get_one(SavedItem, ids["a"]).note) == rules.LONGEST_NOTE
    assert len(db.session.scalars(select(SavedList.title)).one()) == rules.LONGEST_TITLE


@pytest.mark.parametrize("key", [None, "a" * 43])
@pytest.mark.parametrize(
    "change",
    [
        lambda key: saved_lists.remove(1, key=key),
        lambda key: saved_lists.restore(1, key=key),
        lambda key: saved_lists.move(1, to=0, key=key),
        lambda key: saved_lists.write_note(1, "", key=key),
        lambda key: saved_lists.name("", key=key),
        lambda key: saved_lists.share(notes=True, key=key),
        lambda key: saved_lists.unshare(key=key),
        lambda key: saved_lists.hand_over(key=key),
        lambda key: saved_lists.throw_away(key=key),
    ],
)
def test_no_list_is_not_there(app: Flask, change: Callable[[str | None], object], key: str | None) -> None:
    with pytest.raises(NotThereError):
        change(key)


def test_handing_over_an_empty_list_is_refused(app: Flask) -> None:
    key = saved_lists.start_for_somebody(key=None, language="en")
    with pytest.raises(NotAllowedError):
        saved_lists.hand_over(key=key)


def test_copying_ones_own_list_changes_nothing(abcd: tuple[str, dict[str, int]]) -> None:
    key, _ = abcd
    saved_lists.share(notes=True, key=key)
    code = db.session.scalars(select(SavedList.code)).one()
    copied = saved_lists.copy(code, key=key, language="en")
    assert (copied.added, copied.left_out) == (0, 0)
    assert order(key) == ["a", "b", "c", "d"]


def test_copying_leaves_gone_listings_out(abcd: tuple[str, dict[str, int]]) -> None:
    key, _ = abcd
    saved_lists.share(notes=False, key=key)
    theirs = db.session.scalars(select(SavedList)).one()
    SavedItemFactory(list_id=theirs.id, service_id=None, name="gone")
    db.session.expire_all()
    copied = saved_lists.copy(theirs.code, key=None, language="en")
    assert copied.is_new_list
    assert order(copied.key) == ["a", "b", "c", "d"]


def test_any_change_is_use(app: Flask, clock: Any) -> None:
    service = ServiceFactory(slug="one")
    saved = SavedListFactory(key_hash=rules.key_hash("k" * 43))
    keep(service.slug, "k" * 43)
    assert saved.used_at.isoformat() == "2026-11-24T10:00:00+00:00"


def together(app: Flask, work: list[Callable[[], object]]) -> list[Exception]:
    """Do each piece of work in a thread and a transaction of its own, all at once."""
    start, errors = threading.Barrier(len(work)), []

    def run(one: Callable[[], object]) -> None:
        with app.app_context():
            start.wait(10)
            try:
                begin_writing()
                one()
                db.session.commit()
            except Exception as error:
                db.session.rollback()
                errors.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_saves_at_once_lose_nothing(app: Flask) -> None:
    names = [f"s{number}" for number in range(12)]
    for name in names:
        ServiceFactory(name=name, slug=name)
    key = keep("s0").key
    db.session.commit()
    # Each but the first is sent twice, as by an impatient thumb.
    errors = together(app, [lambda name=name: keep(name, key) for name in names[1:] * 2])  # type: ignore[misc]
    assert errors == []
    assert sorted(order(key)) == sorted(names)
    positions = db.session.scalars(select(SavedItem.position)).all()
    assert sorted(positions) == list(range(12))


def test_saves_at_once_never_overfill(app: Flask) -> None:
    key = keep(ServiceFactory(slug="s0").slug).key
    saved = db.session.scalars(select(SavedList)).one()
    for position in range(1, rules.MOST_ITEMS - 1):
        SavedItemFactory(list_id=saved.id, position=position)
    for number in range(1, 5):
        ServiceFactory(slug=f"s{number}")
    db.session.commit()
    errors = together(app, [lambda number=number: keep(f"s{number}", key) for number in range(1, 5)])  # type: ignore[misc]
    assert [type(error) for error in errors] == [ListFullError] * 3
    assert len(order(key)) == rules.MOST_ITEMS


def test_starting_for_somebody_twice_at_once_starts_one(app: Flask) -> None:
    key = keep(ServiceFactory(slug="s0").slug).key
    db.session.commit()
    start = [lambda: saved_lists.start_for_somebody(key=key, language="en")] * 4
    assert together(app, start) == []
    assert len(db.session.scalars(select(SavedList.id)).all()) == 2
