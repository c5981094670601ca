"""What moves a case: rest, come back, give back, hand over, close, open again; a death, a mistake."""

import app.blueprints.case_moves.closing
import app.blueprints.case_moves.confirming
import app.blueprints.case_moves.handing_over
import app.blueprints.case_moves.moving
import app.blueprints.case_moves.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.case_moves.blueprint import bp

__all__ = ["bp"]
