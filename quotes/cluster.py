"""Let the machines of a Ray cluster do the tasks of a job, and give what they make in the order of the tasks.

Where a machine or a process dies, Ray does its tasks again elsewhere; of what ends its process time and again the job
tells what can be rescued. Every machine needs this package and sees the files under the same names; what must be read
from its beginning is read here and sent. A model is loaded once a process.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Generator, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from quotes.errors import ModelError
from quotes.hands import OWN, DiedError, Job, Made, Task, ahead, shared

AHEAD = 3  # tasks for each processor of the cluster that are worked on or wait for their turn
PATIENCE = 10  # s, for a cluster to answer
RETRIES = 3  # times that a task is done again where its process or its machine died


class Cluster:
    """The connection to one cluster."""

    def __init__(self, address: str) -> None:
        """Join the cluster at `address`, "auto" the one running here.

        Raises ModelError where ray is not installed, or no cluster answers.
        """
        try:
            import ray
        except ImportError:
            raise ModelError("ray is not installed", remedy="pip install 'quotes[ray]'") from None
        try:
            _knock(address)
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (OSError, RuntimeError, ValueError) as error:
            told = str(error).splitlines()[0]
            raise ModelError(f"no Ray cluster at {address}: {told}", remedy="start one: ray start --head") from error
        self._ray = ray
        self._do = ray.remote(max_retries=RETRIES)(do)
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self._places = AHEAD * max(1, int(resources.get("CPU", 1)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the cluster, which drops the tasks that are still under way."""
        self._ray.shutdown()

    def in_order(self, job: Job[Task, Made], tasks: Iterable[Task]) -> Generator[tuple[Task, Made], None, None]:
        """Yield what `job` makes of each task, in their order; what is not worth it is done here."""
        is_shared, coming = shared(job, tasks)
        yield from self._spread(job, coming) if is_shared else OWN.in_order(job, coming)

    def _spread(self, job: Job[Task, Made], tasks: Iterable[Task]) -> Iterator[tuple[Task, Made]]:
        there = self._ray.put(job)

        def submit(task: Task) -> Any:
            return None if job.is_here(task) else self._do.remote(there, task)

        def attempt(task: Task) -> Made:
            made: Made = self._kept(submit(task))
            return made

        def taken(task: Task, promise: Any) -> Made:
            if promise is None:
                return job(task)
            try:
                made: Made = self._kept(promise)
            except DiedError:
                made = job.rescued(task, attempt)
            return made

        yield from ahead(tasks, submit, taken, places=self._places)

    def _kept(self, promise: Any) -> Any:
        """Return what was promised; raises DiedError."""
        try:
            return self._ray.get(promise)
        except self._ray.exceptions.WorkerCrashedError as error:
            raise DiedError("died") from error


def _knock(address: str) -> None:
    """Raise OSError where nobody is at a place ``HOST:PORT``: Ray itself would go on asking for minutes."""
    host, _, port = address.rpartition(":")
    if port.isdecimal() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()


def do(job: Job[Any, Any], task: Any) -> Any:
    """Do one task, on whatever machine this is."""
    return job(task)
