"""What people type in their own language leads to the same terms, with accents or without."""

import pytest

from app.domain.understanding import Phrasebook
from app.gateways import language_folders, place_folder, vocabulary_file
from config import ROOT


@pytest.fixture(scope="module")
def book():
    return Phrasebook(vocabulary_file.of_root(ROOT), place_folder.place(ROOT, "leeds"))


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("samotność", "need:lonely"),
        ("samotnosc", "need:lonely"),
        ("głód", "need:food"),
        ("szukam pracy", "need:work"),
        ("جوع", "need:food"),
        ("الوحدة", "need:lonely"),
        ("وحده", "need:lonely"),
        ("singurătate", "need:lonely"),
        ("singuratate", "need:lonely"),
        ("nu am bani", "need:money"),
        ("unde pot găsi mâncare gratuită", "need:food"),
        ("vorbește româna", "lang:ro"),
        ("تنہائی", "need:lonely"),
        ("مجھے پیسوں کی ضرورت ہے", "need:money"),
        ("پيسے", "need:money"),
        ("نیند نہیں آتی", "need:sleep"),
        ("اردو", "lang:ur"),
    ],
)
def test_words_of_other_languages_mean_our_terms(book, typed, term):
    assert term in {key for part in book.read(typed).parts for key in part.terms}


@pytest.mark.parametrize("code", [code for code in language_folders.codes(ROOT) if code != "en"])
def test_every_language_brings_sixty_words_or_more(code):
    table = language_folders.table(language_folders.folder(ROOT, code) / "synonyms.toml")
    assert sum(len(row.get("typed", ())) for rows in table.values() for row in rows.values()) >= 60
