"""What makes a string catalogue wrong."""

from babel.messages.catalog import Catalog

from tools.catalogues import incomplete, stale


def polish(**entries):
    kept = Catalog(locale="pl")
    for english, words in entries.items():
        kept.add(english.replace("_", " "), words)
    return kept


def test_a_string_the_catalogue_lacks_is_named():
    assert list(stale(polish(My_list="a", New="b"), polish(My_list="a"), "pl")) == ["pl: missing: 'New'"]


def test_a_string_no_longer_used_is_named():
    assert list(stale(polish(), polish(Old="b"), "pl")) == ["pl: no longer used: 'Old'"]


def test_a_whole_catalogue_has_no_fault():
    assert list(incomplete(polish(My_list="Moja lista"), "pl")) == []


def test_a_string_without_words_is_named():
    assert list(incomplete(polish(My_list=""), "pl")) == ["pl: no words for 'My list'"]


def test_an_unsure_string_is_named():
    kept = Catalog(locale="pl")
    kept.add("My list", "Lista", flags=("fuzzy",))
    assert list(incomplete(kept, "pl")) == ["pl: unsure (fuzzy): 'My list'"]


def test_a_lost_gap_and_a_made_up_gap_are_named():
    kept = Catalog(locale="pl")
    kept.add("Near %(place)s", "Blisko %(miejsce)s", flags=("python-format",))
    faults = [fault.split(": ")[1] for fault in incomplete(kept, "pl")]
    assert faults == ["lost-gap %(place)s", "made-up-gap %(miejsce)s"]


def test_a_missing_plural_form_is_named():
    kept = Catalog(locale="pl")
    kept.add(("%(num)s mile", "%(num)s miles"), ("%(num)s mila", "%(num)s mile"))
    assert list(incomplete(kept, "pl")) == ["pl: forms 3: '%(num)s mile'"]


def test_a_plural_form_may_say_the_number_in_a_word():
    kept = Catalog(locale="pl")
    kept.add(("%(num)s mile", "%(num)s miles"), ("jedna mila", "%(num)s mile", "%(num)s mil"))
    assert list(incomplete(kept, "pl")) == []
