"""Take down what people say at an event: joining it, the form, a script's records, and what staff mend."""

import app.blueprints.capture.erasing
import app.blueprints.capture.form_page
import app.blueprints.capture.joining
import app.blueprints.capture.receipts
import app.blueprints.capture.records
import app.blueprints.capture.rescue  # noqa: F401 - each hangs its views on a blueprint
from app.blueprints.capture.blueprint import bp, records_bp

__all__ = ["bp", "records_bp"]
