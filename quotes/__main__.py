"""Run the command line, as ``python -m quotes`` and as the program ``quotes``."""

from __future__ import annotations

import signal
import sys

INTERRUPTED = 130


def run() -> int:
    """Run one command and return its exit code.

    An interrupt that comes before the command line is there is one too; one that comes after all is done is none.
    """
    try:
        from quotes.cli import main

        code = main()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


if __name__ == "__main__":
    sys.exit(run())
