"""The programs that `bench_peers.py` sets side by side, each run by itself on the articles of a file.

Takes a name and a file of `Sample`, prints one JSON object: how fast the program went through the articles, its peak of
memory and what it found. It reads one article before, so that what it loads on first use is not in its seconds.

None of them is this program's like: stanza finds sentences and names; textacy and a pass over spaCy's tokens find words
in quotation marks near a verb of saying. Of Arabic, textacy and spaCy bring no tagger, so verbs are those of our cue
lexicon, as it writes them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apart import Told, peak_mb, show, stay_on_one_core, timed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

AT_ONCE = 64  # texts that a program gets together
NEAR = 8  # tokens between the marks and the verb
FEWEST = 4  # tokens between marks that are more than a title, marks included: textacy's bound
OPEN, CLOSED = "«“", "»”"

Counts = dict[str, int]
Run = Callable[["Sample"], Counts]  # goes through its articles


class UnableError(Exception):
    """A program cannot be run here; it says why."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What every program gets."""

    articles: Sequence[tuple[str, str]]  # title, body
    verbs: frozenset[str]  # of saying, as the cue lexicon writes them
    models: str  # the folder of a pipeline of stanza; "" where there is none

    @property
    def texts(self) -> list[str]:
        return [f"{title}\n\n{body}" for title, body in self.articles]


def main(name: str, path: str) -> int:
    """Print what one program took and found, or why it could not be run."""
    stay_on_one_core()
    held = json.loads(Path(path).read_text(encoding="utf-8"))
    sample = Sample([tuple(one) for one in held["articles"]], frozenset(held["verbs"]), held["models"])
    try:
        run = PEERS[name](sample)
    except UnableError as error:
        show({"reason": str(error)})
    except ImportError as error:
        show({"reason": f"{error.name} is not installed"})
    else:
        show(_measured(run, sample))
    return 0


def _measured(run: Run, sample: Sample) -> Told:
    run(replace(sample, articles=sample.articles[:1]))
    loaded = peak_mb()
    found, took = timed(lambda: run(sample))
    size = sum(len(text.encode()) for text in sample.texts) / 1e6
    pace = {"articles_per_second": len(sample.articles), "mb_per_second": size}
    paces = {name: round(amount / max(took["seconds"], 1e-9), 2) for name, amount in pace.items()}
    return {"articles": len(sample.articles), **paces, **took, "loaded_mb": loaded, "peak_mb": peak_mb(), **found}


# This program.


def _quotes(_: Sample) -> Run:
    from quotes.analyse import analyse_all
    from quotes.models import Article

    def run(sample: Sample) -> Counts:
        articles = (Article(str(number), title, body) for number, (title, body) in enumerate(sample.articles))
        rows = [row for outcome in analyse_all(articles) if isinstance(outcome, tuple) for row in outcome]
        return {"quotations": len(rows), "in_marks": sum(row.kind in {"direct", "mixed"} for row in rows)}

    return run


def _compiled(sample: Sample) -> Run:
    from quotes import detect

    if str(detect.__file__).endswith(".py"):
        raise UnableError("the quotes that is installed is not compiled: pip install a wheel of it, or name its folder")
    return _quotes(sample)


# stanza.


def _stanza(given: Sample, *, processors: str) -> Run:
    import stanza

    if not given.models:
        raise UnableError("no models: make tiny ones by scripts/train/tiny_pipeline.py and name their folder")
    pipeline = stanza.Pipeline(
        "ar", dir=given.models, processors=processors, download_method=None, verbose=False, use_gpu=False
    )

    def run(sample: Sample) -> Counts:
        read = [document for texts in _batches(sample.texts) for document in pipeline.bulk_process(texts)]
        return {"sentences": sum(len(one.sentences) for one in read), "names": sum(len(one.ents) for one in read)}

    return run


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[first : first + AT_ONCE] for first in range(0, len(texts), AT_ONCE))


# spaCy.


