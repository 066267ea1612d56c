"""Processes that a process has started, as Linux tells them in /proc (elsewhere: none)."""

from __future__ import annotations

import time
from pathlib import Path

PATIENCE = 60
"""Seconds that a process without an owner may take to notice; half a second on an idle machine."""


def children(pid: int) -> list[int]:
    """Processes that a process has started and that are not over."""
    stats = {s.parent.name: _fields(s) for s in Path("/proc").glob("[0-9]*/stat")}
    return [int(id) for id, (state, parent) in stats.items() if parent == str(pid) and state != "Z"]


def gone(pids: list[int]) -> bool:
    """Whether all of them end by themselves."""
    until = time.monotonic() + PATIENCE
    while any(map(_runs, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    return not any(map(_runs, pids))


def _runs(pid: int) -> bool:
    return _fields(Path(f"/proc/{pid}/stat"))[0] not in ("", "Z")


def _fields(stat: Path) -> tuple[str, str]:
    """State and parent (proc(5)); nothing if the process is gone."""
    try:
        state, parent = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
    except OSError:
        return "", ""
    return state, parent
