"""Tell on standard error, as every message is told, what the modules of this program log."""

from __future__ import annotations

import logging
from argparse import Namespace

from quotes.cli.output import tell


class _Told(logging.Handler):
    """Writes each message as a person reads it, a fault's traceback below it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message."""
        tell(*self.format(record).splitlines())


def listen(arguments: Namespace) -> None:
    """Tell warnings from now on; with --debug everything, with --quiet errors alone."""
    logger = logging.getLogger("quotes")
    logger.handlers = [_Told()]
    logger.setLevel(logging.DEBUG if arguments.debug else logging.ERROR if arguments.quiet else logging.WARNING)
    logging.getLogger().setLevel(logging.CRITICAL)
