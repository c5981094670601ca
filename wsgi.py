"""What a WSGI server loads: `wsgi:app`."""

import os

from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app
from app.jobs import runner
from config import settings

app = create_app(settings())
if app.config["PROXIES"]:
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=app.config["PROXIES"], x_proto=app.config["PROXIES"], x_host=app.config["PROXIES"]
    )
if app.config["JOBS_THREAD"] and os.environ.get("GINNEL_SERVING"):
    runner.start_thread(app)
