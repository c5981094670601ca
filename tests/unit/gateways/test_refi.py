"""Codebooks and projects are valid by the published schemas, and every span lies on its words."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from app.domain.refi import INSTEAD, Code, Comment, Span, one_line_end
from app.gateways import refi_codebook, refi_project
from app.gateways.refi_project import Layout

SHARED = Path(__file__).parents[4] / "shared" / "refi-qda"
BOOK, PROJECT = (etree.XMLSchema(etree.parse(SHARED / name)) for name in ("Codebook.xsd", "Project.xsd"))
Q = "{urn:QDA-XML:project:1.0}"
IDS = [uuid.UUID(int=number) for number in range(1, 7)]
CODES = (
    Code(IDS[0], "Places & <roads>", "Where?\r\n\x07", "#1D70B8", is_codable=False, below=(
        Code(IDS[1], 'Getting "around"', below=(
            Code(IDS[2], "Buses 🚌", "Buses only.", "not a colour", below=(Code(IDS[3], "Late\nbuses"),)),
        )),
    )),
    Code(IDS[4], "Neighbours"),
)  # fmt: skip
WORDS = "🚌 Buses are late.\r\nPeople are kind.\x00 <b>&</b>"
COMMENTS = [
    Comment(
        "one",
        "Comment 1",
        WORDS,
        (
            Span(IDS[3], "Coder 1", 2, 17),
            Span(IDS[4], "Coder 2", 19, 35),
            Span(IDS[2], "Coder 1"),
            Span(IDS[5], "Coder 1", 0, 3),
        ),
        {"Area": "Seacroft", "Age": ""},
        "What would you change?",
    ),
    Comment(
        "two", "Comment 2", "I walk.\r", (Span(IDS[4], "Coder 1", 2, 6),), None, "What would you change?"
    ),
    Comment("three", "Comment 3", "Parks", (), {"Age": "65 and over"}, "What do you love?"),
]
VARIABLES = {"Area": "The ward", "Age": ""}


def made(path, comments=COMMENTS, codes=CODES, layout=Layout.COMMENTS):
    return refi_project.write(
        path,
        name="Bus chat & more",
        codes=codes,
        coders={span.coder for one in comments for span in one.spans},
        variables=VARIABLES,
        comments=iter(comments),
        layout=layout,
    )


def read(path):
    """The project, once it is valid, and its texts by their paths."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"), etree.XMLParser(huge_tree=True))
        PROJECT.assertValid(root)
        texts = {
            name.removeprefix("Sources/"): archive.read(name).decode()
            for name in archive.namelist()
            if name != "project.qde"
        }
    return root, texts


def coded(root, texts):
    """Which words each code lies on, as another program finds them."""
    found = set()
    for source in root.iter(f"{Q}TextSource"):
        path = source.get("plainTextPath")
        words = texts[path.removeprefix("internal://")] if path else source.findtext(f"{Q}PlainTextContent")
        for one in source.iter(f"{Q}PlainTextSelection"):
            part = words[int(one.get("startPosition")) : int(one.get("endPosition"))]
            found |= {(code.get("targetGUID"), part) for code in one.iter(f"{Q}CodeRef")}
        found |= {(code.get("targetGUID"), words) for code in source.findall(f"{Q}Coding/{Q}CodeRef")}
    return found


def test_a_codebook_of_four_levels_is_valid_and_keeps_its_codes():
    root = etree.fromstring(b"".join(refi_codebook.written(CODES)))
    BOOK.assertValid(root)
    codes = list(root.iter("{*}Code"))
    assert [code.get("name") for code in codes] == [
        "Places & <roads>", 'Getting "around"', "Buses 🚌", "Late\nbuses", "Neighbours"
    ]  # fmt: skip
    assert len(list(codes[3].iterancestors("{*}Code"))) == 3
    assert codes[0].findtext("{*}Description") == "Where?\r\n" + INSTEAD
    assert [code.get("color") for code in codes] == ["#1D70B8", None, None, None, None]
    assert codes[0].get("isCodable") == "false"


def test_a_codebook_without_codes_is_refused():
    with pytest.raises(refi_codebook.NoCodesError):
        b"".join(refi_codebook.written(()))


