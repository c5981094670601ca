"""Words of harm are heard in every language of the list; ways of speaking that mean nothing are not."""

import re

import pytest

from app.domain.engagement import HarmKind
from app.domain.harm_word_list import HARMS
from app.domain.harm_words import kinds_in, patterns_for_script, plain

S, A, C, V = HarmKind.SELF_HARM, HarmKind.ABUSE, HarmKind.CHILD, HarmKind.VIOLENCE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to end my life", S),
        ("Sometimes I DON’T WANT TO LIVE any more", S),
        ("my lad self-harms", S),
        ("she killed herself last year", S),
        ("thinking about suicide", S),
        ("he hits me when he drinks", A),
        ("I was raped", A),
        ("domestic violence is everywhere", A),
        ("he beats the kids", C),
        ("child abuse", C),
        ("I will kill him", V),
        ("my son was stabbed outside the shop", V),
        ("Myślę o samobójstwie", S),
        ("nie chcę żyć", S),
        ("mąż mnie bije, bije mnie co tydzień", A),
        ("nie chce zyc", S),
        ("BOJĘ SIĘ MĘŻA", A),
        ("on bije dzieci", C),
        ("wish I was dead", S),
        ("I just can't go on like this", S),
        ("there is no point in living", S),
        ("my ex threatened me outside the school", A),
        ("she is scared of her", A),
        ("scared to go home at night", A),
        ("he won’t let me out on my own", A),
        ("the children are being neglected", C),
        ("our boys are getting groomed round here", C),
        ("they were carrying knives", V),
        ("he said he'd kill me", V),
        ("أفكر في الانتحار", S),
        ("وَالانتِحَار", S),
        ("بدي موت", S),
        ("أخاف من زوجي", A),
        ("يضرب أولادي", C),
        ("میں خودکشی کرنا چاہتا ہوں", S),
        ("我想自杀", S),
        ("আত্মহত্যার কথা ভাবি", S),
        ("Nu mai vreau sa traiesc", S),
        ("Він каже: мене б’є чоловік", A),
        ("меня бьет муж", A),
        ("quiero morir", S),
        ("il me frappe", A),
        ("زوجي يضربني", A),
    ],
)
def test_words_of_harm_are_heard(text, kind):
    assert kind in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just killing time at the bus stop",
        "the chips are to die for",
        "I could kill for a brew",
        "I could murder a curry",
        "my feet are killing me",
        "the stairs nearly killed me",
        "you kill me, that is so funny",
        "the parking is murder",
        "a dying trade",
        "dead good",
        "we had a shot at it",
        "the hit parade",
        "they beat Hull at rugby",
        "Killingbeck and Shooters Hill",
        "skilled workers",
        "rapeseed fields",
        "grape juice",
        "dying for a wee",
        "shoot me an e-mail",
        "kill two birds with one stone",
        "suicide prevention training for barbers",
        "take my life back after the stroke",
        "dog grooming for pensioners",
        "he eats with a knife and fork",
        "the doctor's hit and miss",
        "they pushed me to try the choir",
        "can't go on the bus with a pram",
        "a child is at school",
        "gwałtownie spadły temperatury",
        "my family does let me know",
    ],
)
def test_ways_of_speaking_are_not(text):
    assert kinds_in(text) == frozenset()


def test_each_entry_says_why_it_is_there():
    assert all(harm.why and harm.language and harm.words for harm in HARMS)


def test_the_script_reads_the_same_list():
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in patterns_for_script()]
    for text in ("He hits me.", "I don’t want to live", "أفكر في الإنتحار", "o samobójstwie myślę"):
        assert any(pattern.search(text) for pattern in patterns), text
    assert not any("\\w" in pattern.pattern for pattern in patterns)


def test_a_sign_that_stands_for_a_whole_sentence_makes_no_text_much_longer():
    """Ten thousand of them were a third of a second of work, eighteen letters each."""
    assert len(plain("\ufdfa" * 1000 + "\ufdfb" * 1000)) <= 2000
    assert kinds_in("\ufdfahe hit me\ufdfb")
