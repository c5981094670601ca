"""Take down what people say at an event: a tablet joins, the form, and what its script sends."""

import app.blueprints.capture.form_page
import app.blueprints.capture.joining
import app.blueprints.capture.receipts
import app.blueprints.capture.records  # noqa: F401 - each hangs its views on a blueprint
from app.blueprints.capture.blueprint import bp, records_bp

__all__ = ["bp", "records_bp"]
