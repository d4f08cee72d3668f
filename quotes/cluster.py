"""Let the machines of a Ray cluster work on the shards of a scan, and give what they make in the order of the shards.

A shard is a task; where a machine or a process dies, Ray does its tasks again elsewhere, and what ends its process
time and again is tried in its parts, so that only that is lost. Every machine needs this package and sees the files
under the same names; what must be read from its beginning is read here and sent. A model is loaded once a process.
"""

from __future__ import annotations

import logging
import socket
from collections import deque
from collections.abc import Generator, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from quotes.crew import AHEAD
from quotes.errors import ModelError
from quotes.work import Taken, Task, Work, joined, lost

if TYPE_CHECKING:
    from quotes.crew import Done

PATIENCE = 10  # s, for a cluster to answer
RETRIES = 3  # times that a task is done again where its process or its machine died


def in_order(work: Work, tasks: Iterator[Task], *, address: str) -> Generator[Done, None, None]:
    """Yield what `work` makes of each task, in their order; `address` is a cluster's, "auto" the one running here.

    Raises ModelError where ray is not installed, or no cluster answers.
    """
    cluster = _Cluster(work, address)
    waiting: deque[tuple[Task, Any]] = deque()
    try:
        while True:
            for task in islice(tasks, cluster.ahead - len(waiting)):
                waiting.append((task, cluster.submit(task)))
            if not waiting:
                return
            task, promise = waiting.popleft()
            yield task, cluster.taken(task, promise)
    finally:
        cluster.leave()


class _Cluster:
    """The connection to one cluster, and the work that its machines know."""

    def __init__(self, work: Work, address: str) -> None:
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
        self._here = work
        self._there = ray.put(work)
        self._do = ray.remote(max_retries=RETRIES)(do)
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self.ahead = AHEAD * max(1, int(resources.get("CPU", 1)))

    def submit(self, task: Task) -> Any:
        """Return the promise of what a task makes."""
        return self._do.remote(self._there, task) if task.shard.is_work else None

    def taken(self, task: Task, promise: Any) -> Taken:
        """Return what was promised."""
        if promise is None:
            return self._here(task)
        try:
            return self._kept(promise)
        except self._ray.exceptions.WorkerCrashedError:
            return joined([self._part(part) for part in self._here.parts(task)])

    def _part(self, task: Task) -> Taken:
        try:
            return self._here(task) if not task.shard.is_work else self._kept(self.submit(task))
        except self._ray.exceptions.WorkerCrashedError:
            return lost(task, "the process that read it died")

    def _kept(self, promise: Any) -> Taken:
        taken: Taken = self._ray.get(promise)
        return taken

    def leave(self) -> None:
        """Leave the cluster, which drops the tasks that are still under way."""
        self._ray.shutdown()


def _knock(address: str) -> None:
    """Raise OSError where nobody is at a place ``HOST:PORT``: Ray itself would go on asking for minutes."""
    host, _, port = address.rpartition(":")
    if port.isdecimal() and "/" not in host:
        socket.create_connection((host, int(port)), timeout=PATIENCE).close()


def do(work: Work, task: Task) -> Taken:
    """Do one task, on whatever machine this is."""
    return work(task)
