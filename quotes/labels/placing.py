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
    """Return a label of `before` with its spans in `after`; None where its stretch does not stand there just once."""
    text = before[label.field]
    first = max(0, min(one.start for one in spans(label)) - AROUND)
    stretch = text[first : max(one.end for one in spans(label)) + AROUND]
    at = _only(stretch, after[label.field])
    return None if at is None else _shifted(label, at - first)


def _only(stretch: str, text: str) -> int | None:
    at = text.find(stretch)
    return at if at >= 0 and text.find(stretch, at + 1) < 0 else None


def _shifted(label: Quotation, by: int) -> Quotation:
    return replace(
        label, start=label.start + by, end=label.end + by, cue=_moved(label.cue, by), speaker=_moved(label.speaker, by)
    )


def _moved(mention: Mention | None, by: int) -> Mention | None:
    return None if mention is None else replace(mention, start=mention.start + by, end=mention.end + by)
