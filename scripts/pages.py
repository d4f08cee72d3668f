"""Write the pages of the documentation that the program itself tells: its commands, its rules.

Takes a folder, writes `commands.md` and `rules.md` into it. They are made anew at each build, so they cannot be stale.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 88  # of the help, in columns
AROUND = 60  # characters of an article that an example shows on either side
COMMANDS = """\
# Commands

What `quotes --help` and `quotes COMMAND --help` print. Data goes to standard output, messages to standard error.
"""
RULES = """\
# Rules

Each row has in `rule` two names, joined by "+": of the rule that found its words, and of the rule that found its
source. *right* is the share of the statements that the rule made in annotated articles and that were right, words and
source; where they are too few to tell, it is left out. The examples are from the demo corpus.
"""
LEXICON = """\
## The lexicon

The rules are grammar; the words that they know are data, in tables of the package. The first lines of each:
"""
ENOUGH = 10  # statements that a share is told of


def main(folder: str) -> int:
    """Write the pages."""
    os.environ["COLUMNS"] = str(WIDTH)
    for name, page in (("commands", commands()), ("rules", rules())):
        (Path(folder) / f"{name}.md").write_text("\n".join(page), encoding="utf-8")
    return 0


def commands() -> Iterator[str]:
    """Yield the page of the commands."""
    from quotes.cli.arguments import parser

    top = parser()
    yield COMMANDS
    yield from _help("quotes", top)
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, verb in action.choices.items():
                yield from _help(f"quotes {name}", verb)


def _help(name: str, verb: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## {name}\n\n```text\n{verb.format_help()}```\n"


def rules() -> Iterator[str]:
    """Yield the page of the rules."""
    yield RULES
    for side, heading in (("words", "How words are found"), ("source", "How their source is found")):
        yield f"## {heading}\n"
        yield from _table(("rule", "what it says", "right", "example"), _rules(side))
    yield LEXICON
    yield from _lexicon()


def _rules(side: str) -> Iterator[Sequence[str]]:
    shown = examples()
    for rule, meaning in glosses(side).items():
        yield f"`{rule}`", meaning, _share(side, rule), shown.get((side, rule), "")


def glosses(side: str) -> Mapping[str, str]:
    """Return the rules of one side of a row, "words" or "source", with what each says."""
    lines = (ROOT / "docs" / "rules.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {rule: meaning for told, rule, meaning in rows if told == side}


def _share(side: str, rule: str) -> str:
    """Return how many of a rule's statements were right in annotated articles."""
    from quotes.lexicon import rows

    at = 0 if side == "words" else 1
    counted = [row for row in rows("rules") if row["rule"].split("+")[at] == rule]
    made, right = (sum(int(row[name]) for row in counted) for name in ("made", "right"))
    return f"{100 * right / made:.0f} % of {made}" if made >= ENOUGH else ""


@cache
def examples() -> Mapping[tuple[str, str], str]:
    """Return for each rule the shortest example of the demo corpus, of those that its annotation has too."""
    from quotes import Article, analyse

    found: dict[tuple[str, str], str] = {}
    for record in _annotated():
        article = Article(doc=record["id"], title=record["title"], body=record["text"])
        right = {(one["content"], one["speaker"] or "") for one in record["quotes"]}
        for one in analyse(article):
            if (one.content, one.speaker.text if one.speaker else "") not in right:
                continue
            shown = _excerpt(article[one.field], one.start, one.end)
            for name in zip(("words", "source"), one.rule.split("+"), strict=True):
                found[name] = min(shown, found.get(name, shown), key=len)
    return found


def _annotated() -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "tests" / "reference").glob("*.gold.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _excerpt(text: str, start: int, end: int) -> str:
    """Return a statement in bold with what stands around it in its paragraph."""
    lead, tail = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    if len(lead) > AROUND:
        lead = "…" + lead[-AROUND:].partition(" ")[2]
    if len(tail) > AROUND:
        tail = tail[:AROUND].rpartition(" ")[0] + "…"
    words = " ".join(text[start:end].split())
    return f'<span lang="ar" dir="rtl">{_plain(lead)}<b>{_plain(words)}</b>{_plain(tail)}</span>'


def _plain(text: str) -> str:
    """Return text that Markdown takes as it is."""
    return "".join(f"&#{ord(sign)};" if sign in "\\`*_|<>[]#&$~{}\"'" else sign for sign in text)


def _lexicon() -> Iterator[str]:
    for path in sorted((ROOT / "quotes" / "lexicon").glob("*.tsv")):
        head, *rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        yield f"### {path.stem}\n\n{len(rows)} rows.\n"
        yield from _table(head[:4], ([_plain(cell) for cell in row[:4]] for row in rows[:3]))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
