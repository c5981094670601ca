"""The list of cases, and one case: its story, contacts, messages, and who has looked."""

import app.blueprints.cases.contacts
import app.blueprints.cases.listed
import app.blueprints.cases.lookers
import app.blueprints.cases.messages
import app.blueprints.cases.record
import app.blueprints.cases.story  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.cases.blueprint import bp

__all__ = ["bp"]
