"""How far the coders of a round agree, code by code."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.agreement import Agreement, Given, judgements
from app.domain.coding import Node
from app.gateways.agreement import measured
from app.models.coding_rounds import CodingRound
from app.queries import frames
from app.queries import rounds as queries


@dataclass(frozen=True, slots=True)
class Row:
    node: Node
    figures: Agreement


def figures(held: CodingRound, given: Given) -> list[Row]:
    """Codes that somebody gave, in the order of the tree. Of the others there is nothing to say."""
    points = [row.point_id for row in held.points]
    coders = [row.account_id for row in held.coders]
    used = {code for by in given.values() for codes in by.values() for code in codes}
    return [
        Row(node, measured(judgements(given, points, coders, node.code_id), seed=held.seed))
        for node in frames.tree(queries.version_of(held))
        if node.code_id in used
    ]
