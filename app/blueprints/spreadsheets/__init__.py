"""All listings of an organisation at once, by spreadsheet."""

from app.blueprints.spreadsheets.routes import bp

__all__ = ["bp"]
