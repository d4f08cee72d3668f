"""Compare the claims of the demo corpus with its reference: which statements belong together, and what differs.

Scans `corpora/` into a database of its own and lays the claims beside `tests/reference/claims-*.jsonl`. A member of the
reference that the scan has not found counts as missed. Figures: pairs of statements that are in one claim (precision,
recall, F), and for each relation to the root how many members are told as such:
verbatim and cut as of the same claim, number as altered, denied as saying the opposite, other-speaker as another name.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quotes.scan import scan
from quotes.store import ClaimFilter, ClaimStatement, Row, Store

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = sorted((ROOT / "tests" / "reference").glob("claims-*.jsonl"))
OVERLAP = 0.5  # of the longer of two spans, from which they are one statement

Place = tuple[str, str, int, int]  # doc, field, span
Found = Mapping[Place, tuple[ClaimStatement, list[ClaimStatement]]]  # a statement of a claim, and all of that claim


def main() -> None:
    """Scan, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show members that are in no claim, or in another")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        scan([str(ROOT / "corpora")], db=f"{folder}/quotes.duckdb")
        with Store.open(f"{folder}/quotes.duckdb") as store:
            told = [store.claim_statements(row.claim) for row in store.claims(ClaimFilter())]
            rows = store.quotations()
    _report(told, rows, misses=arguments.misses)


def _report(told: list[list[ClaimStatement]], rows: list[Row], *, misses: bool) -> None:
    found = {_place(one.row): (one, statements) for statements in told for one in statements}
    right = wrong = missed = 0
    relations: dict[str, Counter[str]] = defaultdict(Counter)
    placed: dict[Place, str] = {}
    for claim in _claims():
        members = [(member, _match(member, [_place(row) for row in rows])) for member in claim["members"]]
        placed |= {place: claim["claim"] for _, place in members if place is not None}
        for (_, one), (_, other) in combinations(members, 2):
            together = one is not None and other is not None and _together(found, one, other)
            right, missed = right + together, missed + (not together)
        _tell(claim, members, found, relations, misses=misses)
    for statements in told:
        places = [_place(one.row) for one in statements]
        wrong += sum(
            placed[one] != placed[other] for one, other in combinations(places, 2) if {one, other} <= placed.keys()
        )
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"pairs in one claim  P {100 * precision:.1f} R {100 * recall:.1f} "
          f"F {200 * precision * recall / max(1e-9, precision + recall):.1f}")  # fmt: skip
    for relation, counts in sorted(relations.items()):
        print(f"{relation:15} {counts['told']} told of {counts['found']} found of {counts['all']}")


def _claims() -> Iterator[dict[str, Any]]:
    for path in REFERENCES:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _place(row: Row) -> Place:
    return row.doc, row.field, row.start, row.end


def _match(member: Mapping[str, Any], places: list[Place]) -> Place | None:
    """Return the statement of the scan that overlaps a member of the reference most, if by half and more."""
    field = "title" if member["in"] == "title" else "body"
    first, last = member["span"]
    near = [(_overlap((first, last), place[2:]), place) for place in places if place[:2] == (member["doc"], field)]
    overlap, place = max(near, default=(0.0, None))
    return place if overlap >= OVERLAP else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / max(one[1] - one[0], other[1] - other[0])


def _together(found: Found, one: Place, other: Place) -> bool:
    return one in found and other in found and found[one][1] is found[other][1]


def _tell(
    claim: Mapping[str, Any], members: list[tuple[dict[str, Any], Place | None]], found: Found,
    relations: Mapping[str, Counter[str]], *, misses: bool,
) -> None:  # fmt: skip
    root = next(place for member, place in members if member["relation"] == "root")
    for member, place in members:
        counts = relations[member["relation"]]
        counts["all"] += 1
        counts["found"] += place is not None
        told = _is_told(member["relation"], place, root, found)
        counts["told"] += told
        if misses and not told and place is not None:
            one = found.get(place)
            print(claim["claim"], member["relation"], place, one and (one[0].row.claim, one[0].row.content))


def _is_told(relation: str, place: Place | None, root: Place | None, found: Found) -> bool:
    if place is None or root is None or not _together(found, root, place):
        return False
    return _is(relation, found[place][0], found[root][0])


def _is(relation: str, one: ClaimStatement, root: ClaimStatement) -> bool:
    tests = {
        "number": one.altered,
        "denied": one.denied != root.denied,
        "other-speaker": one.row.name != root.row.name,
    }
    return tests.get(relation, True)


if __name__ == "__main__":
    main()
