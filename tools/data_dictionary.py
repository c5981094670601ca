"""Writes docs/data-dictionary.md from the tables and their docstrings; `--check` says whether it is fresh."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402

import app.models  # noqa: E402, F401
from app.database import Base  # noqa: E402
from app.models.base import classification_of  # noqa: E402

TARGET = ROOT / "docs" / "data-dictionary.md"
HEAD = """# What every table and column means

Made by `.venv/bin/python tools/data_dictionary.py` from `app/models/`. Columns without a note mean
what Open Referral HSDS 3.0 says they mean.
The class says what a column holds: `open`; `person`, of a person; `special`, what may say something
about health, safety or belief; `secret`, a key or a hash. "sealed" means encrypted.
"""


PLAIN = {
    "Uuid": "id",
    "UTCDateTime": "moment (UTC)",
    "Text": "words",
    "String": "short words",
    "JSON": "JSON",
}


def docstrings() -> dict[tuple[str, str], str]:
    """(class, attribute) -> its docstring; (class, "") -> the class's own."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted((ROOT / "app" / "models").glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.ClassDef):
                continue
            found[node.name, ""] = ast.get_docstring(node) or ""
            for before, after in zip(node.body, node.body[1:], strict=False):
                if (
                    isinstance(before, ast.AnnAssign)
                    and isinstance(before.target, ast.Name)
                    and isinstance(after, ast.Expr)
                    and isinstance(after.value, ast.Constant)
                    and isinstance(after.value.value, str)
                ):
                    found[node.name, before.target.id] = " ".join(after.value.value.split())
    return found


def kind_of(column: sa.Column[object]) -> str:
    if isinstance(column.type, sa.Enum):
        return "one of " + ", ".join(f"`{value}`" for value in column.type.enums)
    name = type(column.type).__name__
    plain = {
        "Uuid": "id",
        "UTCDateTime": "moment (UTC)",
        "Text": "words",
        "String": "short words",
        "JSON": "JSON",
        "Sealed": "words, sealed",
        "SealedJSON": "JSON, sealed",
    }
    return plain.get(name, name.lower()) + (", may be empty" if column.nullable else "")


def page() -> str:
    notes = docstrings()
    parts = [HEAD]
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: str(mapper.local_table)):
        owner = mapper.class_.__name__
        parts.append(f"\n## {mapper.local_table}\n")
        if notes.get((owner, "")):
            parts.append(notes[owner, ""].split("\n\n")[0] + "\n")
        parts += ["| column | holds | class | note |", "| --- | --- | --- | --- |"]
        for name, column in mapper.columns.items():
            note = notes.get((owner, name), "").replace("|", "/")
            keys = [f"points at `{key.target_fullname}`" for key in column.foreign_keys]
            said = ". ".join(filter(None, [note.rstrip("."), *keys]))
            parts.append(f"| {column.name} | {kind_of(column)} | {classification_of(column)} | {said} |")
    return "\n".join(parts) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        fresh = TARGET.exists() and TARGET.read_text() == page()
        print(
            "The data dictionary is fresh."
            if fresh
            else "docs/data-dictionary.md is stale: run tools/data_dictionary.py"
        )
        return 0 if fresh else 1
    TARGET.write_text(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
