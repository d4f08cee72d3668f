"""Score predicted quotations against a reference: articles and rows in, verdicts out, figures from the verdicts.

A verdict is one reference statement, one predicted statement, or a pair of both in one field of one article. Core
statements are clausal or quoted; nominal ones are noun phrases and are judged apart: a prediction of one sort that
meets a reference of the other is neither right nor wrong (`free`). Pairs are one to one, best overlap first, from .5.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["pair", "missed", "false", "free"]
Figure = float | int | list[float | int] | dict[str, float | int]

FOUND, TIGHT, MEETS, SAME_NAME = 0.5, 0.8, 0.3, 0.6
EDGE = 2  # code points that an edge may be off and still count as exact
FIELDS = (("title", "title"), ("text", "body"))  # the reference's name of a field, and the export's
FORMS = ("direct", "mixed", "indirect", "headline")

_INVISIBLE = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_LETTERS = str.maketrans("أإآٱىئؤة", "ااااييوه")
_ARTICLES = ("وال", "بال", "لل", "ال")  # and the, by the, for the, the


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the reference or of the program, in one field of one article."""

    start: int
    end: int
    nominal: bool
    cue: str
    speaker: str
    who: str
    rule: str
    confidence: float = 0.0  # that the words and the speaker are right; 0 in a reference


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a statement: `gold` is None where it is false, `pred` is None where it is missed."""

    doc: str
    field: str  # "title" or "body"
    outcome: Outcome
    nominal: bool
    form: str  # of the gold content: direct, mixed, indirect or headline; "" where there is none
    gold: Statement | None
    pred: Statement | None
    overlap: float

    @property
    def who_right(self) -> bool:
        """Whether the resolved speaker is the reference's; abstaining is right where the article does not tell."""
        if self.gold is None or self.pred is None:
            return False
        return same_name(self.gold.who, self.pred.who) or (self.gold.who == "unknown" and not self.pred.who)

    @property
    def mention_right(self) -> bool:
        """Whether the speaker as named at the cue is the reference's."""
        return self.gold is not None and self.pred is not None and same_name(self.gold.speaker, self.pred.speaker)

    @property
    def exact(self) -> bool:
        """Whether both edges are within two code points of the reference's."""
        if self.gold is None or self.pred is None:
            return False
        return abs(self.gold.start - self.pred.start) <= EDGE and abs(self.gold.end - self.pred.end) <= EDGE


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Read one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def name_tokens(name: str) -> list[str]:
    """Split a name into words without vowel signs, hamza forms and the article.

    >>> name_tokens("الرّئيس أحمد")  # President Ahmad
    ['رييس', 'احمد']
    """
    folded = _INVISIBLE.sub("", name).translate(_LETTERS)
    return [_bare(token) for token in re.findall(r"[\w.]+", folded)]


def _bare(token: str) -> str:
    for article in _ARTICLES:
        if token.startswith(article) and len(token) - len(article) >= 2:
            return token[len(article) :]
    return token


def same_name(gold: str, pred: str) -> bool:
    """Tell whether two names share enough words (token F1 of .6) to be one source; two empty names are the same."""
    a, b = name_tokens(gold), name_tokens(pred)
    if not a or not b:
        return not a and not b
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) >= SAME_NAME


def overlap(a: Statement, b: Statement) -> float:
    """Intersection over union of two spans."""
    inside = min(a.end, b.end) - max(a.start, b.start)
    return inside / (max(a.end, b.end) - min(a.start, b.start)) if inside > 0 else 0.0


def pair(gold: Sequence[Statement], pred: Sequence[Statement]) -> list[tuple[int, int, float]]:
    """Pair statements one to one, best overlap first: (index in gold, index in pred, overlap)."""
    edges = ((overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred))
    taken_gold, taken_pred, pairs = set[int](), set[int](), []
    for value, i, j in sorted((edge for edge in edges if edge[0] >= FOUND), reverse=True):
        if i not in taken_gold and j not in taken_pred:
            taken_gold.add(i)
            taken_pred.add(j)
            pairs.append((i, j, value))
    return pairs


