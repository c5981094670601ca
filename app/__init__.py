"""The application factory. Nobody imports from here but wsgi.py, the command line and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.web.application import Ginnel
    from config import Config


def create_app(config: Config) -> Ginnel:
    """A working application with the given settings.

    The parts are imported here, so that `import app.domain.schedule` loads a rule and not the web.
    """
    from app import blueprints, cli, extensions, web
    from app.web.application import Ginnel

    app = Ginnel("app", static_folder=None)
    app.config.from_object(config)
    extensions.init_app(app)
    web.init_app(app)
    blueprints.init_app(app)
    cli.init_app(app)
    return app
