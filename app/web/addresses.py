"""Addresses that a browser sends along: the page a link or a form was on."""

from __future__ import annotations

from urllib.parse import SplitResult, urlencode, urlsplit

from flask import request

NOWHERE = SplitResult("", "", "", "", "")


def parts_of(address: str) -> SplitResult:
    """The parts of an address; all of them empty where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return NOWHERE


def is_ours(address: str) -> bool:
    """Is it on the site that is being asked?"""
    return parts_of(address).netloc == request.host


def with_arguments(**changed: str) -> str:
    """The address that was asked for, some of its arguments changed."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), **changed})}"
