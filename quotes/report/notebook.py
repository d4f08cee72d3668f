"""Show quotations and claims in a notebook: a piece of HTML that carries its own style and runs no script.

Takes records, gives HTML. Text from articles is escaped, has no control characters, and finds its own direction; the
colours are translucent, so that they stand on a light page and on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from quotes.match.alignment import Alignment
from quotes.models import FIELDS, Article, Field, Mention, Quotation
from quotes.report.bidi import one_line
from quotes.report.genealogy import Branch, branches
from quotes.report.marked import Piece, Role, pieces, tags_of
from quotes.report.wording import Stretch, stretches
from quotes.store.records import ClaimRow, ClaimStatement, Row

ROLES: tuple[Role, ...] = ("content", "cue", "speaker")
_STYLES: dict[Role, str] = {
    "content": "background:rgba(250,190,0,.25)",
    "cue": "border-bottom:2px solid rgba(220,60,60,.9)",
    "speaker": "border-bottom:2px solid rgba(40,130,230,.9);font-weight:600",
}
_DROPPED = "margin-inline:.15em;background:rgba(220,60,60,.25)"
_ADDED = "margin-inline:.15em;background:rgba(40,160,80,.25);text-decoration:none"
_SHORT = 12  # letters of a cell that is not broken
_START = "text-align:start;vertical-align:top"  # a notebook aligns cells to the right


def article(read: Article, quotations: Sequence[Quotation]) -> str:
    """Return an article with cue, speaker and content marked, a legend, and a table of what was found."""
    rows = [_row(read, quotation) for quotation in quotations]
    texts = "".join(_field(read, rows, field) for field in FIELDS if read[field].strip())
    return _block("article", _legend() + texts + _found(rows))


def table(rows: Sequence[Row]) -> str:
    """Return stored quotations as a table."""
    head = ("date", "outlet", "document", "kind", "speaker", "content")
    cells = ((row.date, row.outlet, row.doc, row.kind, row.name, row.content) for row in rows)
    return _block("section", _table(head, cells))


def genealogy(claim: ClaimRow, statements: Sequence[ClaimStatement]) -> str:
    """Return a claim: its figures, then each wording against its parent's, with who has it."""
    marks = [name for name in ("altered", "disputed") if getattr(claim, name)]
    counts = f"{claim.statements} statements, {claim.variants} wordings, {len(claim.outlets)} outlets"
    figures = " · ".join([claim.claim, counts, f"drift {claim.drift:.2f}", *marks])
    told = "".join(map(_branch, branches(statements)))
    return _block("section", f'<p dir="ltr">{escape(figures)}</p><ol>{told}</ol>')


def _row(read: Article, found: Quotation) -> Row:
    cue, cue_start, cue_end = _flat(found.cue)
    speaker, speaker_start, speaker_end = _flat(found.speaker)
    return Row(
        doc=read.doc, path=read.path, outlet=read.outlet, date=read.date, field=found.field, start=found.start,
        end=found.end, content=found.content, kind=found.kind, cue=cue, cue_start=cue_start, cue_end=cue_end,
        stance=found.stance, speaker=speaker, speaker_start=speaker_start, speaker_end=speaker_end, who=found.who,
        who_kind=found.who_kind, via=found.via, rule=found.rule, evidence=found.evidence,
        confidence=found.confidence, name=found.who, speaker_id=None, claim=None,
    )  # fmt: skip


def _flat(mention: Mention | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if mention is None else (mention.text, mention.start, mention.end)


def _field(read: Article, rows: Sequence[Row], field: Field) -> str:
    """Return the text of a field, marked; the title is a heading in weight alone, so that it enters no outline."""
    weight = "font-weight:700;" if field == "title" else ""
    marked = "".join(map(_piece, pieces(read[field], tags=tags_of(rows, field))))
    return f'<div dir="auto" lang="ar" style="{weight}white-space:pre-wrap;margin:.5em 0">{marked}</div>'


def _piece(piece: Piece) -> str:
    roles = [role for role in ROLES if any(tag.role == role for tag in piece.tags)]
    return _marked(piece.text, roles) if roles else escape(piece.text)


def _marked(text: str, roles: Sequence[Role]) -> str:
    """Return text under marks; each is told by its style and, to whoever points at it, by its name."""
    style = ";".join(["color:inherit", "background:none", *(_STYLES[role] for role in roles)])
    return f'<mark title="{", ".join(roles)}" style="{style}">{escape(text)}</mark>'


def _legend() -> str:
    return f'<p dir="ltr">{" ".join(_marked(role, [role]) for role in ROLES)}</p>'


def _found(rows: Sequence[Row]) -> str:
    head = ("kind", "who", "content", "rule", "evidence", "confidence")
    cells = ((row.kind, row.who, row.content, row.rule, row.evidence, f"{row.confidence:.2f}") for row in rows)
    return _table(head, cells) if rows else "<p>no quotation</p>"


def _branch(branch: Branch) -> str:
    words = (
        escape(one_line(branch.first.row.content)) if branch.comparison is None else _words(branch.comparison.alignment)
    )
    level = "first wording" if branch.parent is None else f"{branch.first.level}, after wording {branch.parent}"
    said = "".join(map(_statement, branch.statements))
    return f'<li value="{branch.number}"><div dir="auto" lang="ar">{words}</div>{escape(level)}<ul>{said}</ul></li>'


def _statement(statement: ClaimStatement) -> str:
    row = statement.row
    denied = "denied" if statement.denied else None
    told = (row.date, row.outlet, row.name, row.doc, denied)
    return f"<li>{' · '.join(_isolated(part) for part in told if part)}</li>"


def _words(alignment: Alignment) -> str:
    return "".join(map(_stretch, stretches(alignment)))


def _stretch(stretch: Stretch) -> str:
    dropped = stretch.a if stretch.kind in ("cut", "changed", "spelled") else ""
    told = (" " if stretch.kind == "cut" else "") + _tag("del", dropped, _DROPPED)
    told += escape(stretch.b) if stretch.kind == "kept" else _tag("ins", stretch.b, _ADDED)
    return told + escape(stretch.tail)


def _tag(name: str, text: str, style: str) -> str:
    return f'<{name} style="color:inherit;{style}">{escape(text)}</{name}>' if text else ""


def _table(head: Iterable[str], rows: Iterable[Iterable[str | None]]) -> str:
    top = "".join(f'<th scope="col" style="{_START}">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Iterable[str | None]) -> Iterator[str]:
    return (_cell(one_line(cell or "")) for cell in row)


def _cell(text: str) -> str:
    style = f"{_START};white-space:nowrap" if len(text) <= _SHORT else _START
    return f'<td dir="auto" style="{style}">{escape(text)}</td>'


def _isolated(text: str) -> str:
    return f"<bdi>{escape(one_line(text))}</bdi>"


def _block(name: str, content: str) -> str:
    return f'<{name} style="color:inherit;max-width:60em">{content}</{name}>'
