"""Work behind the page, one file a job. A handler is safe to run twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Handler = Callable[[Mapping[str, object]], None]

HANDLERS: dict[str, Handler] = {}
"""Kind of job -> what does it. Runs inside the transaction that marks the job done."""

DAILY: tuple[str, ...] = ()
"""Kinds that run once each day, by the place's calendar."""
