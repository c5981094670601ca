"""What a WSGI server loads: `wsgi:app`."""

import os
import sys

from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app
from app.domain.errors import PlaceFolderError
from app.jobs import runner
from config import MissingSettingError, settings

try:
    app = create_app(settings())
except (MissingSettingError, PlaceFolderError) as error:
    sys.exit(f"Ginnel cannot start: {error}")
if app.config["PROXIES"]:
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask's own manual does it
        app.wsgi_app, x_for=app.config["PROXIES"], x_proto=app.config["PROXIES"], x_host=app.config["PROXIES"]
    )
if app.config["JOBS_THREAD"] and os.environ.get("GINNEL_SERVING"):
    runner.start_thread(app)
