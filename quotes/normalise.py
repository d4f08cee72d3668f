"""Fold Arabic writing so that spellings of one word compare equal.

Takes raw text or one raw word, gives its folded form. Detection works on tokens that carry their raw offsets
(`quotes.segment`), so a folded word always knows where it stands in the text as it came.

What is folded, and why: newspapers drop the hamza (اكد for أكد, "he affirmed") and the dots of ى and ة, some print
full harakat (vowel signs), some stretch words with tatweel; invisible direction signs come with copied text, and
presentation forms (ﻼ) with old typesetting.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from quotes.memory import remembered

# Harakat and Qur'anic signs, the dagger alef, tatweel, zero-width and direction signs, the byte order mark.
SIGNS: Final = (
    "\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad"
)
_SIGNS: Final = re.compile(f"[{SIGNS}]+")
_PRESENTATION: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
LETTERS: Final = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ھ": "ه",
        "ہ": "ه",
    }
    | {chr(0x660 + d): str(d) for d in range(10)}
    | {chr(0x6F0 + d): str(d) for d in range(10)}
)
# On text that is not ASCII a replacement a letter takes a seventh of the time of `str.translate`; no letter stands on
# both sides of the table, so that their order is nothing.
_PLAIN: Final = tuple((chr(letter), plain) for letter, plain in LETTERS.items())
_FOLDED: Final = re.compile(
    "[" + "".join(chr(n) for n in range(0x621, 0x64B) if n not in LETTERS and n != 0x640) + "]+"
)


def fold_text(text: str) -> str:
    """Return `text` folded; its length may shrink, so offsets do not carry over.

    >>> fold_text("أكّـدت المنظَّمةُ ١٢")  # the organisation affirmed 12
    'اكدت المنظمه 12'
    """
    if _FOLDED.fullmatch(text):
        return text  # every second word is written as it is folded
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    folded = _SIGNS.sub("", text)
    for letter, plain in _PLAIN:
        folded = folded.replace(letter, plain)
    return folded


@remembered
def fold_word(word: str) -> str:
    """Return one word folded, from a cache: news repeats its words."""
    return fold_text(word)
