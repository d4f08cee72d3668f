"""Print articles: two articles with one print would give the same rows, so a scan need not analyse the second.

Takes an article, gives a short digest of all its fields and of the engine, rules and word lists that analyse it: where
any of them has changed, the article is analysed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from hashlib import blake2b
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.resources import files
from importlib.resources.abc import Traversable

from quotes.models import Article

# What only stores, shows or starts does not change what is found.
OUTSIDE = frozenset({
    "__main__.py", "api.py", "browse", "claims", "cli", "cluster.py", "corpus", "correct.py", "crew.py", "errors.py",
    "exchange.py", "export.py", "formats", "hands.py", "intake.py", "interrupts.py", "labels", "library.py",
    "match", "page", "places.py", "report", "scan.py", "sql", "store", "tally.py", "verify.py", "watch.py", "work.py",
})  # fmt: skip
_NO_SOURCE = (".md", *EXTENSION_SUFFIXES)
_FIELDS = tuple(field.name for field in fields(Article) if field.name != "doc")  # what it is called changes no row


def print_of(article: Article, *, made_by: str = "") -> str:
    """Return the print of an article, 32 hexadecimal digits; `made_by` names the engine, "" the rules alone.

    Raises UnicodeEncodeError for text that no file can hold (a lone surrogate, from a broken escape in JSON).
    """
    digest = blake2b(engine() + made_by.encode(), digest_size=16)
    for name in _FIELDS:
        value = str(getattr(article, name)).encode()
        digest.update(len(value).to_bytes(8) + value)
    return digest.hexdigest()


@cache
def engine() -> bytes:
    """Return the digest of all that decides which quotations are found."""
    digest = blake2b(digest_size=16)
    for name, content in _sources(files("quotes"), skip=OUTSIDE):
        digest.update(name.encode() + b"\0" + content)
    return digest.digest()


def reader(mapped: Sequence[tuple[str, str]], *, made_by: str) -> str:
    """Return the digest of all that decides what is stored of a file: the reader, the engine, the columns named."""
    digest = blake2b(engine() + made_by.encode(), digest_size=16)
    for name, content in _sources(files("quotes") / "corpus"):
        digest.update(name.encode() + b"\0" + content)
    digest.update(repr(mapped).encode())
    return digest.hexdigest()


@cache
def matcher() -> str:
    """Return the digest of all that decides which statements are edges, 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for folder in ("match", "lexicon"):
        for name, content in _sources(files("quotes") / folder):
            digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _sources(folder: Traversable, *, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the files of `folder`; a compiled module counts as the source beside it."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name in skip or item.name == "__pycache__" or item.name.endswith(_NO_SOURCE):
            continue
        if item.is_dir():
            yield from _sources(item)
        else:
            yield item.name, item.read_bytes()
