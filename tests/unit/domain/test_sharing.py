"""What a provider may be told is a list, kept here word for word."""

from __future__ import annotations

import datetime as dt

from app.domain import sharing
from app.domain.reaching import clean_reaching
from app.domain.sharing import KEYS, ShareChannel, Shared, is_covered, kept, read, safe_channels


def test_provider_is_told_what_is_on_the_list_and_nothing_else() -> None:
    held = {
        "first_name": "Marek",
        "channel": "text",
        "contact": "07700 900417",
        "contact_note": "Never ring.",
        "language": "Polish",
        "needs": "Large print",
        "start": "After Christmas",
        "companion": "His grandson",
        "words": "I can mend things.",
        # what must never be told, however it came there
        "family_name": "Zielonka",
        "address": "12 Chapel Lane",
        "postcode": "LS9 7UF",
        "born_on": "1944-05-02",
        "nhs_number": "9990000018",
        "concerns": ["low-mood"],
        "note": "He cried.",
        "equality": {"religion": "x"},
    }
    assert kept(read(held)) == {
        "first_name": "Marek",
        "channel": "text",
        "contact": "07700 900417",
        "contact_note": "Never ring.",
        "language": "Polish",
        "needs": "Large print",
        "start": "After Christmas",
        "companion": "His grandson",
        "words": "I can mend things.",
    }


def test_list_of_what_is_ever_kept_has_not_grown_unnoticed() -> None:
    assert tuple(Shared.__dataclass_fields__) == KEYS
    assert [one.value for one in sharing.Share] == [
        "first-name",
        "safe-contact",
        "language",
        "access-needs",
        "start-wish",
        "comes-with",
        "own-words",
    ]


def test_what_they_agreed_to_must_hold_everything_that_is_told() -> None:
    shared = Shared(first_name="Marek", contact="07700 900417", needs="Large print")
    assert shared.fields == ["first-name", "safe-contact", "access-needs"] and shared.is_whole
    assert is_covered(shared, ["first-name", "safe-contact", "access-needs", "language"])
    assert not is_covered(shared, ["first-name", "safe-contact"])


def test_without_a_way_to_reach_them_it_is_no_introduction() -> None:
    assert not Shared(first_name="Marek").is_whole and not read(None).is_whole
    assert read({"channel": "carrier-pigeon"}).channel is ShareChannel.WORKER


def test_only_ways_that_are_safe_are_offered() -> None:
    def ways(**given: object) -> set[ShareChannel]:
        return set(safe_channels(clean_reaching(given), phone="07700 900417", email="m@x.example"))

    assert ways(channels=["text", "letter"]) == {ShareChannel.TEXT}
    assert ways(channels=["phone", "email"]) == {ShareChannel.PHONE, ShareChannel.EMAIL}
    assert ways(channels=["phone", "text"], methods=["no-telephone-contact", "text"]) == {ShareChannel.TEXT}
    assert ways() == set(), "nobody has asked which are safe"


def test_share_lasts_thirty_days_after_the_end() -> None:
    assert dt.timedelta(days=30) == sharing.SHARE_LASTS
