"""Turn annotated articles into what the tagger learns from: windows, with the cue, the words and the speaker marked.

An annotated article is one line of a reference: {"id", "title", "text", "quotes": [{"in", "span", "cue_span",
"speaker_span", "who", "nominal"}]}. An export of the rules is turned into the same shape by `from_rows`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotes.models import Article, Field
from quotes.normalise import fold_text
from quotes.tagger.pieces import Vocabulary
from quotes.tagger.windows import Window, windows

_PARTS = frozenset(["من", "في", "علي", "الي", "عن", "و", "ال", "بن", "ابن", "ان"])  # words that tell no name


@dataclass(frozen=True, slots=True)
class Asked:
    """One cue of a window and what is to be answered: pieces, or None where it does not stand in the window."""

    cue: int
    content: tuple[tuple[int, int], ...]  # first and last piece of each stretch
    speaker: tuple[int, int] | None  # None: no speaker is named at the cue
    nominal: bool
    who: tuple[int, ...]  # pieces that begin a name of the speaker


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its cues."""

    doc: str
    window: Window
    asked: tuple[Asked, ...]


def article_of(entry: Mapping[str, Any]) -> Article:
    return Article(doc=str(entry["id"]), title=entry["title"] or "", body=entry["text"])


def examples(entry: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[Example]:
    """Yield the windows of one annotated article."""
    grouped: dict[tuple[Field, int], list[Mapping[str, Any]]] = defaultdict(list)
    for quote in entry["quotes"]:
        if quote["cue_span"]:
            grouped[_field(quote), quote["cue_span"][0]].append(quote)
    article = article_of(entry)
    for window in windows(article, vocabulary):
        asked = (_asked(window, article, field, cue, quotes) for (field, cue), quotes in sorted(grouped.items()))
        yield Example(article.doc, window, tuple(a for a in asked if a is not None))


def _field(quote: Mapping[str, Any]) -> Field:
    return "title" if quote["in"] == "title" else "body"


def _asked(
    window: Window, article: Article, field: Field, cue: int, quotes: Sequence[Mapping[str, Any]]
) -> Asked | None:
    at = window.at(field, cue)
    spans = [_pieces(window, field, quote["span"]) for quote in quotes]
    content = tuple(span for span in spans if span is not None)
    if at is None or not content:
        return None
    named = next((q["speaker_span"] for q in quotes if q["speaker_span"]), None)
    who = tuple(_names(window, article, quotes[0]["who"]))
    return Asked(at, content, _pieces(window, field, named) if named else None, bool(quotes[0]["nominal"]), who)


def _pieces(window: Window, field: Field, span: Sequence[int]) -> tuple[int, int] | None:
    first, last = window.at(field, span[0]), window.at(field, span[1] - 1)
    return (first, last) if first is not None and last is not None else None


def _names(window: Window, article: Article, who: str) -> Iterator[int]:
    """Yield the pieces that begin a word run of the name `who`, of half its words or more, or its last word."""
    name = [_bare(w) for w in fold_text(who).split()]
    telling = {w for w in name if w not in _PARTS}
    if not telling or who == "unknown":
        return
    words = list(_words(window, article))
    i = 0
    while i < len(words):
        run = i
        while run < len(words) and words[run][1] in name:
            run += 1
        told = {w for _, w in words[i:run]} & telling
        if len(told) >= (len(telling) + 1) // 2 or (told and len(name) <= 4 and name[-1] in told):
            yield words[i][0]
        i = max(run, i + 1)


def _words(window: Window, article: Article) -> Iterator[tuple[int, str]]:
    """Yield each whole word with its first piece."""
    at = 0
    while at < len(window.pieces):
        piece, end = window.pieces[at], at + 1
        while (
            end < len(window.pieces)
            and window.pieces[end].start == window.pieces[end - 1].end
            and window.pieces[end].field == piece.field
            and window.pieces[end].end > window.pieces[end].start
        ):
            end += 1
        text = article[piece.field][piece.start : window.pieces[end - 1].end]
        yield at, _bare(fold_text(text).strip('«»"،,.:؛()'))
        at = end


def _bare(word: str) -> str:
    return word.removeprefix("و").removeprefix("لل").removeprefix("ال") if len(word) > 3 else word


def from_rows(entries: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield articles annotated by the rows of an export."""
    by_doc: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_doc[row["doc"]].append(
            {
                "in": "title" if row["field"] == "title" else "text",
                "span": [row["start"], row["end"]],
                "cue_span": _span(row, "cue"),
                "speaker_span": _span(row, "speaker"),
                "who": row["who"] or "unknown",
                "nominal": row["kind"] == "nominal",
                "confidence": row["confidence"],
            }
        )
    for entry in entries:
        yield {**entry, "quotes": by_doc[str(entry["id"])]}


def _span(row: Mapping[str, Any], name: str) -> list[int] | None:
    return None if row[f"{name}_start"] is None else [row[f"{name}_start"], row[f"{name}_end"]]
