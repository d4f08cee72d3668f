"""Set this program beside others, in one run and on the same texts: one JSON object a program and round.

First the same articles, a sample of a corpus, go through each (`peers.py`): how many a second of the processor, the
peak of memory, and what was found, which is not the same thing for any two of them. Then each of some ways finds which
of the same wordings repeat one another (`repeats.py`), against brute force. Every program runs in a process of its own
on one core, and the rounds go through all of them in turn. One that cannot be run is named with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from apart import CaseError, Told, show, told
from peers import PEERS
from repeats import WAYS, against, prefix, save, scanned, shuffled, wordings

import quotes
from quotes import corpus
from quotes.lexicon import rows
from quotes.models import Article

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LARGE, DEMO = ROOT.parent / "shared" / "data" / "saudinewsnet", ROOT / "corpora"
TWO_DAYS = ("2015-07-26.zip", "2015-07-27.zip")
VERBS = ("perfect", "perfect_3fs", "perfect_3mp", "imperfect", "imperfect_mp")  # columns of the cue lexicon
JOINED = ("", "و", "ف")  # "and", "so": they are written on to the verb
TRUTH = "rapidfuzz, cdist"
TINY = "tiny models, which learned next to nothing: of use for the speed alone"


def main(argv: Sequence[str] | None = None) -> int:
    """Print what each program took and found."""
    args = _parser().parse_args(argv)
    with TemporaryDirectory() as folder:
        for result in chain(_articles(args, Path(folder)), _repeats(args, Path(folder))):
            show(result)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the corpus that articles and wordings are drawn from")
    parser.add_argument("--articles", type=int, default=400, metavar="N", help="0 leaves these out (400)")
    parser.add_argument(
        "--wordings", type=int, nargs="*", default=[2000, 4000], metavar="N", help="none leaves them out"
    )
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="through all programs (2)")
    parser.add_argument("--compiled", default="", metavar="FOLDER", help="of a wheel of quotes, unpacked")
    models = os.environ.get("STANZA_RESOURCES_DIR", "")
    parser.add_argument("--models", default=models, metavar="FOLDER", help="stanza's, for Arabic")
    return parser


# Articles.


def _articles(args: argparse.Namespace, folder: Path) -> Iterator[Told]:
    if not args.articles:
        return
    sample = folder / "sample.json"
    drawn = _drawn(args.paths or [str(LARGE if LARGE.is_dir() else DEMO)], args.articles)
    held = {"articles": drawn, "verbs": _verbs(), "models": args.models}
    sample.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    for turn, name in product(range(1, args.rounds + 1), PEERS):
        path = args.compiled if name == "quotes, compiled" else str(ROOT)
        result = _told("peers.py", name, str(sample), path=path)
        note = {"note": TINY} if name.startswith("stanza") and _tiny(args.models) else {}
        yield {"peer": name, "version": _version(name), "round": turn, **result, **note}


def _drawn(paths: Sequence[str], size: int) -> list[tuple[str, str]]:
    articles = [(one.title, one.body) for one in corpus.read(paths) if isinstance(one, Article)]
    return Random(1).sample(articles, min(size, len(articles)))


def _verbs() -> list[str]:
    forms = {row[column] for row in rows("cues") for column in VERBS} - {""}
    return sorted(joined + form for joined in JOINED for form in forms)


def _tiny(models: str) -> bool:
    return bool(models) and any(Path(models).rglob("tiny.pt"))


# Repeats.


def _repeats(args: argparse.Namespace, folder: Path) -> Iterator[Told]:
    if not args.wordings:
        return
    days = [str(LARGE / day) for day in TWO_DAYS] if LARGE.is_dir() else [str(DEMO)]
    texts = shuffled(wordings(scanned(args.paths or days, str(folder))))
    for size in args.wordings:
        save(prefix(texts, size), folder / "texts.npz")
        for turn, name in product(range(1, args.rounds + 1), WAYS):
            result = _told("repeats.py", name, str(folder / "texts.npz"), str(folder / f"{name}.npy"), path=str(ROOT))
            recall = {} if "reason" in result else _recall(folder, name)
            yield {"repeats": name, "version": _version(name), "round": turn, **result, **recall}


def _recall(folder: Path, name: str) -> Told:
    found, true = (set(map(tuple, np.load(folder / f"{one}.npy").tolist())) for one in (name, TRUTH))
    return against(found, true)


# Programs.


def _told(script: str, *arguments: str, path: str) -> Told:
    try:
        return told(str(HERE / script), *arguments, environment={"PYTHONPATH": path})
    except CaseError as error:
        return {"reason": str(error)}


def _version(name: str) -> str:
    package = name.split(",")[0].lower()
    if package == "quotes":
        return quotes.__version__
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
