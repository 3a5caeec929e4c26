"""Work that processes share: the same in the same order for any number of them, and nobody left when it ends."""

import errno
import gc
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

import pytest

from generator.check import check
from generator.cli import _parser
from generator.cli.build import _possible
from generator.reading import jobs
from generator.reading.cache import SpoiltError
from generator.reading.jobs import WorkerError, processors, shared_out, worthwhile
from generator.reading.problems import Problem
from generator.reading.records import Records
from generator.reading.yamlfile import LARGEST
from tests.bench.province import full_procedure
from tests.projects import AS_OF, FORKED, build, command, contents, environment, plant, small_project

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


def test_nobody_runs_far_ahead_of_the_slowest(tmp_path: Path) -> None:
    def work(task: int) -> bytes:
        time.sleep(0.4 if task == 0 else 0)
        (tmp_path / str(task)).touch()
        return bytes(1_000_000)  # more than a pipe holds

    with shared_out(work, range(40), 2) as found:
        next(found)
        assert len([path for path in tmp_path.iterdir() if int(path.name) % 2]) <= 3  # two here, one on its way


def test_one_job_or_one_task_is_done_here_and_more_are_not() -> None:
    assert results(lambda _: os.getpid(), 3, 1) == [os.getpid()] * 3
    assert results(lambda _: os.getpid(), 1, 4) == [os.getpid()]
    there = results(lambda _: os.getpid(), 6, 3)
    assert len(set(there)) == 3
    assert os.getpid() not in there


def test_no_more_workers_are_begun_than_there_are_tasks() -> None:
    with shared_out(str, range(3), 5, begin=lambda: time.sleep(60)):
        assert len(active_children()) == 3
    assert not active_children()


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
def test_a_worker_that_is_killed_ends_the_work(tmp_path: Path, sent: int) -> None:
    def work(task: int) -> bytes:
        if task == 1:
            (tmp_path / "worker").write_text(str(os.getpid()))
        if task == 4 and not sent:
            time.sleep(60)
        return bytes(sent)

    def take() -> None:
        with shared_out(work, range(18), 3) as found:  # more than may wait here
            for number, _ in enumerate(found):
                if number == 3:
                    time.sleep(0.3)  # the worker waits with a result that no pipe holds
                    os.kill(int((tmp_path / "worker").read_text()), signal.SIGKILL)

    with pytest.raises(WorkerError, match=r"bị dừng giữa chừng \(SIGKILL\).*--jobs"):
        take()
    assert not active_children()


def test_more_processes_than_the_system_grants_are_said_and_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    fork, forked = os.fork, list[int]()

    def granting_two() -> int:
        if len(forked) == 2:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        forked.append(0)
        return fork()

    monkeypatch.setattr(os, "fork", granting_two)
    with pytest.raises(WorkerError, match=r"không cho thêm tiến trình con \(EAGAIN\).*--jobs nhỏ hơn"):
        results(str, 9, 3)
    assert not active_children()
    assert gc.get_freeze_count() == 0


