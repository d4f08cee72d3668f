"""Find a label's words again in a text that has changed.

A label's stretch reaches from the first to the last of its spans, with what stands around them: few words come twice in
an article with the same neighbours, so a stretch that is found once is the same place.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.models import Article, Mention, Quotation

AROUND = 24  # code points on either side, fewer at the ends of the field


def spans_fit(label: Quotation, article: Article) -> bool:
    """Tell whether each span of a label, cut out of the article, is the text that it says."""
    text = article[label.field]
    return all(0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text for one in spans(label))


def spans(label: Quotation) -> tuple[Mention, ...]:
    """Return what is said, and the cue and the speaker where they are marked."""
    content = Mention(label.start, label.end, label.content)
    return tuple(one for one in (content, label.cue, label.speaker) if one is not None)


def moved(label: Quotation, before: Article, after: Article) -> Quotation | None:
    """Return a label of `before` with its spans in `after`; None where its stretch does not stand there just once.

    The neighbours of one side are enough where those of the other have changed.
    """
    first, last = _reach(label)
    for left, right in ((AROUND, AROUND), (AROUND, 0), (0, AROUND)):
        start = max(0, first - left)
        at = _only(before[label.field][start : last + right], after[label.field])
        if at is not None:
            return _shifted(label, at - start)
    return None


def stood(quotation: Quotation, article: Article, before: Article) -> bool:
    """Tell whether the words of a quotation of `article`, from its first span to its last, stand in `before` too."""
    first, last = _reach(quotation)
    return article[quotation.field][first:last] in before[quotation.field]


def _reach(label: Quotation) -> tuple[int, int]:
    return min(one.start for one in spans(label)), max(one.end for one in spans(label))


def _only(stretch: str, text: str) -> int | None:
    at = text.find(stretch)
    return at if at >= 0 and text.find(stretch, at + 1) < 0 else None


def _shifted(label: Quotation, by: int) -> Quotation:
    return replace(
        label, start=label.start + by, end=label.end + by, cue=_moved(label.cue, by), speaker=_moved(label.speaker, by)
    )


def _moved(mention: Mention | None, by: int) -> Mention | None:
    return None if mention is None else replace(mention, start=mention.start + by, end=mention.end + by)
