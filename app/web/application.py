"""The Flask subclass that gives each request one gate and one transaction."""

from __future__ import annotations

from flask import Flask, Response

from app.web import access, transaction


class Ginnel(Flask):
    """Access is decided, then the view runs, then its work is committed, all inside the dispatch,
    so that every error on the way reaches the typed error handlers."""

    def dispatch_request(self) -> Response:
        access.decide()
        with transaction.around_request() as finish:
            return finish(self.make_response(super().dispatch_request()))
