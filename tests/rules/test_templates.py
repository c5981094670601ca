"""Templates: they parse, import only what they use, are named as their view, and mark nothing as safe."""

import ast
import re
from collections import Counter

import pytest
from jinja2 import Environment, nodes

from config import ROOT

TEMPLATES = ROOT / "app" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
SHARED = ("layouts/", "macros/", "errors/", "emails/", "letters/", "base.html")


def unused_imports(tree):
    """Names a template imports and never says."""
    said = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for node in tree.find_all(nodes.FromImport):
        for name in node.names:
            own = name[1] if isinstance(name, tuple) else name
            if own not in said:
                yield own
    for node in tree.find_all(nodes.Import):
        if node.target not in said:
            yield node.target


def marked_safe(tree):
    return [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]


def rendered(source):
    """The template names given to render_template in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "render_template" and node.args:
            yield from re.findall(r"'([\w/.-]+\.(?:html|txt))'", ast.unparse(node.args[0]))


def test_a_bad_template_is_seen():
    parsed = Environment(autoescape=True).parse(
        "{% from 'a' import b, c as d %}{% import 'e' as f %}{{ b|safe }}"
    )
    assert sorted(unused_imports(parsed)) == ["d", "f"]
    assert marked_safe(parsed) == [1]
    assert list(rendered("render_template('a/b.html' if x else 'a/c.html', y=1)")) == ["a/b.html", "a/c.html"]


@pytest.mark.parametrize("name", NAMES)
def test_template_parses_and_uses_what_it_imports(name, bare_app):
    environment = bare_app.jinja_env
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    environment.compile(source, name)
    tree = environment.parse(source)
    assert list(unused_imports(tree)) == []
    assert marked_safe(tree) == [], "mark words as safe in Python, where it is tested"


def test_a_view_renders_templates_of_its_own_folder():
    strangers = []
    for path in sorted((ROOT / "app" / "blueprints").glob("*/*.py")):
        for name in rendered(path.read_text()):
            assert (TEMPLATES / name).exists(), f"{path}: no template {name}"
            if not name.startswith((f"{path.parent.name}/", *SHARED)):
                strangers.append(f"{path.parent.name}: {name}")
    assert strangers == []


def unused_macros(sources):
    """Macros that no template calls or imports, and no Python renders by name."""
    said = Counter(word for source in sources for word in re.findall(r"\w+", source))
    macros = [name for source in sources for name in re.findall(r"\{%-?\s*macro\s+(\w+)", source)]
    return sorted({name for name in macros if said[name] == 1})


def test_a_macro_nobody_calls_is_seen():
    assert unused_macros(["{% macro a() %}{% endmacro %}{% macro b() %}{% endmacro %}", "{{ b() }}"]) == ["a"]


def test_every_macro_is_used():
    sources = [(TEMPLATES / name).read_text(encoding="utf-8") for name in NAMES]
    python = [path.read_text() for path in (ROOT / "app" / "web").glob("*.py")]
    assert unused_macros([*sources, *python]) == []


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
    code += "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    assert [name for name in NAMES if f'"{name}"' not in code and f"'{name}'" not in code] == []
