"""Run the command line, as ``python -m quotes`` and as the program ``quotes``."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def run() -> int:
    """Run one command and return its exit code; an interrupt that comes before the command line is there is one too."""
    try:
        from quotes.cli import main

        return main()
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(run())
