"""Load an engine by its name, and be the only door to stanza.

Takes one of `ENGINES`, gives the engine. Nothing is ever fetched: models are read from where stanza keeps them, the
folder STANZA_RESOURCES_DIR or stanza's own.

The engine `stanza-ar` parses the sentences of a draft whose source the rules left open, each by itself, so that what
is read in one never depends on what stands beside it; `quotes.syntax` says what a parse tells. A sentence is what
`quotes.segment` says: stanza cuts it into words and no further.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from quotes.analyse import analyse
from quotes.draft import Draft
from quotes.engines import RULES, Engine
from quotes.errors import ModelError, UsageError
from quotes.models import Article, Quotation
from quotes.syntax import RULE, Name, Parse, Place, Word, corrected, places

STANZA, TAGGER = "stanza-ar", "tagger"
PREFERENCE = (TAGGER, STANZA, RULES.name)  # the order in which `auto` tries them
QUOTE = "quote"  # the tagger as a processor of stanza
_PROCESSORS = "tokenize,mwt,pos,lemma,depparse,ner"
_NAMES: Mapping[str, Literal["person", "organisation"]] = {
    "PER": "person", "PERS": "person", "PERSON": "person", "ORG": "organisation", "ORGANIZATION": "organisation",
}  # fmt: skip
_NO_LIBRARY = "pip install 'quotes[stanza]'"
_NO_MODELS = "python -c \"import stanza; stanza.download('ar')\""
_PIECE = 1 << 20  # bytes of a model read at once


def load(name: str) -> Engine:
    """Return the engine of that name; raises ModelError where its model or library is missing.

    `auto` is the first of `PREFERENCE` that loads.
    """
    if name not in _LOADERS:
        raise UsageError(f"there is no engine {name}", remedy=f"name one of {', '.join(_LOADERS)}")
    return _LOADERS[name]()


@cache
def shared(name: str) -> Engine:
    """Return this process's engine of that name, loaded once: an engine of another process arrives here as this one."""
    return load(name)


def _auto() -> Engine:
    for name in PREFERENCE:
        with suppress(ModelError):
            return load(name)
    raise AssertionError("the rules need no model")


def _tagger() -> Engine:
    """Return the engine that `quotes.tagger` loads."""
    try:
        engine: Engine = import_module("quotes.tagger").load()
    except ImportError as error:
        raise ModelError(f"the engine {TAGGER} needs {error.name}, which is missing", remedy=_NO_LIBRARY) from error
    return engine


def _stanza() -> Engine:
    """Return the parser, from the models that are there."""
    try:
        import stanza
    except (ImportError, OSError) as error:  # OSError: the libraries of torch are there and do not load
        raise ModelError(f"the engine {STANZA} needs stanza: {error}", remedy=_NO_LIBRARY) from error
    pipeline = _pipeline(stanza.Pipeline, models_folder() or "")
    return Syntax(pipeline, version=f"{stanza.__version__} {_digest(pipeline.config)}")


def models_folder() -> str | None:
    """Return the folder that stanza's models are read from; None where only stanza knows it, which is not there."""
    with suppress(ImportError, OSError):
        from stanza.resources.common import DEFAULT_MODEL_DIR

        return os.environ.get("STANZA_RESOURCES_DIR", str(DEFAULT_MODEL_DIR))
    return os.environ.get("STANZA_RESOURCES_DIR")


def _pipeline(make: Callable[..., Any], folder: str) -> Any:
    """Return the pipeline of the models in a folder; raises ModelError where they are not all there and whole."""
    try:
        return make(
            "ar", dir=folder, processors=_PROCESSORS, download_method=None, verbose=False, tokenize_no_ssplit=True
        )
    except FileNotFoundError as error:
        raise ModelError(f"stanza's Arabic models are not in {folder}", remedy=_NO_MODELS) from error
    except Exception as error:  # what a torn or foreign file raises is not foreseen by stanza
        told = f"stanza's Arabic models in {folder} do not load: {type(error).__name__}: {error}"
        raise ModelError(told, remedy=_NO_MODELS) from error


