"""Ask whether anything that quotes stands on has a known vulnerability: a line a finding, and what could not be asked.

Takes what is installed of the dependencies of quotes, asks by pip-audit, and compares with `audit.tsv` beside this
script: the findings that were looked into, each with why it does no harm here. Exit codes: 0 all were asked and none
is new, 1 a new finding, 75 not all could be asked (there is no network, no pip-audit, or the index has no advisories).
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

KEPT = Path(__file__).with_name("audit.tsv")
DONE, FOUND, NOT_ASKED = 0, 1, 75  # the last as in sysexits: try again later


def main() -> int:
    """Tell what is found, and return the exit code."""
    pinned = [f"{name}=={version(name)}" for name in closure("quotes") if name != "quotes"]
    return judged(asked(pinned), len(pinned))


def judged(report: list[Mapping[str, Any]] | None, packages: int) -> int:
    """Print the findings that are new, and return the exit code."""
    if report is None:
        return told(NOT_ASKED, "pip-audit gave no report: is it installed, and is there a network?")
    left = [one["name"] for one in report if "skip_reason" in one]
    new = sorted(findings(report) - kept())
    for name, advisory in new:
        print(f"{name}\t{advisory}")
    if new:
        return told(FOUND, f"{len(new)} new; look into each, then write it into {KEPT.name}")
    if left:
        return told(NOT_ASKED, f"{len(left)} of {packages} packages could not be asked about")
    return told(DONE, f"{packages} packages, nothing new")


def told(code: int, message: str) -> int:
    """Say how it ended on standard error."""
    print(f"scripts/audit.py: {'NOT AUDITED: ' if code == NOT_ASKED else ''}{message}", file=sys.stderr)
    return code


def closure(name: str) -> list[str]:
    """Return a package and all that it needs without an extra, sorted."""
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        one = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if one not in seen:
            seen.add(one)
            waiting += _needed(one)
    return sorted(seen)


def _needed(name: str) -> Iterator[str]:
    for line in requires(name) or []:
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield needed.name


def asked(pinned: Iterable[str]) -> list[Mapping[str, Any]] | None:
    """Return what pip-audit says of each package; None where it says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text("\n".join(pinned), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(listed), "--no-deps", "--disable-pip", "--format=json"]
        done = subprocess.run([*command, "--progress-spinner=off"], capture_output=True, text=True, check=False)
    try:
        report: list[Mapping[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return report


def findings(report: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return the packages with an advisory each."""
    return {(one["name"], found["id"]) for one in report for found in one.get("vulns", ())}


def kept() -> set[tuple[str, str]]:
    """Return the findings that were looked into."""
    with KEPT.open(encoding="utf-8", newline="") as file:
        return {(row["package"], row["advisory"]) for row in csv.DictReader(file, delimiter="\t")}


if __name__ == "__main__":
    sys.exit(main())
