import pytest

from config import MissingSettingError, ProductionConfig

NEEDED = {
    "GINNEL_DATABASE_URL": "postgresql://ginnel@db/ginnel",
    "GINNEL_HOSTS": "ginnel.example",
    "GINNEL_SECRET_KEY": "long and random",
    "GINNEL_FIELD_KEYS": "1:long and random",
    "GINNEL_INDEX_KEY": "long and random",
    "GINNEL_AUDIT_KEY": "long and random",
    "GINNEL_PROXIES": "1",
    "GINNEL_PUBLIC_ADDRESS": "https://ginnel.example",
}


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("GINNEL_DATA", str(tmp_path))
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("name", NEEDED)
def test_production_does_not_start_without(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(MissingSettingError, match=name):
        ProductionConfig()


def test_number_of_proxies_must_be_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GINNEL_PROXIES", "one")
    with pytest.raises(MissingSettingError, match="GINNEL_PROXIES"):
        ProductionConfig()


@pytest.mark.parametrize("keys", ["1:a,b", ":a", "1:a,:b", "just one secret"])
def test_each_key_needs_an_id(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GINNEL_FIELD_KEYS", keys)
    with pytest.raises(MissingSettingError, match="GINNEL_FIELD_KEYS"):
        ProductionConfig()


def test_production_speaks_https_to_the_named_hosts() -> None:
    made = ProductionConfig()
    assert made.SQLALCHEMY_DATABASE_URI == "postgresql+psycopg://ginnel@db/ginnel"
    assert (made.TRUSTED_HOSTS, made.PROXIES, made.SESSION_COOKIE_SECURE) == (["ginnel.example"], 1, True)
