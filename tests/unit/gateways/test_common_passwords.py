"""Passwords that everybody tries first."""

import tracemalloc

import pytest

from app.gateways import common_passwords


@pytest.fixture(autouse=True)
def nothing_left_over():
    held = common_passwords._given, common_passwords._folder
    yield
    common_passwords.use(held[0], folder=held[1])


def test_the_list_that_comes_with_us_is_long_enough(tmp_path):
    common_passwords.use(None, folder=tmp_path)
    assert len(common_passwords.known()) >= 20_000
    assert common_passwords.is_common("password")
    assert common_passwords.is_common("PassWord")
    assert not common_passwords.is_common("tea on the wall by the beck")


def test_a_list_an_operator_loads_is_refused_too(tmp_path):
    given = tmp_path / "list.txt"
    given.write_text("beckside beckside\nZażółć gęślą\n\n", encoding="utf-8")
    common_passwords.use(given, folder=tmp_path)
    assert common_passwords.is_common("Beckside Beckside")
    assert common_passwords.is_common("zażółć gęślą")
    assert not common_passwords.is_common("")
    assert not common_passwords.is_common("beckside")


def test_a_changed_list_is_read_again_and_the_old_prints_go(tmp_path):
    given = tmp_path / "list.txt"
    given.write_text("first one here\n")
    common_passwords.use(given, folder=tmp_path)
    assert common_passwords.is_common("first one here")
    given.write_text("second one here now\n")
    common_passwords.use(given, folder=tmp_path)
    assert not common_passwords.is_common("first one here")
    assert common_passwords.is_common("second one here now")
    assert len(list(tmp_path.glob("common-passwords-*"))) == 1


def test_an_empty_list_holds_nothing(tmp_path):
    given = tmp_path / "list.txt"
    given.write_text("")
    common_passwords.use(given, folder=tmp_path)
    assert not common_passwords.is_common("anything at all")


def test_a_large_list_is_looked_up_without_being_read(tmp_path):
    given = tmp_path / "list.txt"
    given.write_text("".join(f"word number {n}\n" for n in range(200_000)))
    common_passwords.use(given, folder=tmp_path)
    assert common_passwords.is_common("word number 0")
    common_passwords.loaded.cache_clear()
    tracemalloc.start()
    assert all(common_passwords.is_common(f"word number {n}") for n in range(0, 200_000, 997))
    assert not any(common_passwords.is_common(f"no number {n}") for n in range(0, 200_000, 997))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000
