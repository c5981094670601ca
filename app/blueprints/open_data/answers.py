"""How open data leaves: JSON or lines of it, for any site to read, with an ETag and a minute in caches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from flask import Response, request

JSON, LINES = "application/json", "application/x-ndjson"
FRESH_SECONDS = 60
LINES_AT_ONCE = 100


def preferred() -> str | None:
    """What the reader likes best of what we have; None where it takes neither."""
    return request.accept_mimetypes.best_match([JSON, LINES]) if request.accept_mimetypes else JSON


def to_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def answer(data: Mapping[str, Any]) -> Response:
    """The data, or 304 when the reader has the very same already."""
    response = Response(to_json(data), mimetype=JSON)
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    keep(response).make_conditional(request)
    return response


def lines(records: Iterable[Mapping[str, Any]]) -> Response:
    """One record a line, sent as they are read."""
    return keep(Response(_lines(records), mimetype=LINES))


def _lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    left = iter(records)
    while some := list(islice(left, LINES_AT_ONCE)):
        yield "".join(f"{to_json(one)}\n" for one in some)


def one_page(records: Iterable[Mapping[str, Any]]) -> Response:
    """Everything in one page, sent as it is read: its sums come last, when they are known."""
    return keep(Response(_one_page(records), mimetype=JSON))


def _one_page(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    left, count = iter(records), 0
    yield '{"contents":['
    while some := list(islice(left, LINES_AT_ONCE)):
        yield ("," if count else "") + ",".join(map(to_json, some))
        count += len(some)
    sums = {
        "total_items": count,
        "total_pages": 1,
        "page_number": 1,
        "size": count,
        "first_page": True,
        "last_page": True,
        "empty": not count,
    }
    yield f"],{to_json(sums)[1:]}"


def keep(response: Response) -> Response:
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_SECONDS
    response.vary.add("Accept")
    return response
