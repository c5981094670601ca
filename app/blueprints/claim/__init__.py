"""Is this yours? A code by e-mail or by letter lets an organiser change their listing."""

import app.blueprints.claim.letters
import app.blueprints.claim.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.claim.blueprint import bp

__all__ = ["bp"]
