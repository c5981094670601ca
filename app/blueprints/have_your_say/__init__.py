"""Have your say: what is asked online now, one question a page, without an account or a cookie."""

import app.blueprints.have_your_say.afterwards
import app.blueprints.have_your_say.answers
import app.blueprints.have_your_say.routes
import app.blueprints.have_your_say.what_happened  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.have_your_say.blueprint import bp

__all__ = ["bp"]