def _blank() -> Language:
    import spacy

    pipeline = spacy.blank("ar")
    pipeline.add_pipe("sentencizer", config={"punct_chars": [".", "؟", "!", "…"]})
    return pipeline


def _spacy(given: Sample) -> Run:
    """Return a pass of our own: words in marks, with a verb of saying before or behind them."""
    from spacy.matcher import Matcher

    pipeline = _blank()
    matcher = Matcher(pipeline.vocab)
    matcher.add("verb", [[{"ORTH": {"IN": sorted(given.verbs)}}]])

    def run(sample: Sample) -> Counts:
        return _summed(_marked(document, matcher) for document in pipeline.pipe(sample.texts))

    return run


def _marked(document: Doc, matcher: Any) -> Counts:
    verbs = {first for _, first, _ in matcher(document)}
    pairs = list(_pairs(document))
    reported = sum(bool(verbs & {*range(first - NEAR, first), *range(last + 1, last + NEAR)}) for first, last in pairs)
    return {"in_marks": reported, "marks": len(pairs)}


def _pairs(document: Doc) -> Iterator[tuple[int, int]]:
    """Yield the places of the marks that open and close a run of tokens."""
    first = None
    for place, token in enumerate(document):
        straight = token.text == '"'
        if token.text in OPEN or (straight and first is None):
            first = place
        elif first is not None and (token.text in CLOSED or straight):
            if place - first + 1 >= FEWEST:
                yield first, place
            first = None


# textacy.


def _textacy(given: Sample, *, annotated: bool) -> Run:
    """Return textacy's pass, on what spaCy knows of Arabic or on the least that the pass asks for."""
    from textacy import constants

    constants.REPORTING_VERBS["ar"] = set(given.verbs)
    pipeline = _blank()

    def run(sample: Sample) -> Counts:
        documents: Iterable[Doc] = pipeline.pipe(sample.texts)
        if annotated:
            documents = (_annotated(document, sample.verbs) for document in documents)
        return _summed(_direct(document) for document in documents)

    return run


def _direct(document: Doc) -> Counts:
    """Count what is found; a text with an odd number of marks is refused whole."""
    from textacy.extract.triples import direct_quotations

    try:
        return {"in_marks": len(list(direct_quotations(document))), "refused": 0}
    except ValueError:
        return {"in_marks": 0, "refused": 1}


def _annotated(document: Doc, verbs: frozenset[str]) -> Doc:
    """Return the text as a parser might give it: each verb of saying with the word behind it as its subject.

    In Arabic the subject follows its verb: قال الوزير ("the minister said").
    """
    from spacy.tokens import Doc

    heads = [sentence.start for sentence in document.sents for _ in sentence]
    parts, relations = ["X"] * len(document), ["dep" if head != at else "ROOT" for at, head in enumerate(heads)]
    for at, token in enumerate(document[:-1]):
        if token.text in verbs:
            parts[at] = "VERB"
            if heads[at + 1] == heads[at]:
                heads[at + 1], relations[at + 1] = at, "nsubj"
    words, spaces = [token.text for token in document], [bool(token.whitespace_) for token in document]
    return Doc(document.vocab, words, spaces, pos=parts, lemmas=words, heads=heads, deps=relations)


def _summed(counts: Iterable[Counts]) -> Counts:
    total: Counts = {}
    for each in counts:
        total = {name: total.get(name, 0) + number for name, number in each.items()}
    return total


PEERS: dict[str, Callable[[Sample], Run]] = {
    "quotes, sources": _quotes,
    "quotes, compiled": _compiled,
    "stanza, tokenize and ner": partial(_stanza, processors="tokenize,ner"),
    "stanza, with a parser": partial(_stanza, processors="tokenize,mwt,pos,lemma,depparse,ner"),
    "spaCy, blank, marks and verbs": _spacy,
    "textacy, blank": partial(_textacy, annotated=False),
    "textacy, subjects given": partial(_textacy, annotated=True),
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
