"""Measure a case in a process of its own, so that its memory and its imports are no other's.

A benchmark runs its own script again for each case; that one prints one JSON object, and the benchmark adds to it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

STATUS = Path("/proc/self/status")  # of Linux
Told = dict[str, Any]
Result = TypeVar("Result")


class CaseError(Exception):
    """A case ended without a result; it says why."""


def told(script: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Told:
    """Run a script of Python and return the JSON object that it prints last; raises CaseError."""
    command, around = [sys.executable, script, *arguments], {**os.environ, **(environment or {})}
    done = subprocess.run(command, capture_output=True, text=True, env=around, check=False)
    if done.returncode:
        raise CaseError((done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1])
    answer: Told = json.loads(done.stdout.splitlines()[-1])
    return answer


def timed(call: Callable[[], Result]) -> tuple[Result, dict[str, float]]:
    """Return what a call gives, and its seconds: of the processor, all threads together, and of the clock."""
    start, clock = process_time(), perf_counter()
    result = call()
    return result, {"seconds": round(process_time() - start, 2), "elapsed": round(perf_counter() - clock, 2)}


def peak_mb() -> float:
    """Return the largest memory that this program has had.

    `getrusage` of Linux begins with that of the program which started this one, so the kernel's own mark is read.
    """
    if STATUS.exists():
        marks = dict(line.split(":", 1) for line in STATUS.read_text().splitlines())
        return round(int(marks["VmHWM"].split()[0]) / 1024, 1)
    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def stay_on_one_core() -> None:
    """Let this process and those that it starts use one core."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def show(result: Told) -> None:
    """Print a result as one line."""
    print(json.dumps(result, ensure_ascii=False), flush=True)
