"""What a code counts as in any version: through merges, splits and codes that came later."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.coding import History, Move, at_version, choices_for, in_tree_order
from app.domain.insight import CodeMoveKind, CodeStatus

A, B, C, D, E = (uuid.UUID(int=number) for number in range(1, 6))
MERGED, SPLIT, RETIRED = CodeMoveKind.MERGED, CodeMoveKind.SPLIT, CodeMoveKind.RETIRED


def counts_as(history: History, code: uuid.UUID) -> list[uuid.UUID | None]:
    return [at_version(history, code, number).counts_as for number in (1, 2, 3, 4)]


def test_a_merged_code_counts_as_itself_before_and_as_the_other_from_then_on() -> None:
    history = History({A: 1, B: 1, C: 1}, (Move(2, MERGED, A, (B,)), Move(4, MERGED, B, (C,))))
    assert counts_as(history, A) == [A, B, B, C]
    assert counts_as(history, B) == [B, B, B, C]


def test_a_split_code_waits_and_its_parts_count_as_it_before() -> None:
    history = History({A: 1, B: 3, C: 3}, (Move(3, SPLIT, A, (B, C)),))
    assert counts_as(history, A) == [A, A, None, None]
    assert at_version(history, A, 3).waits
    assert counts_as(history, B) == [A, A, B, B]
    assert choices_for(history, A, 3) == (B, C)


def test_choices_of_a_split_follow_what_became_of_the_parts() -> None:
    history = History(
        {A: 1, B: 2, C: 2, D: 1, E: 4},
        (Move(2, SPLIT, A, (B, C)), Move(3, MERGED, B, (D,)), Move(4, SPLIT, C, (E,))),
    )
    assert choices_for(history, A, 3) == (D, C)
    assert choices_for(history, A, 4) == (D, E)
    assert counts_as(history, E) == [A, C, C, E]


def test_a_retired_code_goes_on_counting_and_a_new_one_counts_as_nothing_before() -> None:
    history = History({A: 1, B: 3}, (Move(2, RETIRED, A),))
    assert counts_as(history, A) == [A, A, A, A]
    assert counts_as(history, B) == [None, None, B, B]


@dataclass(slots=True)
class Row:
    code_id: uuid.UUID
    parent_id: uuid.UUID | None
    position: int
    name: str = "Buses"
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: list[str] = field(default_factory=list)
    colour: str = ""
    is_codable: bool = True
    status: CodeStatus = CodeStatus.ACTIVE


def test_a_tree_is_read_top_down_and_a_lost_parent_is_the_top() -> None:
    rows = [Row(C, B, 2), Row(B, A, 1), Row(A, None, 3), Row(D, E, 0)]
    assert [(node.code_id, node.depth, node.has_children) for node in in_tree_order(rows)] == [
        (D, 0, False),
        (A, 0, True),
        (B, 1, True),
        (C, 2, False),
    ]


@st.composite
def histories(draw: st.DrawFn) -> tuple[History, dict[int, set[uuid.UUID]]]:
    """A frame that lived through some versions, and the codes that stood in each."""
    alive = {uuid.UUID(int=number) for number in range(1, 5)}
    since = dict.fromkeys(alive, 1)
    moves: list[Move] = []
    stood = {1: set(alive)}
    for number in range(2, draw(st.integers(2, 6)) + 1):
        for _ in range(draw(st.integers(0, 3))):
            code = draw(st.sampled_from(sorted(alive)))
            match draw(st.sampled_from(["merge", "split", "retire", "add"])):
                case "merge" if len(alive) > 1:
                    into = draw(st.sampled_from(sorted(alive - {code})))
                    moves.append(Move(number, MERGED, code, (into,)))
                    alive.discard(code)
                case "split":
                    parts = tuple(uuid.UUID(int=len(since) + at) for at in (1, 2))
                    since.update(dict.fromkeys(parts, number))
                    moves.append(Move(number, SPLIT, code, parts))
                    alive = (alive - {code}) | set(parts)
                case "retire":
                    moves.append(Move(number, RETIRED, code))
                case _:
                    new = uuid.UUID(int=len(since) + 1)
                    since[new] = number
                    alive.add(new)
        stood[number] = set(alive)
    return History(since, tuple(moves)), stood


@settings(max_examples=150, deadline=None)
@given(histories())
def test_whatever_happened_each_code_counts_as_one_that_stood_in_that_version(
    made: tuple[History, dict[int, set[uuid.UUID]]],
) -> None:
    history, stood = made
    for number, there in stood.items():
        for code in history.since:
            standing = at_version(history, code, number)
            if standing.waits:
                assert standing.code_id not in there
                assert set(choices_for(history, code, number)) <= there
                assert choices_for(history, code, number)
            else:
                assert standing.code_id is None or standing.code_id in there
            if code in there:
                assert standing.counts_as == code
        known = {code for code, came in history.since.items() if came <= number}
        assert all(at_version(history, code, number).code_id for code in known)


@settings(max_examples=100, deadline=None)
@given(histories())
def test_what_comes_later_never_changes_how_codes_of_a_version_count_in_it(
    made: tuple[History, dict[int, set[uuid.UUID]]],
) -> None:
    history, stood = made
    for number in stood:
        then = History(
            {code: came for code, came in history.since.items() if came <= number},
            tuple(move for move in history.moves if move.number <= number),
        )
        for code in then.since:
            assert at_version(then, code, number) == at_version(history, code, number)
