"""Our strings and their translations as files: gettext's, and XLIFF 1.2 for other tools."""

from __future__ import annotations

import functools
import gettext
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, PoFileParser, read_po, write_po
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.domain.translating import Source, digest

RESIDENT = "Residents meet this."
"""What the template says of a string that not only staff meet."""
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Ginnel\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
FORM_OF = re.compile(r"(?P<digest>[0-9a-f]{24})(?:\[(?P<form>\d)\])?")
MOST = 20_000
"""Strings in one file."""
LARGEST, EXAMPLES = 1_000, 4
"""Where numbers for a form are looked for, and how many are shown."""


MOST_FORMS = 6
"""More than any language has for a number."""


class UnreadableError(ValueError):
    """Neither a catalogue nor XLIFF 1.2."""


class OtherLanguageError(UnreadableError):
    """Its words say that they are in another language than the one asked for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Incoming:
    """One string as a file has it: found by its digest, as our own XLIFF names it, or by its English."""

    digest: str
    english: str
    forms: tuple[str, ...]


def sources(root: Path) -> Mapping[str, Source]:
    """Every English string by its digest, in the order of the template."""
    path = root / "translations" / "messages.pot"
    return _sources(path, path.stat().st_mtime_ns) if path.is_file() else {}


@functools.lru_cache(maxsize=2)
def _sources(path: Path, saved: int) -> Mapping[str, Source]:
    with path.open("rb") as file:
        found = [_source(message) for message in read_po(file) if message.id]
    return {one.digest: one for one in found}


def _source(message: Message) -> Source:
    one, many = (message.id, "") if isinstance(message.id, str) else (message.id[0], message.id[1])
    comments = tuple(line for line in message.auto_comments if line != RESIDENT)
    return Source(
        context=message.context or "",
        english=one,
        plural=many,
        comments=comments,
        used_in=tuple(dict.fromkeys(name for name, _line in message.locations)),
        is_resident=RESIDENT in message.auto_comments,
    )


def kept(root: Path, code: str) -> Mapping[str, tuple[str, ...]]:
    """The translations of the repository's own file by digest; those without words left out."""
    path = root / "translations" / code / "LC_MESSAGES" / "messages.po"
    return _kept(path, path.stat().st_mtime_ns, code) if path.is_file() else {}


@functools.lru_cache(maxsize=8)
def _kept(path: Path, saved: int, code: str) -> Mapping[str, tuple[str, ...]]:
    with path.open("rb") as file:
        return {one.digest: one.forms for one in _of_catalogue(read_po(file, locale=code)) if all(one.forms)}


def forms_wanted(code: str) -> int:
    """How many forms the language has for a number."""
    return int(get_plural(code).num_plurals)


def numbers_of(code: str, form: int) -> list[int]:
    """The first numbers that take this form: what a translator calls it by."""
    chosen = gettext.c2py(get_plural(code).plural_expr)
    return [number for number in range(LARGEST) if chosen(number) == form][:EXAMPLES]


def read(data: bytes, code: str) -> list[Incoming]:
    """The strings of a file that have words. Raises: UnreadableError; OtherLanguageError."""
    is_xml = data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    found = _of_xliff(data, code) if is_xml else _of_po(data, code)
    if len(found) > MOST:
        raise UnreadableError
    return [one for one in found if any(form.strip() for form in one.forms)]


class Brought(Catalog):
    """A catalogue from outside: each string gets as many places as its head says, so that is bounded."""

    @property
    def num_plurals(self) -> int:
        return min(super().num_plurals, MOST_FORMS)


def _of_po(data: bytes, code: str) -> list[Incoming]:
    catalogue = Brought(locale=code)
    try:
        PoFileParser(catalogue, abort_invalid=True).parse(io.BytesIO(data))
        found = _of_catalogue(catalogue)
    except (PoFileError, LookupError, ValueError) as error:  # a LookupError: no such encoding
        raise UnreadableError from error
    _only_of(str(catalogue.locale_identifier or ""), code)
    if not found:
        raise UnreadableError
    return found


def _only_of(said: str, code: str) -> None:
    """`said` is what the file calls its language, such as pl_PL. Raises: OtherLanguageError."""
    theirs = re.split("[-_]", said.strip().casefold())[0]
    if theirs and theirs != re.split("[-_]", code.casefold())[0]:
        raise OtherLanguageError(theirs)


