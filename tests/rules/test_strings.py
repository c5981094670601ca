"""Strings: asked for when somebody reads them, and whole in every language."""

import ast

from config import ROOT
from tools import catalogues

EAGER = {"_", "_n", "_p", "gettext", "ngettext", "pgettext", "npgettext"}


def eager(source):
    """Lines that ask for words at import time, when nobody is reading: they stay English for ever."""

    def walk(node):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                for default in (*child.args.defaults, *child.args.kw_defaults, *child.decorator_list):
                    if default is not None:
                        yield from walk(ast.Expression(default))
                continue
            if isinstance(child, ast.Lambda):
                continue
            if (
                isinstance(child, ast.Call)
                and getattr(child.func, "id", getattr(child.func, "attr", "")) in EAGER
            ):
                yield child.lineno
            yield from walk(child)

    return list(walk(ast.parse(source)))


def test_words_asked_for_at_import_are_seen():
    assert eager("LABEL = _('Free')") == [1]
    assert eager("class A:\n    label = gettext('Free')") == [2]
    assert eager("def f(x=_('Free')):\n    return x") == [1]
    assert eager("LABEL = _l('Free')\ndef f():\n    return _('Free')\ng = lambda: _('x')") == []


def test_no_words_are_asked_for_at_import():
    found = {str(path.relative_to(ROOT)): eager(path.read_text()) for path in (ROOT / "app").rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_catalogues_are_fresh_and_whole():
    assert catalogues.faults() == []
