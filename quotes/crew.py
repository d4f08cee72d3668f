"""Let several processes do the tasks of a job side by side, and give what they make in the order of the tasks.

Each process is new (spawned, not forked), and has a thread here that sends it a task and waits for what comes back. No
signal of the terminal reaches it: an interrupt is for this process, which then ends the others; and where this process
dies, they see the end of their pipe and go. A process that dies in its work is replaced and its task begun again; where
it dies once more, the job tells what can be rescued of the task.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker
from typing import TYPE_CHECKING, Any

from quotes.hands import OWN, DiedError, Job, Made, Task, ahead, shared

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

AHEAD = 3  # tasks for each process that are read, worked on or wait for their turn


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Crew:
    """So many processes, started for a job where it has work for two."""

    jobs: int

    def in_order(self, job: Job[Task, Made], tasks: Iterable[Task]) -> Generator[tuple[Task, Made], None, None]:
        """Yield what `job` makes of each task, in their order."""
        is_shared, coming = shared(job, tasks)
        if is_shared and self.jobs > 1:
            yield from _side_by_side(job, coming, self.jobs)
        else:
            yield from OWN.in_order(job, coming)


def _side_by_side(job: Job[Task, Made], tasks: Iterator[Task], jobs: int) -> Iterator[tuple[Task, Made]]:
    resource_tracker.ensure_running()  # started from a thread, it would let interrupts into that thread again
    processes = _Processes(job)
    threads = ThreadPoolExecutor(jobs, initializer=_deafen)

    def submit(task: Task) -> Future[Made]:
        return threads.submit(processes.do, task)

    def taken(_: Task, promise: Future[Made]) -> Made:
        return promise.result()

    try:
        yield from ahead(tasks, submit, taken, places=jobs * AHEAD)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        processes.end()


def _deafen() -> None:
    """Keep interrupts from this thread, and so from the processes that it starts."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


class _Ended(Exception):  # noqa: N818
    """The crew was sent home."""


class _Processes:
    """The processes, one for each thread that asks."""

    def __init__(self, job: Job[Any, Any]) -> None:
        self._job = job
        self._own = threading.local()
        self._all: list[SpawnProcess] = []
        self._lock = threading.Lock()
        self._ended = False

    def do(self, task: Any) -> Any:
        """Return what a process makes of a task; of what kills one twice, what can be rescued."""
        if self._job.is_here(task):
            return self._job(task)
        for _ in range(2):
            with suppress(DiedError):
                return self._sent(task)
        return self._job.rescued(task, self._sent)

    def end(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._ended = True
            for process in self._all:
                process.kill()
        for process in self._all:
            process.join()

    def _sent(self, task: Any) -> Any:
        """Return what this thread's process makes of a task; raises DiedError where it dies, else what it raises."""
        line = self._line()
        try:
            line.send(task)
            outcome = line.recv()
        except (EOFError, OSError) as error:
            raise DiedError(f"died with exit code {self._bury()}") from error
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _line(self) -> Connection:
        """Return the pipe to this thread's process, which is started where there is none."""
        if getattr(self._own, "line", None) is None:
            context = get_context("spawn")
            here, there = context.Pipe()
            process = context.Process(target=serve, args=(there, self._job), daemon=True)
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


def serve(line: Connection, job: Job[Any, Any]) -> None:
    """Do tasks as they come through a pipe, until it ends."""
    logging.basicConfig(level=logging.CRITICAL)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            line.send(_outcome(job, line.recv()))


def _outcome(job: Job[Any, Any], task: Any) -> Any:
    try:
        return job(task)
    except Exception as error:
        return error
