"""The blueprint of cases: the list, the story, contacts, messages, and who has looked."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("cases", __name__)
