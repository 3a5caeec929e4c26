"""Work that processes share: the same in the same order for any number of them, and nobody left when it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing import active_children

import pytest

from generator.reading import jobs
from generator.reading.cache import SpoiltError
from generator.reading.jobs import WorkerError, processors, shared_out, worthwhile
from tests.projects import FORKED

pytestmark = pytest.mark.filterwarnings(FORKED)


def results(work: Callable[[int], object], tasks: int, count: int) -> list[object]:
    with shared_out(work, range(tasks), count) as found:
        return list(found)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_results_come_in_the_order_of_their_tasks(count: int) -> None:
    def work(task: int) -> tuple[int, bytes]:
        time.sleep(0.02 * (task % 3 == 0))  # later ones are ready first
        return task, bytes(100_000 * task)  # more than a pipe holds

    assert results(work, 8, count) == [(task, bytes(100_000 * task)) for task in range(8)]
    assert not active_children()


def test_one_job_or_one_task_is_done_here_and_more_are_not() -> None:
    assert results(lambda _: os.getpid(), 3, 1) == [os.getpid()] * 3
    assert results(lambda _: os.getpid(), 1, 4) == [os.getpid()]
    there = results(lambda _: os.getpid(), 6, 3)
    assert len(set(there)) == 3
    assert os.getpid() not in there


def test_workers_are_not_begun_for_a_little(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [worthwhile(records, 4) for records in (0, 1, 199, 200, 399, 400, 100_000)] == [1, 1, 1, 2, 3, 4, 4]
    assert worthwhile(100_000, 1) == 1
    monkeypatch.setattr(jobs, "CAN_FORK", False)
    assert worthwhile(100_000, 4) == 1


def test_a_worker_begins_once_before_its_tasks() -> None:
    begun: list[int] = []
    with shared_out(lambda task: (task, len(begun)), range(6), 2, begin=lambda: begun.append(1)) as found:
        assert list(found) == [(task, 1) for task in range(6)]
    assert not begun


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SpoiltError("1.000001")], ids=repr)
def test_what_is_no_bug_is_raised_where_the_result_is_asked_for(count: int, error: Exception) -> None:
    def work(task: int) -> int:
        if task == 4:
            raise error
        return task

    taken: list[int] = []
    with pytest.raises(type(error)) as raised, shared_out(work, range(9), count) as found:
        taken.extend(found)
    assert raised.value.args == error.args
    assert not taken or taken == [0, 1, 2, 3]
    assert not active_children()


def test_a_bug_is_printed_where_it_is_and_ends_the_work(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerError, match="lỗi của chương trình, in ở trên"):
        results(lambda task: 1 // (task - 4), 9, 3)
    assert "ZeroDivisionError" in capfd.readouterr().err
    assert not active_children()


@pytest.mark.parametrize("sent", [0, 10_000_000], ids=["between two results", "in the middle of one"])
def test_a_worker_that_is_killed_ends_the_work(sent: int) -> None:
    def work(task: int) -> bytes:
        if task == 4:
            killer = f"import os, time; time.sleep(0.3); os.kill({os.getpid()}, {signal.SIGKILL})"
            subprocess.Popen([sys.executable, "-c", killer])
            time.sleep(0 if sent else 60)
        return bytes(sent)

    def take_slowly() -> None:
        with shared_out(work, range(9), 3) as found:
            for number, _ in enumerate(found):
                time.sleep(0.6 if number == 3 else 0)  # the worker waits with a result that no pipe holds

    with pytest.raises(WorkerError, match=r"bị dừng giữa chừng \(SIGKILL\).*--jobs"):
        take_slowly()
    assert not active_children()


WAITING = r"""
import os, sys, time
from generator.reading.jobs import shared_out

def work(task):
    os.write(1, b"%d\n" % os.getpid())
    time.sleep(0.05)
    return bytes(100_000)

with shared_out(work, range(10_000), 3) as found:
    for number, _ in enumerate(found):
        if number == 5:
            os.write(1, b"at work\n")
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_no_worker_outlives_the_process_that_asked(sent: signal.Signals) -> None:
    pipe, workers = subprocess.PIPE, set[int]()
    asked = [sys.executable, "-c", WAITING]
    with subprocess.Popen(asked, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as program:
        assert program.stdout is not None
        for line in iter(program.stdout.readline, "at work\n"):
            workers.add(int(line))
        assert len(workers) == 3
        if sent is signal.SIGINT:
            os.killpg(program.pid, sent)  # as a terminal does
        else:
            program.send_signal(sent)
        _, said = program.communicate(timeout=20)  # its outputs end with the last of the workers, who hold them too
    assert program.returncode == -sent
    assert said.count("Traceback") == (sent is signal.SIGINT)


def test_processors_are_those_that_may_be_used() -> None:
    one = next(iter(os.sched_getaffinity(0)))
    asked = f"import os; os.sched_setaffinity(0, [{one}]); from generator.reading.jobs import processors; print(processors())"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "1\n"
    assert processors() == len(os.sched_getaffinity(0))