def form(text: str, statement: Statement, field: str) -> str:
    """Name the form of a content by the share of its letters and digits that stand inside quotation marks."""
    marked = _inside_marks(text[: statement.end])
    words = [i for i in range(statement.start, statement.end) if text[i].isalnum()]
    share = sum(marked[i] for i in words) / max(1, len(words))
    if share > 0.95:
        return "direct"
    if share > 0.05:
        return "mixed"
    return "headline" if field == "title" else "indirect"


def _inside_marks(text: str) -> list[bool]:
    """For each code point, whether a quotation mark is open there; a mark left open ends with its paragraph."""
    inside, depth, straight = [], 0, False
    for char in text:
        if char == "\n":
            depth, straight = 0, False
        elif char == '"':
            straight = not straight
        elif char in "«“„‹":
            depth += 1
        elif char in "»”›":
            depth = max(0, depth - 1)
        inside.append(straight or depth > 0)
    return inside


def judge(articles: Iterable[Mapping[str, Any]], rows: Iterable[Mapping[str, Any]]) -> Iterator[Verdict]:
    """Judge the exported rows of all articles of a reference, in the order of the reference."""
    predicted = defaultdict[tuple[str, str], list[Statement]](list)
    for row in rows:
        predicted[str(row["doc"]), row["field"]].append(_predicted(row))
    for article in articles:
        for key, field in FIELDS:
            gold = [_reference(quote) for quote in article["quotes"] if quote["in"] == key]
            yield from _judge_field(article["id"], field, article[key], gold, predicted[article["id"], field])


def _reference(quote: Mapping[str, Any]) -> Statement:
    start, end = quote["span"]
    return Statement(start, end, quote["nominal"], quote["cue"] or "", quote["speaker"] or "", quote["who"] or "", "")


def _predicted(row: Mapping[str, Any]) -> Statement:
    cue, speaker, who, rule = (row.get(key) or "" for key in ("cue", "speaker", "who", "rule"))
    nominal, confidence = row.get("kind") == "nominal", row.get("confidence") or 0.0
    return Statement(row["start"], row["end"], nominal, cue, speaker, who, rule, confidence)


def _judge_field(
    doc: str, field: str, text: str, gold: Sequence[Statement], pred: Sequence[Statement]
) -> Iterator[Verdict]:
    for nominal in (False, True):
        same = [g for g in gold if g.nominal is nominal]
        others = [g for g in gold if g.nominal is not nominal]
        mine = [p for p in pred if p.nominal is nominal]
        pairs = pair(same, mine)
        for i, j, value in pairs:
            shape = form(text, same[i], field)
            yield Verdict(doc, field, "pair", nominal, shape, same[i], mine[j], value)
        for i in sorted(set(range(len(same))) - {i for i, _, _ in pairs}):
            yield Verdict(doc, field, "missed", nominal, form(text, same[i], field), same[i], None, 0.0)
        for j in sorted(set(range(len(mine))) - {j for _, j, _ in pairs}):
            meets = any(overlap(mine[j], other) >= MEETS for other in others)
            yield Verdict(doc, field, "free" if meets else "false", nominal, "", None, mine[j], 0.0)


def figures(verdicts: Iterable[Verdict]) -> dict[str, Figure]:
    """Sum verdicts up: precision, recall and F1 in per cent, shares with the number that they are shares of."""
    verdicts = list(verdicts)
    core = [v for v in verdicts if not v.nominal]
    nominal = [v for v in verdicts if v.nominal]
    found = [v for v in core if v.outcome == "pair"]
    named = [v for v in found if v.gold and v.gold.speaker]
    left_out = [v for v in found if v.gold and not v.gold.speaker]
    return {
        "gold": _count_gold(core),
        "pred": _count_pred(core),
        "found@.5": _prf(core, lambda v: True),
        "tight@.8": _prf(core, lambda v: v.overlap >= TIGHT),
        "exact": _prf(core, lambda v: v.exact),
        "who said what": _prf(core, lambda v: v.who_right),
        "speaker right of found": _share(found, lambda v: v.who_right)[0],
        "speaker right, named at the cue": _share(named, lambda v: v.who_right),
        "speaker right, left out": _share(left_out, lambda v: v.who_right),
        "speaker mention right": _share(named, lambda v: v.mention_right),
        "abstained of found": _share(found, lambda v: v.pred is not None and not v.pred.who)[0],
        **{f"recall, {name}": _recall(core, name) for name in FORMS},
        "nominal": _prf(nominal, lambda v: True) | {"n": _count_gold(nominal)},
        "calibration error": _calibration(verdicts),
    }


