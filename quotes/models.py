"""The records that the stages hand to one another.

Every offset is half-open and counts code points of a field *as it came*: ``article[field][start:end]`` is the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "body"]
Kind = Literal["direct", "mixed", "indirect", "headline", "nominal"]
WhoKind = Literal["person", "organisation", "document", "anonymous"]
Level = Literal["identical", "near", "part", "reworded", "none"]
Stance = Literal["neutral", "assert", "deny", "doubt", "warn", "promise", "demand", "ask", "praise", "blame"]

FIELDS: tuple[Field, ...] = ("title", "body")
KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect", "headline", "nominal")
WHO_KINDS: tuple[WhoKind, ...] = ("person", "organisation", "document", "anonymous")
LEVELS: tuple[Level, ...] = ("identical", "near", "part", "reworded", "none")
STANCES: tuple[Stance, ...] = (
    "neutral", "assert", "deny", "doubt", "warn", "promise", "demand", "ask", "praise", "blame",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Article:
    """One document of a corpus: two fields of text and where it came from."""

    doc: str  # the article's own id, else its path relative to the corpus
    title: str
    body: str
    path: str = ""  # relative to `root`; "archive.zip!member" inside archives, "-" for standard input
    root: str = ""  # the absolute folder (or file's folder) that was scanned
    line: int | None = None  # 1-based line (jsonl, csv) or row (json, parquet) in a file of many articles
    outlet: str = ""
    date: str | None = None  # ISO 8601 day, "2026-03-01"
    url: str = ""
    author: str = ""
    encoding: str = "utf-8"  # of the file that it was read from

    def __getitem__(self, field: Field) -> str:
        return self.title if field == "title" else self.body


@dataclass(frozen=True, slots=True)
class Skip:
    """A document, or a line of a file, that could not be read, and why."""

    path: str
    reason: str
    line: int | None = None
    root: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of one field: a cue, a speaker's name or a relay as the article words it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """One reported statement: its words, the cue that ties it to a source, and the source."""

    field: Field
    start: int
    end: int
    content: str
    kind: Kind
    cue: Mention | None  # None where a marked sentence goes on with the speaker before
    stance: Stance
    speaker: Mention | None  # the source as named at this cue; None where it is left out
    who: str | None  # the source resolved within the article; None where the article does not tell
    who_kind: WhoKind | None
    via: str  # the relaying medium, "" where there is none
    rule: str  # the name of the rule that found the content, and of the one that found the speaker
    evidence: str  # what the rules stood on, or why `who` is None
    confidence: float  # 0 to 1


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source across the corpus: the names and descriptions that were told to be the same."""

    name: str  # the fullest name
    kind: WhoKind
    aliases: tuple[str, ...]  # every `who` that was merged into it, the name itself included; sorted


@dataclass(frozen=True, slots=True)
class Edge:
    """Two wordings that tell one statement, `a` below `b`: how near they are, and whether a fact differs."""

    a: int
    b: int
    level: Level
    score: float  # the probability that they are one statement where the days between them are not known
    altered: bool  # a number, name, place, date or the polarity differs
    negated: bool  # the polarity differs


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a claim, and how it comes from its parent; the root has none."""

    wording: int
    parent: int | None
    depth: int  # steps from the root
    level: Level
    score: float
    altered: bool  # against the parent
    negated: bool  # against the root: the polarity differs in an odd number of steps


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as it went from article to article: its wordings, the root first, each after its parent."""

    claim: str  # "c-" and ten hexadecimal digits, of the root's words: the same in every database
    root: int
    variants: tuple[Variant, ...]
    drift: float  # what the variants have lost or gained against the root, 0 to 1; the mean of those that differ
