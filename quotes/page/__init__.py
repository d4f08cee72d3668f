"""Write a report to pass on: one self-contained page, or a folder of pages for a whole archive.

Takes a store, gives HTML that opens without a network: an overview, speakers, claims with their genealogy, articles
with their marks, links between all of them.

    addresses     ids → where each stands in the report
    marking       marked text → HTML
    contents      a store → what the report holds, card by card
    charts        numbers → SVG
    illustrating  a store → the charts of a report
    rendering     cards → HTML, by the templates in web/
    folder        a store → a folder of pages
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.page import contents
from quotes.page.addresses import of_page
from quotes.page.folder import write_folder
from quotes.page.illustrating import overview, timelines
from quotes.page.rendering import VIEWS, render
from quotes.report.language import Language
from quotes.store import Store

__all__ = ["page", "write_folder"]


def page(store: Store, *, language: Language) -> Iterator[str]:
    """Yield the HTML of one page; raises ModelError where a library of the extra `page` is missing."""
    choice = contents.choose(store, limits=contents.PAGE)
    docs = [row.doc for row in choice.documents]
    addresses = of_page(docs, [row.claim for row in choice.claims], [row.speaker_id for row in choice.speakers])
    cards = list(contents.claims(store, choice.claims))
    return render(
        language=language, addresses=addresses, homes={view: f"#{view}" for view in VIEWS}, shown=VIEWS, choice=choice,
        charts=overview(store, choice.summary, language=language), timelines=timelines(cards, language=language),
        speakers=contents.speakers(store, choice.speakers), claims=cards, articles=contents.articles(store, docs),
    )  # fmt: skip
