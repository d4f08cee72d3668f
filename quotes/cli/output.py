"""Where data goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import UsageError
from quotes.report.bidi import isolate, one_line

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.report.view import View


def on_screen(arguments: Namespace) -> bool:
    """Tell whether a person reads the output of this call on a terminal."""
    return arguments.output is None and sys.stdout.isatty()


def write(chunks: Iterable[str], *, arguments: Namespace) -> None:
    """Write text to the file of `--output`, else to standard output."""
    spare_the_database(arguments)
    if arguments.output is None:
        sys.stdout.writelines(chunks)
    else:
        with whole_file(arguments.output) as part, part.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(chunks)


def write_lines(lines: Iterable[str], *, arguments: Namespace) -> None:
    """Write lines that come without their newline."""
    write((line + "\n" for line in lines), arguments=arguments)


def present(arguments: Namespace, *, screen: Callable[..., Iterable[Text]], pipe: Iterable[str]) -> None:
    """Show a report as blocks on a terminal, or as plain lines anywhere else."""
    if on_screen(arguments):
        from quotes.report import terminal

        view = view_of(arguments)
        terminal.put(screen(view=view), view=view)
    else:
        write_lines(pipe, arguments=arguments)


def view_of(arguments: Namespace) -> View:
    """Return the screen of a call with the language and the order of Arabic that it asks for."""
    from quotes.report.language import language
    from quotes.report.order import order
    from quotes.report.view import View, console_for

    return View(console_for(sys.stdout), language(arguments.lang), order(arguments.bidi))


def note(message: str, *, arguments: Namespace) -> None:
    """Tell a person something on standard error, unless called with --quiet."""
    if not arguments.quiet:
        tell(message)


def tell(*lines: str) -> None:
    """Write a message to standard error, its further lines indented, safe to show on a terminal."""
    shown = map(isolate if sys.stderr.isatty() else str, map(one_line, lines))
    print("quotes: " + "\n  ".join(shown), file=sys.stderr)


_READ = (("db", "the database"), ("pairs", "the pairs"), ("queries", "the queries"), ("against", "the texts"))


def spare_the_database(arguments: Namespace) -> None:
    """Raise UsageError where `--output` names the database itself, or a file of texts that the call reads."""
    if arguments.output is None:
        return
    output = Path(arguments.output)
    for name, what in _READ:
        path = Path(getattr(arguments, name, None) or "-")
        if output.exists() and path.exists() and output.samefile(path):
            raise UsageError(f"{output} is {what}", remedy="name another file with -o")


@contextmanager
def whole_file(path: str) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` when the block ends without an error."""
    try:
        with _part(Path(path)) as part:
            yield part
    except BrokenPipeError:
        raise
    except OSError as error:
        remedy = "name a file in a folder that you may write to"
        raise UsageError(f"cannot write {path}: {error.strerror}", remedy=remedy) from error


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """Give a neighbour of `target` that takes its place at the end; what is no plain file, a pipe say, is itself."""
    if target.exists() and not target.is_file():
        yield target
        return
    file = target.resolve()
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
