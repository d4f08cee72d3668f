"""Feed the program bytes that are made to break it, guided by what of it they reach: a line of JSON a target.

Takes how long, gives for each target how many inputs it ran, how many of them broke it, and how many edges of the
program they reached. Every target runs under libFuzzer in a process of its own, from the demo corpus and a dictionary
of marks and cues; a run that ends its process is gone on with behind it. What broke it is kept in a folder (-o): the
input, and beside it the trace.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from quotes.lexicon import rows
from quotes.marks import SIGNS

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "corpora"
TARGETS = (
    "documents", "tables", "packed", "fold", "marks", "cues", "detection", "comparison", "labels", "mapping",
)  # fmt: skip
LONGEST = 4096  # bytes of an input
SLOWEST = 30  # s of one input; beyond it a target hangs
MOST = 2048  # MB of a process
_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)|^#(\d+)\s", re.MULTILINE)
_EDGES = re.compile(r"\bcov: (\d+)")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one target."""

    target: str
    executions: int
    seconds: float
    crashes: int  # places that raised, and inputs that hung, ran out of memory or ended the process
    edges: int | None
    seed: int


def main(argv: Sequence[str] | None = None) -> int:
    """Fuzz, and return 1 where something broke."""
    args = _parser().parse_args(argv)
    folder = Path(args.output).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    targets = args.target or TARGETS
    broken = 0
    for target in targets:
        result = _fuzzed(target, folder, seconds=args.seconds / len(targets), seed=args.seed)
        print(json.dumps(asdict(result)), flush=True)
        broken += result.crashes
    return 1 if broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (all)")
    parser.add_argument("--seconds", type=float, default=3600, help="in all, parted among the targets (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of what is made up (%(default)s)")
    parser.add_argument("-o", "--output", default="build/fuzz", metavar="FOLDER", help="keep here what broke it")
    return parser


def _fuzzed(target: str, folder: Path, *, seconds: float, seed: int) -> Result:
    """Run a target until its time is over, anew behind each input that ends its process."""
    start, executions, edges = monotonic(), 0, None
    before = len(_kept(target, folder))
    with TemporaryDirectory() as corpus:
        _seed(target, Path(corpus))
        while (left := seconds - (monotonic() - start)) >= 1:
            told = _run(target, folder, corpus, seconds=left, seed=seed + executions)
            executions += max((int(total or at) for total, at in _UNITS.findall(told)), default=0)
            edges = max((int(found) for found in _EDGES.findall(told)), default=edges)
            if "ERROR" not in told and "Done" not in told:
                raise SystemExit(f"scripts/fuzz: {target} does not run: {told[-2000:]}")
    crashes = len(_kept(target, folder)) - before
    return Result(target, executions, round(monotonic() - start, 1), crashes, edges, seed)


def _kept(target: str, folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"{target}-*") if path.suffix != ".trace"]


def _run(target: str, folder: Path, corpus: str, *, seconds: float, seed: int) -> str:
    """Run one process to its end; return what libFuzzer told."""
    flags = [
        f"-max_total_time={int(seconds)}", f"-seed={seed % (1 << 31) or 1}", f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST}", f"-artifact_prefix={folder / target}-",
        f"-dict={_dictionary(Path(corpus))}", "-print_final_stats=1", corpus,
    ]  # fmt: skip
    command = [sys.executable, str(ROOT / "scripts" / "fuzzing.py"), target, str(folder), *flags]
    done = subprocess.run(command, capture_output=True, check=False, cwd=corpus)
    return done.stderr.decode("utf-8", "replace")


def _dictionary(corpus: Path) -> Path:
    """Write the words that a text is likelier to be read by: marks, cues, and what formats are made of."""
    cues = {form for row in rows("cues") for name in _FORMS for form in row[name].split("|") if form}
    words = sorted({*SIGNS, *cues, *_PIECES})
    path = corpus.with_suffix(".dict")
    path.write_text("".join(f'"{_escaped(word)}"\n' for word in words), encoding="ascii")
    return path


_FORMS = ("perfect", "imperfect", "participle_acc", "masdar", "passive")
_PIECES = (
    "\n\n",
    "\r\n",
    '{"text": "',
    '"}',
    '"id"',
    '"title"',
    "text,title\n",
    "<p>",
    "</p>",
    "\ufeff",
    "text=",
    "\u2028",
)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in word.encode())


def _seed(target: str, corpus: Path) -> None:
    for number, data in enumerate(_seeds(target)):
        (corpus / f"{number:04}").write_bytes(data)


def _seeds(target: str) -> Iterator[bytes]:
    """Yield inputs to begin with: those of a target of files have the number of their suffix before them."""
    files = sorted(path for path in DEMO.rglob("*.*") if path.suffix != ".md")
    beginnings = [path.read_bytes()[: LONGEST - 1] for path in files]
    if target == "documents":
        yield from (bytes([number]) + _as_page(data, number) for number in range(3) for data in beginnings[:9])
    elif target == "tables":
        suffixes = {".jsonl": 1, ".csv": 2}
        yield from (bytes([suffixes.get(path.suffix, 0)]) + data for path, data in zip(files, beginnings, strict=True))
    elif target == "packed":
        yield from _archives(beginnings[0])
    elif target == "labels":
        yield from _labels()
    elif target == "mapping":
        yield from (b"text=content,date=day", b"title=a, url=b", "2026-03-01 ٣ مارس 2026".encode())
    else:
        yield from (piece for data in beginnings for piece in data.split(b"\n") if piece.strip())


def _as_page(data: bytes, number: int) -> bytes:
    """Return a text, as a page where the number of its suffix says so."""
    return b"<html><body><article><p>" + data[:2000].replace(b"\n", b"</p><p>") if number == 1 else data


def _archives(data: bytes) -> Iterator[bytes]:
    import pyarrow
    import pyarrow.parquet
    import zstandard

    line = json.dumps({"text": data.decode("utf-8", "ignore")[:400]}, ensure_ascii=False).encode()
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/1.jsonl", line)
        archive.writestr("../2.txt", data[:400])
    table = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [line.decode()]}), table, compression="none")
    yield b"\0" + whole.getvalue()
    yield b"\1" + gzip.compress(line)
    yield b"\2" + zstandard.compress(b"text,title\n" + data[:400])
    yield b"\3" + table.getvalue()


def _labels() -> Iterator[bytes]:
    region = {"id": "r", "type": "labels", "from_name": "body", "to_name": "body",
              "value": {"start": 0, "end": 3, "text": "abc", "labels": ["content"]}}  # fmt: skip
    task = {"data": {"doc": "1", "title": "", "body": "abc"}, "annotations": [{"result": [region]}]}
    row = {"doc": "1", "field": "body", "start": 0, "end": 3, "content": "abc", "kind": "direct", "schema": 1}
    yield from (json.dumps(value).encode() for value in ([task], task, row, [row]))


if __name__ == "__main__":
    sys.exit(main())
