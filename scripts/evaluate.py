"""Scan, export and score: what the whole program finds in articles whose quotations are known.

A reference holds one article a line: {"id", "title", "text", "outlet", "date", "quotes": [{"in", "span", "cue",
"speaker", "who", "nominal"}]}. Its articles go through `quotes scan` and `quotes export` as a user's would.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from metamorphic import BOUND, all_falls, as_input
from scoring import Figure, Verdict, error_sort, figures, judge, read_jsonl, rule_table

ROOT = Path(__file__).parent.parent
FLOORS = Path(__file__).with_name("floors.json")
RULES = "rules"  # the engine whose floors bear the name of the reference alone
DONE, SOME_SKIPPED = 0, 1  # exit codes of quotes
PINNED = (
    "found@.5",
    "tight@.8",
    "who said what",
    "speaker right, named at the cue",
    "speaker right, left out",
    "nominal",
)
CONTEXT = 60  # code points shown on either side of a statement in error


@dataclass(frozen=True, slots=True)
class Run:
    """One reference, and what became of its statements."""

    name: str
    articles: list[dict[str, Any]]
    verdicts: list[Verdict]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of each reference and of all together; return 1 where one is below its floor."""
    args = _parser().parse_args(argv)
    if args.metamorphic:
        return _print_metamorphic(args.gold)
    runs = [evaluate(path, args.engine) for path in args.gold]
    _print_figures(runs, args)
    if args.errors:
        _print_errors(runs, args)
    if args.raise_floors:
        _write_floors(runs)
    return _print_falls(runs) if args.floors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--engine", default=RULES, help="that scans: rules, tagger or stanza-ar")
    parser.add_argument("--json", action="store_true", help="figures as one JSON object")
    parser.add_argument("--rules", action="store_true", help="precision of each rule as well")
    parser.add_argument("--outlets", action="store_true", help="figures of each outlet as well")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print N errors of each sort")
    parser.add_argument(
        "--sort", default="", help="only errors whose sort begins so (missed, false, speaker, nominal …)"
    )
    parser.add_argument("--floors", action="store_true", help=f"exit 1 where a figure is below {FLOORS.name}")
    parser.add_argument(
        "--metamorphic", action="store_true", help=f"what other writing costs; exit 1 past {BOUND} points of found@.5"
    )
    parser.add_argument("--raise-floors", action="store_true", help="pin the figures that are higher than their floor")
    return parser


def _print_metamorphic(golds: Sequence[Path]) -> int:
    """Print found@.5 and its fall for each transformation and reference; return 1 where one falls past the bound."""
    references = {_name(gold): read_jsonl(gold) for gold in golds}
    print("transformation", *references, sep="\t")
    deepest = 0.0
    for change, falls in all_falls(references):
        print(change.name, *(f"{fall.after:.1f} {-fall.points:+.1f}" for fall in falls.values()), sep="\t", flush=True)
        deepest = max(deepest, *(fall.points for fall in falls.values()))
    return 1 if deepest > BOUND else 0


def _name(gold: Path) -> str:
    return gold.name.removesuffix(".gold.jsonl")


def evaluate(gold: Path, engine: str = RULES) -> Run:
    """Scan the articles of one reference and judge what is exported."""
    articles = read_jsonl(gold)
    name = _name(gold) + (f", {engine}" if engine != RULES else "")
    return Run(name, articles, list(judge(articles, export(articles, engine))))


def export(articles: Sequence[Mapping[str, Any]], engine: str = RULES) -> list[dict[str, Any]]:
    """Send articles from file to export and return the exported rows."""
    with TemporaryDirectory() as folder:
        corpus, database, rows = (Path(folder, name) for name in ("corpus.jsonl", "quotes.duckdb", "rows.jsonl"))
        corpus.write_text("".join(as_input(article) for article in articles), encoding="utf-8")
        _quotes("scan", str(corpus), "--db", str(database), "--engine", engine)
        _quotes("export", "--db", str(database), "--format", "jsonl", "-o", str(rows))
        return read_jsonl(rows)


