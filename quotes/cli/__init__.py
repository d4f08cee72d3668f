"""The command line: arguments → calls → exit code.

Standard output holds data and nothing else; messages, progress and errors go to standard error.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from quotes import interrupts
from quotes.cli.arguments import parse
from quotes.errors import QuotesError

# The modules of the verbs; a call without a verb has one too.
HOMES = {
    "": "starting", "config": "starting", "browse": "browsers", "claims": "claims", "trace": "claims",
    "compare": "claims", "match": "matching", "sql": "queries", "export": "exporting", "watch": "watch",
    "import-labels": "labels", "verify": "verify",
}  # fmt: skip
INTERRUPTED = 130
FAULT = 70  # of the program itself, as in sysexits


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 skips, 2 usage, 3 database or model, 130 interrupted."""
    words = sys.argv[1:] if argv is None else list(argv)
    _speak_utf8()
    interrupts.remember()
    try:
        return _run(words)
    except BrokenPipeError:
        return _hang_up()
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:  # a library that is interrupted as it loads raises what it likes
        return _interrupted() if interrupts.came() else _failed(error, words)


def _run(words: Sequence[str]) -> int:
    arguments = parse(words)
    from quotes.cli.logs import listen
    from quotes.cli.output import tell

    listen(arguments)
    start = time.perf_counter()
    code = _command(arguments.verb)(arguments)
    sys.stdout.flush()
    if arguments.verbose:
        tell(f"{arguments.verb} took {time.perf_counter() - start:.1f} s")
    return code


def _command(verb: str) -> Callable[[Namespace], int]:
    """Return the function of a verb; its module is imported only now."""
    home = import_module(f"quotes.cli.{HOMES.get(verb, 'commands')}")
    commands: dict[str, Callable[[Namespace], int]] = home.COMMANDS
    return commands[verb]


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _hang_up() -> int:
    """Leave in silence when the reader of a pipe has gone: what is still buffered goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _interrupted() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would end the message, and the exit code
    return _fail("interrupted", "what was stored stays; run the command again to go on", INTERRUPTED)


def _failed(error: Exception, words: Sequence[str]) -> int:
    if isinstance(error, QuotesError):
        return _fail(f"error: {error}", error.remedy, error.exit_code, words)
    return _fail(f"error: {type(error).__name__}: {error}", "run it again with --debug and report it", FAULT, words)


def _fail(message: str, remedy: str, code: int, words: Sequence[str] = ()) -> int:
    from quotes.cli.output import tell

    if "--debug" in words:
        _trace()
    tell(message, remedy)
    return code


def _trace() -> None:
    import traceback

    traceback.print_exc()
