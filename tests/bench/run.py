"""What a command costs: its processor time, its time by the clock, and the most memory it held."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Of one process, with those it started and waited for."""

    cpu: float
    """Seconds of processor time, user and system."""
    wall: float
    """Seconds by the clock."""
    memory: float
    """Megabytes at the peak."""


def run(arguments: list[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises RuntimeError when it fails."""
    started = time.monotonic()
    process = subprocess.Popen(arguments, cwd=cwd, env=env, stdout=sys.stderr)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{arguments} ended with {process.returncode}")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, kilobytes / 1024)