def test_a_source_for_each_comment_keeps_its_words_and_every_span(tmp_path):
    assert made(tmp_path / "p.qdpx") == 3
    root, texts = read(tmp_path / "p.qdpx")
    assert texts == {}
    words = [one.text for one in root.iter(f"{Q}PlainTextContent")]
    assert words == [WORDS.replace("\x00", INSTEAD), "I walk.\r", "Parks"]
    assert coded(root, texts) == {
        (str(IDS[3]), "Buses are late."),
        (str(IDS[4]), "People are kind."),
        (str(IDS[2]), WORDS.replace("\x00", INSTEAD)),
        (str(IDS[4]), "walk"),
    }
    assert [one.get("name") for one in root.iter(f"{Q}User")] == ["Coder 1", "Coder 2"]
    values = [[one.text for one in case.iter(f"{Q}TextValue")] for case in root.iter(f"{Q}Case")]
    assert values == [["Seacroft"], [], ["65 and over"]]


def test_a_source_for_each_question_has_a_paragraph_for_each_comment(tmp_path):
    made(tmp_path / "p.qdpx", layout=Layout.QUESTIONS)
    root, texts = read(tmp_path / "p.qdpx")
    assert len(texts) == len(list(root.iter(f"{Q}TextSource"))) == 2
    assert all("\r" not in text for text in texts.values())
    whole = WORDS.replace("\r\n", "\n").replace("\x00", INSTEAD)
    assert coded(root, texts) == {
        (str(IDS[3]), "Buses are late."),
        (str(IDS[4]), "People are kind."),
        (str(IDS[2]), whole),
        (str(IDS[4]), "walk"),
    }
    kept = {one.get("guid") for one in root.iter(f"{Q}PlainTextSelection")}
    assert {one.get("targetGUID") for one in root.iter(f"{Q}SelectionRef")} <= kept


@pytest.mark.parametrize("layout", Layout)
def test_the_same_comments_give_the_same_bytes(tmp_path, layout):
    for name in ("a", "b"):
        made(tmp_path / name, layout=layout)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("layout", Layout)
def test_a_project_with_nothing_in_it_is_valid(tmp_path, layout):
    assert made(tmp_path / "p", comments=[], codes=(), layout=layout) == 0
    read(tmp_path / "p")


@settings(max_examples=30, deadline=None)
@given(
    words=st.text(
        st.sampled_from("\r\n\x00\x85\u2028\ufffe🚌a<&]>'\" ") | st.characters(codec="utf-8"), min_size=1
    ),
    layout=st.sampled_from(Layout),
    ends=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_any_words_make_a_valid_project_and_a_span_stays_on_its_words(tmp_path_factory, words, layout, ends):
    start, end = sorted(min(at, len(words)) for at in ends)
    file = tmp_path_factory.getbasetemp() / "any.qdpx"
    comment = Comment("x", words, words, (Span(IDS[3], "Coder 1", start, end),), None, words)
    made(file, [comment], layout=layout)
    root, texts = read(file)
    ((_code, part),) = coded(root, texts)
    assert len(part.replace("\r\n", "\n")) <= end - start
    if layout is Layout.COMMENTS:
        assert len(part) == end - start
        kept = [letter for letter, was in zip(part, words[start:end], strict=True) if letter != was]
        assert set(kept) <= {INSTEAD}


def test_spans_move_with_doubled_line_ends():
    text, (span,) = one_line_end("a\r\nb\rc\r\nd", (Span(IDS[0], "x", 3, 9),))
    assert text == "a\nb\nc\nd"
    assert text[span.start : span.end] == "b\nc\nd"


def test_two_thousand_comments_are_all_in_it(tmp_path):
    """Twenty thousand are written and checked in benchmarks/export.py."""
    spans = (Span(IDS[3], "Coder 1", 2, 9),)
    made(
        tmp_path / "p", [Comment(str(at), f"Comment {at}", "🚌 The bus is late", spans) for at in range(2000)]
    )
    root, texts = read(tmp_path / "p")
    assert len(list(root.iter(f"{Q}Case"))) == 2000
    assert coded(root, texts) == {(str(IDS[3]), "The bus")}
