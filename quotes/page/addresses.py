"""Say where in a report an article, a statement, a claim or a speaker stands.

Takes the ids of what a report holds, gives links. In one page a link is a fragment; in a folder each file holds some
articles or claims, and a link names the file too. What a report does not hold has no link.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeVar

Id = TypeVar("Id")

EACH = 100  # articles, claims or speakers of one file of a folder


def name_of(doc: str) -> str:
    """Return a short name for an article that may stand in an address whatever its id is.

    >>> name_of("مقال/1.txt")  # article/1.txt
    'a-af2c5b5d1b1f'
    """
    return "a-" + blake2b(doc.encode(errors="replace"), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything in a report stands; `base` is put before the name of a file."""

    articles: Mapping[str, str]  # doc → file, "" for the page itself
    claims: Mapping[str, str]
    speakers: Mapping[int, str]
    base: str = ""

    def article(self, doc: str, n: int | None = None) -> str | None:
        """Return the link to an article, or to its statement `n`."""
        return self._link(self.articles.get(doc), name_of(doc) if n is None else f"{name_of(doc)}-q{n}")

    def claim(self, claim: str | None) -> str | None:
        """Return the link to a claim."""
        return None if claim is None else self._link(self.claims.get(claim), claim)

    def speaker(self, speaker: int | None) -> str | None:
        """Return the link to a speaker."""
        return None if speaker is None else self._link(self.speakers.get(speaker), f"s-{speaker}")

    def _link(self, file: str | None, fragment: str) -> str | None:
        if file is None:
            return None
        return f"{self.base}{file}#{fragment}" if file else f"#{fragment}"

    def below(self) -> Addresses:
        """Return the same as seen from a file in a folder below."""
        return replace(self, base="../")


def of_page(docs: Sequence[str], claims: Sequence[str], speakers: Sequence[int]) -> Addresses:
    """Return the addresses in a single page."""
    return Addresses(dict.fromkeys(docs, ""), dict.fromkeys(claims, ""), dict.fromkeys(speakers, ""))


def of_folder(docs: Sequence[str], claims: Sequence[str], speakers: Sequence[int]) -> Addresses:
    """Return the addresses in a folder, in files of `EACH`."""
    return Addresses(_files("articles", docs), _files("claims", claims), _files("speakers", speakers))


def _files(kind: str, ids: Sequence[Id]) -> Mapping[Id, str]:
    return {one: f"{kind}/{at // EACH + 1:04}.html" for at, one in enumerate(ids)}
