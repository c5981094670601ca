"""Nothing about one place is in the code: a place is a folder.

Documentation strings and comments may show an example; what runs and what is shown may not.
"""

import ast
import re

from config import ROOT

NAMES = re.compile(
    r"leeds|ليدز|لیڈز|yorkshire|يوركشاير|یارکشائر|harehills|\bLS\d|\bLS\b|\bE0(?:8000035|[15]\d{6})\b|\b0113\b",
    re.IGNORECASE,
)
"""Names, codes and numbers of the first place."""

COMMENTS = {
    ".html": re.compile(r"\{#.*?#\}", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE),
    ".scss": re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE),
    ".po": re.compile(r"^#[^\n]*", re.MULTILINE),
    ".pot": re.compile(r"^#[^\n]*", re.MULTILINE),
    ".md": re.compile(r"<!--.*?-->", re.DOTALL),
    ".toml": re.compile(r"^\s*#[^\n]*", re.MULTILINE),
}

READ = (
    *("app/**/*.py", "app/**/*.html", "app/static/*.js", "migrations/**/*.py", "config.py", "wsgi.py"),
    *("styles/*.scss", "translations/**/*.po", "translations/*.pot"),
    *("places/*.toml", "places/pages/*.md", "places/llr/**/*.*"),
)

ALLOWED = {
    ("config.py", "leeds"): "the place that starts when no other is asked for",
    ("places/pages/about.en.md", "Yorkshire"): "where the word ginnel comes from",
    ("places/pages/about.pl.md", "Yorkshire"): "where the word ginnel comes from",
    ("places/pages/about.ar.md", "يوركشاير"): "where the word ginnel comes from",
    ("places/pages/about.ro.md", "Yorkshire"): "where the word ginnel comes from",
    ("places/pages/about.ur.md", "یارکشائر"): "where the word ginnel comes from",
}
"""A file, a word in it, and why it may stand there."""


def spoken(source):
    """Names and texts of Python source, without its documentation."""
    tree = ast.parse(source)
    papers = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in papers:
            yield node.value
        for field in ("id", "name", "attr", "arg"):
            if isinstance(name := getattr(node, field, None), str):
                yield name.replace("_", " ")


def about_one_place(name, text):
    suffix = name[name.rindex(".") :]
    if suffix == ".py":
        parts = spoken(text)
    else:
        parts = [COMMENTS[suffix].sub("", text) if suffix in COMMENTS else text]
    return sorted({found[0] for part in parts for found in NAMES.finditer(part)})


def found():
    paths = {path for pattern in READ for path in ROOT.glob(pattern) if path.is_file()}
    return {
        (str(path.relative_to(ROOT)), word)
        for path in paths
        for word in about_one_place(path.name, path.read_text(encoding="utf-8"))
    }


def test_words_of_one_place_are_seen():
    assert about_one_place("a.py", '"""LS9 in Leeds."""\nX = 1\n"""Such as LS9."""\n# Leeds') == []
    assert about_one_place("a.py", "def in_leeds(): return 'LS9 7UF'") == ["LS9", "leeds"]
    assert about_one_place("a.py", "AREAS = ('LS', 'BD')") == ["LS"]
    assert about_one_place("a.html", "{# as in Leeds #}<p>Ring 0113 496 0000</p>") == ["0113"]
    assert about_one_place("a.md", "Find it in {place}") == []


def test_nothing_about_leeds_is_in_the_code():
    assert sorted(found() - set(ALLOWED)) == []


def test_every_exception_is_still_needed():
    assert sorted(set(ALLOWED) - found()) == []
