import importlib.util
import sys
from pathlib import Path

import pytest

from config import ROOT

FIGURES = Path(ROOT).parent / "shared" / "data" / "leeds_postcodes.csv"


@pytest.mark.skipif(not FIGURES.exists(), reason="the published figures are not beside this checkout")
def test_the_committed_tables_are_what_the_script_builds():
    path = Path(ROOT) / "tools" / "build_place_tables.py"
    spec = importlib.util.spec_from_file_location("build_place_tables", path)
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    built = tool.built()
    assert set(built) == {"postcode_areas.csv", "lsoa.csv", "wards.csv", "localities.csv", "ward_shapes.json"}
    for name, text in built.items():
        assert (Path(ROOT) / "places" / "leeds" / name).read_text(encoding="utf-8") == text, name
