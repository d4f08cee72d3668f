"""Fit the weights of `quotes/match/data/weights.tsv` on labelled pairs of statements, cross-validated.

Two logistic models with an L2 penalty, by Newton's method: `repeat` (same or part against the rest) and, among repeats,
`part`. The figures are of ten folds, mean over ten shuffles: every pair is judged by weights that have not seen it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from quotes.match.alignment import align
from quotes.match.differences import differences
from quotes.match.reading import read_wording
from quotes.match.scoring import NAMES, evidence, nearness

ROOT = Path(__file__).resolve().parent.parent
PAIRS = ROOT.parent / "shared" / "bench" / "pairs.dev.jsonl"
FOLDS, SHUFFLES = 10, 10

Array: TypeAlias = "npt.NDArray[np.float64]"
Flags: TypeAlias = "npt.NDArray[np.bool_]"


def main() -> None:
    """Fit, tell how well, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="?", default=str(PAIRS))
    parser.add_argument("--penalty", type=float, default=0.1)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pairs = [json.loads(line) for line in Path(arguments.pairs).read_text(encoding="utf-8").splitlines()]
    x = np.array([_evidence(pair) for pair in pairs])
    repeat = np.array([pair["label"] in ("same", "part") for pair in pairs])
    part = np.array([pair["label"] == "part" for pair in pairs])
    _tell(x, repeat, part, penalty=arguments.penalty)
    w, v = fit(x, repeat, arguments.penalty), fit(x[repeat][:, :-1], part[repeat], arguments.penalty)
    for name, a, b in zip(("intercept", *NAMES, "days"), w, [*v, 0.0], strict=True):
        print(f"{name:10} {a:7.2f} {b:7.2f}")
    if arguments.write:
        _write(w, v)


def _evidence(pair: Mapping[str, Any]) -> list[float]:
    alignment = align(read_wording(pair["a"]["text"]), read_wording(pair["b"]["text"]))
    found = evidence(alignment, differences(alignment))
    return [*(getattr(found, name) for name in NAMES), nearness(_days(pair))]


def _days(pair: Mapping[str, Any]) -> int | None:
    days = [date.fromisoformat(day) for side in ("a", "b") if (day := pair[side].get("date"))]
    return (days[0] - days[1]).days if len(days) == len(("a", "b")) else None


def fit(x: Array, y: Flags, penalty: float) -> Array:
    """Return the intercept and the weights that fit `y` best, by Newton's method; the intercept is not penalised."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w: Array = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], penalty)
    ridge[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + np.diag(ridge), x.T @ (y - p) - ridge * w)
        w = w + step
        if np.abs(step).max() < 1e-9:
            break
    return w


def _tell(x: Array, repeat: Flags, part: Flags, *, penalty: float) -> None:
    figures = [_validated(x, repeat, part, penalty=penalty, seed=seed) for seed in range(SHUFFLES)]
    for name, value in zip(("F1", "AUC", "same/part/none"), np.mean(figures, axis=0), strict=True):
        print(f"cross-validated {name:15} {100 * value:.1f}")


def _validated(x: Array, repeat: Flags, part: Flags, *, penalty: float, seed: int) -> tuple[float, float, float]:
    order = np.random.default_rng(seed).permutation(len(x))
    p, q = np.zeros(len(x)), np.zeros(len(x))
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        train = np.setdiff1d(order, test)
        p[test] = _predict(x[test], fit(x[train], repeat[train], penalty))
        seen = train[repeat[train]]
        q[test] = _predict(x[test][:, :-1], fit(x[seen][:, :-1], part[seen], penalty))
    said = np.where(p < 0.5, 0, np.where(q < 0.5, 1, 2))
    return _f1(p >= 0.5, repeat), _auc(p, repeat), float(np.mean(said == np.where(~repeat, 0, np.where(part, 2, 1))))


def _predict(x: Array, w: Array) -> Array:
    probability: Array = 1 / (1 + np.exp(-(w[0] + x @ w[1:])))
    return probability


def _f1(said: Flags, true: Flags) -> float:
    return float(2 * (said & true).sum() / (said.sum() + true.sum()))


def _auc(score: Array, true: Flags) -> float:
    return float(np.mean(score[true][:, None] > score[~true][None, :]))


def _write(repeat: Array, part: Array) -> None:
    lines = ["model\tevidence\tweight"]
    for model, names, values in (("repeat", (*NAMES, "days"), repeat), ("part", NAMES, part)):
        lines += [f"{model}\t{name}\t{value:.3f}" for name, value in zip(("intercept", *names), values, strict=True)]
    (ROOT / "quotes" / "match" / "data" / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
