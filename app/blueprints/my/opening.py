"""What every page of somebody's own begins with: their case, and the look traced."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from app.domain.errors import NotThereError
from app.domain.reaching import clean_reaching
from app.models.cases import Case
from app.models.persons import Person
from app.operations import audit
from app.queries import my as queries
from app.web.opening import opened
from app.web.viewer import viewer

Found = TypeVar("Found")


def own_person(part: str) -> Person:
    """Themselves; the look is traced. Raises: NotThereError."""
    person = queries.person_of(viewer())
    audit.seen(viewer(), "person.seen", of=("person", person.id), scope=part)
    return person


def own_case(part: str) -> Case:
    """Their case, open or the last one; the look is traced. Raises: NotThereError where there is none."""
    case = queries.own_case(viewer())
    if case is None:
        raise NotThereError
    audit.seen(viewer(), "case.seen", of=("case", case.id), scope=part)
    return case


def own(kind: str, thing_id: uuid.UUID, find: Callable[[], Found], part: str) -> Found:
    """Something of theirs; somebody else's is not there, and that they asked is traced."""
    return opened(kind, thing_id, find, part=part)


def has_limits(person: Person) -> bool:
    """Could it be dangerous if somebody else saw the screen?"""
    said = clean_reaching(person.reaching)
    careful = said["leave_message"] is False or said["others_may_answer"] is False or bool(said["never"])
    return person.is_address_protected or careful


def page(template: str, person: Person, status: int = 200, **values: Any) -> ResponseReturnValue:
    """A page of their own, with the way out where it may be needed at once."""
    return make_response(render_template(template, has_limits=has_limits(person), **values), status)
