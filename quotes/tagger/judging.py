"""Tell how likely it is that a statement's words and speaker are right, from what rules and tagger say of it.

Takes a quotation and the hearing at its cue, gives a probability.

The method: logistic regression on a handful of features (`quotes/tagger/model/judge.tsv`), fitted on articles that the
tagger had not learned from. A quotation below `LEAST` is more often wrong than it is worth, and is not told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from quotes.confidence import on_unseen
from quotes.models import Article, Field, Quotation
from quotes.normalise import fold_text
from quotes.tagger.hearing import Hearing

LEAST = 0.33
LEAST_NOMINAL = 0.15  # noun phrases are judged leniently: whoever filters by confidence sees them last
FEATURES = (
    "bias",  # always 1
    "rules",  # log odds of the confidence of its rules
    "heard alone",  # the rules did not find it
    "no cue heard",  # no cue to ask the tagger about
    "cue",  # log odds of the cue
    "content",  # logarithm of the probability of these words
    "same words",  # overlap with the words that the tagger hears
    "speaker",  # logarithm of the probability of this mention, or of none
    "who",  # weight of the name's mentions among those that the tagger points at
    "left out",  # no speaker is named at the cue
    "nominal",  # the words are a noun phrase
    "marked",  # the words stand in marks
    "nominal heard",  # log odds that they are a noun phrase, where they are one; else that they are none
)
_FARTHEST = 5.0  # log odds
_TINY = 0.01


def is_worth_telling(quotation: Quotation) -> bool:
    """Tell a judged quotation that is right often enough."""
    return quotation.confidence >= (LEAST_NOMINAL if quotation.kind == "nominal" else LEAST)


def features(article: Article, quotation: Quotation, hearing: Hearing | None, *, alone: bool) -> tuple[float, ...]:
    """Return the values of `FEATURES` for one quotation; `alone` where the rules did not find it."""
    nominal = quotation.kind == "nominal"
    about = (0.0 if alone else odds(quotation.confidence), float(alone), float(hearing is None))
    of_form = (float(quotation.speaker is None), float(nominal), float(quotation.kind in ("direct", "mixed")))
    if hearing is None:
        return (1.0, *about, *(0.0,) * 5, *of_form, 0.0)
    heard = (
        odds(hearing.cue),
        math.log(_TINY + hearing.content_probability(quotation.start, quotation.end)),
        _same_words(quotation, hearing),
        math.log(_TINY + _named_so(quotation, hearing)),
        _who(article, quotation, hearing),
    )
    return (1.0, *about, *heard, *of_form, odds(hearing.nominal if nominal else 1 - hearing.nominal))


def probability(weights: Mapping[str, float], values: tuple[float, ...]) -> float:
    """Return the probability that a quotation of unseen news with these features is right, two decimals."""
    score = sum(weights[name] * value for name, value in zip(FEATURES, values, strict=True))
    return round(on_unseen(1 / (1 + math.exp(-score))), 2)


def odds(probability: float) -> float:
    """Return log odds, within what a probability of two decimals can tell."""
    within = min(max(probability, 1e-6), 1 - 1e-6)
    return min(max(math.log(within / (1 - within)), -_FARTHEST), _FARTHEST)


def _same_words(quotation: Quotation, hearing: Hearing) -> float:
    content = hearing.content()
    if content is None or hearing.field != quotation.field:
        return 0.0
    inside = min(content.end, quotation.end) - max(content.start, quotation.start)
    return max(0.0, inside / (max(content.end, quotation.end) - min(content.start, quotation.start)))


def _named_so(quotation: Quotation, hearing: Hearing) -> float:
    mention = quotation.speaker
    return hearing.unnamed if mention is None else hearing.speaker_probability(mention.start, mention.end)


def _who(article: Article, quotation: Quotation, hearing: Hearing) -> float:
    """The weight of the pieces that begin a word of the speaker's name."""
    name = {_bare(word) for word in fold_text(quotation.who or "").split()}
    return sum(likely for piece, likely in hearing.who if _bare(_word(article, piece.field, piece.start)) in name)


def _word(article: Article, field: Field, start: int) -> str:
    words = article[field][start : start + 40].split()
    return fold_text(words[0]).strip('«»"،,.:؛()') if words else ""


def _bare(word: str) -> str:
    return word.removeprefix("و").removeprefix("ال")
