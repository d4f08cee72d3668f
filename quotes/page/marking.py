"""Write marked text as HTML: an article with cue, speaker and content, a wording against another.

Takes records, gives markup. Whatever comes from an article is sanitised and escaped here; tags are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from markupsafe import Markup

from quotes.match.alignment import Alignment, StepKind
from quotes.models import Article, Field
from quotes.report.bidi import one_line, sanitise
from quotes.report.marked import Piece, Role, Tag, pieces, tags_of
from quotes.report.wording import Stretch, stretches
from quotes.store.records import Row

CLASSES: dict[Role, str] = {"content": "q", "cue": "c", "speaker": "s"}
# The elements around the words of the first side and of the second; "" for words that are shown without.
TAGS: dict[StepKind, tuple[str, str]] = {
    "kept": ("", ""), "cut": ("del", ""), "added": ("", "ins"), "changed": ("del", "ins"), "spelled": ("s", "em"),
    "moved": ("", "i"),
}  # fmt: skip


def paragraphs(article: Article, field: Field, *, rows: Sequence[Row], name: str) -> Iterator[Markup]:
    """Yield the paragraphs of a field with their marks; a statement's anchor is `name` with "-q" and its number."""
    marked = "".join(_piece(piece, name=name) for piece in pieces(article[field], tags=tags_of(rows, field)))
    yield from (Markup(part) for part in marked.split("\n") if part.strip())  # a piece closes its mark at each line  # noqa: S704 - escaped piece by piece


def _piece(piece: Piece, *, name: str) -> str:
    anchors = "".join(f'<a id="{name}-q{tag.number}"></a>' for tag in piece.opens if tag.role == "content")
    notes = "".join(_note(tag, name=name) for tag in piece.closes if tag.role == "content")
    return anchors + "\n".join(_marked(line, piece.tags) for line in piece.text.split("\n")) + notes


def _marked(line: str, tags: Sequence[Tag]) -> str:
    roles = dict.fromkeys(CLASSES[tag.role] for tag in tags)
    return f'<mark class="{" ".join(roles)}">{escape(line)}</mark>' if roles and line else escape(line)


def _note(tag: Tag, *, name: str) -> str:
    return f'<sup><a href="#{name}-r{tag.number}">{tag.number}</a></sup>'


def changes(alignment: Alignment) -> Markup:
    """Return the words of a wording, with what it dropped, added, changed, moved and spelled otherwise."""
    told = escape(one_line(alignment.b.content[: alignment.b.words[0].start])) if alignment.b.words else ""
    for stretch in stretches(alignment):
        parted = " " if told and not told[-1].isspace() and TAGS[stretch.kind][0] else ""
        told += parted + _stretch(stretch)
    return Markup(told)  # noqa: S704 - escaped word by word


def _stretch(stretch: Stretch) -> str:
    first, second = TAGS[stretch.kind]
    dropped = f"<{first}>{escape(stretch.a)}</{first}>" if first else ""
    has = "" if stretch.kind == "cut" else escape(stretch.b)
    return " ".join(filter(None, [dropped, f"<{second}>{has}</{second}>" if second else has])) + escape(stretch.tail)


def clean(value: object) -> object:
    """Sanitise text on its way into a page; markup of ours passes."""
    return sanitise(value) if type(value) is str else value
