"""Two stubs of open data: `/api/oruk/v3` is strict Open Referral UK 3.0, `/api/hsds/v3` all of HSDS 3.0."""

import app.blueprints.open_data.errors
import app.blueprints.open_data.routes  # noqa: F401 - each hangs itself on the blueprint
from app.blueprints.open_data.blueprint import bp

__all__ = ["bp"]
