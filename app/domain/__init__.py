"""Rules: plain Python. No Flask, no SQLAlchemy, no clock, no input or output, no words."""
