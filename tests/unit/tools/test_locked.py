"""What makes a lock file wrong."""

import json

import pytest

from tools.locked import faults, npm_faults, requirement_faults

HASH = " \\\n    --hash=sha256:" + "0" * 64
NPM = {"packages": {"": {}, "node_modules/sass": {"integrity": "sha512-x"}}}


def test_a_pinned_file_has_no_fault():
    assert list(requirement_faults("x", f"flask==3.1.3{HASH}\nuv==1 ; python_version < '3.12'{HASH}\n")) == []


@pytest.mark.parametrize(
    "entry",
    [
        "flask==3.1.3",
        f"flask>=3{HASH}",
        "-r other.txt",
        "--index-url x",
        f"flask @ https://x.example/f.whl{HASH}",
        "",
    ],
)
def test_an_entry_without_hash_or_with_an_address_is_named(entry):
    assert list(requirement_faults("x", entry))


def test_an_npm_package_with_an_address_or_without_a_hash_is_named():
    assert list(npm_faults("lock", json.dumps(NPM))) == []
    for bad in ({"integrity": "sha512-x", "resolved": "https://x.example"}, {"version": "1"}):
        assert list(npm_faults("lock", json.dumps({"packages": {"node_modules/sass": bad}})))


def test_our_lock_files_are_right():
    assert faults() == []