def register() -> None:
    """Make the tagger a processor of stanza, `quote`, that runs in any Arabic pipeline.

    ``stanza.Pipeline("ar", processors="tokenize,quote")`` then gives documents whose ``quotes`` are the quotations of
    their text, with offsets in it. Calling it twice does no harm.
    """
    from stanza.models.common.doc import Document
    from stanza.pipeline.processor import NAME_TO_PROCESSOR_CLASS, Processor, register_processor

    if QUOTE in NAME_TO_PROCESSOR_CLASS:
        return

    class QuoteProcessor(Processor):  # type: ignore[misc]
        PROVIDES_DEFAULT = frozenset({QUOTE})
        REQUIRES_DEFAULT = frozenset({"tokenize"})

        def __init__(self, config: Any, pipeline: Any, device: Any) -> None:
            super().__init__(config, pipeline, device)
            self._engine = load(TAGGER)

        def process(self, document: Any) -> Any:
            document.quotes = analyse(Article(doc="", title="", body=document.text), self._engine)
            return document

    Document.add_property("quotes", default=(), setter=lambda document, told: setattr(document, "_quotes", told))
    register_processor(QUOTE)(QuoteProcessor)


_LOADERS: Mapping[str, Callable[[], Engine]] = {
    "rules": lambda: RULES, TAGGER: _tagger, STANZA: _stanza, "auto": _auto,
}  # fmt: skip


class Syntax:
    """The rules, with what a parse tells where they found no source."""

    name = STANZA

    def __init__(self, pipeline: Any, *, version: str) -> None:
        self._pipeline = pipeline
        self.version = version

    def __reduce__(self) -> tuple[Callable[[str], Engine], tuple[str]]:
        """Tell another process how to make the same engine."""
        return shared, (self.name,)

    def read(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Return the drafts with the sources that their parses tell."""
        asked = [(n, place) for n, draft in enumerate(drafts) for place in places(draft)]
        parses: list[dict[Place, Parse]] = [{} for _ in drafts]
        documents = self._pipeline.bulk_process([_text(drafts[n], place) for n, place in asked])
        for (n, place), document in zip(asked, documents, strict=True):
            parses[n][place] = _parse(document, _start(drafts[n], place))
        return [corrected(draft, told) for draft, told in zip(drafts, parses, strict=True)]

    def judge(self, draft: Draft, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
        """Return the quotations, those that stand on a parse with the word that they do."""
        return tuple(_told(row) if row.rule.endswith(f"+{RULE}") else row for row in quotations)


def _told(row: Quotation) -> Quotation:
    return replace(row, evidence=f"{row.evidence}, by the parse")


def _text(draft: Draft, place: Place) -> str:
    field, first, last = place
    return draft.scenes[field].tokens.raw(first, last)


def _start(draft: Draft, place: Place) -> int:
    field, first, _ = place
    return draft.scenes[field].tokens.start[first]


def _parse(document: Any, start: int) -> Parse:
    """Return what stanza made of a text that begins at code point `start` of its field."""
    return Parse(tuple(_words(document, start)), tuple(_names(document, start)))


def _words(document: Any, start: int) -> Iterator[Word]:
    """Yield the words of a document; their heads count from its first."""
    before = 0
    for sentence in document.sentences:
        for token in sentence.tokens:
            for word in token.words:
                head = before + word.head - 1 if word.head else None
                yield Word(start + token.start_char, start + token.end_char, head, word.deprel)
        before += len(sentence.words)


def _names(document: Any, start: int) -> Iterator[Name]:
    for name in document.ents:
        if name.type in _NAMES:
            yield Name(start + name.start_char, start + name.end_char, _NAMES[name.type])


def _digest(config: Mapping[str, Any]) -> str:
    """Return the digest of the models that a pipeline has loaded, 16 hexadecimal digits."""
    digest = blake2b(digest_size=8)
    for name, value in sorted(config.items()):
        for path in value if isinstance(value, list | tuple) else [value]:
            if name.endswith("_path") and path and Path(path).is_file():
                digest.update(name.encode() + b"\0")
                _add(digest, Path(path))
    return digest.hexdigest()


def _add(digest: Any, path: Path) -> None:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
