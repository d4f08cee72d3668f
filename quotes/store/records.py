"""The records that the store takes and gives: the filter of a query, and the rows that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from quotes.models import Field, Kind, Level, Quotation, Skip, Stance, WhoKind

Days: TypeAlias = tuple[tuple[str, int], ...]  # (ISO day, statements), in time


@dataclass(frozen=True, slots=True)
class Filter:
    """Which quotations a query asks for; a field that is None asks for any.

    `speaker` is a name or whole words of one, found in every alias of the speaker; `text` is any part of the content.
    Both compare on folded text. `since` and `until` are ISO days, both included: they leave out undated articles.
    """

    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: Kind | None = None
    text: str | None = None
    doc: str | None = None
    min_confidence: float | None = None  # 0 to 1
    limit: int | None = None


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Row:
    """One stored quotation with its document and its speaker across the corpus; spans in code points of the field."""

    doc: str
    path: str
    outlet: str
    date: str | None
    field: Field
    start: int
    end: int
    content: str
    kind: Kind
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    stance: Stance
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    who: str | None
    who_kind: WhoKind | None
    via: str | None
    rule: str
    evidence: str
    confidence: float
    name: str | None  # the speaker's fullest name in the corpus, None where `who` is
    speaker_id: int | None
    claim: str | None  # the claim that the statement is a variant of, None where no other article tells it


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims a query asks for, and in what order; a field that is None or False asks for any.

    `speaker`, `text`, `min_confidence` and the days are as in `Filter`, and ask for claims of which one statement fits.
    """

    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    outlets: int | None = None  # at least so many
    level: Level | None = None  # of one variant at least
    altered: bool = False
    disputed: bool = False
    text: str | None = None
    min_confidence: float | None = None
    sort: Literal["spread", "drift", "recency"] = "spread"
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim and how it spread; lists sorted, days ISO and None where all articles are undated."""

    claim: str
    content: str  # of the root
    statements: int
    documents: int
    variants: int  # wordings
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    first: str | None
    last: str | None
    drift: float  # 0 to 1
    altered: bool  # a fact differs in one of the variants
    disputed: bool  # one statement says the opposite of another
    days: Days


@dataclass(frozen=True, slots=True)
class ClaimStatement:
    """One statement of a claim, and how its wording comes from its parent."""

    row: Row
    wording: int
    parent: int | None  # None for the root
    depth: int
    level: Level
    score: float
    altered: bool  # against the parent
    negated: bool  # against the root
    denied: bool  # it says the opposite of the root: its wording does, or its cue denies


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One stored article without its text, and how many quotations it holds."""

    doc: str
    path: str
    outlet: str
    date: str | None
    title: str
    quotations: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One speaker of the corpus and what was read of it; outlets sorted, days ISO and None where all are undated."""

    speaker_id: int
    name: str
    kind: WhoKind
    aliases: tuple[str, ...]
    quotations: int
    documents: int
    outlets: tuple[str, ...]
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One outlet: its articles and their quotations."""

    outlet: str
    documents: int
    quotations: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole database in figures."""

    documents: int
    quotations: int
    by_kind: tuple[tuple[Kind, int], ...]  # in the order of `models.KINDS`, kinds that do not occur at 0
    attributed: int  # quotations whose `who` is known
    speakers: int
    top_speakers: tuple[SpeakerRow, ...]  # persons and organisations, most quotations first
    activity: tuple[Days, ...]  # of each of them
    claims: int
    top_claims: tuple[ClaimRow, ...]  # most outlets first
    disputed: tuple[ClaimRow, ...]  # likewise
    altered: tuple[ClaimRow, ...]
    outlets: tuple[OutletRow, ...]  # most quotations first
    period: tuple[str, str] | None  # first and last day, None where no article is dated
    skips: tuple[Skip, ...]
    encodings: tuple[tuple[str, int], ...]  # (encoding, articles), sorted by name

    @property
    def attributed_share(self) -> float:
        """The share of quotations whose source is known, 0 to 1; 0 where there is no quotation."""
        return self.attributed / self.quotations if self.quotations else 0.0


@dataclass(frozen=True, slots=True)
class StoredSpan:
    """The words of one stored quotation and where they stand."""

    field: Field
    start: int
    end: int
    content: str


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One stored article by its place, with the words of its quotations, title before body, in order of place."""

    doc: str
    root: str
    file: str  # below the root
    path: str  # the file, or its member
    line: int | None
    spans: tuple[StoredSpan, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A stored document as a scan meets it again: the print of its content and the file that it came from."""

    print: str
    root: str
    path: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of which everything that can be read is stored, as it was when it was read."""

    root: str
    path: str
    size: int  # bytes
    mtime_ns: int
    seen_ns: int
    hash: str
    made_by: str  # the digest of the engine and the reader that took it


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is stored of a file that need not be read again."""

    documents: int
    encodings: tuple[tuple[str, str], ...]  # (path, encoding) where it is not UTF-8, sorted
    skips: tuple[Skip, ...]  # in the order in which they were met


@dataclass(frozen=True, slots=True)
class Scope:
    """What one scanned path covers: all of the folder `root`, or of it the one file `path`."""

    root: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says are the quotations of one article, and the words that they stand on."""

    doc: str
    source: str  # the name of the file that it came in
    annotator: str  # "" where the file does not tell
    title: str | None  # of the article as the person saw it; None where the file does not tell and nobody knows yet
    body: str | None  # likewise
    quotations: tuple[Quotation, ...]  # all of them, title before body, in order of place; none is an answer too