WAITING = r"""
import os, signal, sys, time
from generator.reading.jobs import shared_out

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever began the tests in the background had it ignored

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


TEMPLATE = "theme_overrides/pages/procedure.html"
LONG = "{% for _ in range(10000000) %}{% endfor %}"
"""Makes a page take so long that no worker has made a hundred of them before it is killed."""


def project_of(procedures: int, folder: Path) -> Path:
    """The small project with so many procedures."""
    project = small_project(folder)
    fields = "".join(f"- {{id: linh-vuc-{number}, name: Lĩnh vực {number}}}\n" for number in range(1, 26))
    texts = dict(map(full_procedure, range(procedures)))
    plant(project / "plans", {"registry/fields.yml": f"fields:\n{fields}"})
    plant(project / "plans", {f"procedures/{code}.yml": text for code, text in texts.items()})
    return project


def test_problems_are_the_same_in_the_same_order_for_any_number_of_readers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "WORTH", 1)
    monkeypatch.setattr("generator.reading.load.PART", 4)
    monkeypatch.setattr("generator.check.MOST_OF_A_RULE", 5)
    plans = project_of(40, tmp_path / "project") / "plans"
    faults = (
        ("kind: standard", "kind: lạ"),  # a word that no list has
        (r"amount: \d+", "amount: 45"),  # a rule about one record has more to say than is heard
        ("name: ", "name: [[ "),  # no YAML
        ('code: "2', 'code: "3'),  # in a file of another name
        ("field: ", "field: x-"),  # a rule across records
    )
    for index in range(40):
        code, text = full_procedure(index)
        (plans / f"procedures/{code}.yml").write_text(re.sub(*faults[index % 5], text, count=1))

    (plans / "procedures/4.000001.yml").write_bytes(bytes(LARGEST + 1))

    def told(cache: Path, count: int) -> tuple[list[Problem], list[str], list[str], set[str]]:
        found = check(plans, records=Records(cache), jobs=count)
        return found.problems, found.unread, list(found.catalogue.procedures), found.known

    first, again = (told(tmp_path / "one.sqlite", 1) for _ in range(2))
    assert (first, again) == tuple(told(tmp_path / "three.sqlite", 3) for _ in range(2))
    assert first[1][-1] == "procedures/4.000001.yml"
    messages = [problem.message for problem in first[0]]
    assert sum("45" in message for message in messages) == 5
    assert sum("«lạ»" in message for message in messages) == 8


def workers_of(program: "subprocess.Popen[str]") -> Iterator[int]:
    """The processes that a program has forked and that are the same program."""
    own = Path(f"/proc/{program.pid}/cmdline").read_bytes()
    for child in Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split():
        with suppress(OSError):
            if Path(f"/proc/{child}/cmdline").read_bytes() == own:
                yield int(child)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux lists in /proc the workers to kill")
def test_a_build_whose_worker_is_killed_says_so_and_leaves_the_old_site(tmp_path: Path) -> None:
    project, cache = project_of(220, tmp_path / "project"), {"CONGKHAI_CACHE": str(tmp_path / "cache")}
    before = contents(build(project, **cache))
    plant(project, {TEMPLATE: (project / TEMPLATE).read_text() + LONG})
    asked = command("--config", project / "mkdocs.yml", "build", "--as-of", AS_OF, "--jobs", 2)
    pipe = subprocess.PIPE
    with subprocess.Popen(asked, env=environment(**cache), stdout=pipe, stderr=pipe, text=True) as program:
        while program.poll() is None:  # those that read may have sent all that they had, those that render never have
            workers = list(workers_of(program))
            if len(workers) == 2:  # one alone may be git on its way
                with suppress(ProcessLookupError):
                    os.kill(workers[0], signal.SIGKILL)
            time.sleep(0.002)
        _, said = program.communicate()
    assert program.returncode == 1
    assert said.startswith("congkhai: một tiến trình con bị dừng giữa chừng (SIGKILL)"), said
    assert said.endswith("Trang cũ, nếu có, còn nguyên.\n")
    assert contents(project / "site") == before
    assert not list(project.glob(".site*"))


def test_a_number_of_processes_is_a_number_or_all_that_the_machine_has(capsys: pytest.CaptureFixture[str]) -> None:
    def read(*words: str) -> int:
        return int(_parser().parse_args(["build", *words]).jobs)

    assert [read(), read("--jobs", "3")] == [1, 3]
    assert [read("--jobs", "auto"), read("--jobs", "0")] == [processors()] * 2
    for word in ("-1", "nhiều", "1.5", "²"):
        with pytest.raises(SystemExit, match="2"):
            read(f"--jobs={word}")
        assert f"«{word}» không phải số tiến trình; viết một số, ví dụ 4, hoặc auto" in capsys.readouterr().err


def test_a_system_that_cannot_fork_builds_with_one_process_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _possible(4) == 4
    monkeypatch.setattr(jobs, "CAN_FORK", False)
    assert _possible(1) == 1
    assert not capsys.readouterr().err
    assert _possible(4) == 1
    assert "dựng bằng một" in capsys.readouterr().err
