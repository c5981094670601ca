"""`flask insight`: how good suggestions are, measured on files of comments that people coded."""

from __future__ import annotations

from flask.cli import AppGroup

group = AppGroup("insight", help="What was said: how well it is understood by machine, measured.")
