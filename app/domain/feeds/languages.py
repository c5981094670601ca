"""Languages by name and code, as people and standards write them."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES: Mapping[str, str] = {
    "arabic": "ar",
    "bengali": "bn",
    "bangla": "bn",
    "british sign language": "bfi",
    "bsl": "bfi",
    "bulgarian": "bg",
    "cantonese": "yue",
    "chinese": "zh",
    "mandarin": "zh",
    "czech": "cs",
    "dari": "prs",
    "dutch": "nl",
    "english": "en",
    "farsi": "fa",
    "persian": "fa",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "gujarati": "gu",
    "hindi": "hi",
    "hungarian": "hu",
    "irish": "ga",
    "italian": "it",
    "kurdish": "ku",
    "sorani": "ckb",
    "latvian": "lv",
    "lithuanian": "lt",
    "mirpuri": "pa",
    "nepali": "ne",
    "panjabi": "pa",
    "punjabi": "pa",
    "pashto": "ps",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "slovak": "sk",
    "somali": "so",
    "spanish": "es",
    "swahili": "sw",
    "sylheti": "bn",
    "tamil": "ta",
    "tigrinya": "ti",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
    "welsh": "cy",
    "yoruba": "yo",
}
THREE_LETTERS: Mapping[str, str] = {
    "ara": "ar", "ben": "bn", "bul": "bg", "ces": "cs", "cze": "cs", "cym": "cy", "deu": "de", "ell": "el",
    "eng": "en", "fas": "fa", "fra": "fr", "fre": "fr", "ger": "de", "guj": "gu", "hin": "hi", "hun": "hu",
    "ita": "it", "kur": "ku", "lav": "lv", "lit": "lt", "nep": "ne", "nld": "nl", "pan": "pa", "pol": "pl",
    "por": "pt", "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk", "som": "so", "spa": "es",
    "swa": "sw", "tam": "ta", "tir": "ti", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "wel": "cy",
    "zho": "zh",
}  # fmt: skip
NAMES_BY_CODE: Mapping[str, str] = {code: name.title() for name, code in reversed(list(LANGUAGES.items()))}


def language(text: str) -> tuple[str, str]:
    """Name and code of a language; the code is empty for one we do not know."""
    bare = " ".join(text.split())
    low = bare.lower()
    if low in LANGUAGES:
        return bare if len(bare) > 3 else NAMES_BY_CODE[LANGUAGES[low]], LANGUAGES[low]
    code = THREE_LETTERS.get(low, low.partition("-")[0])
    if code in NAMES_BY_CODE:
        return NAMES_BY_CODE[code], code
    return bare, ""
