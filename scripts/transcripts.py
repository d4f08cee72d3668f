"""Run every transcript of README.md and of the pages in docs, and write anew what a command prints otherwise by now.

A transcript is a line "$ COMMAND" of a console block with what the command prints; `...` stands for what is left out,
as in doctest. Lines and cells that hold stay as they stand, with what they leave out; what else was shortened comes out
in full and is told of, to be shortened again. `tests/test_docs.py` tells whether all transcripts hold.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz.fuzz import ratio

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))  # each runs in a folder of its own, from its first line
RUN = ("quotes", "echo", "scripts/demo")  # commands that are run; others (git clone, …) are only shown
LEFT_OUT = "..."
ADDED, DROPPED, UNLIKE = 0.5, 1.0, 2.5  # what a line costs that is added, dropped, or put in the place of another

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)  # a line that ends in \ goes on


@dataclass(frozen=True, slots=True)
class Transcript:
    """A command and what it is shown to print; ``text[start:end] == output`` in the text that it was read from."""

    command: str
    output: str
    start: int
    end: int


def transcripts(text: str) -> Iterator[Transcript]:
    """Yield the transcripts of a text whose commands are run, in order."""
    for block in _BLOCK.finditer(text):
        for found in _COMMAND.finditer(block[1]):
            command = found[1].replace("\\\n", "").strip()
            if command.split()[0] in RUN:
                yield Transcript(command, found[2], block.start(1) + found.start(2), block.start(1) + found.end(2))


def furnish(folder: Path) -> None:
    """Put the demo corpus and the command `quotes` of this checkout into a folder, for commands to run in."""
    shutil.copytree(ROOT / "corpora", folder / "corpora")
    (folder / "quotes").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m quotes "$@"\n')
    (folder / "quotes").chmod(0o755)


def run(command: str, folder: Path) -> str:
    """Run one command as a shell would, off a terminal; `scripts/demo` runs where it stands."""
    place = ROOT if command.startswith("scripts/") else folder
    path = os.pathsep.join([str(folder), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, shell=True, cwd=place, env=environment, text=True, encoding="utf-8", check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return trimmed(done.stdout)


def trimmed(text: str) -> str:
    """Leave out spaces at the ends of lines and empty lines at the ends."""
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def holds(shown: str, printed: str) -> bool:
    """Tell whether what is shown is what was printed.

    >>> holds("read\\t52\\n...\\nclaims\\t...\\n", "read\\t52\\nnew\\t52\\nchanged\\t0\\nclaims\\t35\\n")
    True
    """
    return doctest.OutputChecker().check_output(trimmed(shown), printed, doctest.ELLIPSIS)


def renewed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return the lines to show for those that were printed, as near as can be to those that were shown.

    >>> renewed(["read\\t...", "new\\t7", "...", "claims\\t4"], ["read\\t52", "new\\t52", "a", "b", "claims\\t35", "c"])
    ['read\\t...', 'new\\t52', '...', 'claims\\t35', 'c']
    """
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(len(shown), len(printed)): (0, [])}

    def after(i: int, j: int, cost: float, *lines: str) -> tuple[float, list[str]]:
        ahead, rest = best[i, j]
        return cost + ahead, [*lines, *rest]

    for i in range(len(shown), -1, -1):
        for j in range(len(printed), -1, -1):
            ways = [best[i, j]] if (i, j) in best else []
            if i < len(shown) and j < len(printed):
                ways += [after(i + 1, j + 1, *_change(shown[i], printed[j]))]
                ways += [after(i, j + 1, 0)] if shown[i] == LEFT_OUT else []
            ways += [after(i, j + 1, ADDED, printed[j])] if j < len(printed) else []
            ways += [after(i + 1, j, DROPPED)] if i < len(shown) else []
            best[i, j] = min(ways, key=lambda way: way[0])
    return best[0, 0][1]


def _change(line: str, printed: str) -> tuple[float, str]:
    """Return what it costs to show a printed line in the place of another, and as what it is shown then."""
    if holds(line, f"{printed}\n"):
        return 0, line
    return UNLIKE * (1 - ratio(line, printed) / 100), _shortened(line.split("\t"), printed.split("\t"))


def _shortened(shown: Sequence[str], printed: Sequence[str]) -> str:
    """Return a line of cells, where a cell that left something out before leaves it out again."""
    if len(shown) != len(printed):
        return "\t".join(printed)
    cells = zip(shown, printed, strict=True)
    return "\t".join(old if LEFT_OUT in old and holds(old, f"{new}\n") else new for old, new in cells)


def main() -> int:
    """Write the pages anew, and name what has changed in them."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        if (told := _rerun(text)) != text:
            page.write_text(told, encoding="utf-8")
            print(f"  in {page.relative_to(ROOT)}")
    return 0


def _rerun(text: str) -> str:
    """Return a page with what its commands print now."""
    pieces, end = [], 0
    with TemporaryDirectory() as folder:
        furnish(Path(folder))
        for shown in transcripts(text):
            pieces += [text[end : shown.start], _output(shown, run(shown.command, Path(folder)))]
            end = shown.end
    return "".join([*pieces, text[end:]])


def _output(shown: Transcript, printed: str) -> str:
    if holds(shown.output, printed):
        return shown.output
    before = shown.output.splitlines()
    lines = renewed(before, printed.splitlines())
    full = sum(LEFT_OUT in line for line in before) - sum(LEFT_OUT in line for line in lines)
    print(f"{shown.command}\n    written anew", f"; to be shortened: {full}" if full else "", sep="")
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
