"""A chain of events: whatever is done to it is found."""

import datetime as dt
import uuid

import pytest

from app.domain.audit import Break, Fault, Head, chained, faults, mac_of

KEY = b"k" * 32


def chain(length=6):
    """Rows as the table holds them, and the head."""
    rows, before = [], ""
    for seq in range(1, length + 1):
        row = {
            "seq": seq,
            "at": dt.datetime(2026, 11, 24, 9, seq, tzinfo=dt.UTC),
            "actor_id": uuid.UUID(int=seq),
            "action": "listing.published",
            "fields": {"name": ["a", "b"]},
        }
        before = row["hash"] = chained(KEY, before, row)
        rows.append(row)
    return rows, Head(length, before, mac_of(KEY, length, before))


def test_a_whole_chain_has_no_fault():
    rows, head = chain()
    assert faults(KEY, rows, head) == []
    assert faults(KEY, [], None) == []


@pytest.mark.parametrize("field", ["at", "actor_id", "action", "fields", "hash"])
def test_one_bit_changed_is_found(field):
    rows, head = chain()
    rows[2][field] = {
        "at": rows[2]["at"] + dt.timedelta(microseconds=1),
        "actor_id": uuid.UUID(int=99),
        "action": "listing.publishee",
        "fields": {"name": ["a", "c"]},
        "hash": rows[2]["hash"][:-1] + ("0" if rows[2]["hash"][-1] != "0" else "1"),
    }[field]
    assert faults(KEY, rows, head)[0] == Fault(Break.CHANGED, 3)


def test_a_deleted_row_is_found():
    rows, head = chain()
    del rows[2]
    assert faults(KEY, rows, head) == [Fault(Break.MISSING, 3)]


def test_rows_that_changed_places_are_found():
    rows, head = chain()
    rows[2], rows[3] = {**rows[3], "seq": 3}, {**rows[2], "seq": 4}
    assert faults(KEY, rows, head) == [Fault(Break.CHANGED, 3)]


def test_a_cut_tail_is_found():
    rows, head = chain()
    assert faults(KEY, rows[:-2], head) == [Fault(Break.CUT, 4)]


def test_a_cut_tail_with_a_head_made_up_without_the_key_is_found():
    rows, _ = chain()
    made_up = Head(4, rows[3]["hash"], mac_of(b"other" * 8, 4, rows[3]["hash"]))
    assert faults(KEY, rows[:4], made_up) == [Fault(Break.CUT, 4)]


def test_a_whole_database_put_back_to_last_week_is_found_by_what_was_mailed():
    rows, _ = chain()
    old = Head(4, rows[3]["hash"], mac_of(KEY, 4, rows[3]["hash"]))
    assert faults(KEY, rows[:4], old) == []
    assert faults(KEY, rows[:4], old, {6: rows[5]["hash"]}) == [Fault(Break.CUT, 6)]


def test_a_chain_written_anew_with_the_stolen_key_is_found_by_what_was_mailed():
    rows, head = chain()
    mailed = {3: "0" * 64}
    assert faults(KEY, rows, head, mailed) == [Fault(Break.FORGED, 3)]
