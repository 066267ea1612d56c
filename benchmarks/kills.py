"""Processes killed (SIGKILL) at seeded random points of their work, and what they leave behind.

After each kill: the ledger opens, `check` finds it whole, it stands as after one of the steps, no
earlier than the last that was acknowledged; and the same work run again ends as if undisturbed.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sites.book import Hazard, Site
from sites.ledger import NOUNS, Act, Ledger, open_ledger
from sites.ledger.check import check

Step = Callable[[], None]
"""One act or one command; run twice it changes nothing more."""
State = dict[str, list[dict[str, Any]]]


SOONER = 0.8
"""A process that was through before its kill is followed by one that is killed sooner."""
WHEN = ("row_no", "row_seq", "at")


class Kills(NamedTuple):
    """How many processes were killed, and how many of them before they had finished."""

    all: int
    amid: int


def run(steps: Sequence[Step], seconds: float | None) -> tuple[int, bool]:
    """Run steps in a process of their own, killed after ``seconds`` unless it is through by then.

    Returns how many steps it acknowledged as done, and whether it was killed amid its work.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(steps, writing)
    os.close(writing)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(reading, "rb") as pipe:
        acknowledged = len(pipe.read())
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("a step failed")
    return acknowledged, os.WIFSIGNALED(status)


def _work(steps: Sequence[Step], writing: int) -> None:
    code = 1
    try:
        for step in steps:
            step()
            os.write(writing, b".")
        code = 0
    finally:
        os._exit(code)


def state(ledger: Ledger) -> State:
    """All rows of a ledger that opens and is found whole; it is closed but can be used again."""
    open_ledger(ledger.place).close()
    with closing(ledger):
        assert check(ledger).faults == (), check(ledger).faults
        with ledger.reading() as rows:
            return {noun: _rows(rows.connection, noun) for noun in NOUNS}


def _rows(connection: Any, noun: str) -> list[dict[str, Any]]:
    """Rows of a table without what hangs on when, and how often, the work was begun."""
    found = connection.exec_driver_sql(f"SELECT * FROM {noun} ORDER BY row_key").mappings()
    return [{k: v for k, v in row.items() if k not in WHEN} for row in found]


def undisturbed(ledger: Ledger, steps: Sequence[Step]) -> tuple[list[State], float]:
    """The states before, between and after the steps, and the seconds all of them take."""
    states, seconds = [state(ledger)], 0.0
    for step in steps:
        before = time.perf_counter()
        run([step], None)
        seconds += time.perf_counter() - before
        states.append(state(ledger))
        assert states[-1] not in states[:-1], "a step that changes nothing"
    return states, seconds


def kill_often(
    places: Sequence[str], steps: Callable[[str], Sequence[Step]], kills: int, seed: int
) -> Kills:
    """Kill ``kills`` processes, as many in turn at each place but the first; then let them finish.

    The first place shows what happens undisturbed. Raises AssertionError where something is wrong.
    """
    states, seconds = undisturbed(open_ledger(places[0]), steps(places[0]))
    random, amid = Random(seed), 0
    for place in places[1:]:
        reached, several, ledger = 0, steps(place), open_ledger(place)
        for _ in range(kills // (len(places) - 1)):
            done, killed = run(several, random.uniform(0, seconds * 1.1))
            amid += killed
            seconds *= 1 if killed else SOONER
            now = states.index(state(ledger))
            assert now >= max(reached, done), "something acknowledged is missing"
            reached = now
        run(several, None)
        assert state(ledger) == states[-1], "it ends otherwise than undisturbed"
    return Kills(kills // (len(places) - 1) * (len(places) - 1), amid)


def acts(place: str) -> list[Step]:
    """Steps of one act each: hazards are found at a site, then get their deadlines."""
    return [_step(place, n) for n in range(6)]


def _step(place: str, n: int) -> Step:
    def step() -> None:
        with closing(open_ledger(place)) as ledger, ledger.act("甲", source=f"step {n}") as act:
            (_find if n % 2 == 0 else _order)(act, n // 2)

    return step


def _find(act: Act, n: int) -> None:
    hazards = [Hazard(id=f"{n}-{m}", site=f"S{n}", what="临边防护缺失") for m in range(10)]
    there = act.keyed("hazards", [h.id for h in hazards])
    act.put("sites", Site(id=f"S{n}", name=f"工地{n}", phone="13800138000"))
    act.put_all("hazards", [h for h in hazards if h.id not in there])


def _order(act: Act, n: int) -> None:
    for m in range(10):
        act.change("hazards", f"{n}-{m}", {"measure": "三日内整改"}, "ordered")


def commands(words: Sequence[Sequence[object]]) -> list[Step]:
    """Steps of one command each; a command that was carried out already may refuse (exit 2)."""
    return [_command([str(word) for word in several]) for several in words]


def _command(words: list[str]) -> Step:
    def step() -> None:
        from click.testing import CliRunner

        import cli

        done = CliRunner().invoke(cli.main, words)
        assert done.exit_code in (0, 2), done.output

    return step


def homes(folder: Path, many: int) -> list[str]:
    """Places for ledgers on files."""
    return [str(folder / f"ledger{n}.sqlite") for n in range(many)]
