"""Work shared out among processes: forked when all that they need is ready, so that nothing of it is copied or sent to them.

A worker computes and sends back what it found. It writes no file and no cache: whoever asked takes the results, in the order of
the tasks, and does that alone. So the number of workers shows in nothing but the time. A worker ends as soon as nobody takes
its results, however that came about.
"""

import errno
import gc
import os
import pickle
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from generator.reading.cache import SpoiltError

CAN_FORK = sys.platform not in ("win32", "darwin")
"""Windows has no fork; on macOS the system's own libraries may fail after one (bpo-33725)."""

WORTH = 100
"""Records that a worker must have to do at least; for fewer, beginning it takes longer than it saves."""

_AHEAD = 2
"""How many results of one worker may wait for their turn here; it stops then, so that no memory grows."""

_FAILURES = (OSError, sqlite3.Error, pickle.UnpicklingError, SpoiltError)
"""What is no bug of ours: it is raised again where the result was asked for."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerError(RuntimeError):
    """A worker was ended by somebody, or by a bug whose traceback it has printed, or the system grants no more of them. The
    message says which, in Vietnamese.
    """


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worthwhile(records: int, jobs: int) -> int:
    """How many processes, ``jobs`` at most, to use for so many records; 1 means that this process does all itself."""
    return max(1, min(jobs, records // WORTH)) if CAN_FORK else 1


@contextmanager
def shared_out(
    work: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, begin: Callable[[], None] = lambda: None
) -> Iterator[Iterator[Result]]:
    """What ``work`` makes of each task, in the order of the tasks. With ``jobs`` above 1 so many workers do it, each after
    ``begin``; else this process, each task when its result is asked for. No worker is left when this ends.

    Raises WorkerError where so many cannot be begun or one is gone; and, where the result is asked for, what the work raised of
    what is no bug.
    """
    if jobs < 2 or len(tasks) < 2:
        yield map(work, tasks)
        return
    workers: list[_Worker[Result]] = []
    try:
        with _frozen():
            for number in range(min(jobs, len(tasks))):
                _fork(work, tasks[number::jobs], begin, workers)
        yield _in_order(workers, len(tasks))
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.join()
            worker.end.close()


@contextmanager
def _frozen() -> Iterator[None]:
    """Hide what is in memory from the garbage collector of workers that begin now: by looking at it they would copy it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@dataclass(slots=True)
class _Worker(Generic[Result]):
    process: BaseProcess
    end: Connection
    left: int
    """Results that it has still to send."""
    held: "deque[Result | _Failed]" = field(default_factory=deque)
    """What it has sent and nobody has taken yet."""


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


def _fork(
    work: Callable[[Task], Result], tasks: Sequence[Task], begin: Callable[[], None], workers: list[_Worker[Result]]
) -> None:
    """Begin one more worker beside ``workers``. It closes the ends at which results are taken: as soon as the last of them is
    closed here, sending fails.
    """
    try:
        here, there = get_context("fork").Pipe(duplex=False)
        inherited = [here, *(worker.end for worker in workers)]
        process = get_context("fork").Process(target=_labour, args=(work, tasks, begin, there, inherited), daemon=True)
        process.start()
    except OSError as error:  # no more processes, open files or memory
        why = errno.errorcode.get(error.errno or 0, str(error))
        raise WorkerError(f"máy không cho thêm tiến trình con ({why}); chạy lại với --jobs nhỏ hơn") from None
    there.close()
    workers.append(_Worker(process, here, len(tasks)))


def _labour(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    begin: Callable[[], None],
    end: "Connection[Any, Any]",
    inherited: "list[Connection[Any, Any]]",
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells all at once, and whoever waits ends this process
    for other in inherited:
        other.close()
    begin()
    with suppress(BrokenPipeError):  # nobody waits any more
        for task in tasks:
            end.send(_outcome(work, task))


def _outcome(work: Callable[[Task], Result], task: Task) -> Result | _Failed:
    try:
        return work(task)
    except _FAILURES as error:
        return _Failed(error)


def _in_order(workers: Sequence[_Worker[Result]], count: int) -> Iterator[Result]:
    for number in range(count):
        worker = workers[number % len(workers)]
        while not worker.held:
            _receive(workers)
        found = worker.held.popleft()
        if isinstance(found, _Failed):
            raise found.error
        yield found


def _receive(workers: Sequence[_Worker[Result]]) -> None:
    """Wait until a worker has sent something, and hold it."""
    sending = [worker for worker in workers if worker.left and len(worker.held) < _AHEAD]
    ready = wait([worker.end for worker in sending])
    for worker in sending:
        if worker.end not in ready:
            continue
        try:
            worker.held.append(worker.end.recv())
        except (EOFError, OSError):  # OSError where it ended in the middle of a result
            raise WorkerError(_how_ended(worker.process)) from None
        worker.left -= 1


def _how_ended(process: BaseProcess) -> str:
    process.join()
    code = process.exitcode or 0
    if code < 0:
        name = signal.Signals(-code).name
        return f"một tiến trình con bị dừng giữa chừng ({name}); nếu máy hết bộ nhớ, chạy lại với --jobs nhỏ hơn"
    return "một tiến trình con hỏng giữa chừng vì lỗi của chương trình, in ở trên"
