"""What is kept with a case: details, needs, people around them, consent, files, worries about safety."""

import app.blueprints.papers.consent
import app.blueprints.papers.documents
import app.blueprints.papers.people
import app.blueprints.papers.person
import app.blueprints.papers.worries  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.papers.blueprint import bp

__all__ = ["bp"]
