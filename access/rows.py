"""Addresses of what the demonstration holds: each row of a table stands in for the one that was made.

Links alone lead to two of a kind. A page that shows a state (a draft, a merge, a lead who must agree) is met
once enough of the rows were tried.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import BuildError, Rule
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from app.database import db
from tests import objects, walk
from tests.objects import World

OF_A_TABLE = 12
OF_A_VIEW = 12
NUMBERS = (1, 2, 3)


def addresses(app: Flask, world: World) -> tuple[tuple[str, str], ...]:
    """Endpoint and address of each view that says what it is about."""
    rows = {name: tuple(of_its_table(value)) for (name, which), value in kept(world) if which == "own"}
    return tuple(dict.fromkeys(found for rule in rules(app) for found in of_a_rule(app, rule, rows)))


def kept(world: World) -> list[tuple[tuple[str, str], object]]:
    return [one for one in world.made.items() if one[0][0] in objects.MAKERS]


def rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.arguments and "GET" in (rule.methods or ()) and "lang" not in rule.arguments:
            yield rule


def of_its_table(value: object) -> Iterator[object]:
    """Rows of the table in which this one stands, the newest first as far as ids say."""
    if not isinstance(value, uuid.UUID):
        yield value
        return
    for table in db.metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and isinstance(keys[0].type, sa.Uuid):
            held = db.session.scalar(sa.select(keys[0]).where(keys[0] == value))
            if held is not None:
                yield from db.session.scalars(sa.select(keys[0]).order_by(keys[0]).limit(OF_A_TABLE))
                return


def of_a_rule(app: Flask, rule: Rule, rows: dict[str, tuple[object, ...]]) -> Iterator[tuple[str, str]]:
    adapter = app.url_map.bind("localhost")
    asked = sorted(rule.arguments - (rule.defaults or {}).keys())
    choices = [tuple(values(rule, name, rows)) for name in asked]
    for chosen in itertools.islice(spread(choices), OF_A_VIEW):
        try:
            named = {**(rule.defaults or {}), **dict(zip(asked, chosen, strict=True))}
            yield rule.endpoint, adapter.build(rule.endpoint, named, force_external=False)
        except BuildError:
            continue


def values(rule: Rule, name: str, rows: dict[str, tuple[object, ...]]) -> Iterable[object]:
    maker = objects.maker_of(rule.endpoint, name)
    if maker in rows:
        return rows[maker]
    converter: Any = rule._converters.get(name)
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)
    if isinstance(converter, IntegerConverter):
        return NUMBERS
    return (walk.plain(rule.endpoint, name),)


def spread(choices: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """All together, the many of the last argument first."""
    yield from itertools.product(*choices)
