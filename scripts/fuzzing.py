"""What is fuzzed: each target takes any bytes, and raises where a law of the program is broken.

As a program it runs one of them under libFuzzer, in a process of its own: ``fuzzing.py TARGET FOLDER FLAG…``. What an
input raises is kept in FOLDER, one input for each place that raises; the run goes on behind it.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["quotes"]):
    from quotes import corpus
    from quotes.analyse import analyse
    from quotes.corpus import texts
    from quotes.corpus.dates import day
    from quotes.cues import find_attributions, find_cues
    from quotes.errors import UsageError
    from quotes.labels.reading import read_labels
    from quotes.marks import pair_marks
    from quotes.match.comparing import compare
    from quotes.models import Article, Mention, Quotation, Skip
    from quotes.normalise import fold_text, fold_word
    from quotes.report.bidi import one_line
    from quotes.segment import tokenise

DOCUMENTS = (".txt", ".html", "")  # the suffix of the file that the bytes are put into
TABLES = (".json", ".jsonl", ".csv", ".tsv")
PACKED = (".zip", ".jsonl.gz", ".csv.zst", ".parquet")
_PLACE = Path(tempfile.mkdtemp(prefix="quotes-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def _read(data: bytes, suffixes: tuple[str, ...]) -> None:
    """Read a file: the first byte tells its suffix, the others are its bytes."""
    path = _put(f"input{suffixes[data[0] % len(suffixes)]}" if data else "input", data[1:])
    for found in corpus.read([path]):
        _whole(found)
    if suffixes is TABLES:
        _list_of_texts(path)


def _put(name: str, data: bytes) -> str:
    path = _PLACE / name
    path.write_bytes(data)
    return str(path)


def _whole(found: Article | Skip) -> None:
    """An article is text that any store holds, a skip tells why."""
    for value in astuple(found):
        assert not isinstance(value, str) or "\0" not in value
        str(value).encode()  # half a sign raises
    assert isinstance(found, Article) or found.reason


def _list_of_texts(path: str) -> None:
    try:
        ids = [found.id for found in texts.read(path) if isinstance(found, texts.Text)]
    except UsageError:
        return
    assert len(ids) == len(set(ids))


def documents(data: bytes) -> None:
    """Texts and web pages."""
    _read(data, DOCUMENTS)


def tables(data: bytes) -> None:
    """JSON, JSON lines and separated values."""
    _read(data, TABLES)


def packed(data: bytes) -> None:
    """Archives, packed files and Parquet."""
    _read(data, PACKED)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def fold(data: bytes) -> None:
    """Folding comes to rest, and one line stays one.

    A sign between two combining marks keeps them from their order, so that the second folding may still move them.
    """
    text = _text(data)
    folded = fold_text(text)
    assert fold_text(fold_text(folded)) == fold_text(folded)
    assert fold_word(text) == folded
    assert one_line(one_line(text)) == one_line(text)


def marks(data: bytes) -> None:
    """Tokens follow one another in the text, and pairs of marks lie within one another or apart."""
    text = _text(data)
    tokens = tokenise(text)
    places = list(zip(tokens.start, tokens.end, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    for mark in pair_marks(tokens):
        assert 0 <= mark.first < mark.last <= len(places)


def cues(data: bytes) -> None:
    """Cues and attributions stand on tokens of the text."""
    tokens = tokenise(_text(data))
    count = len(tokens)
    assert all(0 <= cue.first < cue.last <= count for cue in find_cues(tokens))
    assert all(0 <= one.first < one.last <= count for one in find_attributions(tokens))


def detection(data: bytes) -> None:
    """Each span is its words in the text as it came, and the same article gives the same rows."""
    title, _, body = _text(data).partition("\n")
    article = Article(doc="1", title=title, body=body)
    found = analyse(article)
    assert all(_holds(article, quotation) for quotation in found)
    assert analyse(article) == found


def _holds(article: Article, quotation: Quotation) -> bool:
    raw = article[quotation.field]
    mentions = (Mention(quotation.start, quotation.end, quotation.content), quotation.cue, quotation.speaker)
    return all(0 <= m.start < m.end and raw[m.start : m.end] == m.text for m in mentions if m is not None)


def comparison(data: bytes) -> None:
    """Two texts have a score from 0 to 1, and a text is itself."""
    one, _, other = _text(data).partition("\n")
    assert 0 <= compare(one, other, days=len(data) % 9).score <= 1
    assert compare(one, one).level == "identical"


def labels(data: bytes) -> None:
    """A file of labels is taken, skipped in part, or refused as none."""
    try:
        found = list(read_labels(_put("labels.json", data)))
    except UsageError:
        return
    assert all(one.reason for one in found if isinstance(one, Skip))


def mapping(data: bytes) -> None:
    """A mapping of columns names fields that there are, or is refused; a day is one, or none."""
    text = _text(data)
    day(text)
    try:
        read = corpus.parse_mapping(text)
    except UsageError:
        return
    assert read
    path = _put("mapped.csv", f"{','.join(read.values())}\n1\n".encode())
    for found in corpus.read([path], mapping=read):
        _whole(found)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (documents, tables, packed, fold, marks, cues, detection, comparison, labels, mapping)
}


class Kept:
    """Runs a target, and keeps the first input that raises at each place."""

    def __init__(self, target: Callable[[bytes], None], folder: Path) -> None:
        self._target, self._folder = target, folder
        self._met: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Run the target on one input."""
        try:
            self._target(data)
        except Exception as error:
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = blake2b(f"{type(error).__name__} {last.filename} {last.lineno}".encode(), digest_size=4).hexdigest()
        if place not in self._met:
            self._met.add(place)
            name = f"{self._target.__name__}-{place}"
            (self._folder / name).write_bytes(data)
            (self._folder / f"{name}.trace").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def main(name: str, folder: str, flags: Iterable[str]) -> None:
    """Run one target until libFuzzer ends the process."""
    os.chdir(_PLACE)  # nothing that is read may land in the folder of the caller
    atheris.Setup([sys.argv[0], *flags], Kept(TARGETS[name], Path(folder)))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
