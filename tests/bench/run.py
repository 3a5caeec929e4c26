"""What a command costs: its processor time, its time by the clock, and the most memory it held."""

import json
import subprocess
import sys
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


_STARTER = """
import json, os, subprocess, sys, time
started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=sys.stderr)
_, status, used = os.wait4(process.pid, 0)
wall = time.monotonic() - started
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss]))
"""
"""Starts a command from a small process: Linux counts for the memory of a command what its parent held when it was started."""


def run(arguments: list[str], cwd: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises RuntimeError when it fails."""
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *arguments]
    told = subprocess.run(starter, cwd=cwd, env=env, stdout=subprocess.PIPE, check=True).stdout
    code, cpu, wall, most = json.loads(told)
    if code:
        raise RuntimeError(f"{arguments} ended with {code}")
    return Cost(cpu, wall, most / 1024 / (1024 if sys.platform == "darwin" else 1))
