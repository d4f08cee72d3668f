"""Write JSON-LD in the words of schema.org, for search engines and fact checkers.

A quotation is a `Quotation` of a person or an organisation, part of a `NewsArticle`; a claim a `Claim` with all its
appearances, and a `ClaimReview` of it that lacks what only a fact checker can say: its rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urldefrag

from quotes.models import Article, WhoKind
from quotes.report.data import array
from quotes.store import ClaimRow, ClaimStatement, Row

Node = Mapping[str, object]
CONTEXT = "https://schema.org"
TYPES: dict[WhoKind, str] = {"person": "Person", "organisation": "Organization"}  # others are no agents there


def quotations(told: Iterable[tuple[Article, list[Row]]]) -> Iterator[str]:
    """Yield a graph: each article, then its quotations."""
    return _graph(node for article, rows in told for node in _article_and_quotations(article, rows))


def claims(told: Iterable[tuple[ClaimRow, Sequence[ClaimStatement]]]) -> Iterator[str]:
    """Yield a graph: each claim, then the review that awaits its rating."""
    return _graph(node for row, statements in told for node in _claim_and_review(row, statements))


def _graph(nodes: Iterable[Node]) -> Iterator[str]:
    yield f'{{"@context": "{CONTEXT}", "@graph": '
    yield from array(nodes)
    yield "}\n"


def address(doc: str) -> str:
    """Return the name of an article without an address of its own."""
    return "urn:quotes:" + quote(doc, safe="", errors="replace")


def link(article: Article) -> str | None:
    """Return the address of an article on the web; what else stands there, a script say, is no address."""
    return urldefrag(article.url).url if article.url.startswith(("https://", "http://")) else None


def _article_and_quotations(article: Article, rows: Sequence[Row]) -> Iterator[Node]:
    yield _known({
        "@type": "NewsArticle", "@id": address(article.doc), "identifier": article.doc, "headline": article.title,
        "inLanguage": "ar", "datePublished": article.date, "url": link(article),
        "author": article.author and {"@type": "Person", "name": article.author},
        "publisher": article.outlet and {"@type": "Organization", "name": article.outlet},
    })  # fmt: skip
    yield from map(_quotation, rows)


def _quotation(row: Row) -> Node:
    name = f"{address(row.doc)}#{row.field}:{row.start}-{row.end}"
    span = {"@type": "PropertyValue", "propertyID": "span", "value": f"{row.field}:{row.start}-{row.end}"}
    return _known({
        "@type": "Quotation", "@id": name, "text": row.content, "inLanguage": "ar", "identifier": span,
        "spokenByCharacter": _agent(row), "isPartOf": {"@id": address(row.doc)},
        "isBasedOn": row.claim and {"@id": f"urn:quotes:{row.claim}"}, "genre": row.kind,
    })  # fmt: skip


def _agent(row: Row) -> Node | None:
    type_ = TYPES.get(row.who_kind) if row.who_kind else None
    return {"@type": type_, "name": row.name} if type_ and row.name else None


def _claim_and_review(row: ClaimRow, statements: Sequence[ClaimStatement]) -> Iterator[Node]:
    name = f"urn:quotes:{row.claim}"
    appearances = [_appearance(one.row) for one in statements]
    yield _known({
        "@type": "Claim", "@id": name, "identifier": row.claim, "text": row.content, "inLanguage": "ar",
        "firstAppearance": appearances[0] if appearances else None, "appearance": appearances,
    })  # fmt: skip
    yield {"@type": "ClaimReview", "claimReviewed": row.content, "inLanguage": "ar", "itemReviewed": {"@id": name}}


def _appearance(row: Row) -> Node:
    return _known({
        "@type": "NewsArticle", "@id": address(row.doc), "identifier": row.doc, "datePublished": row.date,
        "publisher": row.outlet and {"@type": "Organization", "name": row.outlet},
        "hasPart": _known({"@type": "Quotation", "text": row.content, "spokenByCharacter": _agent(row)}),
    })  # fmt: skip


def _known(node: Node) -> Node:
    """Leave out what is not known: an empty property says nothing."""
    return {name: value for name, value in node.items() if value}
