"""Measure how memory grows with what is read: one JSON object a case, at the whole of it and at a tenth.

The files are made of the texts of the demo corpus in a temporary folder: a JSON array, JSON lines behind gzip, short
rows of Parquet in one group; and the demo corpus itself, scanned once and ten times over. Each is measured in a process
of its own, and so is a tenth of it. `--read-only` leaves the analysis of the files out.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from apart import CaseError, Told, peak_mb, show, timed, told

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "corpora"
MB = 1_000_000
ARRAY, LINES = 100 * MB, 300 * MB  # bytes, unpacked
ROWS = 1_000_000
SHORT = 160  # characters of a short row
COPIES = 10

Maker = Callable[[Path, float], Path]  # takes a folder and a share, makes so much of a file and returns it
Texts = Sequence[tuple[str, str]]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the cases, or measure one of them."""
    args = _parser().parse_args(argv)
    if args.measure:
        show(_MEASURES[args.measure](args.path))
        return 0
    reading = "read" if args.read_only else "analyse"
    cases: dict[str, tuple[str, Maker]] = {name: (reading, maker) for name, maker in _files(args).items()}
    if not args.read_only:
        cases["demo corpus"] = "scan", _copies
    for name, (measure, maker) in cases.items():
        if not args.case or name in args.case:
            show({"case": name, "measured": measure, **_whole_and_tenth(measure, maker)})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--read-only", action="store_true", help="read the files, analyse and scan nothing")
    parser.add_argument("--gigabytes", type=float, metavar="N", help="of JSON lines, unpacked (0.3)")
    parser.add_argument("--share", type=float, default=1.0, metavar="S", help="of each file, for a quick look (1)")
    parser.add_argument("--case", action="append", metavar="NAME", help="only this case; may be given again")
    parser.add_argument("--measure", choices=_MEASURES, help="measure PATH in this process, make nothing")
    parser.add_argument("path", nargs="?", metavar="PATH")
    return parser


def _whole_and_tenth(measure: str, maker: Maker) -> Told:
    whole, tenth = (_alone(measure, maker, share) for share in (1.0, 0.1))
    return {**whole, **{f"{name}_at_a_tenth": tenth.get(name) for name in ("articles", "peak_mb")}}


def _alone(measure: str, maker: Maker, share: float) -> Told:
    with TemporaryDirectory() as folder:
        path = maker(Path(folder), share)
        try:
            return {"bytes": _size(path), **told(__file__, "--measure", measure, str(path))}
        except CaseError as error:
            return {"bytes": _size(path), "reason": str(error)}


def _size(path: Path) -> int:
    """Return the bytes of a file, unpacked, or of all files of a folder."""
    if path.suffix == ".gz":
        with gzip.open(path) as file:
            return file.seek(0, io.SEEK_END)
    return sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())


# The files.


def _files(args: argparse.Namespace) -> dict[str, Maker]:
    """Return the makers of the files by the names of their cases."""
    texts, short = _texts(), _short(_texts())
    lines = int((args.gigabytes * 1000 * MB if args.gigabytes else LINES) * args.share)
    array, rows = int(ARRAY * args.share), int(ROWS * args.share)
    return {
        "JSON array": lambda folder, share: _array(folder / "news.json", texts, size=int(array * share)),
        "JSON lines, gzip": lambda folder, share: _lines(folder / "news.jsonl.gz", texts, size=int(lines * share)),
        "Parquet": lambda folder, share: _parquet(folder / "news.parquet", short, rows=int(rows * share)),
    }


def _texts() -> Texts:
    from quotes.corpus import read
    from quotes.models import Article

    return [(one.title, one.body) for one in read([str(DEMO)]) if isinstance(one, Article)]


def _short(texts: Texts) -> Texts:
    """Return each paragraph by itself, cut to what a short message holds."""
    return [(title, line[:SHORT]) for title, body in texts for line in body.splitlines() if len(line) >= SHORT]


def _objects(texts: Texts, *, size: int) -> Iterator[str]:
    """Yield articles as JSON, over and over with ids of their own, until there are `size` bytes of them."""
    written = 0
    for number in count():
        title, body = texts[number % len(texts)]
        line = json.dumps({"id": f"n{number}", "title": title, "body": body}, ensure_ascii=False)
        yield line
        written += len(line.encode()) + 2
        if written >= size:
            return


def _array(path: Path, texts: Texts, *, size: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number, each in enumerate(_objects(texts, size=size)):
            file.write(f"{',' if number else '['}\n{each}")
        file.write("\n]\n")
    return path


def _lines(path: Path, texts: Texts, *, size: int) -> Path:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as file:
        file.writelines(f"{each}\n" for each in _objects(texts, size=size))
    return path


def _parquet(path: Path, texts: Texts, *, rows: int) -> Path:
    """Write the rows as one group, as most programs do."""
    import pyarrow as pa
    from pyarrow.parquet import write_table

    chosen = [texts[number % len(texts)] for number in range(rows)]
    bodies = [f"{body} {number}" for number, (_, body) in enumerate(chosen)]
    columns = {"id": [f"n{number}" for number in range(rows)], "title": [title for title, _ in chosen], "body": bodies}
    write_table(pa.table(columns), path, row_group_size=rows)
    return path


def _copies(folder: Path, share: float) -> Path:
    """Copy the demo corpus ten times, or a tenth of that."""
    corpus = folder / "corpora"
    for number in range(round(COPIES * share)):
        shutil.copytree(DEMO, corpus / f"copy-{number}")
    return corpus


# What is measured.


def _read(path: str) -> Told:
    from quotes.corpus import read
    from quotes.models import Article

    return _counted(lambda: sum(1 for one in read([path]) if isinstance(one, Article)))


def _analyse(path: str) -> Told:
    from quotes.analyse import analyse_all
    from quotes.corpus import read
    from quotes.models import Article

    articles = (one for one in read([path]) if isinstance(one, Article))
    return _counted(lambda: sum(1 for _ in analyse_all(articles)))


def _scan(path: str) -> Told:
    from quotes.scan import scan

    with TemporaryDirectory() as folder:
        return _counted(lambda: scan([path], db=str(Path(folder, "quotes.duckdb"))).articles)


def _counted(articles: Callable[[], int]) -> Told:
    found, took = timed(articles)
    return {"articles": found, "seconds": took["seconds"], "peak_mb": peak_mb()}


_MEASURES = {"read": _read, "analyse": _analyse, "scan": _scan}

if __name__ == "__main__":
    sys.exit(main())
