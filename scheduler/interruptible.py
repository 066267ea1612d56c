"""Long work beside the main thread, which stays free to hear Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def interruptible(work: Callable[[], T], stop: Callable[[], object]) -> tuple[list[T], bool]:
    """Do the work in a thread; at Ctrl-C ask it to ``stop`` and still wait for what it has.

    Returns its result in a list (empty if it raised), and whether it was interrupted.
    """
    found: list[T] = []
    done = threading.Event()

    def run() -> None:
        try:
            found.append(work())
        finally:
            done.set()

    # An event, not join(): a join that Ctrl-C breaks into takes the thread for finished.
    threading.Thread(target=run).start()
    interrupted = False
    while not done.is_set():
        try:
            done.wait(0.1)
        except KeyboardInterrupt:
            interrupted = True
            stop()
    return found, interrupted