def _calibration(verdicts: Iterable[Verdict]) -> float:
    told = [v for v in verdicts if v.pred is not None and v.outcome != "free"]
    return calibration_error([v.pred.confidence for v in told if v.pred], [v.who_right for v in told])


def calibration_error(told: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Expected calibration error: how far, on average, a told probability is from the share that is right.

    Probabilities are put in `bins` of equal width, and each bin weighs as much as it holds (Naeini et al. 2015).

    >>> calibration_error([0.9, 0.9, 0.1, 0.1], [True, True, False, False])
    0.1
    """
    grouped = defaultdict[int, list[tuple[float, bool]]](list)
    for probability, outcome in zip(told, right, strict=True):
        grouped[min(int(probability * bins), bins - 1)].append((probability, outcome))
    gaps = (abs(sum(p for p, _ in group) - sum(r for _, r in group)) for group in grouped.values())
    return round(sum(gaps) / max(1, len(told)), 3)


def _count_gold(verdicts: Iterable[Verdict]) -> int:
    return sum(v.outcome in ("pair", "missed") for v in verdicts)


def _count_pred(verdicts: Iterable[Verdict]) -> int:
    return sum(v.outcome in ("pair", "false") for v in verdicts)


def _prf(verdicts: Sequence[Verdict], right: Callable[[Verdict], bool]) -> dict[str, float | int]:
    hits = sum(v.outcome == "pair" and right(v) for v in verdicts)
    gold, pred = _count_gold(verdicts), _count_pred(verdicts)
    p, r = hits / pred if pred else 0.0, hits / gold if gold else 0.0
    return {"P": _percent(p), "R": _percent(r), "F": _percent(2 * p * r / (p + r) if p + r else 0.0)}


def _recall(verdicts: Iterable[Verdict], name: str) -> list[float | int]:
    return _share([v for v in verdicts if v.form == name], lambda v: v.outcome == "pair")


def _share(verdicts: Sequence[Verdict], right: Callable[[Verdict], bool]) -> list[float | int]:
    return [_percent(sum(map(right, verdicts)) / max(1, len(verdicts))), len(verdicts)]


def _percent(share: float) -> float:
    return round(100 * share, 1)


def error_sort(verdict: Verdict) -> str:
    """Name the sort of error that a verdict is; "" where nothing is wrong."""
    name = "nominal " if verdict.nominal else ""
    if verdict.outcome == "false":
        return f"{name}false"
    if verdict.outcome == "missed":
        return "nominal missed" if verdict.nominal else f"missed {verdict.form}"
    if verdict.outcome == "free" or verdict.nominal:
        return ""
    if not verdict.who_right:
        return "speaker wrong"
    named = verdict.gold is not None and bool(verdict.gold.speaker)
    return "mention wrong" if named and not verdict.mention_right else ""


def rule_table(verdicts: Iterable[Verdict]) -> dict[str, dict[str, float | int]]:
    """Tally by the rule that made the prediction, commonest first; a free prediction counts in neither direction."""
    by_rule = defaultdict[str, list[Verdict]](list)
    for verdict in verdicts:
        if verdict.pred is not None and verdict.outcome != "free":
            by_rule[verdict.pred.rule].append(verdict)
    return {rule: _rule_row(rows) for rule, rows in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0]))}


def _rule_row(verdicts: Sequence[Verdict]) -> dict[str, float | int]:
    hits = [v for v in verdicts if v.outcome == "pair"]
    return {
        "predicted": len(verdicts),
        "right": len(hits),
        "precision": _percent(len(hits) / len(verdicts)),
        "tight": _percent(sum(v.overlap >= TIGHT for v in hits) / max(1, len(hits))),
        "speaker right": _percent(sum(v.who_right for v in hits) / max(1, len(hits))),
    }
