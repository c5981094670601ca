"""Reads, one module a subject. Nothing here adds, changes or commits."""
