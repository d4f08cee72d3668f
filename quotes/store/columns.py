"""Turn records into Arrow tables, the fastest way into DuckDB: one column a list, one table a batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, astuple
from typing import TYPE_CHECKING

from quotes.models import Article, Claim, Edge, Mention, Quotation, Skip, Speaker
from quotes.normalise import fold_text
from quotes.speakers import searchable
from quotes.store.prints import print_of
from quotes.store.records import Correction, Scope
from quotes.wording import FEWEST, codes_of, wording_of, words_in

if TYPE_CHECKING:
    import pyarrow as pa

Analysed = tuple[Article, tuple[Quotation, ...]]

ARTICLE = "doc root path line:int outlet date title body url author encoding hash"
QUOTATION = (
    "doc n:int field start:int end:int content content_folded kind cue cue_start:int cue_end:int stance "
    "speaker speaker_start:int speaker_end:int who who_kind who_searched via rule evidence confidence:float "
    "wording:int words:codes"
)

VARIANT = "claim n:int wording:int parent:int depth:int level score:float altered:flag negated:flag"


def of_articles(articles: Iterable[Article], *, made_by: str) -> pa.Table:
    """Return the rows of `documents`; `made_by` names the engine that analysed them."""
    return _table(ARTICLE, [_article(article, made_by) for article in articles])


def of_quotations(batch: Iterable[Analysed]) -> pa.Table:
    """Return the rows of `quotations`, numbered from 0 in each document, and in `words` those of `wordings`."""
    rows = [
        _quotation(article.doc, n, quotation) for article, quotations in batch for n, quotation in enumerate(quotations)
    ]
    return _table(QUOTATION, rows)


def of_docs(docs: Iterable[str]) -> pa.Table:
    """Return a table of one column, `doc`."""
    return _table("doc", [(doc,) for doc in docs])


def of_claim_ids(claims: Iterable[str]) -> pa.Table:
    """Return a table of one column, `claim`."""
    return _table("claim", [(claim,) for claim in claims])


def of_ranked(claims: Iterable[str]) -> pa.Table:
    """Return a table of `claim` and its `rank`, from 0."""
    return _table("claim rank:int", [(claim, rank) for rank, claim in enumerate(claims)])


def of_speaker_ids(speakers: Iterable[int]) -> pa.Table:
    """Return a table of one column, `speaker_id`."""
    return _table("speaker_id:int", [(speaker,) for speaker in speakers])


def of_scopes(scopes: Iterable[Scope]) -> pa.Table:
    """Return a table of `root` and `path`."""
    return _table("root path", [(scope.root, scope.path) for scope in scopes])


def of_skips(skips: Iterable[Skip]) -> pa.Table:
    """Return the rows of `skips`."""
    return _table("root path line:int reason", [(skip.root, skip.path, skip.line, skip.reason) for skip in skips])


def of_speakers(speakers: Sequence[Speaker]) -> pa.Table:
    """Return the rows of `speakers`, numbered from 1."""
    return _table("speaker_id:int name kind", [(n, one.name, one.kind) for n, one in enumerate(speakers, start=1)])


def of_aliases(speakers: Sequence[Speaker]) -> pa.Table:
    """Return the rows of `aliases`, with the numbers of `of_speakers`."""
    rows = [(alias, one.kind, n, searchable(alias)) for n, one in enumerate(speakers, start=1) for alias in one.aliases]
    return _table("who who_kind speaker_id:int searched", rows)


def of_wordings(wordings: Iterable[int]) -> pa.Table:
    """Return a table of one column, `wording`."""
    return _table("wording:int", [(wording,) for wording in wordings])


def of_pairs(pairs: Iterable[tuple[int, int]]) -> pa.Table:
    """Return a table of `a` and `b`."""
    return _table("a:int b:int", sorted(pairs))


def of_landmarks(landmarks: Iterable[tuple[int, int]]) -> pa.Table:
    """Return the rows of `landmarks`."""
    return _table("wording:int landmark:int", list(landmarks))


def of_edges(edges: Iterable[Edge]) -> pa.Table:
    """Return the rows of `edges`."""
    return _table("a:int b:int level score:float altered:flag negated:flag", [astuple(edge) for edge in edges])


def of_claims(claims: Iterable[Claim]) -> pa.Table:
    """Return the rows of `claims`."""
    return _table("claim root:int drift:float", [(one.claim, one.root, one.drift) for one in claims])


def of_variants(claims: Iterable[Claim]) -> pa.Table:
    """Return the rows of `variants`, numbered from 0 in each claim."""
    rows = [(one.claim, n, *astuple(variant)) for one in claims for n, variant in enumerate(one.variants)]
    return _table(VARIANT, rows)


def of_corrections(corrections: Iterable[Correction]) -> pa.Table:
    """Return the rows of `labels`, the quotations of each as JSON."""
    rows = [
        (one.doc, one.source, one.annotator, one.title, one.body, json.dumps([asdict(row) for row in one.quotations]))
        for one in corrections
    ]
    return _table("doc source annotator title body quotations", rows)


def _article(article: Article, made_by: str) -> tuple[object, ...]:
    return (
        article.doc, article.root, article.path, article.line, article.outlet, article.date, article.title,
        article.body, article.url, article.author, article.encoding,
        print_of(article, made_by=made_by),
    )  # fmt: skip


def _quotation(doc: str, n: int, one: Quotation) -> tuple[object, ...]:
    folded = fold_text(one.content)
    return (
        doc, n, one.field, one.start, one.end, one.content, folded, one.kind,
        *_mention(one.cue), one.stance, *_mention(one.speaker), one.who, one.who_kind,
        None if one.who is None else searchable(one.who), one.via or None, one.rule, one.evidence, one.confidence,
        *_wording(words_in(folded)),
    )  # fmt: skip


def _wording(words: Sequence[str]) -> tuple[int | None, list[int] | None]:
    """Return the number of a wording and the codes of its words; nothing for a statement too short to be matched."""
    return (wording_of(words), codes_of(words)) if len(words) >= FEWEST else (None, None)


def _mention(mention: Mention | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if mention is None else (mention.text, mention.start, mention.end)


def _table(columns: str, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    schema = _schema(columns)
    values = list(zip(*rows, strict=True)) or [()] * len(schema)
    import pyarrow as pa

    arrays = [pa.array(column, type=field.type) for column, field in zip(values, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _schema(columns: str) -> pa.Schema:
    """Read "doc n:int": a column a word, text unless it says otherwise."""
    import pyarrow as pa

    types = {
        "": pa.string(), "int": pa.int64(), "float": pa.float64(), "flag": pa.bool_(), "codes": pa.list_(pa.uint32())
    }  # fmt: skip
    parts = (column.partition(":") for column in columns.split())
    return pa.schema([(name, types[type_]) for name, _, type_ in parts])
