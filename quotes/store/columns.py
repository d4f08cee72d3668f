"""Turn records into Arrow tables, the fastest way into DuckDB: one column a list, one table a batch."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from typing import TYPE_CHECKING, Any, TypeAlias

from quotes.models import Article, Claim, Edge, Mention, Quotation, Skip, Speaker
from quotes.normalise import fold_text
from quotes.speakers import searchable
from quotes.store.records import Correction, FileRow, Scope
from quotes.wording import FEWEST, codes_of, wording_of, words_in

if TYPE_CHECKING:
    import pyarrow as pa

Analysed = tuple[Article, tuple[Quotation, ...]]
Tables: TypeAlias = "tuple[pa.Table, pa.Table]"  # the rows of `documents` and those of `quotations`

ARTICLE = "doc root path line:int outlet date title body url author encoding hash"
QUOTATION = (
    "doc n:int field start:int end:int content content_folded kind cue cue_start:int cue_end:int stance "
    "speaker speaker_start:int speaker_end:int who who_kind who_searched via rule evidence confidence:float "
    "wording:int words:codes"
)

ARTICLE_FIELDS = tuple(field.name for field in fields(Article))
VARIANT = "claim n:int wording:int parent:int depth:int level score:float altered:flag negated:flag"


def of_articles(articles: Iterable[Article], *, prints: Iterable[str]) -> pa.Table:
    """Return the rows of `documents`, each article with its print."""
    return _table(ARTICLE, [_article(article, print) for article, print in zip(articles, prints, strict=True)])


def of_quotations(batch: Iterable[Analysed]) -> pa.Table:
    """Return the rows of `quotations`, numbered from 0 in each document, and in `words` those of `wordings`."""
    rows = [
        _quotation(article.doc, n, quotation) for article, quotations in batch for n, quotation in enumerate(quotations)
    ]
    return _table(QUOTATION, rows)


def called(documents: pa.Table, quotations: pa.Table, docs: Sequence[str], counts: Sequence[int]) -> Tables:
    """Return the same rows under other ids: `docs` in order, of each document so many quotations."""
    import pyarrow as pa

    names = [doc for doc, count in zip(docs, counts, strict=True) for _ in range(count)]
    return (
        documents.set_column(0, "doc", pa.array(docs, pa.string())),
        quotations.set_column(0, "doc", pa.array(names, pa.string())),
    )


def chosen(tables: Sequence[Tables], rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Tables:
    """Return some rows of several pairs of tables as one pair: of each the numbers of documents and of quotations."""
    import pyarrow as pa

    taken = [
        (documents.take(pa.array(of_documents, pa.int64())), quotations.take(pa.array(of_quotations, pa.int64())))
        for (documents, quotations), (of_documents, of_quotations) in zip(tables, rows, strict=True)
    ]
    return pa.concat_tables([one for one, _ in taken]), pa.concat_tables([one for _, one in taken])


def records(documents: pa.Table, quotations: pa.Table) -> tuple[Analysed, ...]:
    """Return the articles of rows, and their quotations."""
    found: defaultdict[str, list[Quotation]] = defaultdict(list)
    for row in quotations.to_pylist():
        found[row["doc"]].append(_told(row))
    articles = (Article(**{name: row[name] for name in ARTICLE_FIELDS}) for row in documents.to_pylist())
    return tuple((article, tuple(found[article.doc])) for article in articles)


def mentioned(text: str | None, start: int | None, end: int | None) -> Mention | None:
    """Return the mention that three columns hold, None where they hold none."""
    return None if text is None or start is None or end is None else Mention(start=start, end=end, text=text)


def of_stretches(stretches: Iterable[tuple[str, str, int, int]]) -> pa.Table:
    """Return a table of `root`, `path`, and the lines from `first` to `last`."""
    return _table("root path first:int last:int", list(stretches))


def of_places(places: Iterable[tuple[str, str]]) -> pa.Table:
    """Return a table of `root` and `path`."""
    return _table("root path", list(places))


def of_files(rows: Iterable[FileRow]) -> pa.Table:
    """Return the rows of `files`."""
    return _table("root path size:int mtime_ns:int seen_ns:int hash made_by", [astuple(row) for row in rows])


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


def _told(row: Mapping[str, Any]) -> Quotation:
    """Return the quotation that a row of `quotations` was made of."""
    mentions = {name: mentioned(row[name], row[f"{name}_start"], row[f"{name}_end"]) for name in ("cue", "speaker")}
    plain = {field.name: row[field.name] for field in fields(Quotation) if field.name not in mentions}
    return Quotation(**plain | mentions | {"via": row["via"] or ""})


def _article(article: Article, print: str) -> tuple[object, ...]:
    return (
        article.doc, article.root, article.path, article.line, article.outlet, article.date, article.title,
        article.body, article.url, article.author, article.encoding, print,
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
