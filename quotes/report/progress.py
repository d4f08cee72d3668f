"""Show how far a scan has come, on a terminal's standard error; the line is gone when the scan is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from quotes.report.language import Language
from quotes.tally import Progress as Reached

SPAN = 120.0  # s over which the speed is taken that tells the time remaining


@contextmanager
def counted(stream: TextIO, *, size: int, language: Language) -> Iterator[Callable[[Reached], None]]:
    """Give the function that a scan of `size` bytes calls as it goes; it shows counts, speed and the time remaining."""
    columns = (
        SpinnerColumn(), BarColumn(20), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn(),
    )  # fmt: skip
    began = monotonic()
    with Progress(*columns, console=Console(file=stream), transient=True, speed_estimate_period=SPAN) as bar:
        task = bar.add_task("", total=size or None)

        def update(at: Reached) -> None:
            bar.update(task, description=_told(at, monotonic() - began, language), completed=at.size)

        yield update


def _told(at: Reached, seconds: float, language: Language) -> str:
    counts = (language.count(at.articles, "article"), language.count(at.quotations, "quotation"))
    pace = f"{language.number(round(at.articles / max(seconds, 1)))}/s"
    return "  ".join((*counts, f"{language.number(at.skips)} {language.word('skipped')}", pace))
