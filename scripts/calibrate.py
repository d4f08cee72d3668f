#!/usr/bin/env python
"""Measure how often each rule is right on reference files, and write quotes/lexicon/rules.tsv from it.

    scripts/calibrate.py GOLD.jsonl [GOLD.jsonl …]

A row is a pair of rules, the one that found the content and the one that found the speaker, with the statements they
made and those of them with right content and right speaker. `confidence` is read from these rows, so calibrate on
files that the rules were written on, and measure on others.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from evaluate import evaluate

TABLE = Path(__file__).resolve().parent.parent / "quotes" / "lexicon" / "rules.tsv"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    made, right = count(parser.parse_args().gold)
    rows = [f"{rule}\t{made[rule]}\t{right[rule]}\n" for rule in sorted(made)]
    TABLE.write_text("rule\tmade\tright\n" + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} rules, {sum(made.values())} statements: {TABLE}")
    return 0


def count(golds: list[Path]) -> tuple[Counter[str], Counter[str]]:
    """Count, by rule, the statements made and those that are right in content and speaker."""
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for verdict in (v for gold in golds for v in evaluate(gold).verdicts):
        if verdict.pred is not None and verdict.outcome in {"pair", "false"}:
            made[verdict.pred.rule] += 1
            right[verdict.pred.rule] += verdict.outcome == "pair" and verdict.who_right
    return made, right


if __name__ == "__main__":
    sys.exit(main())