def _quotes(*arguments: str) -> None:
    call = [sys.executable, "-m", "quotes", *arguments]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (DONE, SOME_SKIPPED):
        sys.exit(f"quotes {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    if done.returncode == SOME_SKIPPED:
        print(done.stdout, done.stderr, file=sys.stderr)


def _print_figures(runs: Sequence[Run], args: argparse.Namespace) -> None:
    tables = {run.name: _tables(run.verdicts, [run], args) for run in runs}
    if len(runs) > 1:
        tables["all"] = _tables([verdict for run in runs for verdict in run.verdicts], runs, args)
    if args.json:
        print(json.dumps(tables, ensure_ascii=False))
        return
    for name, table in tables.items():
        print(f"{name}\n{'=' * len(name)}")
        print("\n".join(_lines(table)), end="\n\n")


def _tables(verdicts: Sequence[Verdict], runs: Sequence[Run], args: argparse.Namespace) -> dict[str, Any]:
    table: dict[str, Any] = {**figures(verdicts)}
    if args.outlets:
        table["outlets"] = _by_outlet(verdicts, runs)
    if args.rules:
        table["rules"] = rule_table(verdicts)
    return table


def _by_outlet(verdicts: Sequence[Verdict], runs: Sequence[Run]) -> dict[str, Mapping[str, Figure]]:
    outlet = {article["id"]: article.get("outlet") or "" for run in runs for article in run.articles}
    grouped = defaultdict[str, list[Verdict]](list)
    for verdict in verdicts:
        grouped[outlet[verdict.doc]].append(verdict)
    return {name: _short(figures(grouped[name])) for name in sorted(grouped)}


def _short(table: Mapping[str, Figure]) -> dict[str, Figure]:
    return {name: _pinned_value(table, name) for name in PINNED} | {"gold": table["gold"]}


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if name in ("outlets", "rules"):
            yield f"{name}:"
            yield from (f"  {key or '(none)':40} {_plain(row)}" for key, row in value.items())
        else:
            yield f"{name:34} {_plain(value)}"


def _plain(value: Figure) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{key} {number}" for key, number in value.items())
    if isinstance(value, list):
        return f"{value[0]} of {value[1]}"
    return str(value)


def _print_errors(runs: Sequence[Run], args: argparse.Namespace) -> None:
    grouped = defaultdict[str, list[str]](list)
    for run in runs:
        fields = {article["id"]: {"title": article["title"], "body": article["text"]} for article in run.articles}
        for verdict in run.verdicts:
            grouped[error_sort(verdict)].append(_error(verdict, fields[verdict.doc][verdict.field]))
    for sort in sorted(grouped):
        if sort and sort.startswith(args.sort):
            print(f"--- {sort}: {len(grouped[sort])}", *grouped[sort][: args.errors], sep="\n", end="\n\n")


def _error(verdict: Verdict, text: str) -> str:
    shown = verdict.gold or verdict.pred
    if shown is None:
        return ""
    start, end = max(0, shown.start - CONTEXT), shown.end + CONTEXT
    marked = f"{text[start : shown.start]}⟦{text[shown.start : shown.end]}⟧{text[shown.end : end]}".replace("\n", "⏎")
    sides = (("reference", verdict.gold), ("predicted", verdict.pred))
    told = [f"    {side}: cue {s.cue}, speaker {s.speaker}, who {s.who} {s.rule}" for side, s in sides if s is not None]
    return "\n".join([f"  {verdict.doc} {verdict.field} {shown.start}-{shown.end}", f"    {marked}", *told])


def pinned(table: Mapping[str, Figure]) -> dict[str, float]:
    """Return the figures that floors are pinned for: F1, or a share in per cent."""
    return {name: _pinned_value(table, name) for name in PINNED}


def _pinned_value(table: Mapping[str, Figure], name: str) -> float:
    value = table[name]
    if isinstance(value, dict):
        return value["F"]
    return value[0] if isinstance(value, list) else value


def raised(floors: Mapping[str, float], reached: Mapping[str, float]) -> dict[str, float]:
    """Return the floors after a run: a floor rises to the figure that was reached and never falls.

    >>> raised({"nominal": 65.0}, {"nominal": 64.0, "exact": 70.0})
    {'nominal': 65.0, 'exact': 70.0}
    """
    names = [*floors, *(name for name in reached if name not in floors)]
    return {name: max(floors.get(name, 0.0), reached.get(name, 0.0)) for name in names}


def falls(floors: Mapping[str, float], reached: Mapping[str, float]) -> list[str]:
    """Return one line for each figure that is below its floor."""
    below = [name for name, floor in floors.items() if reached.get(name, 0.0) < floor]
    return [f"{name} is {reached.get(name, 0.0)}, its floor is {floors[name]}" for name in below]


def _read_floors() -> dict[str, dict[str, float]]:
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def _write_floors(runs: Sequence[Run]) -> None:
    floors = _read_floors()
    for run in runs:
        floors[run.name] = raised(floors.get(run.name, {}), pinned(figures(run.verdicts)))
    FLOORS.write_text(json.dumps(floors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _print_falls(runs: Sequence[Run]) -> int:
    floors = _read_floors()
    lines = [f"{run.name}: {line}" for run in runs for line in _run_falls(run, floors.get(run.name))]
    print(*lines, sep="\n", end="\n" if lines else "", file=sys.stderr)
    return 1 if lines else 0


def _run_falls(run: Run, floors: Mapping[str, float] | None) -> list[str]:
    if floors is None:
        return ["no floors are pinned; pin them with --raise-floors"]
    return falls(floors, pinned(figures(run.verdicts)))


if __name__ == "__main__":
    sys.exit(main())
