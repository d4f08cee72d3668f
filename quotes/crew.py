"""Let several processes work on the shards of a scan side by side, and give what they make in the order of the shards.

Each process is new (spawned, not forked), and has a thread here that sends it a task and waits for what comes back. No
signal of the terminal reaches it: an interrupt is for this process, which then ends the others; and where this process
dies, they see the end of their pipe and go. A process that dies in its work is replaced and its task begun again; where
it dies once more, the parts of the task are tried one by one, so that only what kills is lost.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import get_context, resource_tracker
from typing import TYPE_CHECKING, TypeAlias

from quotes.work import Taken, Task, Work, joined, lost

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

AHEAD = 3  # shards for each process that are read, worked on or wait for their turn

Done: TypeAlias = tuple[Task, Taken]


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def in_order(work: Work, tasks: Iterable[Task], *, jobs: int) -> Generator[Done, None, None]:
    """Yield what `work` makes of each task, in their order; by `jobs` processes where there is enough for two."""
    coming = iter(tasks)
    first: list[Task] = []
    while sum(task.shard.is_work for task in first) < 2 and (task := next(coming, None)) is not None:
        first.append(task)
    if jobs == 1 or sum(task.shard.is_work for task in first) < 2:
        yield from ((task, work(task)) for task in chain(first, coming))
    else:
        yield from _side_by_side(work, chain(first, coming), jobs)


def _side_by_side(work: Work, tasks: Iterator[Task], jobs: int) -> Iterator[Done]:
    resource_tracker.ensure_running()  # started from a thread, it would let interrupts into that thread again
    crew = _Crew(work)
    threads = ThreadPoolExecutor(jobs, initializer=_deafen)
    waiting: deque[tuple[Task, Future[Taken]]] = deque()
    try:
        while True:
            for task in islice(tasks, jobs * AHEAD - len(waiting)):
                waiting.append((task, threads.submit(crew.do, task)))
            if not waiting:
                return
            task, taken = waiting.popleft()
            yield task, taken.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        crew.end()


def _deafen() -> None:
    """Keep interrupts from this thread, and so from the processes that it starts."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Ended(Exception):  # noqa: N818
    """The crew was sent home."""


class _Died(Exception):  # noqa: N818
    """A process died in its work; its exit code."""


class _Crew:
    """The processes, one for each thread that asks."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._own = threading.local()
        self._all: list[SpawnProcess] = []
        self._lock = threading.Lock()
        self._ended = False

    def do(self, task: Task) -> Taken:
        """Return what a process makes of a task; what kills one twice is lost, and only that."""
        if not task.shard.is_work:
            return self._work(task)
        for _ in range(2):
            with suppress(_Died):
                return self._sent(task)
        return joined([self._part(part) for part in self._work.parts(task)])

    def end(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._ended = True
            for process in self._all:
                process.kill()
        for process in self._all:
            process.join()

    def _part(self, task: Task) -> Taken:
        try:
            return self._sent(task) if task.shard.is_work else self._work(task)
        except _Died as death:
            return lost(task, f"the process that read it died with exit code {death}")

    def _sent(self, task: Task) -> Taken:
        """Return what this thread's process makes of a task; raises _Died where it dies, else what it raises."""
        line = self._line()
        try:
            line.send(task)
            outcome: Taken | Exception = line.recv()
        except (EOFError, OSError) as error:
            raise _Died(self._bury()) from error
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _line(self) -> Connection:
        """Return the pipe to this thread's process, which is started where there is none."""
        if getattr(self._own, "line", None) is None:
            context = get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=serve, args=(there, self._work), daemon=True)
            with self._lock:
                if self._ended:
                    raise _Ended
                process.start()
                self._all.append(process)
            there.close()
            self._own.line, self._own.process = here, process
        line: Connection = self._own.line
        return line

    def _bury(self) -> int | None:
        """Forget this thread's process, which is dead; return its exit code."""
        self._own.line.close()
        self._own.line = None
        process: SpawnProcess = self._own.process
        process.join()
        with self._lock:
            self._all.remove(process)
        return process.exitcode


def serve(line: Connection, work: Work) -> None:
    """Do tasks as they come through a pipe, until it ends."""
    logging.basicConfig(level=logging.CRITICAL)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            line.send(_outcome(work, line.recv()))


def _outcome(work: Work, task: Task) -> Taken | Exception:
    try:
        return work(task)
    except Exception as error:
        return error
