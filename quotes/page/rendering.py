"""Fill the templates: the one door to jinja2.

Takes what a file of a report holds, gives its HTML in pieces. The style and the script stand in the file; its policy
allows these two, told by their hashes, and nothing else: nothing is fetched, nothing from an article can run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.errors import ModelError
from quotes.page.addresses import Addresses
from quotes.page.contents import STATEMENTS
from quotes.page.marking import changes, clean
from quotes.report.language import Language
from quotes.report.sparkline import sparkline

if TYPE_CHECKING:
    import jinja2

VIEWS = ("overview", "speakers", "claims", "articles")  # the parts of a report, in the order of its navigation


def render(
    *, language: Language, addresses: Addresses, homes: dict[str, str], shown: Sequence[str], **parts: object
) -> Iterator[str]:
    """Yield the HTML of one file: its `shown` views, filled with `parts`; `homes` are the links to all views.

    Raises ModelError where jinja2 is missing.
    """
    style, script = resource("page.css"), resource("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:"
    spoken = _Spoken(language)
    return environment().get_template("page.html").generate(
        language=language, word=language.word, count=spoken.count, number=spoken.number, day=spoken.day,
        days=spoken.days, share=language.share, to=addresses, homes=homes, shown=shown, style=style, script=script,
        policy=f"{policy}; base-uri 'none'; form-action 'none'", changes=changes, sparkline=sparkline, views=VIEWS,
        most=STATEMENTS, parts=parts,
    )  # fmt: skip


class _Spoken:
    """A language that remembers what it has said: CLDR is slow, and tables repeat their numbers and days."""

    def __init__(self, language: Language) -> None:
        self.number, self.day, self.count = cache(language.number), cache(language.day), cache(language.count)
        self.days = cache(language.days)


@cache
def environment() -> jinja2.Environment:
    """Return what reads the templates; raises ModelError where jinja2 is missing."""
    try:
        import jinja2
    except ImportError as error:
        raise ModelError("a page needs jinja2, which is missing", remedy="pip install 'quotes[page]'") from error
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(resource), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=clean,
    )  # fmt: skip


def resource(name: str) -> str:
    """Return a template, the style or the script."""
    return files("quotes.page").joinpath("web", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Return the sha256 of text as a content security policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
