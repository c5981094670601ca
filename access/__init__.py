"""The proof that everybody gets in: opens every page of every role in a real browser, and measures it.

`script/access` runs it. docs/access.md is its last table; access/results.json is what the statement reads.
"""
