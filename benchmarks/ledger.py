"""How fast is a ledger of ten years, and does it survive being killed 500 times?

200,000 hazards and 20,000 visits, made by a seeded generator. Targets: ``record`` of one tracker
3 s, ``report`` 5 s, needs 2 s. ``--kills 500`` kills processes as `benchmarks.kills` says.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.killed_week import KilledWeek
from benchmarks.kills import acts, homes, kill_often
from sites.book import Body, Hazard, PastVisit, Settings, Site
from sites.calendar import WorkCalendar
from sites.ledger import Ledger, open_ledger
from sites.ledger.backup import backup
from sites.ledger.check import check
from sites.needs import needs_due

TODAY = date(2026, 11, 27)
MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 12, 6)
YEARS, SITES, PART = 10, 300, 5000
BODIES = ("住建", "综合执法", "消防", "应急管理", "生态环境", "市场监管")
WHAT = ("三层楼面临边防护缺失", "配电箱未上锁", "裸土未覆盖", "灭火器过期", "脚手架连墙件缺失")


def hazards(random: Random, many: int) -> Iterator[Hazard]:
    """Hazards of ten years, nearly all closed; about one in two of the last month's is open."""
    for n in range(many):
        found = TODAY - timedelta(days=int(random.random() * 365 * YEARS))
        late = (TODAY - found).days < 30 and random.random() < 0.5
        closed = None if late else min(TODAY, found + timedelta(days=random.randint(1, 20)))
        yield Hazard(
            id=f"YH-{n:06}", site=f"工地{random.randrange(SITES):03}", found_on=found,
            found_by_body=random.choice(BODIES), finders=("示例张三", "示例李四"),
            what=random.choice(WHAT), subject="临边防护", type="高处坠落", grade="一般",
            measure="设置防护栏杆", due=found + timedelta(days=7), liable="示例建设有限公司",
            body=random.choice(BODIES), place=f"{random.randint(1, 30)}层", replied_on=closed,
            rechecked_on=closed,
            rechecker_1="示例张三", rechecker_2="示例李四", closed_on=closed,
            state="closed" if closed else "open", extra=(("备注一", "无"),),
        )  # fmt: skip


def visits(random: Random, many: int) -> Iterator[PastVisit]:
    """Visits of ten years."""
    for n in range(many):
        on = TODAY - timedelta(days=int(random.random() * 365 * YEARS))
        yield PastVisit(
            site=f"工地{random.randrange(SITES):03}", on=on, body=random.choice(BODIES),
            officers=("示例张三", "示例李四"), task_no=f"T{n:08}", joint=random.random() < 0.5,
        )  # fmt: skip


def fill(ledger: Ledger, many: int) -> None:
    """Write it all through acts, as the program does."""
    random = Random(4)
    with ledger.act("生成", on=TODAY) as act:
        act.put("settings", Settings(today=TODAY))
        act.put_all("bodies", [Body(id=body) for body in BODIES])
        colours = ("red", "yellow", "green")
        names = [f"工地{n:03}" for n in range(SITES)]
        act.put_all("sites", [Site(id=s, name=s, colour=random.choice(colours)) for s in names])
    for noun, rows in (
        ("hazards", hazards(random, many)),
        ("history", visits(random, many // 10)),
    ):
        while part := list(islice(rows, PART)):
            with ledger.act("生成", on=TODAY) as act:
                act.put_all(noun, part)


def record_floor(ledger: Ledger) -> None:
    """Sixty hazards of a tracker are changed: what ``record`` writes at the least."""
    with ledger.act("甲", source="record tracker.xlsx") as act:
        rows = act.keyed("hazards", [f"YH-{n * 3001:06}" for n in range(60)])
        changed = [h.but(note=f"{h.note}已核") for _, h in rows.values()]
        act.put_all("hazards", changed)


def needs(ledger: Ledger) -> None:
    """What is due in a week."""
    with ledger.reading() as rows:
        book = rows.book_for_planning(TODAY)
    needs_due(book, WorkCalendar(book.day_marks), MONDAY, SUNDAY)


def whole_book(ledger: Ledger) -> None:
    """All that a workbook would say, closed hazards too."""
    with ledger.reading() as rows:
        rows.book()


def command(*words: str) -> Callable[[Ledger], None]:
    """A command against the ledger."""

    def work(ledger: Ledger) -> None:
        from click.testing import CliRunner

        import cli

        done = CliRunner().invoke(cli.main, [*words, "--ledger", ledger.place])
        if done.exit_code:
            raise SystemExit(done.output)

    return work


def questions(folder: Path) -> dict[str, Callable[[Ledger], None]]:
    """What is asked, and how it is answered."""
    found = {
        "open": lambda ledger: open_ledger(ledger.place).close(),
        "record's floor: 60 hazards": record_floor,
        "needs of a week": needs,
        "the whole book": whole_book,
        "check-ledger": lambda ledger: print(end="" if not check(ledger).faults else "broken\n"),
        "backup": lambda ledger: backup(ledger, folder / "backup.sqlite"),
    }
    import cli

    if "report" in cli.COMMANDS:
        found["report of a month"] = command("report", "--month", "2026-10")
    return found


def main() -> None:
    """Print a line for each question, or the result of the kills."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--hazards", type=int, default=200_000)
    asked.add_argument("--place", help="a ledger to keep and use again")
    asked.add_argument("--profile", default="", help="a question: where its time goes")
    asked.add_argument("--kills", type=int, default=0)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.kills:
            kill(Path(folder), given.kills)
            return
        place = given.place or f"{folder}/ledger.sqlite"
        is_new = not Path(place).exists()
        with closing(open_ledger(place)) as ledger:
            if is_new:
                before = time.perf_counter()
                fill(ledger, given.hazards)
                print(f"filled in {time.perf_counter() - before:.1f} s")
            measure(ledger, Path(folder), given.profile)


def kill(folder: Path, many: int) -> None:
    """Kill acts, then the commands read, publish and record, ``many`` times each."""
    week = KilledWeek(folder)
    for name, steps in (("acts", acts), ("commands", week.whole)):
        (folder / name).mkdir()
        done = kill_often(homes(folder / name, 11), steps, many, seed=500)
        says = f"{done.all} processes killed, {done.amid} amid their work: whole every time"
        print(f"{name:10} {says}", flush=True)


def measure(ledger: Ledger, folder: Path, profile: str) -> None:
    """Ask every question once, or one of them with a profile."""
    for name, work in questions(folder).items():
        if profile and profile not in name:
            continue
        watch = cProfile.Profile()
        before, busy = time.perf_counter(), time.process_time()
        if profile:
            watch.enable()
        work(ledger)
        watch.disable()
        seconds, busy = time.perf_counter() - before, time.process_time() - busy
        print(f"{name:30} {seconds:7.2f} s, processor {busy:7.2f} s", flush=True)
        if profile:
            pstats.Stats(watch).sort_stats("cumtime").print_stats(40)


if __name__ == "__main__":
    main()
