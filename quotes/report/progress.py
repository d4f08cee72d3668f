"""Show how far a scan has come, on a terminal's standard error; the line is gone when the scan is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from quotes.scan import Progress as Reached

COUNTS = "{task.fields[articles]:,} articles  {task.fields[quotations]:,} quotations  {task.fields[skips]:,} skipped"


@contextmanager
def counted(stream: TextIO) -> Iterator[Callable[[Reached], None]]:
    """Give the function that a scan calls for each document; it shows running counts while the block runs."""
    columns = (SpinnerColumn(), TextColumn(COUNTS), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("scan", total=None, articles=0, quotations=0, skips=0)

        def update(at: Reached) -> None:
            bar.update(task, articles=at.articles, quotations=at.quotations, skips=at.skips)

        yield update
