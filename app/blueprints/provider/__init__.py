"""The provider's door: introductions to answer, by a link from an e-mail or an account."""

import app.blueprints.provider.account
import app.blueprints.provider.link  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.provider.blueprint import bp

__all__ = ["bp"]
