"""Let what people say of an article stand in place of what an engine reads in it.

Takes an article, the quotations that an engine found and a person's correction; gives the quotations that stand.

Where the text is the one that the person saw, the person's word is the last. Where it has changed, a label goes with
its words as long as they stand there once, with what is before or behind them; of the engine's quotations those stand
that the person cannot have judged, for their words were not there. A label whose words are gone waits: they may come
back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quotes.labels.placing import moved, spans_fit, stood
from quotes.models import FIELDS, Article, Quotation
from quotes.store.records import Correction

__all__ = ["Fit", "corrected", "fit", "learned", "place"]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a correction stands to the article as it is now."""

    same: bool  # the text is the one that the person saw
    placed: tuple[Quotation, ...]  # with their spans in this article
    stale: tuple[Quotation, ...]  # with the spans that they had


def fit(correction: Correction, article: Article) -> Fit:
    """Return which labels of a correction stand in an article, and where."""
    known = seen(correction, article)
    if known is None:
        return Fit(same=False, placed=(), stale=correction.quotations)
    if _same_text(known, article):
        return Fit(same=True, placed=correction.quotations, stale=())
    places = [(label, moved(label, known, article)) for label in correction.quotations]
    return Fit(
        same=False,
        placed=tuple(place for _, place in places if place is not None),
        stale=tuple(label for label, place in places if place is None),
    )


def seen(correction: Correction, article: Article) -> Article | None:
    """Return the article as the person saw it; None where that is not known and cannot be this text."""
    if correction.title is not None and correction.body is not None:
        return replace(article, title=correction.title, body=correction.body)
    return article if all(spans_fit(label, article) for label in correction.quotations) else None


def learned(correction: Correction, article: Article) -> Correction | None:
    """Return a correction that did not know its text with that of an article in which all of it stands; else None."""
    if correction.title is not None or seen(correction, article) is None:
        return None
    return replace(correction, title=article.title, body=article.body)


def corrected(found: Iterable[Quotation], *, correction: Correction, article: Article) -> tuple[Quotation, ...]:
    """Return the quotations of an article that stand, title before body, in order of place."""
    fitted = fit(correction, article)
    if fitted.same:
        return fitted.placed
    known = seen(correction, article)
    kept = [one for one in found if not _judged(one, article, known) and not _taken(one, fitted.placed)]
    return tuple(sorted((*kept, *fitted.placed), key=place))


def place(quotation: Quotation) -> tuple[int, int, int]:
    """Return what quotations of one article are sorted by."""
    return FIELDS.index(quotation.field), quotation.start, quotation.end


def _same_text(one: Article, other: Article) -> bool:
    return one.title == other.title and one.body == other.body


def _judged(quotation: Quotation, article: Article, known: Article | None) -> bool:
    """Tell whether the words of a quotation stood before the person, who therefore let them go or labelled them."""
    return known is not None and stood(quotation, article, known)


def _taken(quotation: Quotation, labels: Iterable[Quotation]) -> bool:
    return any(
        label.field == quotation.field and label.start < quotation.end and quotation.start < label.end
        for label in labels
    )
