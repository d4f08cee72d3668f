"""Read one article from a web page.

Takes the bytes of a page, gives what trafilatura takes for its article: title, text, day, outlet, author, address.
The body is the extracted text, a line a paragraph; spans count from its start, not in the page's markup. Where it
opens with the title again, that line is left out: one headline is one statement.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from quotes.corpus import decode
from quotes.corpus.dates import day
from quotes.corpus.records import Draft, UnreadableError

if TYPE_CHECKING:
    from configparser import ConfigParser

# The day is read where the page states it, never from any digits in its text.
_DATES = {"extensive_search": False, "original_date": True}


def document(stream: BinaryIO) -> Draft:
    """Return the article of a page. Raise UnreadableError."""
    from trafilatura import bare_extraction

    page, encoding = decode.whole(stream)
    found = bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=_DATES, config=_settings()
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise UnreadableError("no article in the page")
    return Draft(
        title=found.title or "",
        body=_without(found.title or "", found.text),
        outlet=found.sitename or "",
        date=day(found.date or ""),
        url=found.url or "",
        author=found.author or "",
        encoding=encoding,
    )


@cache
def _settings() -> ConfigParser:
    """Return the extractor's settings for news in brief: a few words are an article, with its paragraphs kept apart.

    Its complaints about a page are kept off standard error: what cannot be read is a skip.
    """
    import logging
    from copy import deepcopy

    from trafilatura.settings import DEFAULT_CONFIG

    settings = deepcopy(DEFAULT_CONFIG)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
    return settings


def _without(title: str, body: str) -> str:
    first, _, rest = body.partition("\n")
    return rest if title and first.strip() == title.strip() else body
