"""My list with no account, and the lists that a short address shows."""

from app.blueprints.my_list import shared
from app.blueprints.my_list.routes import bp

__all__ = ["bp", "shared"]
