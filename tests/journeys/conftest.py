"""Fixtures of journeys alone: a market hall and its tablets."""

from tests.hall import hall, tablet

__all__ = ["hall", "tablet"]
