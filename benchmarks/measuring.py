"""Pairs of works measured in turn, A B A B ..., and told as ratios.

The median of the ratios pair by pair is told: a ratio holds when the speed of the machine drifts,
a single time does not. Beside the ratio of the time that passed stands that of the processors'
time, which others at work on the same machine spoil less.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
_MB = 1024 * 1024
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
_BETWEEN = """import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ,
                       file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
_, status, used = os.wait4(child, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
Work = Callable[[], object]


def head() -> None:
    """Print the head of the table."""
    print("| work | against | median | ratio | of processor time |\n|---|---|---|---|---|")


def pair(name: str, work: Work, against: str, bare: Work, runs: int = 5) -> None:
    """Print the median ratios of `work` to `bare`, after a warm-up of both."""
    work(), bare()
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_cost(work))
        theirs.append(_cost(bare))
    times, processors = (
        statistics.median(a[i] / b[i] for a, b in zip(ours, theirs, strict=True)) for i in (0, 1)
    )
    passed = statistics.median(seconds for seconds, _ in ours) * 1000
    print(f"| {name} | {against} | {passed:,.1f} ms | {times:.2f} | {processors:.2f} |")


def left_out(name: str, why: str) -> None:
    """Print that a pair could not be measured here."""
    print(f"| {name} | left out: {why} | | | |")


def process(*command: str | Path, out: Path | None = None) -> Work:
    """A whole process as a work; what it prints goes to `out`, or nowhere."""

    def work() -> None:
        with Path(os.devnull if out is None else out).open("wb") as file:
            subprocess.run(command, env=ENVIRONMENT, check=True, stdout=file)

    return work


def memory(name: str, command: Sequence[str | Path], window: int) -> None:
    """Print by how much the peak of a process is above that of an empty `window` (bytes)."""
    peak = peak_of(command)
    print(
        f"| memory: {name} | an empty window, {window / _MB:,.0f} MB | {peak / _MB:,.0f} MB"
        f" | {(peak - window) / _MB:+,.0f} MB | |"
    )


def peak_of(command: Sequence[str | Path]) -> int:
    """The most memory that a process had, in bytes."""
    # A child begins with the peak of who starts it: a small process in between has a low one.
    between = (sys.executable, "-S", "-c", _BETWEEN, *command)
    told = subprocess.run(between, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    return int(told.stdout) * _UNIT


def _cost(work: Work) -> tuple[float, float]:
    """The seconds that passed, and those of the processors, children's with them."""
    began, before = time.perf_counter(), _processors()
    work()
    return time.perf_counter() - began, max(_processors() - before, 1e-6)


def _processors() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
