"""Show how far a scan has come, on a terminal's standard error; the line is gone when the scan is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from quotes.report.language import Language
from quotes.scan import Progress as Reached


@contextmanager
def counted(stream: TextIO, *, language: Language) -> Iterator[Callable[[Reached], None]]:
    """Give the function that a scan calls for each document; it shows running counts while the block runs."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=None)

        def update(at: Reached) -> None:
            bar.update(task, description=_told(at, language))

        yield update


def _told(at: Reached, language: Language) -> str:
    counts = (language.count(at.articles, "article"), language.count(at.quotations, "quotation"))
    return "  ".join((*counts, f"{language.number(at.skips)} {language.word('skipped')}"))
