"""Write the store as one self-contained web page: speakers, claims with their genealogy, articles with their marks.

Takes a store, gives HTML to pass on: it opens without a network, and its policy lets nothing be fetched or injected.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.errors import ModelError
from quotes.match.alignment import Alignment
from quotes.report.bidi import sanitise
from quotes.report.genealogy import branches
from quotes.report.language import Language
from quotes.report.marked import pieces, tags_of
from quotes.report.wording import stretches
from quotes.store import ClaimFilter, Filter, Store

if TYPE_CHECKING:
    import jinja2

CLAIMS, SPEAKERS, ARTICLES = 300, 500, 600  # what one page holds of each; it says what is left out


@dataclass(frozen=True, slots=True)
class Change:
    """Words that a wording dropped (`a`) and has in their place (`b`), or kept (`b` alone), then what follows them."""

    kept: bool
    a: str
    b: str
    tail: str


def page(store: Store, *, language: Language) -> str:
    """Return the page; raises ModelError where jinja2 is missing."""
    claims = store.claims(ClaimFilter(limit=CLAIMS))
    documents = store.documents()
    shown = documents[:ARTICLES]
    style, script = _resource("page.css"), _resource("page.js")
    return _environment().get_template("page.html").render(
        language=language, summary=store.summary(), style=style, script=script, style_hash=_print(style),
        script_hash=_print(script), speakers=store.speakers(limit=SPEAKERS), documents=documents,
        claims=[(claim, list(branches(store.claim_statements(claim.claim)))) for claim in claims],
        articles=[(store.document(row.doc), store.quotations(Filter(doc=row.doc))) for row in shown],
        places={row.doc: number for number, row in enumerate(shown)}, changes=changes, pieces=pieces, tags_of=tags_of,
    )  # fmt: skip


def changes(alignment: Alignment) -> Iterator[Change]:
    """Yield the words of an alignment with what was dropped and what was put in their place."""
    for stretch in stretches(alignment):
        yield Change(stretch.kind == "kept", stretch.a, stretch.b, stretch.tail)


def _environment() -> jinja2.Environment:
    try:
        import jinja2
    except ImportError as error:
        raise ModelError("a page needs jinja2, which is missing", remedy="pip install 'quotes[page]'") from error
    loader = jinja2.FunctionLoader(_resource)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        finalize=_shown,
    )  # fmt: skip


def _shown(value: object) -> object:
    """Sanitise text on its way into the page, but not what the template has marked as safe."""
    return sanitise(value) if type(value) is str else value


def _resource(name: str) -> str:
    return files("quotes.page").joinpath(name).read_text(encoding="utf-8")


def _print(text: str) -> str:
    """Return the sha256 of text as a content security policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
