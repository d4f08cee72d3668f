"""Set rules, tagger and both side by side: quality, speed and memory, in one table.

On the references that the tagger has learned from it is heard cross-validated: each article by the network that was
trained without it (`scripts/train/train_tagger.py` keeps those in its working folder). On all others the model of the
package hears. Each row is a process of its own, so that its memory is its own; speed is articles a second of processor
time on one core, from the text to resolved quotations.

    python scripts/ablate.py --learned GOLD.jsonl … --apart GOLD.jsonl …
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts" / "train")]

from evaluate import PINNED, pinned  # noqa: E402
from examples import article_of  # noqa: E402
from judge_fit import row_of  # noqa: E402
from scoring import figures, judge, read_jsonl  # noqa: E402

from quotes.analyse import analyse  # noqa: E402
from quotes.draft import draft  # noqa: E402
from quotes.models import Article, Quotation  # noqa: E402
from quotes.resolve import resolve  # noqa: E402

Reader = Callable[[Article], Sequence[Quotation]]
SYSTEMS = ("rules", "tagger", "both")
_MIB = 1024  # KiB


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table, or with --row one row of it as JSON."""
    args = _parser().parse_args(argv)
    if args.row:
        print(json.dumps(_row(args.row, args.learned or args.apart, args.work if args.learned else None)))
        return 0
    print(f"{'':24}" + "".join(f"{name:>16.14}" for name in (*PINNED, "calibration", "articles/s", "MiB")))
    for kind, golds in (("--learned", args.learned), ("--apart", args.apart)):
        for gold in golds:
            for system in SYSTEMS:
                _print_row(system, kind, gold, args.work)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learned", type=Path, nargs="*", default=[], metavar="GOLD", help="heard cross-validated")
    parser.add_argument(
        "--apart", type=Path, nargs="*", default=[], metavar="GOLD", help="heard by the package's model"
    )
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "tagger", metavar="FOLDER")
    parser.add_argument("--row", choices=SYSTEMS, help=argparse.SUPPRESS)
    return parser


def _print_row(system: str, kind: str, gold: Path, work: Path) -> None:
    call = [sys.executable, __file__, "--row", system, "--work", str(work), kind, str(gold)]
    row = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    name = gold.name.removesuffix(".gold.jsonl") + (" (cv)" if kind == "--learned" else "")
    print(f"{name:>14} {system:<9}" + "".join(f"{row[key]:>16}" for key in row), flush=True)


def _row(system: str, golds: Iterable[Path], work: Path | None) -> dict[str, Any]:
    entries = [entry for gold in golds for entry in read_jsonl(gold)]
    readers = [_reader(system, entry, work) for entry in entries]
    began = time.process_time()
    rows = [row_of(a, q) for a, read in zip(map(article_of, entries), readers, strict=True) for q in read(a)]
    spent = time.process_time() - began
    table = figures(list(judge(entries, rows)))
    return {
        **pinned(table),
        "calibration": table["calibration error"],
        "articles/s": round(len(entries) / spent, 1),
        "MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MIB,
    }


def _reader(system: str, entry: dict[str, Any], work: Path | None) -> Reader:
    if system == "rules":
        return analyse
    engine = _engine(entry, work)
    if system == "both":
        return lambda article: analyse(article, engine)
    return lambda article: _heard_alone(article, engine)


def _heard_alone(article: Article, engine: Any) -> Sequence[Quotation]:
    """What the tagger hears without the rules' statements; whom a mention means is told by the rules."""
    from quotes.tagger.joining import join

    rules = draft(article)
    hearings = engine.tagger.hear(article, [])
    joined = join(rules.scenes, (), (), hearings)
    found = [(j.field, j.statement) for j in joined]
    return resolve(article, rules.scenes, found, [j.source for j in joined])


_engines: dict[int | None, Any] = {}


def _engine(entry: dict[str, Any], work: Path | None) -> Any:
    """Return the engine that has not learned from an article."""
    import torch
    from train_tagger import fold_of

    from quotes import tagger
    from quotes.tagger.hearing import Tagger
    from quotes.tagger.network import Network

    torch.set_num_threads(1)
    fold = None if work is None else fold_of(entry["id"])
    if None not in _engines:
        _engines[None] = tagger.load()
    if work is not None and fold not in _engines:
        shipped: Any = _engines[None]
        network = Network(shipped.tagger.network.shape)
        network.load_state_dict(torch.load(work / f"fold-{fold}.pt", weights_only=True))
        fold_tagger = Tagger(network, shipped.tagger.vocabulary)
        _engines[fold] = type(shipped)(fold_tagger, shipped.weights, shipped.version)
    return _engines[fold]


if __name__ == "__main__":
    sys.exit(main())
