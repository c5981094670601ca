"""Page code to plain words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.feeds.markup import clean_letters, first_words, html_to_text, tidy


def read(text: str) -> str:
    return tidy(html_to_text(clean_letters(text)))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("<p>One &amp; two</p><p>Three</p>", "One & two\n\nThree"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<ul><li>tea</li><li>toast</li></ul>", "- tea\n- toast"),
        ("<script>alert(1)</script>after", "after"),
        ("<STYLE type='x'>p{}</STYLE >after", "after"),
        ("before<style>never closed, words", "beforenever closed, words"),
        ("<!-- hidden -->seen<!-- open", "seen open"),
        ("<!--[if mso]>junk<![endif]-->seen", "seen"),
        ("<![CDATA[kept]]>", "kept"),
        ("&lt;p&gt;escaped twice&lt;/p&gt;", "escaped twice"),
        ("&amp;lt;b&amp;gt;three times&amp;lt;/b&amp;gt;", "three times"),
        ("children <5 and 3 > 2", "children <5 and 3 > 2"),
        ("write to <bev@example.org>", "write to <bev@example.org>"),
        ("<header>Top</header>rest", "Top\n\nrest"),
        ("caf&eacute;&nbsp;&#163;2", "café £2"),
        ("<o:p></o:p>Word's own tags", "Word's own tags"),
    ],
)
def test_page_code_becomes_words(code: str, words: str) -> None:
    assert read(code) == words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('<a href="https://example.org/a">our page</a>', "our page (https://example.org/a)"),
        ('<a href="https://www.example.org/">example.org</a>', "example.org"),
        ('<a href="mailto:bev@example.org">write</a>', "write (bev@example.org)"),
        ('<a href="tel:01134960000">0113 496 0000</a>', "0113 496 0000"),
        ('<a href="javascript:alert(1)">press</a>', "press"),
        ('<a href="https://example.org/a"></a>', "https://example.org/a"),
        ('<a href="https://example.org/a">never closed', "never closed (https://example.org/a)"),
    ],
)
def test_address_of_a_link_is_kept(code: str, words: str) -> None:
    assert read(code) == words


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("a\x00b\x07c", "abc"),
        ("\ud83d lone", " lone"),
        ("\ud83d\ude00 whole", "😀 whole"),
        ("e\u0301", "é"),
        ("left\u202eright\u2066", "leftright"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("Itâ€™s cafÃ© Â£3", "It’s café £3"),
        ("Ã‰cole is a word", "École is a word"),
    ],
)
def test_broken_letters_are_mended(broken: str, mended: str) -> None:
    assert clean_letters(broken) == mended


def test_ordinary_accents_are_left_alone() -> None:
    for text in ("Żółw łąka", "مرحبا بكم", "naïve café", "Ünïted"):
        assert clean_letters(text) == text


@given(st.text(alphabet=st.sampled_from("<>/!-&;abps \"'=[]?ةé\x00\ud800")))
def test_no_text_breaks_the_reader(text: str) -> None:
    words = read(text)
    assert "\x00" not in words
    words.encode("utf-8")


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<script", "<", "&", "<a href='", "<![CDATA[", "<p ", "<<p>"]
)
def test_hostile_page_code_is_read_in_reasonable_time(piece: str) -> None:
    started = time.process_time()
    read((piece * 30_000)[:60_000])
    assert time.process_time() - started < 5  # a bound on runaway growth, not a speed test


def test_first_words_are_the_first_sentence() -> None:
    assert first_words("A warm room. Come in.") == "A warm room."
    assert first_words("word " * 50).endswith("word…")
    assert len(first_words("word " * 50).split()) == 30
