"""Who may import whom: the contracts in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from config import ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
BAD = """
[tool.importlinter]
root_packages = ["house"]
[[tool.importlinter.contracts]]
name = "down only"
type = "layers"
containers = ["house"]
layers = ["web", "domain"]
"""


def test_an_import_upwards_is_seen(tmp_path):
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").touch()
    (house / "web.py").touch()
    (house / "domain.py").write_text("from house import web\n")
    (tmp_path / "pyproject.toml").write_text(BAD)
    result = subprocess.run(
        LINT, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert result.returncode == 1, result.stdout
    assert "house.domain -> house.web" in result.stdout


def test_imports_keep_the_contracts():
    result = subprocess.run(LINT, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout
