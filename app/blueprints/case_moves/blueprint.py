"""The blueprint itself, so that its views can hang themselves on it."""

from flask import Blueprint

bp = Blueprint("case_moves", __name__)
