"""The verb that opens the text UI: it takes the arguments of its call, runs until one leaves, returns the exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable

from quotes.errors import ModelError, UsageError
from quotes.report.language import language
from quotes.report.order import order
from quotes.store import Store

DONE = 0


def browse(arguments: Namespace) -> int:
    """Look through the database on a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "browse needs a terminal", remedy="off a terminal: quotes speakers, quotes claims, quotes list"
        )
    run = _program()
    with Store.open(arguments.db) as store:
        run(store, language=language(arguments.lang), order=order(arguments.bidi))
    return DONE


def _program() -> Callable[..., None]:
    """Return the text UI; raises ModelError where the extra `tui` is missing."""
    try:
        from quotes.browse.app import browse as run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise ModelError("browse needs textual, which is missing", remedy="pip install 'quotes[tui]'") from error
    return run


COMMANDS: dict[str, Callable[[Namespace], int]] = {"browse": browse}
