"""Fit the judge: from what rules and tagger said of statements, and whether they were right, its weights.

The tagger that hears an article must not have learned from it, and what its rules reached is counted on the articles
of other folds: a table that has counted a statement knows its outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from examples import article_of
from scoring import calibration_error, judge

from quotes.confidence import Counts, expected, on_unseen
from quotes.draft import draft
from quotes.models import Article, Quotation
from quotes.resolve import resolve
from quotes.tagger.engine import hear, measured
from quotes.tagger.hearing import Tagger
from quotes.tagger.judging import FEATURES, odds

_RIDGE = 5.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One statement that was told: its features, and whether its words and its speaker are right."""

    doc: str
    rule: str
    alone: bool  # only the tagger heard it
    values: tuple[float, ...]
    right: bool


def verdicts(gold: Sequence[Mapping[str, Any]], tagger_of: Callable[[Mapping[str, Any]], Tagger]) -> list[Judged]:
    """Return every statement that rules or tagger tell of the articles, judged; those judged apart are left out."""
    rows: list[dict[str, Any]] = []
    said: dict[tuple[str, str, int, int], tuple[str, bool, tuple[float, ...]]] = {}
    for entry in gold:
        article = article_of(entry)
        heard = hear(tagger_of(entry), draft(article))
        quotations = resolve(article, heard.scenes, heard.found, heard.sources)
        for quotation, alone, values in measured(heard, quotations):
            rows.append(row_of(article, quotation))
            said[article.doc, quotation.field, quotation.start, quotation.end] = (quotation.rule, alone, values)
    told = [v for v in judge(gold, rows) if v.pred is not None and v.outcome != "free"]
    return [Judged(v.doc, *said[v.doc, v.field, v.pred.start, v.pred.end], v.who_right) for v in told if v.pred]


def row_of(article: Article, q: Quotation) -> dict[str, Any]:
    """Return what a row of an export tells of a quotation, as far as it is scored."""
    words = {"cue": q.cue.text if q.cue else "", "speaker": q.speaker.text if q.speaker else "", "who": q.who}
    place = {"doc": article.doc, "field": q.field, "start": q.start, "end": q.end}
    return {**place, **words, "kind": q.kind, "rule": q.rule, "confidence": q.confidence}


def fitted(judged: Sequence[Judged], fold_of: Callable[[str], int]) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of the judge, and how it fares on what it was fitted on."""
    counts = {fold: _counts(judged, fold, fold_of) for fold in {fold_of(j.doc) for j in judged}}
    x = np.array([_values(j, counts[fold_of(j.doc)]) for j in judged])
    y = np.array([float(j.right) for j in judged])
    weights = _logistic(x, y)
    likely = 1 / (1 + np.exp(-x @ weights))
    told = {
        "statements": len(judged),
        "right": round(float(y.mean()), 3),
        "calibration error": round(calibration_error(list(likely), list(y > 0)), 3),
    }
    return dict(zip(FEATURES, (round(float(w), 4) for w in weights), strict=True)), told


def _counts(judged: Sequence[Judged], apart: int, fold_of: Callable[[str], int]) -> Counts:
    """Count, by pair of rules, statements made and right, outside one fold."""
    made: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for j in judged:
        if not j.alone and fold_of(j.doc) != apart:
            made[_pair(j.rule)] += 1
            right[_pair(j.rule)] += j.right
    return {pair: (made[pair], right[pair]) for pair in made}


def _values(judged: Judged, counts: Counts) -> tuple[float, ...]:
    if judged.alone:
        return judged.values
    reached = odds(round(on_unseen(expected(counts, *_pair(judged.rule))), 2))
    at = FEATURES.index("rules")
    return (*judged.values[:at], reached, *judged.values[at + 1 :])


def _pair(rule: str) -> tuple[str, str]:
    content, _, speaker = rule.partition("+")
    return content, speaker


def _logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method on the ridge-penalised likelihood; the bias bears no penalty."""
    weights = np.zeros(x.shape[1])
    ridge = np.eye(x.shape[1]) * _RIDGE
    ridge[0, 0] = 1e-3
    for _ in range(50):
        likely = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (likely - y) + ridge @ weights
        step = np.linalg.solve((x * (likely * (1 - likely))[:, None]).T @ x + ridge, gradient)
        weights -= step
        if abs(step).max() < 1e-9:
            break
    return weights
