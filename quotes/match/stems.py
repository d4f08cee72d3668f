"""Reduce a folded word to the form that is compared: without the clitics and the article written on to it.

Takes one folded word, gives its bare form: والوزارة and للوزارة and وزارة ("the ministry", "and …", "to …") are one.
What is dropped marks the grammar around a word, which every rewording changes.
"""

from __future__ import annotations

from functools import lru_cache

from quotes.clitics import pieces
from quotes.match.rarity import RAREST, rarity

_ARTICLE = "ال"
_AFTER_ARTICLE = 3  # letters that must be left for it to be the article: البان is "milks", not "the Ban"
_CONJUNCTIONS = "وف"
_AFTER_CONJUNCTION = 3  # letters
_CASE = "ا"  # the ending of an indefinite object, تقدما for تقدم "progress"
_BEFORE_CASE = 4  # letters


@lru_cache(maxsize=1 << 18)
def bare(word: str) -> str:
    """Return a folded word without clitics, article and the alef of the indefinite object.

    >>> bare("وللوزاره"), bare("تقدما"), bare("وصف")  # and to the ministry, progress, described
    ('وزاره', 'تقدم', 'وصف')
    """
    found = pieces(word)
    form = found[-1][0] if found else word
    return _plain(_unjoined(form) if len(found) == 1 else form)


def _unjoined(form: str) -> str:
    """Return the word without و or ف ("and", "so") where news writes the rest more often: وارتفعت "and rose"."""
    rest = form[1:]
    joined = form[0] in _CONJUNCTIONS and len(rest) >= _AFTER_CONJUNCTION
    return rest if joined and rarity(_plain(rest)) < min(RAREST, rarity(_plain(form))) else form


def _plain(form: str) -> str:
    if form.startswith(_ARTICLE) and len(form) - len(_ARTICLE) >= _AFTER_ARTICLE:
        form = form.removeprefix(_ARTICLE)
    if form.endswith(_CASE) and len(form) - len(_CASE) >= _BEFORE_CASE:
        form = form.removesuffix(_CASE)
    return form
