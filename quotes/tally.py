"""Count what a scan does, and tell how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quotes.claims import News
from quotes.match.audit import Audit
from quotes.models import Skip
from quotes.store import KeptFile
from quotes.store import Summary as Stored

UTF_8 = frozenset({"utf-8", "utf_8", "utf-8-sig", "utf_8_sig", "ascii"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan has come; told for each article, each skip and each file."""

    articles: int
    quotations: int  # found in this scan, so 0 for articles that were stored before
    skips: int
    path: str  # of the article, skip or file just met
    size: int = 0  # bytes that are done


@dataclass(frozen=True, slots=True)
class Summary:
    """What one scan did, and in `stored` the figures of the whole database after it."""

    articles: int  # read without a fault; the sum of the three that follow
    new: int
    changed: int
    unchanged: int
    deleted: int  # stored articles that the scanned folders no longer hold
    skips: tuple[Skip, ...]  # in the order they were met
    encodings: tuple[tuple[str, str], ...]  # (path, encoding) of the files read that are not UTF-8, in order
    stored: Stored
    audit: Audit | None  # of the edges between statements, where it was asked for
    news: tuple[News, ...]  # the claims in which something is new, in the order of their roots


def quiet(progress: Progress) -> None:
    """Show nothing of the progress of a scan."""


class Tally:
    """What the scan in hand has counted so far."""

    def __init__(self, progress: Callable[[Progress], None]) -> None:
        self._progress = progress
        self.new = self.changed = self.unchanged = self.quotations = 0
        self.size = self.part = 0  # bytes of the files that are done, and of the one in hand
        self.skips: list[Skip] = []
        self.encodings: dict[str, str] = {}

    @property
    def articles(self) -> int:
        """Return how many articles were read without a fault."""
        return self.new + self.changed + self.unchanged

    def skip(self, skip: Skip) -> None:
        """Count what could not be read."""
        self.skips.append(skip)
        self._tell(skip.path)

    def keep(self, path: str, encoding: str) -> None:
        """Count an article that is stored as it is."""
        self.unchanged += 1
        self._read(path, encoding)

    def keep_file(self, path: str, kept: KeptFile, *, size: int) -> None:
        """Count all of a file that is stored as it is."""
        self.unchanged += kept.documents
        self.skips += kept.skips
        for held, encoding in kept.encodings:
            self._note(held, encoding)
        self.pass_file(path, size=size)

    def take(self, path: str, encoding: str, *, quotations: int, is_new: bool) -> None:
        """Count an article that was analysed."""
        self.new += is_new
        self.changed += not is_new
        self.quotations += quotations
        self._read(path, encoding)

    def pass_file(self, path: str, *, size: int) -> None:
        """Count a file that is done."""
        self.size, self.part = self.size + size, 0
        self._tell(path)

    def reach(self, part: int) -> None:
        """Note how many bytes of a file are done that goes on."""
        self.part = part

    def summary(self, *, deleted: int, stored: Stored, audit: Audit | None, news: tuple[News, ...]) -> Summary:
        """Return what the scan did."""
        return Summary(
            articles=self.articles, new=self.new, changed=self.changed, unchanged=self.unchanged, deleted=deleted,
            skips=tuple(self.skips), encodings=tuple(self.encodings.items()), stored=stored, audit=audit,
            news=news,
        )  # fmt: skip

    def _read(self, path: str, encoding: str) -> None:
        self._note(path, encoding)
        self._tell(path)

    def _note(self, path: str, encoding: str) -> None:
        if encoding.lower() not in UTF_8:
            self.encodings[path] = encoding

    def _tell(self, path: str) -> None:
        self._progress(Progress(self.articles, self.quotations, len(self.skips), path, self.size + self.part))
