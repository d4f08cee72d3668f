"""Have tasks done by whoever is at hand, and take what comes of them in their order.

Takes a job, which can be sent to another process, and its tasks; gives what the job makes of each. Who does them, this
process (`OWN`), several (`crew`) or the machines of a cluster (`cluster`), changes nothing of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar

Task = TypeVar("Task")
Made = TypeVar("Made")


class DiedError(Exception):
    """The process that did a task died in it; how."""


class Job(Protocol[Task, Made]):
    """What is done with every task, in whatever process: a function of the task alone."""

    def __call__(self, task: Task) -> Made:
        """Do a task."""

    def is_here(self, task: Task) -> bool:
        """Tell whether a task is better done by the process that asks, for it is hardly one."""

    def rescued(self, task: Task, attempt: Callable[[Task], Made]) -> Made:
        """Return what can be made of a task that ends its process; `attempt` does a task there, or raises DiedError."""


class Hands(Protocol):
    """Whoever does tasks."""

    def in_order(self, job: Job[Task, Made], tasks: Iterable[Task]) -> Generator[tuple[Task, Made], None, None]:
        """Yield what a job makes of each task, in their order; closed before the end, all work on them ends."""


class Own:
    """This process does all."""

    def in_order(self, job: Job[Task, Made], tasks: Iterable[Task]) -> Generator[tuple[Task, Made], None, None]:
        """Yield what a job makes of each task, as it is asked for."""
        yield from ((task, job(task)) for task in tasks)


OWN = Own()


def shared(job: Job[Task, Made], tasks: Iterable[Task]) -> tuple[bool, Iterator[Task]]:
    """Tell whether there is work for two, and give the tasks, of which some have been looked at."""
    coming = iter(tasks)
    first: list[Task] = []
    while sum(not job.is_here(task) for task in first) < 2 and (some := next(coming, None)) is not None:
        first.append(some)
    return sum(not job.is_here(task) for task in first) == 2, chain(first, coming)


def ahead(
    tasks: Iterable[Task], submit: Callable[[Task], Any], taken: Callable[[Task, Any], Made], *, places: int
) -> Iterator[tuple[Task, Made]]:
    """Yield what is made of each task, in their order, while up to `places` tasks are under way.

    `submit` begins a task and returns its promise, `taken` waits for what was promised.
    """
    coming = iter(tasks)
    waiting: deque[tuple[Task, Any]] = deque()
    while True:
        waiting += ((task, submit(task)) for task in islice(coming, places - len(waiting)))
        if not waiting:
            return
        task, promise = waiting.popleft()
        yield task, taken(task, promise)


@dataclass(frozen=True, slots=True)
class Each(Generic[Task, Made]):
    """The job of one function, which other processes find by its name; a task that ends them is done here."""

    do: Callable[[Task], Made]

    def __call__(self, task: Task) -> Made:
        """Do a task."""
        return self.do(task)

    def is_here(self, task: Task) -> bool:
        """Every task is work."""
        return False

    def rescued(self, task: Task, attempt: Callable[[Task], Made]) -> Made:
        """Do a task here: no input ends such a function, so what did was the machine."""
        return self.do(task)