def _of_catalogue(found: Catalog) -> list[Incoming]:
    made = []
    for message in found:
        if message.id and not message.fuzzy:
            english = message.id if isinstance(message.id, str) else message.id[0]
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            made.append(Incoming(digest(message.context or "", english), english, forms))
    return made


def _of_xliff(data: bytes, code: str) -> list[Incoming]:
    try:
        tree: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableError from error
    if tree.tag != f"{{{XLIFF}}}xliff":
        raise UnreadableError
    for file in tree.iter(f"{{{XLIFF}}}file"):
        _only_of(file.get("target-language", ""), code)
    forms: dict[str, dict[int, str]] = {}
    english: dict[str, str] = {}
    for unit in tree.iter(f"{{{XLIFF}}}trans-unit"):
        name = FORM_OF.fullmatch(unit.get("id", ""))
        target = unit.find(f"{{{XLIFF}}}target")
        said = "".join(unit.itertext()) if target is None else "".join(target.itertext())
        source = unit.find(f"{{{XLIFF}}}source")
        words = "" if source is None else "".join(source.itertext())
        key = name["digest"] if name else digest("", words)
        english.setdefault(key, words)
        if target is not None:
            forms.setdefault(key, {})[int((name and name["form"]) or 0)] = said
    return [
        Incoming(key, english[key], tuple(words for _at, words in sorted(given.items())))
        for key, given in forms.items()
    ]


def as_po(strings: Iterable[tuple[Source, Sequence[str]]], code: str) -> bytes:
    """A catalogue that any editor of PO files opens, with our comments and where each is used."""
    made = Catalog(locale=code, project="Ginnel", fuzzy=False)
    for source, forms in strings:
        words = tuple(forms) if source.plural else (forms[0] if forms else "")
        made.add(
            (source.english, source.plural) if source.plural else source.english,
            words or None,
            context=source.context or None,
            auto_comments=source.comments,
            locations=[(name, 0) for name in source.used_in],
        )
    target = io.BytesIO()
    write_po(target, made, width=100, include_lineno=False)
    return target.getvalue()


def write_over(root: Path, code: str, brought: Mapping[str, Sequence[str]]) -> int:
    """Put these words into the repository's own file, in its own order; how many strings it has for them."""
    path = root / "translations" / code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        found = read_po(file, locale=code)
    written = 0
    for message in found:
        english = message.id if isinstance(message.id, str) else message.id[0]
        forms = brought.get(digest(message.context or "", english)) if english else None
        if forms:
            message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
            written += 1
    path.write_bytes(as_kept(found, code))
    return written


def as_kept(found: Catalog, code: str) -> bytes:
    """A catalogue as the repository keeps it: in order, with no line numbers and no dates to collide."""
    target = io.BytesIO()
    found.fuzzy = False
    is_template = found.locale is None
    write_po(
        target,
        found,
        width=100,
        no_location=not is_template,
        include_lineno=False,
        sort_output=True,
        ignore_obsolete=True,
    )
    header = HEADER.format(language=code)
    if not is_template:
        header += f'"Plural-Forms: nplurals={found.num_plurals}; plural={found.plural_expr};\\n"\n'
    return header.encode() + b"\n" + target.getvalue().partition(b"\n\n")[2]


def as_xliff(strings: Iterable[tuple[Source, Sequence[str]]], code: str) -> bytes:
    """XLIFF 1.2. Each plural form is a unit of its own, numbered in brackets."""
    root = Element("xliff", {"version": "1.2", "xmlns": XLIFF})
    about = {"original": "messages.pot", "source-language": "en", "target-language": code}
    file = SubElement(root, "file", {**about, "datatype": "plaintext"})
    body = SubElement(file, "body")
    for source, forms in strings:
        numbers: Sequence[int | None] = range(forms_wanted(code)) if source.plural else (None,)
        for number in numbers:
            name = source.digest if number is None else f"{source.digest}[{number}]"
            unit = SubElement(body, "trans-unit", {"id": name})
            SubElement(unit, "source").text = source.plural if number else source.english
            if forms and (number or 0) < len(forms) and forms[number or 0]:
                SubElement(unit, "target").text = forms[number or 0]
            for comment in source.comments:
                SubElement(unit, "note").text = comment
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made
